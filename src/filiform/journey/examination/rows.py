"""The repeated rows of the examination form: zones, activities, motions, muscles.

A row that is left blank is left out. A row that is half filled in says at the field what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import words
from .forms import SCORES, TELLS_BLANK, FoundField, ScoreField
from .movements import MOVEMENTS
from .picking import sides_of, structure_of, zone_of

MOST_ROWS = 40
QUALITIES = [
    ("", gettext_lazy("Not said")),
    ("ache", gettext_lazy("Ache")),
    ("sharp", gettext_lazy("Sharp")),
    ("burning", gettext_lazy("Burning")),
    ("stabbing", gettext_lazy("Stabbing")),
    ("throbbing", gettext_lazy("Throbbing")),
    ("tingling", gettext_lazy("Tingling")),
    ("numb", gettext_lazy("Numb")),
    ("pressure", gettext_lazy("Pressure")),
    ("stiffness", gettext_lazy("Stiffness")),
]
_LEFT_RIGHT = [("", "–"), ("left", gettext_lazy("Left")), ("right", gettext_lazy("Right"))]
_WITH_BOTH = [*_LEFT_RIGHT, ("both", gettext_lazy("Both"))]
_WITH_MIDLINE = [*_LEFT_RIGHT, ("midline", gettext_lazy("Midline"))]
#: What one chip sets: the findings that most active points show; nothing else is said by it.
USUAL = ("taut_band", "tender_spot", "recognised")
CRITERIA = ("taut_band", "tender_spot", "referred_pain", "recognised")
FINDINGS = ("taut_band", "tender_spot", "referred_pain", "recognised", "twitch", "jump_sign")


class Row(forms.Form):
    """One row. `about` is the field that says what the row is about; a row without it must be blank."""

    about = ""
    #: Fields that say nothing by themselves.
    beside: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Refuse values without what they are about."""
        found = super().clean() or {}
        if not found.get(self.about) and self.about not in self.errors:
            said = {value for name, value in found.items() if name not in self.beside}
            if said - {"", None, "unknown"}:
                self.add_error(self.about, _("Choose what this row is about, or clear the row."))
            return {}
        return found

    def values(self) -> Iterator[dict[str, Any]]:
        """The rows to keep of a valid form; a mark on both sides is two."""
        if self.cleaned_data.get(self.about):
            yield dict(self.cleaned_data)

    def _fault(self, field: str, error: ValidationError | str) -> None:
        if field not in self.errors:
            self.add_error(field, error)


