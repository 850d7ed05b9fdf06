"""Forms of stock: product, lot, what happens to a lot, box."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform.foundation.ui.widgets import DateInput, StepperInput

from . import queries
from .words import Coating, LotMove


class ProductForm(forms.Form):
    """A needle as a maker sells it."""

    maker = forms.CharField(label=_("Maker"), max_length=100)
    name = forms.CharField(label=_("Name on the box"), max_length=100, required=False)
    diameter_mm = forms.DecimalField(
        label=_("Diameter"), min_value=Decimal("0.1"), max_value=Decimal("0.5"), decimal_places=2,
        widget=StepperInput({"step": "0.01"}, suffix="mm"), help_text=_("From 0.10 to 0.50 mm."),
    )  # fmt: skip
    length_mm = forms.DecimalField(
        label=_("Length"), min_value=5, max_value=150, decimal_places=1,
        widget=StepperInput({"step": "1"}, suffix="mm"), help_text=_("Without the handle, from 5 to 150 mm."),
    )  # fmt: skip
    coating = forms.ChoiceField(label=_("Coating"), choices=Coating.choices, initial=Coating.UNKNOWN)


class LotForm(forms.Form):
    """A lot that came in."""

    product = forms.ChoiceField(label=_("Product"))
    number = forms.CharField(label=_("Lot number"), max_length=60)
    expires_on = forms.DateField(
        label=_("Last day of use"), widget=DateInput,
        help_text=_("Where the box names only a month, its last day."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["product"]).choices = [("", _("Choose")), *queries.products()]


class BoxForm(forms.Form):
    """A box that is opened."""

    lot = forms.ChoiceField(label=_("Lot"))
    place = forms.ChoiceField(label=_("Where"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lots = [(str(lot.id), f"{lot.number}, {lot.product}, {lot.expires_on}") for lot in queries.lot_files()]
        cast(forms.ChoiceField, self.fields["lot"]).choices = [("", _("Choose")), *lots]
        cast(forms.ChoiceField, self.fields["place"]).choices = [("", _("Choose")), *queries.places()]

    def facts(self) -> dict[str, Any]:
        """Arguments for the action."""
        site, _sign, room = self.cleaned_data["place"].partition(":")
        return {
            "lot": UUID(self.cleaned_data["lot"]),
            "site": UUID(site),
            "room": UUID(room) if room else None,
        }


class MoveForm(forms.Form):
    """What happens to a lot."""

    kind = forms.ChoiceField(label=_("What happened"), choices=[("", _("Choose")), *LotMove.choices])
    reason = forms.CharField(label=_("Reason or reference"), max_length=300)
    expires_on = forms.DateField(label=_("Corrected last day of use"), widget=DateInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A date for a correction, and only for a correction."""
        data = super().clean() or {}
        if data.get("kind") == LotMove.CORRECTED and "expires_on" not in self.errors and not data.get("expires_on"):
            self.add_error("expires_on", _("Give the corrected last day of use."))
        if data.get("kind") != LotMove.CORRECTED:
            data["expires_on"] = None
        return data
