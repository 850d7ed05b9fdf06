"""Forms of one tap: a needle as its button says it, a set saved under a name."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.values import Side, Site
from filiform.journey.treatment.actions.placing import Placing
from filiform.journey.treatment.device import clock_time
from filiform.journey.treatment.onetap.lots import Shelf
from filiform.journey.treatment.words import Guidance, WayFrom
from filiform.knowledge import load

#: Longest planned dwell that a form takes, in minutes.
LONGEST_DWELL = 120


class TapForm(forms.Form):
    """A needle that one tap places: everything that the button shows, and nothing else.

    `needle` is one of this visit that goes in again and brings its own lot; without it a lot has to be named that
    is open here, or was when the button was pressed.
    """

    event = forms.UUIDField()
    at = forms.DateTimeField(required=False)
    site = forms.CharField(max_length=100)
    point = forms.CharField(max_length=200, required=False)
    technique = forms.ChoiceField()
    guidance = forms.ChoiceField(choices=Guidance.choices)
    dwell = forms.DecimalField(min_value=0, max_value=LONGEST_DWELL, decimal_places=3, required=False)
    needle = forms.UUIDField(required=False)
    lot = forms.UUIDField(required=False)
    way_from = forms.CharField(required=False)

    def __init__(self, data: Any, *, shelf: Shelf) -> None:
        super().__init__(data)
        self.shelf = shelf
        self.lots = {box.lot.id: box.lot for box in shelf.boxes}
        cast(forms.ChoiceField, self.fields["technique"]).choices = [(one, one) for one in load().techniques]

    def clean_site(self) -> Site:
        """A structure that the knowledge has, with its side."""
        site = known_site(self.cleaned_data["site"])
        if site is None:
            raise forms.ValidationError(_("This place is not known. Describe the needle in the form."))
        return site

    def clean_way_from(self) -> str:
        """Where the way came from; what is not known here holds no needle up."""
        given: str = self.cleaned_data["way_from"]
        return given if given in WayFrom.values else ""

    def clean(self) -> dict[str, Any]:
        """A new needle comes from a box that is open here."""
        data = super().clean() or {}
        if not data.get("needle") and data.get("lot") not in self.lots and "lot" not in self.errors:
            self.add_error("lot", self._not_open())
        return data

    def _not_open(self) -> str:
        if self.shelf.at is None:
            return _("The box of this lot is not open here any more. Choose the lot in the form.")
        if any(box.here for box in self.shelf.boxes):
            text = _(
                "The box of this lot was not open here at %(at)s, when this was pressed. Choose the lot in the form."
            )
        else:
            text = _("No box was open in this room at %(at)s, when this was pressed. Choose the lot in the form.")
        return text % {"at": clock_time(self.shelf.at)}

    def placing(self) -> Placing:
        """What the button says went in."""
        data = self.cleaned_data
        in_and_out = load().techniques[data["technique"]].in_and_out
        return Placing(
            client_id=data["event"],
            site=data["site"],
            technique=data["technique"],
            guidance=data["guidance"],
            needle=data["needle"],
            lot=None if data["needle"] else data["lot"],
            point=data["point"],
            planned_dwell=round(data["dwell"] * 60) or None if data["dwell"] and not in_and_out else None,
            way_from=data["way_from"],
            at=data["at"],
            out_too=in_and_out,
        )


class SetForm(forms.Form):
    """A name for the needles of this session."""

    name = forms.CharField(
        label=gettext_lazy("Name of the set"), max_length=80,
        help_text=gettext_lazy("Such as “my tension headache six”. Name no patient."),
    )  # fmt: skip
    shared = forms.BooleanField(label=gettext_lazy("The whole practice may use it"), required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="id_set_%s", **kwargs)


def known_site(text: str) -> Site | None:
    """A structure that the knowledge has, with its side; None for anything else."""
    side, _space, structure = text.partition(" ")
    return Site(structure, Side(side)) if side in list(Side) and structure in load().structures else None


def uuid_of(text: str) -> UUID | None:
    """An id from an address or a form; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
