"""The case history as a form: which questions matter for this person and plan, and their fields.

The questions come from the knowledge; the page adds nothing and leaves nothing out. A question left empty is
stored as not asked, never as no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from filiform.core.screening.setting import Setting
from filiform.core.values import Site
from filiform.foundation.ui.widgets import Chips, Choices, Segments, StepperInput
from filiform.knowledge.screening.question import Choice, Question

from .answers import Stored, stored
from .translate import Understood, from_words

UNKNOWN_CODE, DECLINED_CODE = "unknown", "declined"
#: Lists that people also describe in words of their own; the lexicon reads them.
IN_WORDS = ("medications", "conditions", "allergies", "implants", "symptoms")
#: Lists beside which the patient's own words are kept as they are: nothing is read out of them.
AS_SAID = ("complaint",)
LONGEST = 4000


@dataclass
class Asked:
    """One question as it stands on the page, with the names of its fields."""

    question: Question
    key: str
    names: list[str] = field(default_factory=list)
    words_name: str = ""
    none_name: str = ""
    headings: dict[str, tuple[str, tuple[Choice, ...]]] = field(default_factory=dict)
    earlier: str = ""
    site: str = ""


def field_name(key: str) -> str:
    """The form's name for an answer key ("skin_at_site@left trapezius-upper")."""
    return "q_" + key.replace(" ", "_")


