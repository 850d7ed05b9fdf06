"""Forms of the register: the box, a patient's details, an edit, a link."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from filiform.foundation.tenancy.clock import today
from filiform.foundation.ui.widgets import DateInput, Segments

from .details import LABELS, LONGEST, SAYS, Details, faults
from .finding import writes_month_first
from .models.patients import Sex
from .search import birth_dates
from .search.query import LONGEST_QUERY


class BirthDateField(forms.CharField):
    """A birth date in any usual writing; cleans to a date."""

    widget = DateInput

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text is None or text in self.empty_values:
            return None
        reading = birth_dates.read(text, today(), month_first=writes_month_first())
        if len(reading.dates) != 1:
            code = "two-years" if reading.dates else "no-date"
            raise ValidationError(SAYS[code], code=code)
        return reading.dates[0]

    def run_validators(self, value: Any) -> None:
        """The rules of the date itself are in `details.faults`; the ones for text do not fit a date."""


class PatientForm(forms.Form):
    """A patient's details, to be registered."""

    family_name = forms.CharField(
        label=LABELS["family_name"], max_length=LONGEST["family_name"],
        error_messages={"required": SAYS["no-name"], "max_length": SAYS["too-long"]},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
    )  # fmt: skip
    given_name = forms.CharField(
        label=LABELS["given_name"], max_length=LONGEST["given_name"], required=False,
        error_messages={"max_length": SAYS["too-long"]},
        help_text=_("Leave this empty only for somebody who has one name."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
    )  # fmt: skip
    birth_date = BirthDateField(
        label=LABELS["birth_date"], max_length=40, error_messages={"required": _("Write the birth date.")}
    )
    sex = forms.ChoiceField(
        label=LABELS["sex"], choices=Sex.choices, widget=Segments,
        error_messages={"required": SAYS["sex"], "invalid_choice": SAYS["sex"]},
        help_text=_("It decides which questions are asked before needling."),
    )  # fmt: skip
    phone = forms.CharField(
        label=LABELS["phone"], max_length=LONGEST["phone"], required=False,
        error_messages={"max_length": SAYS["too-long"]}, widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.CharField(
        label=LABELS["email"], max_length=LONGEST["email"], required=False,
        error_messages={"max_length": SAYS["too-long"]},
        widget=forms.TextInput({"type": "email", "autocomplete": "off"}),
    )  # fmt: skip
    address = forms.CharField(
        label=LABELS["address"], max_length=LONGEST["address"], required=False,
        error_messages={"max_length": SAYS["too-long"]}, widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Apply the one rule for details to what the fields have let through."""
        cleaned = super().clean() or self.cleaned_data
        # A field with an error of its own is judged by a value that has none.
        stand_in = {"family_name": "x", "given_name": "", "birth_date": today(), "sex": "unknown"}
        judged = {name: cleaned.get(name, stand_in.get(name, "")) for name in LABELS}
        for name, code in faults(Details.tidy(**judged), today()).items():
            if name in cleaned:
                self.add_error(name, ValidationError(SAYS[code], code=code))
        return cleaned

    def details(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        return {name: self.cleaned_data[name] for name in LABELS}


class EditForm(PatientForm):
    """A patient's details, to be saved beside the earlier ones."""

    reason = forms.CharField(
        label=_("Why the details change"), max_length=200,
        help_text=_("For example: new phone, married, spelling corrected."),
        error_messages={"required": _("Say why the details change."), "max_length": SAYS["too-long"]},
    )  # fmt: skip
    based_on = forms.UUIDField(widget=forms.HiddenInput)


class BoxForm(forms.Form):
    """The one box. What is too long is cut by the search itself: nobody is stopped while typing."""

    q = forms.CharField(required=False, max_length=LONGEST_QUERY * 10)


class LinkForm(forms.Form):
    """Two entries of one person: which is kept, and how one knows."""

    other = forms.UUIDField(
        error_messages={"required": _("Choose the other entry."), "invalid": _("Choose the other entry.")}
    )
    keep = forms.ChoiceField(
        label=_("Which entry is used from now on"), choices=(("this", _("This one")), ("other", _("The other one"))),
        widget=Segments, initial="this", error_messages={"required": _("Choose one of the two.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("How you know"), max_length=200, help_text=_("For example: asked the patient, same address."),
        error_messages={"required": _("Say how you know."), "max_length": SAYS["too-long"]},
    )  # fmt: skip


class UnlinkForm(forms.Form):
    """A link that is taken back."""

    kept = forms.UUIDField(widget=forms.HiddenInput)
    duplicate = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why the link is undone"), max_length=200,
        error_messages={"required": _("Say why the link is undone."), "max_length": SAYS["too-long"]},
    )  # fmt: skip
