"""Forms of the needles step: a needle, what is noted of it, taking back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid6 import uuid7

from filiform.backoffice.stock.public import Box
from filiform.core.needling import NeedleLimits
from filiform.core.values import Side, Site
from filiform.foundation.tenancy.clock import today
from filiform.foundation.ui.widgets import Chips, Choices, Segments, StepperInput
from filiform.knowledge import load
from filiform.knowledge.structures import UnknownSite, parse_all

from .actions.placing import Placing
from .told import site_label
from .words import SIDES, Guidance, Reaction, Recognised, Sensation, Tolerance

LIMITS = NeedleLimits()
OTHER = "other"


def millimetres(label: Any, high: float, **more: Any) -> forms.DecimalField:
    """A length in mm from 0 to `high`, empty until somebody enters it."""
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=Decimal(str(high)), decimal_places=1,
        widget=StepperInput({"step": "1"}, suffix="mm"), **more,
    )  # fmt: skip


class NotedForm(forms.Form):
    """What may be noted of an insertion; an empty field says nothing."""

    twitches = forms.IntegerField(
        label=gettext_lazy("Twitches"), required=False, min_value=0, max_value=99, widget=StepperInput,
        help_text=gettext_lazy("0 means looked for, none came. Leave empty when not noted."),
    )  # fmt: skip
    sensation = forms.MultipleChoiceField(
        label=gettext_lazy("What the patient felt"), required=False, choices=Sensation.choices, widget=Chips
    )
    recognised = forms.ChoiceField(
        label=gettext_lazy("Brought on the familiar pain?"), required=False, choices=Recognised.choices,
        widget=Segments,
    )  # fmt: skip
    reaction = forms.MultipleChoiceField(
        label=gettext_lazy("Reaction at once"), required=False, choices=Reaction.choices, widget=Chips
    )
    tolerance = forms.ChoiceField(
        label=gettext_lazy("How it was taken"), required=False, choices=Tolerance.choices, widget=Segments
    )
    note = forms.CharField(label=gettext_lazy("A line in your words"), required=False, max_length=1000)

    NOTED: tuple[str, ...] = ("twitches", "sensation", "recognised", "reaction", "tolerance", "note")

    def said(self) -> dict[str, Any]:
        """Only what was entered."""
        found = {name: self.cleaned_data.get(name) for name in self.NOTED}
        return {name: value for name, value in found.items() if value not in (None, "", [])}


class DetailForm(NotedForm):
    """Something noted later of an insertion that is on record."""

    insertion = forms.UUIDField(widget=forms.HiddenInput)
    event = forms.UUIDField(widget=forms.HiddenInput)
    depth_mm = millimetres(gettext_lazy("Depth"), LIMITS.length_high_mm)

    NOTED = (*NotedForm.NOTED, "depth_mm")
    field_order = ("insertion", "event", "depth_mm")

    def __init__(self, data: Mapping[str, Any] | None = None, *, entry: UUID | None = None, **kwargs: Any) -> None:
        initial = {"insertion": entry, "event": uuid7()}
        super().__init__(data, initial=initial, prefix=None, auto_id=f"id_{entry}_%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        """Something has to be said."""
        data = super().clean() or {}
        if not self.errors and not self.said():
            raise ValidationError(_("Enter at least one thing to note."))
        return data


class NeedleForm(NotedForm):
    """A needle that goes in, or went in and out."""

    event = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    where = forms.ChoiceField(
        label=gettext_lazy("Where"), widget=Choices,
        error_messages={"required": gettext_lazy("Choose where the needle is.")},
    )  # fmt: skip
    structure = forms.CharField(
        label=gettext_lazy("Another structure"), required=False, max_length=100,
        help_text=gettext_lazy("Any usual name, with the side: “left upper trap”, “Achilles tendon right”."),
        widget=forms.TextInput({"list": "structures", "autocomplete": "off"}),
    )  # fmt: skip
    side = forms.ChoiceField(label=gettext_lazy("Side"), required=False, choices=SIDES, widget=Segments)
    point = forms.CharField(
        label=gettext_lazy("Point or landmark"), required=False, max_length=200,
        help_text=gettext_lazy("In your words, such as “mid-belly, 3 cm from the acromion”."),
    )  # fmt: skip
    technique = forms.ChoiceField(
        label=gettext_lazy("Technique"), error_messages={"required": gettext_lazy("Choose the technique.")}
    )
    guidance = forms.ChoiceField(
        label=gettext_lazy("Guidance"), choices=Guidance.choices, widget=Segments,
        error_messages={"required": gettext_lazy("Choose landmarks or ultrasound.")},
    )  # fmt: skip
    needle = forms.ChoiceField(label=gettext_lazy("Needle"), widget=Choices)
    lot = forms.ChoiceField(label=gettext_lazy("Lot"), required=False)
    lot_text = forms.CharField(
        label=gettext_lazy("Lot that is not on the list"), required=False, max_length=100,
        help_text=gettext_lazy("As printed on the packet, or “not known”."),
    )  # fmt: skip
    diameter_mm = forms.DecimalField(
        label=gettext_lazy("Diameter of that needle"), required=False, decimal_places=2,
        min_value=Decimal("0.10"), max_value=Decimal("0.50"), widget=StepperInput({"step": "0.01"}, suffix="mm"),
    )  # fmt: skip
    length_mm = forms.DecimalField(
        label=gettext_lazy("Length of that needle"), required=False, decimal_places=1,
        min_value=5, max_value=150, widget=StepperInput({"step": "1"}, suffix="mm"),
    )  # fmt: skip
    depth_mm = millimetres(
        gettext_lazy("Depth"), LIMITS.length_high_mm, help_text=gettext_lazy("Empty until you know it.")
    )
    angle = forms.CharField(
        label=gettext_lazy("Angle and direction"), required=False, max_length=60,
        help_text=gettext_lazy("Such as “45°, towards the scapula”."),
    )  # fmt: skip
    dwell = forms.IntegerField(
        label=gettext_lazy("Planned dwell"), required=False, min_value=1, max_value=120,
        widget=StepperInput(suffix="min"), help_text=gettext_lazy("Only for a needle that stays in."),
    )  # fmt: skip
    happened = forms.BooleanField(
        label=gettext_lazy("It has already happened: record it"), required=False,
        help_text=gettext_lazy("It is recorded and marked, and an incident is opened."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("How it came about"), required=False, max_length=300)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        planned: tuple[Site, ...],
        boxes: list[Box],
        in_use: list[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        here = [box for box in boxes if box.here]
        initial = {"event": uuid7(), "needle": "new"}
        # A box that is open in this very room is no guess; anything else is chosen.
        if len(here) == 1:
            initial["lot"] = str(here[0].lot.id)
        super().__init__(data, initial=initial, **kwargs)
        self.planned = {str(site): site for site in planned}
        where = [(key, site_label(site)) for key, site in self.planned.items()]
        cast(forms.ChoiceField, self.fields["where"]).choices = [*where, (OTHER, _("Another structure"))]
        techniques = [(one.id, one.label) for one in load().techniques.values()]
        cast(forms.ChoiceField, self.fields["technique"]).choices = [("", _("Choose")), *techniques]
        used = [(str(needle), label) for needle, label in in_use]
        cast(forms.ChoiceField, self.fields["needle"]).choices = [("new", _("A new needle")), *used]
        lots = {str(box.lot.id): box for box in reversed(boxes)}
        self.lots = {key: box.lot for key, box in lots.items()}
        # What has expired can be chosen, because it may have happened; it stands last and says so.
        offered = [*reversed(lots.items())]
        offered.sort(key=lambda one: _expired(one[1]))
        cast(forms.ChoiceField, self.fields["lot"]).choices = [
            ("", _("Choose")),
            *((key, _box_label(box)) for key, box in offered),
            (OTHER, _("Another lot, written below")),
        ]

    def clean(self) -> dict[str, Any]:
        """One site with its side, one lot for a new needle, a depth that the needle has."""
        data = super().clean() or {}
        data["site"] = self._site(data)
        if data.get("needle") == "new":
            self._lot(data)
        if data.get("happened") and not data.get("why", "").strip():
            self.add_error("why", _("Say how it came about, so that it can be recorded."))
        return data

    def _site(self, data: dict[str, Any]) -> Site | None:
        if "where" in self.errors or not data.get("where"):
            return None
        site = self.planned.get(data["where"]) or self._named(data)
        if site is None:
            return None
        side = site.side or (Side(data["side"]) if data.get("side") else None)
        if side is None:
            self.add_error("side", _("Choose the side, or midline."))
            return None
        return Site(site.structure, side)

    def _named(self, data: dict[str, Any]) -> Site | None:
        text = data.get("structure", "").strip()
        if not text:
            if "structure" not in self.errors:
                self.add_error("structure", _("Write the name of the structure."))
            return None
        try:
            found = parse_all(text)
        except UnknownSite as unknown:
            self.add_error("structure", _not_known(unknown))
            return None
        if len(found) != 1:
            names = ", ".join(dict.fromkeys(site_label(site) for site in found))
            self.add_error("structure", _("This names more than one: %(names)s. Write one.") % {"names": names})
            return None
        return found[0]

    def _lot(self, data: dict[str, Any]) -> None:
        chosen = data.get("lot")
        if "lot" in self.errors:
            return
        if not chosen:
            self.add_error("lot", _("Choose the lot from the packet, or “another lot”."))
        elif chosen == OTHER:
            if not data.get("lot_text") and "lot_text" not in self.errors:
                self.add_error("lot_text", _("Write the lot as printed, or “not known”."))
        else:
            data["from_stock"] = UUID(chosen)
        length = self.lots[chosen].length_mm if chosen in self.lots else data.get("length_mm")
        depth = data.get("depth_mm")
        if depth is not None and length is not None and depth > length:
            text = _("%(depth)s mm is deeper than the needle is long (%(length)s mm).")
            self.add_error("depth_mm", text % {"depth": depth, "length": length})

    def placing(self, *, out_too: bool) -> Placing:
        """What the form says went in."""
        data = self.cleaned_data
        new = data["needle"] == "new"
        return Placing(
            client_id=data["event"],
            site=data["site"],
            technique=data["technique"],
            guidance=data["guidance"],
            needle=None if new else UUID(data["needle"]),
            lot=data.get("from_stock"),
            lot_text=data["lot_text"] if new else "",
            diameter_mm=data["diameter_mm"],
            length_mm=data["length_mm"],
            depth_mm=data["depth_mm"],
            point=data["point"],
            angle=data["angle"],
            planned_dwell=data["dwell"] * 60 if data["dwell"] and not out_too else None,
            at=data["at"],
            out_too=out_too,
            said=self.said(),
        )


def _box_label(box: Box) -> str:
    where = _("open in this room") if box.here else f"{box.site}, {box.room}" if box.room else box.site
    label = f"{box.lot.number}, {box.lot.size}, {box.lot.maker} ({where})"
    return f"{label}, {_('expired')}" if _expired(box) else label


def _expired(box: Box) -> bool:
    return box.lot.expires_on < today()


def _not_known(unknown: UnknownSite) -> str:
    if unknown.near:
        return _("No structure of this name is known. Near it: %(names)s.") % {"names": ", ".join(unknown.near)}
    return _("No structure of this name is known. Try another name, such as “infraspinatus”.")


class TakeBackForm(forms.Form):
    """Why an entry is taken back."""

    insertion = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Why it is taken back"), max_length=300)

    def __init__(self, data: Mapping[str, Any] | None = None, *, entry: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"insertion": entry}, auto_id=f"id_void_{entry}_%s", **kwargs)
