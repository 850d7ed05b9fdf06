"""Tables of needle stock: products, lots, what happened to a lot, open boxes."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from filiform.foundation.record.public import AuthoredRow
from filiform.foundation.tenancy.clock import now

from .words import Coating, LotMove


class NeedleProduct(AuthoredRow):
    """A needle as a maker sells it: one size, one coating."""

    maker = models.CharField(max_length=100)
    name = models.CharField(max_length=100, blank=True)
    diameter_mm = models.DecimalField(max_digits=4, decimal_places=2)
    length_mm = models.DecimalField(max_digits=5, decimal_places=1)
    coating = models.CharField(max_length=10, choices=Coating.choices, default=Coating.UNKNOWN)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "maker", "name", "diameter_mm", "length_mm", "coating"],
                name="needle_product_once",
            ),
            models.CheckConstraint(
                condition=models.Q(diameter_mm__range=(Decimal("0.1"), Decimal("0.5")), length_mm__range=(5, 150)),
                name="needle_size_plausible",
            ),
        ]


class Lot(AuthoredRow):
    """A lot of a product; `expires_on` is its last day of use as first entered."""

    product = models.ForeignKey(NeedleProduct, on_delete=models.PROTECT, related_name="lots")
    number = models.CharField(max_length=60)
    expires_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "product", "number"], name="lot_number_once")
        ]


class LotEvent(AuthoredRow):
    """Recalled, set aside, back in use, expiry corrected; the newest of recall and release counts."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=LotMove.choices)
    expires_on = models.DateField(null=True)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind="corrected", expires_on__isnull=False)
                | (~models.Q(kind="corrected") & models.Q(expires_on__isnull=True)),
                name="lot_correction_has_date",
            )
        ]


class OpenBox(AuthoredRow):
    """A box of a lot opened at a site, in a room or for the whole site."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="boxes")
    site = models.ForeignKey("tenancy.Site", on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey("tenancy.Room", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "site"], name="boxes_of_site")]


class BoxClosed(AuthoredRow):
    """A box that is used up or put away."""

    box = models.OneToOneField(OpenBox, on_delete=models.PROTECT, related_name="closed")
    reason = models.CharField(max_length=300, blank=True)