class ZoneRow(Row):
    """Pain in one zone."""

    about = "zone"
    beside = ("drawing",)
    zone = forms.CharField(
        label=gettext_lazy("Zone"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"list": "zone-names", "autocomplete": "off"}),
    )
    side = forms.ChoiceField(label=gettext_lazy("Side"), choices=_WITH_BOTH, required=False)
    intensity = ScoreField(label=gettext_lazy("How strong"), widget=forms.Select)
    quality = forms.ChoiceField(label=gettext_lazy("What it feels like"), choices=QUALITIES, required=False)
    #: Version of the drawing that it was marked on; empty when it was named here.
    drawing = forms.SlugField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ScoreField, self.fields["intensity"]).choices = [("", "–"), *SCORES]
        self.sides: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Turn the typed zone into its id, and the side into sides."""
        found = super().clean()
        if found.get("zone"):
            try:
                zone = zone_of(found["zone"])
            except ValidationError as unknown:
                self._fault("zone", unknown)
                return found
            found["zone"] = zone.id
            try:
                self.sides = sides_of(zone, found.get("side", ""))
            except ValidationError as missing:
                self._fault("side", missing)
        return found

    def values(self) -> Iterator[dict[str, Any]]:
        """A row for each side."""
        for row in super().values():
            for side in self.sides:
                yield {**row, "side": side}


class ActivityRow(Row):
    """One activity that the patient named."""

    about = "name"
    name = forms.CharField(
        label=gettext_lazy("Activity, in the patient’s words"), max_length=200, required=False,
        widget=forms.TextInput(TELLS_BLANK),
    )  # fmt: skip
    score = ScoreField(
        label=gettext_lazy("How well it goes"),
        help_text=gettext_lazy("0 cannot do it, 10 as well as before."),
    )


class MotionRow(Row):
    """One motion, in degrees. A motion without a reading was not measured and is left out."""

    about = "movement"
    movement = forms.ChoiceField(label=gettext_lazy("Motion"), required=False)
    side = forms.ChoiceField(label=gettext_lazy("Side"), choices=_LEFT_RIGHT, required=False)
    degrees = forms.DecimalField(
        label=gettext_lazy("Degrees"), max_digits=4, decimal_places=1, required=False,
        widget=forms.NumberInput({"inputmode": "decimal", "autocomplete": "off", "step": "0.5"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_joint: dict[str, list[tuple[str, Any]]] = {}
        for each in MOVEMENTS.values():
            by_joint.setdefault(str(each.joint), []).append((each.code, each.name))
        cast(forms.ChoiceField, self.fields["movement"]).choices = [("", "–"), *by_joint.items()]

    def clean(self) -> dict[str, Any]:
        """A paired motion needs its side, and no joint goes further than `most`."""
        found = super().clean()
        movement, degrees = MOVEMENTS.get(found.get("movement", "")), found.get("degrees")
        if movement is None or degrees is None:
            return found
        if movement.paired and not found.get("side"):
            self._fault("side", _("Choose left or right."))
        if not -45 <= degrees <= movement.most:
            self._fault(
                "degrees",
                _("%(name)s lies between -45 and %(most)s degrees.") % {"name": movement.name, "most": movement.most},
            )
        if not movement.paired:
            found["side"] = "midline"
        return found

    def values(self) -> Iterator[dict[str, Any]]:
        """Only motions that were measured."""
        yield from (row for row in super().values() if row["degrees"] is not None)


class MuscleRow(Row):
    """What palpation of one structure found."""

    about = "structure"
    structure = forms.CharField(
        label=gettext_lazy("Muscle or other structure"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"list": "structure-names", "autocomplete": "off", **TELLS_BLANK}),
    )
    side = forms.ChoiceField(label=gettext_lazy("Side"), choices=_WITH_MIDLINE, required=False)
    taut_band = FoundField(label=gettext_lazy("Taut band"))
    tender_spot = FoundField(label=gettext_lazy("Tender spot"))
    referred_pain = FoundField(label=gettext_lazy("Referred pain"))
    recognised = FoundField(label=gettext_lazy("The patient recognises the pain"))
    twitch = FoundField(label=gettext_lazy("Twitch"))
    jump_sign = FoundField(label=gettext_lazy("Jump sign"))
    pressure_kpa = forms.IntegerField(
        label=gettext_lazy("Pressure pain threshold (kPa)"), min_value=1, max_value=2000, required=False,
        widget=forms.NumberInput(TELLS_BLANK),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=300, required=False, widget=forms.TextInput(TELLS_BLANK)
    )

    @property
    def usual(self) -> str:
        """Names of the fields that one press sets."""
        return " ".join(self.add_prefix(name) for name in USUAL)

    @property
    def beside_filled(self) -> bool:
        """Whether what only supports the finding holds an answer or an error, so that the page opens it."""
        beside = [self[name] for name in ("twitch", "jump_sign", "pressure_kpa", "note")]
        return any(each.value() not in (None, "", "unknown") or each.errors for each in beside)

    @property
    def state(self) -> str:
        """What the findings that are ticked amount to, in words; "" while nothing was examined."""
        found = {name: self[name].value() for name in CRITERIA}
        return words.amounts_to(found) if any(value in ("yes", "no") for value in found.values()) else ""

    def clean(self) -> dict[str, Any]:
        """Turn the typed structure into its id; a side in the text ("left ut") counts."""
        found = super().clean()
        if not found.get("structure"):
            return found
        try:
            site = structure_of(found["structure"])
        except ValidationError as unknown:
            self._fault("structure", unknown)
            return found
        found["structure"] = site.structure
        typed = str(site.side) if site.side else ""
        if found.get("side") and typed and typed != found["side"]:
            self._fault("side", _("The side does not fit what is typed: choose one of them."))
        found["side"] = found.get("side") or typed
        if not found["side"]:
            self._fault("side", _("Choose the side."))
        return found


class Rows(BaseFormSet):
    """Rows of one kind that refuse to name the same thing twice."""

    once: tuple[str, ...] = ()
    default_error_messages = {
        **BaseFormSet.default_error_messages,
        "too_many_forms": gettext_lazy("At most %(num)d rows fit. Take out what is not needed."),
    }

    def clean(self) -> None:
        """The same zone, motion or muscle on one side is written once."""
        seen: set[tuple[Any, ...]] = set()
        for form in self.forms:
            if not form.is_valid():
                continue
            for row in form.values():
                key = tuple(row[name] for name in self.once)
                if key in seen:
                    form.add_error(form.about, _("This is there already, further up. Keep one of them."))
                seen.add(key)

    def values(self) -> list[dict[str, Any]]:
        """All rows to keep."""
        return [row for form in self.forms for row in form.values()]


class ZoneRows(Rows):
    once = ("zone", "side")


class ActivityRows(Rows):
    once = ("name",)


class MotionRows(Rows):
    once = ("movement", "side")


class MuscleRows(Rows):
    once = ("structure", "side")


def _factory(row: type[Row], rows: type[Rows]) -> type[Rows]:
    made = formset_factory(row, formset=rows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1, validate_max=True)
    return cast(type[Rows], made)  # it is made from `rows`


#: Prefix of the fields, formset, and how many blank rows a page begins with.
KINDS: dict[str, tuple[type[Rows], int]] = {
    "zones": (_factory(ZoneRow, ZoneRows), 2),
    "activities": (_factory(ActivityRow, ActivityRows), 1),
    "motions": (_factory(MotionRow, MotionRows), 1),
    "findings": (_factory(MuscleRow, MuscleRows), 1),
}
