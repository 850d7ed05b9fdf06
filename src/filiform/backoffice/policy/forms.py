"""Forms of the policy: how an item is weighed, where a threshold lies, and taking either back."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext as text_of
from django.utils.translation import gettext_lazy as _

from filiform.core.needling import Leave
from filiform.core.screening import Weight
from filiform.core.screening.policy import Fault
from filiform.foundation.accounts.queries import practitioners
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.scope import current
from filiform.foundation.ui.widgets import CheckList, Choices, DateInput, StepperInput

from . import limits, words
from .translate import Item, Settable

WHOLE = [ProhibitNullCharactersValidator()]
MEANT = {
    Weight.NOTE: _("Note: shown, with nothing to decide each time"),
    Weight.WEIGH: _("Weigh: the clinician decides each time"),
    Weight.CLEARANCE: _("Ask the doctor: stop, until a doctor has cleared it"),
    Weight.STOP: _("Stop: not needled"),
}


class _Decision(forms.Form):
    """What every decision says: from when, why, on what it leans."""

    since = forms.DateField(
        label=_("From"), widget=DateInput, help_text=_("Visits of this day and later are judged by it."),
        error_messages={
            "required": _("Write the first day."),
            "invalid": _("Write the day as year-month-day, such as 2027-03-01."),
        },
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), validators=WHOLE,
        help_text=_("In words that a colleague understands in a year."),
        error_messages={"required": _("Write why, in words that a colleague understands in a year.")},
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), max_length=500, validators=WHOLE,
        help_text=_("What the practice leans on: a guideline with its year, a study, a doctor’s letter."),
        error_messages={"required": _("Name the source that the practice leans on.")},
    )  # fmt: skip
    clinician = forms.ChoiceField(
        label=_("Clinician who answers for it"),
        error_messages={
            "required": _("Name the practitioner of this practice who answers for it."),
            "invalid_choice": _("Choose a practitioner of this practice."),
        },
    )  # fmt: skip
    #: Fields of the decision itself, which stand first.
    first: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.first, "since", "reason", "source", "clinician"])
        self.fields["since"].initial = today()
        self.there = [(str(user), name) for user, name in practitioners()]
        me = [user for user, _name in self.there if user == str(current().actor.user)] or [
            user for user, _name in self.there if len(self.there) == 1
        ]
        cast(forms.ChoiceField, self.fields["clinician"]).choices = [*([] if me else [("", _("Choose"))]), *self.there]
        self.fields["clinician"].initial = me[0] if me else ""

    def clean_clinician(self) -> UUID:
        """The user who answers for it."""
        return UUID(self.cleaned_data["clinician"])


class ItemForm(_Decision):
    """How an item is weighed."""

    first = ("weight",)
    weight = forms.ChoiceField(
        label=_("The practice rules"), widget=Choices,
        error_messages={
            "required": _("Choose how it is weighed."), "invalid_choice": _("Choose one of the weights shown."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, about: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["weight"]).choices = [(str(each), MEANT[each]) for each in about.allowed]
        if about.allowed[0] is not Weight.NOTE:
            self.fields["weight"].help_text = str(words.WHY[about.floor.why])


class ThresholdForm(_Decision):
    """Where a threshold lies."""

    first = ("value",)
    value = forms.FloatField(label=_("The practice sets"), error_messages={"invalid": _("Write a number.")})

    def __init__(self, *args: Any, about: Settable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        name, ends = about.threshold.id, words.ends(about.threshold.id, about.range)
        whole = name in words.IN_WEEKS | words.WHOLE or about.range.high >= 45
        field = cast(forms.FloatField, self.fields["value"])
        field.widget = StepperInput(
            {"min": ends["low"], "max": ends["high"], "step": "1" if whole else "0.1"},
            suffix=words.spoken_unit(name, about.threshold.unit),
        )
        text = _("%(low)s to %(high)s.") % ends
        field.help_text = f"{text} {words.WHY[about.why]}" if about.why else text
        field.error_messages["required"] = _("Write a number from %(low)s to %(high)s.") % ends

    def clean_value(self) -> float:
        """Refuse a number outside what may be set, with the reason, together with all else that is wrong."""
        name: str = self.about.threshold.id
        value = words.kept(name, self.cleaned_data["value"])
        if name in words.WHOLE and not value.is_integer():
            raise forms.ValidationError(_("Write a whole number."))
        if not self.about.range.low <= value <= self.about.range.high:
            code = "too-mild" if self.about.why else "out-of-range"
            fault = Fault("threshold", self.about.threshold.id, code, range=self.about.range, why=self.about.why)
            raise forms.ValidationError(words.refusal(fault))
        return value


class ConsentForm(_Decision):
    """How consent may be given."""

    first = ("weight",)
    weight = forms.ChoiceField(
        label=_("The practice rules"), widget=Choices, choices=list(limits.CONSENT.items()),
        error_messages={
            "required": _("Choose how consent may be given."), "invalid_choice": _("Choose one of those shown."),
        },
    )  # fmt: skip


class PlaceForm(_Decision):
    """Whether and how a place is needled."""

    first = ("weight", "people")
    weight = forms.ChoiceField(
        label=_("The practice rules"), widget=Choices, choices=list(limits.LEAVES.items()),
        error_messages={
            "required": _("Choose whether and how it is needled."), "invalid_choice": _("Choose one of those shown."),
        },
    )  # fmt: skip
    people = forms.MultipleChoiceField(
        label=_("Who needles there"), widget=CheckList, required=False,
        help_text=_("For “only by those named”."),
        error_messages={"invalid_choice": _("Choose practitioners of this practice.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["people"]).choices = self.there

    def clean(self) -> dict[str, Any]:
        """Somebody has to be named where only those named needle."""
        found = super().clean() or {}
        found["people"] = [UUID(one) for one in found.get("people", ())]
        if found.get("weight") == Leave.NAMED and not found["people"] and "people" not in self.errors:
            self.add_error("people", text_of("Choose one or more practitioners of this practice."))
        return found


class LimitForm(_Decision):
    """A figure in mm for one structure."""

    first = ("value",)
    value = forms.FloatField(
        label=_("The practice sets"), min_value=limits.LOWEST_MM, max_value=limits.HIGHEST_MM,
        widget=StepperInput({"min": "5", "max": "150", "step": "1"}, suffix="mm"),
        error_messages={"invalid": _("Write a number.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        field.help_text = limits.out_of_range()
        field.error_messages |= dict.fromkeys(("required", "min_value", "max_value"), limits.out_of_range())
        for check in field.validators:
            if isinstance(check, MinValueValidator | MaxValueValidator):
                check.message = limits.out_of_range()


class TakeBackForm(forms.Form):
    """Back to what the guidelines say, with the reason."""

    why_back = forms.CharField(
        label=_("Why it is taken back"), max_length=2000, validators=WHOLE,
        error_messages={"required": _("Write why it is taken back.")},
    )  # fmt: skip
