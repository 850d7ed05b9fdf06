"""The form of the examination itself: scores, painkiller, nerve screen, notes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.foundation.ui.widgets import Scale, Segments

from .codes import Found, Phase

SCORES = [(str(number), str(number)) for number in range(11)]
FIGURES = [("female", gettext_lazy("Female")), ("male", gettext_lazy("Male"))]
#: A placeholder of nothing: style sheets can then tell a blank field, and keep what belongs to it folded until then.
TELLS_BLANK = {"placeholder": " "}
NEURO = (
    ("reflexes", gettext_lazy("Is a reflex changed?")),
    ("strength", gettext_lazy("Is strength reduced?")),
    ("sensation", gettext_lazy("Is sensation changed?")),
    ("slr", gettext_lazy("Does raising the straight leg bring on the leg pain?")),
)


class ScoreField(forms.TypedChoiceField):
    """A whole number from 0 to 10, or nothing."""

    widget = Scale

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=SCORES, coerce=int, empty_value=None, required=False, **kwargs)


class FoundField(forms.ChoiceField):
    """Yes, no or not examined; starts as not examined."""

    widget = Segments

    def __init__(self, **kwargs: Any) -> None:
        choices = [*Found.choices[1:], (Found.UNKNOWN, gettext_lazy("Untested"))]
        super().__init__(choices=choices, initial=Found.UNKNOWN, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Nothing sent reads not examined."""
        return super().clean(value) or str(Found.UNKNOWN)


class ExaminationForm(forms.Form):
    """What there is once in an examination."""

    phase = forms.ChoiceField(choices=Phase.choices, widget=forms.HiddenInput)
    based_on = forms.CharField(widget=forms.HiddenInput, max_length=36, required=False)
    pain_now = ScoreField(label=gettext_lazy("Pain now"), help_text=gettext_lazy("0 no pain, 10 the worst imaginable."))
    pain_worst = ScoreField(label=gettext_lazy("Worst in the last 24 hours"))
    pain_average = ScoreField(label=gettext_lazy("Average in the last 24 hours"))
    painkiller = forms.ChoiceField(
        label=gettext_lazy("Painkiller in the last 24 hours?"),
        choices=[
            (Found.YES, gettext_lazy("Yes")),
            (Found.NO, gettext_lazy("No")),
            (Found.UNKNOWN, gettext_lazy("Not asked")),
        ],
        initial=Found.UNKNOWN,
        widget=Segments,
        required=False,
        help_text=gettext_lazy("Kept beside the score, so that a change can be read rightly."),
    )
    painkiller_what = forms.CharField(
        label=gettext_lazy("Which"), max_length=200, required=False, widget=forms.TextInput(TELLS_BLANK)
    )
    painkiller_hours = forms.IntegerField(
        label=gettext_lazy("Hours since it was taken"), min_value=0, max_value=24, required=False,
        widget=forms.NumberInput(TELLS_BLANK),
    )  # fmt: skip
    figure = forms.ChoiceField(
        label=gettext_lazy("Figure on the chart"), choices=FIGURES, required=False, widget=Segments
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"), max_length=5000, required=False, widget=forms.Textarea({"rows": 4, **TELLS_BLANK})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for test, question in NEURO:
            self.fields[f"neuro_{test}"] = FoundField(label=question)
            self.fields[f"where_{test}"] = forms.CharField(
                label=gettext_lazy("Where, and which side"), max_length=200, required=False
            )

    @property
    def neuro_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The nerve screen as pairs of fields, for the page."""
        return [(self[f"neuro_{test}"], self[f"where_{test}"]) for test, _label in NEURO]

    @property
    def day_filled(self) -> bool:
        """Whether worst or average of the day holds an answer or an error, so that the page opens them."""
        return any(self[name].value() not in (None, "") or self[name].errors for name in ("pain_worst", "pain_average"))

    @property
    def nerves_filled(self) -> bool:
        """Whether the nerve screen holds an answer or an error, so that the page opens it."""
        return any(
            test.value() not in (None, "", Found.UNKNOWN) or where.value() or test.errors or where.errors
            for test, where in self.neuro_fields
        )

    def clean_painkiller(self) -> str:
        """Nothing sent reads not asked."""
        return self.cleaned_data["painkiller"] or str(Found.UNKNOWN)

    def clean(self) -> dict[str, Any]:
        """Check what belongs together."""
        found = super().clean() or {}
        now, worst, average = (found.get(f"pain_{name}") for name in ("now", "worst", "average"))
        if now is not None and worst is not None and worst < now:
            self.add_error("pain_worst", _("The worst of 24 hours cannot be below pain now (%(now)s).") % {"now": now})
        if average is not None and worst is not None and average > worst:
            self.add_error("pain_average", _("The average cannot be above the worst (%(worst)s).") % {"worst": worst})
        taken = found.get("painkiller") == Found.YES
        if taken and not found.get("painkiller_what"):
            self.add_error("painkiller_what", _("Write down which painkiller, or “not known”."))
        if not taken and (found.get("painkiller_what") or found.get("painkiller_hours") is not None):
            self.add_error("painkiller", _("A painkiller is named below: choose Yes, or clear the lines."))
        for test, _question in NEURO:
            if found.get(f"neuro_{test}") == Found.YES and not found.get(f"where_{test}"):
                self.add_error(f"where_{test}", _("Write down where, and which side."))
        return found

    def scores(self) -> dict[str, Any]:
        """The fields of the examination row."""
        pain = [f"pain_{name}" for name in ("now", "worst", "average")]
        names = [*pain, "painkiller", "painkiller_what", "painkiller_hours", "notes", "figure"]
        return {name: self.cleaned_data[name] for name in names}

    def neuro(self) -> list[dict[str, str]]:
        """The tests that were done."""
        done = [
            {
                "test": test,
                "result": self.cleaned_data[f"neuro_{test}"],
                "where": self.cleaned_data[f"where_{test}"],
            }
            for test, _label in NEURO
        ]
        return [each for each in done if each["result"] != Found.UNKNOWN or each["where"]]

    @property
    def says_something(self) -> bool:
        """Whether anything is filled in that is worth a row."""
        quiet = {"phase", "based_on", "figure"}
        return any(
            value not in ("", None, Found.UNKNOWN) for name, value in self.cleaned_data.items() if name not in quiet
        )
