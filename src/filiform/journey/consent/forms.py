"""The consent form: what was explained, who answered what, and how."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.consent import Special
from filiform.foundation.record.public import PatientFile
from filiform.foundation.ui.widgets import CheckList, Choices, Segments

from . import codes, words
from .explain import Explanation
from .translate import TICKS, Answer

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class ConsentForm(forms.Form):
    """One answer. `explanation` and `patient` decide which questions there are and what is needed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[("given", gettext_lazy("Consent given")), ("declined", gettext_lazy("Declined"))],
        error_messages={"required": gettext_lazy("Choose what was answered.")},
        widget=Segments,
    )
    explained = forms.MultipleChoiceField(
        label=gettext_lazy("What was explained"), widget=CheckList, required=False, choices=()
    )
    everything = forms.BooleanField(label=gettext_lazy("I explained all of these"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Who answers"), choices=codes.By.choices, widget=Choices)
    speaker = forms.CharField(
        label=gettext_lazy("Their full name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For a parent, guardian or substitute decision maker."),
    )
    relation = forms.CharField(label=gettext_lazy("What they are to the patient"), max_length=200, required=False)
    assent = forms.ChoiceField(
        label=gettext_lazy("The child’s own answer"),
        choices=codes.Assent.choices,
        widget=Segments,
        required=False,
        help_text=gettext_lazy("A child’s no stands, whatever the guardian says."),
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("Can the patient decide this today?"),
        choices=codes.Capacity.choices,
        widget=Segments,
        required=False,
        help_text=gettext_lazy("Capacity is presumed unless there is a reason to doubt it."),
    )
    capacity_note = forms.CharField(
        label=gettext_lazy("What that rests on"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    interpreter = forms.ChoiceField(
        label=gettext_lazy("Interpreter"), choices=codes.Interpreter.choices, widget=Segments, required=False
    )
    interpreter_name = forms.CharField(label=gettext_lazy("Interpreter’s name"), max_length=200, required=False)
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Regions this consent covers"), widget=CheckList, required=False, choices=()
    )
    form = forms.ChoiceField(
        label=gettext_lazy("How it was given"), choices=codes.Form.choices, widget=Segments, required=False
    )
    signed_name = forms.CharField(
        label=gettext_lazy("Typed name of the person who consents"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Typed by that person, as their signature."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    copy_given = forms.ChoiceField(
        label=gettext_lazy("Was a copy given?"), choices=YES_NO, widget=Segments, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Questions that were asked; when declined, the reason if one was given."),
    )
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    based_on = forms.CharField(widget=forms.HiddenInput, max_length=36, required=False)

    def __init__(self, *args: Any, explanation: Explanation, patient: PatientFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.explanation, self.patient = explanation, patient
        due = explanation.required
        self.child = str(Special.GUARDIAN) in due.special
        risks = [(item.id, item.label) for item in explanation.risks]
        cast(forms.ChoiceField, self.fields["explained"]).choices = risks
        regions = [(code, words.region(code)) for code in sorted(due.regions)]
        cast(forms.ChoiceField, self.fields["regions"]).choices = regions
        if not self.child:
            del self.fields["assent"]
        for code in self.ticks:
            self.fields[f"tick_{code}"] = forms.BooleanField(label=_tick(code), required=False)

    @property
    def ticks(self) -> tuple[str, ...]:
        """Special consents of these sites and this person that are ticked one by one."""
        return tuple(code for code in TICKS if code in self.explanation.required.special)

    @property
    def tick_fields(self) -> list[forms.BoundField]:
        """The ticks as bound fields, for the page."""
        return [self[f"tick_{code}"] for code in self.ticks]

    def clean(self) -> dict[str, Any]:
        """Check what belongs together; nothing is checked of a refusal but who refused."""
        found = super().clean() or {}
        if found.get("shown") != self.explanation.digest:
            self.add_error(
                None,
                _("What has to be explained changed after this page was opened. Read it again, then send."),
            )
        if found.get("kind") == "given":
            self._check_explained(found)
            self._check_speaker(found)
            self._check_understanding(found)
            self._check_written(found)
        return found

    def _need(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)

    def _check_explained(self, found: dict[str, Any]) -> None:
        left = {item.id: item.label for item in self.explanation.risks}
        if not found.get("everything"):
            left = {code: label for code, label in left.items() if code not in found.get("explained", ())}
            if left:
                self._need(
                    "explained",
                    _("Not explained yet: %(what)s. Explain and tick, or tick “all of these”.")
                    % {"what": ", ".join(left.values())},
                )
        for code in self.ticks:
            if not found.get(f"tick_{code}"):
                self._need(f"tick_{code}", _("This has to be said and ticked by itself."))
        if not found.get("regions"):
            self._need("regions", _("Choose at least one region, or record that the patient declined."))

    def _check_speaker(self, found: dict[str, Any]) -> None:
        by, capacity = found.get("by"), found.get("capacity")
        if self.child and by != codes.By.GUARDIAN:
            self._need("by", _("The patient is under age: a parent or guardian consents."))
        if not self.child and by == codes.By.GUARDIAN:
            self._need("by", _("Nobody may speak for an adult who can decide. Choose who answered."))
        if not capacity:
            self._need("capacity", _("Say whether the patient can decide this today."))
        elif not self.child:
            self._check_capacity(by, capacity)
        if by != codes.By.PATIENT:
            for name in ("speaker", "relation"):
                if not found.get(name):
                    self._need(name, _("Write down who answered for the patient."))
        if self.child and not found.get("assent"):
            self._need("assent", _("Ask the child too, and record the answer."))

    def _check_capacity(self, by: str | None, capacity: str) -> None:
        if capacity == codes.Capacity.DOUBT:
            self._need(
                "capacity",
                _("While this is in doubt there is no valid consent. Settle it, or record a refusal."),
            )
        if capacity == codes.Capacity.NO and by == codes.By.PATIENT:
            self._need("by", _("The patient cannot decide this today: a substitute decision maker answers."))
        if capacity == codes.Capacity.YES and by == codes.By.SUBSTITUTE:
            self._need("by", _("The patient can decide this today, so only the patient answers."))
        if capacity == codes.Capacity.NO and not self.cleaned_data.get("capacity_note"):
            self._need("capacity_note", _("Write down what this rests on."))

    def _check_understanding(self, found: dict[str, Any]) -> None:
        match found.get("interpreter"):
            case "" | None:
                self._need("interpreter", _("Say whether an interpreter was needed."))
            case codes.Interpreter.ABSENT:
                self._need("interpreter", _("Without an interpreter this is no valid consent. Arrange one first."))
            case codes.Interpreter.PRESENT if not found.get("interpreter_name"):
                self._need("interpreter_name", _("Name the interpreter."))

    def _check_written(self, found: dict[str, Any]) -> None:
        if not found.get("form"):
            self._need("form", _("Say how consent was given."))
        if found.get("form") != codes.Form.WRITTEN:
            return
        signer = self.patient.name if found.get("by") == codes.By.PATIENT else found.get("speaker", "")
        if not _same_person(found.get("signed_name", ""), signer):
            self._need(
                "signed_name",
                _("Type the name as it stands above: %(name)s.") % {"name": signer or _("who answered")},
            )
        if not found.get("copy_given"):
            self._need("copy_given", _("Say whether a copy was given."))

    def answer(self) -> Answer:
        """The checked answer; of a refusal only who refused, and why."""
        found = self.cleaned_data
        if found["kind"] == "declined":
            return Answer(
                kind="declined", form=codes.Form.VERBAL, by=found["by"], speaker=found["speaker"],
                relation=found["relation"], regions=tuple(self.explanation.required.regions),
                reason=found["reason"],
            )  # fmt: skip
        written = found["form"] == codes.Form.WRITTEN
        risks = [item.id for item in self.explanation.risks] if found["everything"] else found["explained"]
        return Answer(
            kind="given", form=found["form"], by=found["by"], speaker=found["speaker"],
            relation=found["relation"], assent=found.get("assent", ""), interpreter=found["interpreter"],
            interpreter_name=found["interpreter_name"], capacity=found["capacity"],
            capacity_note=found["capacity_note"], risks=tuple(risks), special=self.ticks,
            regions=tuple(found["regions"]), signed_name=found["signed_name"] if written else "",
            copy_given=found["copy_given"] == "yes" if written else None, reason=found["reason"],
        )  # fmt: skip


WHY_WITHDRAWN = (
    ("no-reason", gettext_lazy("No reason given")),
    ("changed-mind", gettext_lazy("Changed their mind")),
    ("pain-or-fear", gettext_lazy("Pain or fear")),
    ("other", gettext_lazy("Something else")),
)


class WithdrawForm(forms.Form):
    """A withdrawal: one choice, in the patient's words if there are any."""

    why = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        error_messages={"required": gettext_lazy("Choose one; “no reason given” is fine.")},
        widget=Choices,
        choices=WHY_WITHDRAWN,
    )
    words = forms.CharField(label=gettext_lazy("In their words"), max_length=900, required=False)

    def reason(self) -> str:
        """The reason as one line for the record."""
        chosen = dict(WHY_WITHDRAWN)[self.cleaned_data["why"]]
        return ": ".join(part for part in (str(chosen), self.cleaned_data["words"]) if part)


def _tick(code: str) -> str:
    return {
        str(Special.THORAX_TICK): _("I said by itself: air around the lung, its late signs, and what to do about them"),
        str(Special.PREGNANCY_TEXT): _("I went through the separate text on pregnancy"),
        str(Special.CHAPERONE): _("I offered a chaperone"),
    }[code]


def _folded(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return set(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def _same_person(typed: str, name: str) -> bool:
    """Whether the typed name holds the last word of the name, accents and case aside."""
    wanted = re.findall(r"\S+", name)
    return bool(wanted) and _folded(wanted[-1]) <= _folded(typed) and bool(_folded(typed))
