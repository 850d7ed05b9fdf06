"""Forms of the count, of other therapies, of stimulation, and of visits without needles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid6 import uuid7

from filiform.core.needling import NeedleLimits
from filiform.foundation.tenancy.clock import today
from filiform.foundation.ui.widgets import Chips, Choices, DateInput, Segments, StepperInput

from .told import site_label
from .translate import Entry
from .words import Kind, WithoutNeedles

HERE = (("yes", gettext_lazy("At this visit")), ("no", gettext_lazy("Before, or by somebody else")))


class ModalityForm(forms.Form):
    """Another therapy beside needles or instead of them."""

    event = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Therapy"), choices=[("", gettext_lazy("Choose")), *Kind.choices])
    here = forms.ChoiceField(label=gettext_lazy("When was it"), choices=HERE, widget=Segments)
    what = forms.CharField(
        label=gettext_lazy("What"), max_length=300,
        help_text=gettext_lazy("Such as “calf stretch on a step, 3 × 30 s” or the substance of an injection."),
    )  # fmt: skip
    where = forms.CharField(label=gettext_lazy("Where on the body"), max_length=200, required=False)
    on = forms.DateField(label=gettext_lazy("Date"), widget=DateInput, required=False)
    when_text = forms.CharField(
        label=gettext_lazy("Or in words"), max_length=100, required=False,
        help_text=gettext_lazy("Where the day is not known: “in spring”."),
    )  # fmt: skip
    by_whom = forms.CharField(label=gettext_lazy("By whom"), max_length=200, required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=240, required=False, widget=StepperInput
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=1000, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"event": uuid7()}, auto_id="id_other_%s", **kwargs)

    def clean_on(self) -> Any:
        """No day that is still to come, none from before anybody living."""
        day = self.cleaned_data["on"]
        if day and day > today():
            raise forms.ValidationError(_("This day is still to come. Give the day it was done."))
        if day and day.year < today().year - 100:
            raise forms.ValidationError(_("Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        """An injection and what was done elsewhere need place, time and person."""
        data = super().clean() or {}
        if data.get("kind") == Kind.INJECTION and not data.get("where") and "where" not in self.errors:
            self.add_error("where", _("Say where the injection was."))
        if data.get("here") == "no":
            if not data.get("on") and not data.get("when_text") and "on" not in self.errors:
                self.add_error("on", _("Give the date, or say in words when it was."))
            if not data.get("by_whom") and "by_whom" not in self.errors:
                self.add_error("by_whom", _("Say who did it, or “not known”."))
        return data

    def facts(self) -> dict[str, Any]:
        """Arguments for the action."""
        data = dict(self.cleaned_data)
        return {"client_id": data.pop("event"), **data, "here": data["here"] == "yes"}


class StimulationForm(forms.Form):
    """Electrical stimulation through two needles of this visit, each chosen by a touch."""

    event = forms.UUIDField(widget=forms.HiddenInput)
    pair = forms.MultipleChoiceField(
        label=gettext_lazy("Between which two needles"), widget=Chips,
        help_text=gettext_lazy("Touch both. Current must not cross the chest or the front of the neck."),
        error_messages={"required": gettext_lazy("Touch the two needles of the lead.")},
    )  # fmt: skip
    frequency_hz = forms.DecimalField(
        label=gettext_lazy("Frequency"), min_value=0, max_value=1000, decimal_places=1, required=False,
        widget=StepperInput({"step": "1"}, suffix="Hz"), help_text=gettext_lazy("A source describes 2 to 100 Hz."),
    )  # fmt: skip
    intensity_ma = forms.DecimalField(
        label=gettext_lazy("Intensity"), min_value=0, max_value=100, decimal_places=2, required=False,
        widget=StepperInput({"step": "0.1"}, suffix="mA"), help_text=gettext_lazy("A source describes 0.5 to 5 mA."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=120, required=False, widget=StepperInput
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
    happened = forms.BooleanField(
        label=gettext_lazy("It has already happened: record it"), required=False,
        help_text=gettext_lazy("Only where it is refused. Say in the note how it came about; an incident is opened."),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, entries: tuple[Entry, ...], **kwargs: Any) -> None:
        super().__init__(data, initial={"event": uuid7()}, auto_id="id_es_%s", **kwargs)
        choices = [(str(one.id), f"{one.number}: {site_label(one.site)}") for one in entries]
        cast(forms.MultipleChoiceField, self.fields["pair"]).choices = choices

    def clean_pair(self) -> list[str]:
        """Two needles, not one and not three."""
        chosen = list(dict.fromkeys(self.cleaned_data["pair"]))
        if len(chosen) != 2:
            raise forms.ValidationError(_("A lead has two needles: touch two."))
        return chosen

    def facts(self) -> dict[str, Any]:
        """Arguments for the action."""
        data = dict(self.cleaned_data)
        first, second = data.pop("pair")
        return {"client_id": data.pop("event"), "first": UUID(first), "second": UUID(second), **data}


class WithoutForm(forms.Form):
    """Why this visit has no needles, and what was done instead."""

    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=WithoutNeedles.choices, widget=Choices)
    instead = forms.CharField(
        label=gettext_lazy("What was done instead"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Write “nothing” when nothing was done."),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Note"), max_length=1000, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="id_without_%s", **kwargs)


class CountForm(forms.Form):
    """Needles counted out of the patient."""

    event = forms.UUIDField(widget=forms.HiddenInput)
    counted = forms.IntegerField(
        label=gettext_lazy("Needles you counted out of the patient"), min_value=0,
        max_value=NeedleLimits().most_needles, widget=StepperInput,
        help_text=gettext_lazy("Count the needles themselves, not the list."),
    )  # fmt: skip
    container = forms.ChoiceField(label=gettext_lazy("Sharps container"), required=False, widget=Segments)
    sharps = forms.CharField(
        label=gettext_lazy("Another sharps container"), max_length=100, required=False,
        help_text=gettext_lazy("Its number or place."),
    )  # fmt: skip
    second_person = forms.CharField(label=gettext_lazy("Counted with"), max_length=100, required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=1000, required=False)
    counted_again = forms.BooleanField(
        label=gettext_lazy("I counted again: it is so"), required=False,
        help_text=gettext_lazy("Only when count and record differ. An incident opens with the steps to take."),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, containers: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(data, initial={"event": uuid7()}, **kwargs)
        if containers:
            cast(forms.ChoiceField, self.fields["container"]).choices = [(name, name) for name in containers]
        else:
            del self.fields["container"]
            self.fields["sharps"].label = _("Sharps container")

    def facts(self) -> dict[str, Any]:
        """Arguments for the action; a container that was written counts before one that was chosen."""
        data = dict(self.cleaned_data)
        chosen = data.pop("container", "")
        return {"client_id": data.pop("event"), **data, "sharps": data["sharps"] or chosen}


class LeaveForm(forms.Form):
    """The patient leaves."""

    all_the_same = forms.BooleanField(
        label=gettext_lazy("The patient has left all the same: record it"), required=False,
        help_text=gettext_lazy("An incident opens with the steps to take."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("How it came about"), max_length=300, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="id_leave_%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        """What happened all the same needs a word."""
        data = super().clean() or {}
        if data.get("all_the_same") and not data.get("why", "").strip():
            self.add_error("why", _("Say how it came about, so that it can be recorded."))
        return data


class IncidentStepForm(forms.Form):
    """What was done or found at one step of an incident."""

    step = forms.CharField(max_length=60, widget=forms.HiddenInput)
    note = forms.CharField(label=gettext_lazy("What was done or found"), max_length=2000)

    def __init__(self, data: Mapping[str, Any] | None = None, *, code: str = "", **kwargs: Any) -> None:
        super().__init__(data, initial={"step": code}, auto_id=f"id_{code}_%s", **kwargs)