class CaseHistoryForm(forms.Form):
    """Fields for the questions in `asked`; `collect` gives their answers in stored form."""

    def __init__(self, *args: Any, questions: list[Question], setting: Setting, sites: tuple[Site, ...], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked: list[Asked] = []
        for question in questions:
            keys = [f"{question.field}@{site}" for site in sites] if question.per_site and sites else [question.field]
            for key in keys:
                self.asked.append(self._ask(question, key, setting))

    def _ask(self, question: Question, key: str, setting: Setting) -> Asked:
        asked = Asked(question, key, site=key.partition("@")[2])
        name = field_name(key)
        if question.kind == "codes":
            self._ask_list(asked, name, setting)
        else:
            self.fields[name] = _single(question)
            asked.names.append(name)
        return asked

    def _ask_list(self, asked: Asked, name: str, setting: Setting) -> None:
        by_heading: dict[str, list[Choice]] = {}
        for choice in asked.question.shown_choices(setting):
            by_heading.setdefault(choice.heading, []).append(choice)
        for number, (heading, choices) in enumerate(by_heading.items()):
            part = f"{name}__{number}"
            self.fields[part] = forms.MultipleChoiceField(
                label=heading or asked.question.label,
                required=False,
                choices=[(choice.code, choice.label) for choice in choices],
                widget=Chips,
            )
            asked.names.append(part)
            asked.headings[part] = (heading, tuple(choices))
        asked.none_name = f"{name}__none"
        self.fields[asked.none_name] = forms.BooleanField(
            label=_("I asked; none of the others here"), required=False, widget=forms.CheckboxInput
        )
        asked.names.append(asked.none_name)
        if asked.question.field in IN_WORDS + AS_SAID:
            asked.words_name = f"{name}__words"
            self.fields[asked.words_name] = _words(asked.question.field in AS_SAID)
            asked.names.append(asked.words_name)

    def collect(self, on: date) -> dict[str, Stored]:
        """The answers given, by key; questions left empty are left out."""
        found: dict[str, Stored] = {}
        elsewhere: dict[str, Understood] = {}
        for asked in self.asked:
            if asked.headings or asked.words_name:
                answer, others = self._list_answer(asked, on)
                for name, meant in others.items():
                    there = elsewhere.setdefault(name, Understood())
                    there.present |= meant.present
                    there.uncertain |= meant.uncertain
            else:
                answer = self._single_answer(asked, on)
            if answer is not None:
                found[asked.key] = answer
        for name, meant in elsewhere.items():
            _add(found, name, meant, on)
        return found

    def _single_answer(self, asked: Asked, on: date) -> Stored | None:
        value = self.cleaned_data.get(asked.names[0])
        if value in (None, ""):
            return None
        if value in (UNKNOWN_CODE, DECLINED_CODE) and value not in {c.code for c in asked.question.choices}:
            return stored(None, on, state=value)
        match asked.question.kind:
            case "yes_no":
                return stored(value == "yes", on)
            case "number":
                return stored(float(value), on)
            case _:
                return stored(value, on)

    def _list_answer(self, asked: Asked, on: date) -> tuple[Stored | None, dict[str, Understood]]:
        """The answer to a list, and what its words say about other fields."""
        present: set[str] = set()
        shown: set[str] = set()
        for part, (_heading, choices) in asked.headings.items():
            present |= set(self.cleaned_data.get(part) or ())
            shown |= {choice.code for choice in choices}
        others_asked = bool(self.cleaned_data.get(asked.none_name))
        absent = shown - present if others_asked else set()
        lines = (self.cleaned_data.get(asked.words_name) or "").splitlines()
        words = [line.strip() for line in lines if line.strip()]
        if not others_asked and not present and not words:
            return None, {}
        name = asked.question.field
        understood, unrecognised = from_words(name, words, on) if words and name in IN_WORDS else ({}, [])
        own = understood.pop(name, Understood())
        present |= own.present
        value = {
            "present": sorted(present),
            "absent": sorted((absent | own.absent) - present),
            "uncertain": sorted(own.uncertain - present),
            # Choices that were not shown were not asked; only a list put in full may say no to everything else.
            "complete": others_asked and shown == {choice.code for choice in asked.question.choices},
            "words": words,
            "unrecognised": unrecognised,
        }
        return stored(value, on), understood


def _add(found: dict[str, Stored], name: str, meant: Understood, on: date) -> None:
    """Add what was said elsewhere about a list; a yes said anywhere outweighs a box left empty."""
    answer = found.get(name) or stored({"present": [], "absent": [], "uncertain": [], "complete": False}, on)
    value = dict(answer["value"] or {})
    present = set(value.get("present", ())) | meant.present
    value["present"] = sorted(present)
    value["absent"] = sorted(set(value.get("absent", ())) - present - meant.uncertain)
    value["uncertain"] = sorted((set(value.get("uncertain", ())) | meant.uncertain) - present)
    found[name] = {**answer, "state": "known", "value": value}


def _words(as_said: bool) -> forms.CharField:
    """The field for words beside a list: read for what they mean, or kept as they were said."""
    if as_said:
        label, hint = _("In the patient’s words"), _("Such as “since Monday, worse when I look over my shoulder”.")
    else:
        label, hint = (
            _("Others, as the patient says it"),
            _("One on each line, such as “warfarin 3 mg” or “asthma as a child”."),
        )
    return forms.CharField(
        label=label, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        validators=[MaxLengthValidator(LONGEST), ProhibitNullCharactersValidator()],
    )  # fmt: skip


def _single(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.label, "help_text": question.help, "required": False}
    match question.kind:
        case "yes_no":
            choices: list[tuple[str, Any]] = [("yes", _("Yes")), ("no", _("No")), (UNKNOWN_CODE, _("Not known"))]
            return forms.ChoiceField(choices=choices, widget=Segments, **common)
        case "choice":
            choices = [(c.code, c.label) for c in question.choices]
            if UNKNOWN_CODE not in {code for code, _label in choices}:
                choices.append((UNKNOWN_CODE, _("Not known")))
            return forms.ChoiceField(choices=choices, widget=Segments if len(choices) <= 4 else Choices, **common)
        case "number":
            return forms.FloatField(
                min_value=question.low,
                max_value=question.high,
                widget=StepperInput(suffix=question.unit or ""),
                **common,
            )
        case _:
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}), **common)


def as_initial(answers: Mapping[str, Stored], asked: list[Asked]) -> dict[str, Any]:
    """Form initial values from stored answers, to show this visit's own earlier save again."""
    initial: dict[str, Any] = {}
    for one in asked:
        answer = answers.get(one.key)
        if answer is not None:
            initial.update(_initial_of(one, answer))
    return initial


def _initial_of(one: Asked, answer: Stored) -> Iterator[tuple[str, Any]]:
    value = answer.get("value")
    if one.headings or one.words_name:
        if isinstance(value, dict):
            present, absent = set(value.get("present", ())), set(value.get("absent", ()))
            shown: set[str] = set()
            for part, (_heading, choices) in one.headings.items():
                codes = [choice.code for choice in choices]
                shown |= set(codes)
                yield part, [code for code in codes if code in present]
            yield one.none_name, bool(shown - present) and shown - present <= absent
            if one.words_name:
                yield one.words_name, "\n".join(value.get("words", ()))
    elif answer["state"] != "known":
        yield one.names[0], answer["state"]
    elif isinstance(value, bool):
        yield one.names[0], "yes" if value else "no"
    else:
        yield one.names[0], value
