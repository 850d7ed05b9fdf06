"""The case history as a form: which questions matter for this person and plan, and their fields.

The questions come from the knowledge; the page adds nothing and leaves nothing out. A question left empty is
stored as not asked, never as no.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from filiform.core.screening.setting import Setting
from filiform.core.values import Site
from filiform.foundation.ui.widgets import Chips, Choices, Segments, StepperInput
from filiform.knowledge.screening.intervals import own_weeks
from filiform.knowledge.screening.question import Choice, Question

from .answers import Stored, stored
from .blocks import NONE, NORMAL, SOME, Block, blocks_of, denied_in, has_normal
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
    blocks: tuple[Block, ...] = ()
    others: tuple[Choice, ...] = ()
    site: str = ""

    @property
    def is_list(self) -> bool:
        """Whether any of several may be said."""
        return self.question.kind == "codes"


def field_name(key: str) -> str:
    """The form's name for an answer key ("skin_at_site@left trapezius-upper")."""
    return "q_" + key.replace(" ", "_")


class CaseHistoryForm(forms.Form):
    """Fields for the questions in `asked`, with this visit's own answers in them; `collect` gives the new ones."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        questions: list[Question],
        setting: Setting,
        sites: tuple[Site, ...],
        answers: Mapping[str, Stored],
        needed: Mapping[str, Collection[str]] | None = None,
    ):
        """`answers` are this visit's own; `needed` the fields and codes of lists that the verdict depends on."""
        super().__init__(data)
        self._sent, self._answers = data, answers
        self._within = own_weeks(setting.thresholds)
        self.asked: list[Asked] = []
        for question in questions:
            keys = [f"{question.field}@{site}" for site in sites] if question.per_site and sites else [question.field]
            for key in keys:
                # What the visit is about is put in full: which questions follow hangs on all of it.
                codes = None if needed is None or question.field in AS_SAID else needed.get(question.field, ())
                asked = self._ask(question, key, setting, codes)
                self.asked.append(asked)
                if key in answers:
                    self.initial.update(_initial_of(asked, answers[key]))

    def _ask(self, question: Question, key: str, setting: Setting, needed: Collection[str] | None) -> Asked:
        asked = Asked(question, key, site=key.partition("@")[2])
        name = field_name(key)
        asked.names.append(name)
        if not asked.is_list:
            self.fields[name] = _single(question)
            return asked
        # Any item of the list may be ticked: a yes counts, also where the plan changed since the page was drawn.
        self.fields[name] = forms.MultipleChoiceField(
            label=question.label,
            required=False,
            choices=[(choice.code, choice.label) for choice in question.choices],
            widget=Chips,
        )
        asked.blocks, asked.others = blocks_of(question, name, setting, self.ticked(asked), needed)
        if question.field in IN_WORDS + AS_SAID:
            asked.words_name = f"{name}__words"
            self.fields[asked.words_name] = _words(question.field in AS_SAID)
        return asked

    def ticked(self, asked: Asked) -> frozenset[str]:
        """The items of a list that are ticked: as sent, else as on record."""
        if self._sent is not None:
            return frozenset(self._sent.getlist(asked.names[0]))
        return frozenset(_codes(self._answers.get(asked.key), "present"))

    def denied(self, asked: Asked) -> frozenset[str]:
        """The items of a list that were seen and denied: as sent, else as on record."""
        if self._sent is not None:
            return denied_in(self._sent, asked.question, asked.names[0]) - self.ticked(asked)
        return frozenset(_codes(self._answers.get(asked.key), "absent"))

    def answer(self, asked: Asked, block: Block) -> str:
        """What a block's answer is by now: none, some, or nothing; none only if every item was seen and denied."""
        ticked = self.ticked(asked)
        if block.codes - ticked <= self.denied(asked):
            return NONE
        opened = self._sent is not None and SOME in self._sent.getlist(block.name)
        return SOME if opened or block.codes & ticked else ""

    def collect(self, on: date) -> dict[str, Stored]:
        """The answers given, by key; questions left empty are left out."""
        found: dict[str, Stored] = {}
        elsewhere: dict[str, Understood] = {}
        for asked in self.asked:
            if asked.is_list:
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
        """The answer to a list, and what its words say about other fields.

        Only items that were seen are denied: a block that has grown since the page was drawn stays open.
        """
        question = asked.question
        present = set(self.cleaned_data.get(asked.names[0]) or ()) - {NORMAL}
        denied = self.denied(asked)
        lines = (self.cleaned_data.get(asked.words_name) or "").splitlines()
        words = [line.strip() for line in lines if line.strip()]
        if not denied and not present and not words:
            return None, {}
        name = question.field
        understood, unrecognised = from_words(name, words, on, self._within) if words and name in IN_WORDS else ({}, [])
        own = understood.pop(name, Understood())
        present |= own.present
        every = {choice.code for choice in question.choices} - {NORMAL}
        if has_normal(question) and not present and every and every <= denied:
            present = {NORMAL}
        value = {
            "present": sorted(present),
            "absent": sorted((denied | own.absent) - present),
            "uncertain": sorted(own.uncertain - present),
            # Choices that were not shown were not asked; only a list put in full may say no to everything else.
            "complete": bool(denied) and every <= denied | present,
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


def _codes(answer: Stored | None, kind: str) -> list[str]:
    """The codes on record as "present" or "absent" in a list."""
    value = answer.get("value") if answer else None
    return list(value.get(kind, ())) if isinstance(value, dict) else []


def _initial_of(asked: Asked, answer: Stored) -> Iterator[tuple[str, Any]]:
    """Form initial values from a stored answer, to show this visit's own earlier save again."""
    value = answer.get("value")
    name = asked.names[0]
    if asked.is_list:
        if asked.words_name and isinstance(value, dict):
            yield asked.words_name, "\n".join(value.get("words", ()))
    elif answer["state"] != "known":
        yield name, answer["state"]
    elif isinstance(value, bool):
        yield name, "yes" if value else "no"
    else:
        yield name, value
