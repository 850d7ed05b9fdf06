"""All writes of stock."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.core.needling import LotStatus
from filiform.foundation.accounts.roles import Role
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.models import Room, Site
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused

from . import queries
from .models import BoxClosed, Lot, LotEvent, NeedleProduct, OpenBox
from .words import Coating, LotMove

KEEPERS = (Role.OWNER, Role.PRACTITIONER)


@action(*KEEPERS)
def add_product(
    *, maker: str, diameter_mm: Decimal, length_mm: Decimal, name: str = "", coating: str = Coating.UNKNOWN
) -> NeedleProduct:
    """Enter a product; one that is there already is given back."""
    row, _created = NeedleProduct.objects.get_or_create(
        maker=maker, name=name, diameter_mm=diameter_mm, length_mm=length_mm, coating=coating
    )
    return row


@action(*KEEPERS)
def add_lot(*, product: UUID, number: str, expires_on: date) -> Lot:
    """Enter a lot. Raises Refused when the product is unknown or the lot is known with another expiry."""
    if not NeedleProduct.objects.filter(id=product).exists():
        raise Refused(Reason("no-product", _("Choose a product of this practice."), field="product"))
    row, created = Lot.objects.get_or_create(product_id=product, number=number, defaults={"expires_on": expires_on})
    if not created and row.expires_on != expires_on:
        text = _("This lot is on record with another expiry date. Correct it on the lot’s own line.")
        raise Refused(Reason("lot-known", text, field="number"))
    return row


@action(*KEEPERS)
def move_lot(*, lot: UUID, kind: str, reason: str, expires_on: date | None = None) -> LotEvent:
    """Recall a lot, set it aside, bring it back, or correct its expiry. Raises Missing or Refused."""
    if not Lot.objects.filter(id=lot).exists():
        raise Missing(Reason("no-lot", _("There is no such lot in this practice.")))
    if (kind == LotMove.CORRECTED) != (expires_on is not None):
        raise Refused(Reason("expiry", _("Give the corrected last day of use."), field="expires_on"))
    return LotEvent.objects.create(lot_id=lot, kind=kind, reason=reason, expires_on=expires_on)


@action(*KEEPERS)
def open_box(*, lot: UUID, site: UUID, room: UUID | None = None) -> OpenBox:
    """Open a box of a lot. Raises Refused when the lot may not be used or the place is not ours."""
    found = queries.lot_file(lot)
    if found is None:
        raise Refused(Reason("no-lot", _("Choose a lot of this practice."), field="lot"))
    if found.status is not LotStatus.USABLE:
        text = _("This lot is recalled or set aside. Take another.")
        raise Refused(Reason("lot-barred", text, field="lot"))
    if found.expires_on < today():
        text = _("This lot expired on %(day)s. Take another.") % {"day": date_format(found.expires_on, "j M Y")}
        raise Refused(Reason("lot-expired", text, field="lot"))
    inside = Room.objects.filter(id=room, site_id=site).exists() if room else Site.objects.filter(id=site).exists()
    if not inside:
        raise Refused(Reason("no-place", _("Choose a site or room of this practice."), field="place"))
    return OpenBox.objects.create(lot_id=lot, site_id=site, room_id=room)


@action(*KEEPERS)
def close_box(*, box: UUID, reason: str = "") -> BoxClosed:
    """Note that a box is used up or put away; twice changes nothing. Raises Missing."""
    if not OpenBox.objects.filter(id=box).exists():
        raise Missing(Reason("no-box", _("There is no such box in this practice.")))
    row, _created = BoxClosed.objects.get_or_create(box_id=box, defaults={"reason": reason})
    return row
