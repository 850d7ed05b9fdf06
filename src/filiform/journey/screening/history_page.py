"""The case history as its template needs it: sections in page order, blocks drawn, and what is still to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.forms.renderers import get_default_renderer
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from filiform.foundation.ui.widgets import Chips, Segments
from filiform.knowledge import load
from filiform.knowledge.screening.question import Choice

from .blocks import NONE, Block, answers_of, has_normal, seen_name
from .planned import spoken
from .questionnaire import AS_SAID, Asked, CaseHistoryForm

#: Answered first and then folded: what for, where and how.
OPENING = ("problem", "plan")
#: What can harm today comes first, then what needs a chart or a letter. Groups named nowhere come last.
SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("problem", gettext_lazy("The problem"), ("problem",)),
    ("plan", gettext_lazy("The plan"), ("plan",)),
    ("today", gettext_lazy("Today"), ("today", "since", "skin")),
    ("person", gettext_lazy("Pregnancy and needles"), ("pregnancy", "needles")),
    ("health", gettext_lazy("Health and medicines"), ("health", "measured")),
    ("agreement", gettext_lazy("For you to judge"), ("agreement", "advice", "person")),
)
#: Lists whose words are typed as often as their items are ticked; elsewhere the box opens on demand.
WORDS_OPEN = ("complaint", "medications")

#: Choices for what a list does not name: its words are asked for once something applies.
OTHER = ("other-allergy", "other-implant")


@dataclass(frozen=True)
class Open:
    """One thing to ask: where it stands on the page, its name, and whether it has been asked."""

    anchor: str
    label: str
    done: bool


@dataclass
class Line:
    """One question as it is drawn."""

    asked: Asked
    anchor: str
    site: str
    fields: list[Any] = field(default_factory=list)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    others: SafeString | None = None
    words: Any = None
    words_open: bool = False
    errors: Any = None

    @property
    def named(self) -> bool:
        """Whether the list itself names what is not in it ("something else")."""
        return any(choice.code in OTHER for choice in self.asked.question.choices)


@dataclass
class Page:
    """What stands on the page, in order; `further` may be asked and nothing waits for it."""

    opening: list[dict[str, Any]]
    sections: list[dict[str, Any]]
    further: list[Line]
    to_ask: list[Open]

    @property
    def plan_open(self) -> bool:
        """Whether something about the plan itself is still to be asked, or was told wrongly."""
        lines = [line for section in self.opening for line in section["questions"]]
        waiting = {one.anchor for one in self.to_ask if not one.done}
        return any(one.errors for line in lines for one in line.fields) or any(
            line.anchor in waiting or any(f"at-{block['name']}" in waiting for block in line.blocks) for line in lines
        )


def page_of(
    form: CaseHistoryForm, missing: Mapping[str, Collection[str]], wanted: Collection[str], confirm: Open | None = None
) -> Page:
    """The page of a form. `missing` is what the verdict waits for; `wanted` fields were called for by the reader.

    `confirm` stands for what was said before, where it is to be confirmed.
    """
    drawn, further = _sections(form, missing, wanted)
    return Page(
        opening=[each for each in drawn if each["code"] in OPENING],
        sections=[each for each in drawn if each["code"] not in OPENING],
        further=further,
        to_ask=[*([confirm] if confirm else ()), *_to_ask(form, drawn, missing)],
    )


def _sections(
    form: CaseHistoryForm, missing: Mapping[str, Collection[str]], wanted: Collection[str]
) -> tuple[list[dict[str, Any]], list[Line]]:
    found: dict[str, list[Line]] = {}
    further: list[Line] = []
    named = {group for _code, _title, groups in SECTIONS for group in groups}
    anchors: set[str] = set()
    for asked in form.asked:
        group = asked.question.group
        line = _line(form, asked, anchors)
        if group in OPENING or asked.question.field in {*missing, *wanted} or asked.is_list or _said(line):
            found.setdefault(group if group in named else "person", []).append(line)
        else:
            further.append(line)
    drawn = [
        {"code": code, "title": title, "questions": [line for group in groups for line in found.get(group, ())]}
        for code, title, groups in SECTIONS
    ]
    return [each for each in drawn if each["questions"]], further


def _said(line: Line) -> bool:
    """Whether a single question holds an answer or a fault that has to be seen."""
    return any(one.value() not in (None, "") or one.errors for one in line.fields)


def _line(form: CaseHistoryForm, asked: Asked, anchors: set[str]) -> Line:
    name = asked.question.field
    anchor = name if name not in anchors else f"{name}-{len(anchors)}"
    anchors.add(anchor)
    line = Line(asked, anchor, spoken(asked.site) if asked.site else "")
    if not asked.is_list:
        line.fields = [form[one] for one in asked.names]
        return line
    line.blocks = [_drawn(form, asked, block) for block in asked.blocks]
    line.errors = form[asked.names[0]].errors
    if asked.others:
        line.others = _boxes(form, asked, asked.others, f"{asked.names[0]}__others")
    if asked.words_name:
        line.words = form[asked.words_name]
        line.words_open = name in WORDS_OPEN or bool(line.words.value() or line.words.errors)
    return line


def _drawn(form: CaseHistoryForm, asked: Asked, block: Block) -> dict[str, Any]:
    """A block: its items as boxes, its answers, and the items that stand on the page."""
    items = f"{block.name}__items"
    free = asked.question.field in AS_SAID
    return {
        "name": block.name,
        "title": block.title,
        "free": free,
        "items": _boxes(form, asked, block.choices, items),
        "answers": _answers(block.name, form.answer(asked, block), free, has_normal(asked.question), get_language()),
        "seen": seen_name(block.name),
        "codes": ",".join(sorted(block.codes)),
    }


def _boxes(form: CaseHistoryForm, asked: Asked, choices: tuple[Choice, ...], name: str) -> SafeString:
    ticked = form.ticked(asked)
    told = tuple((choice.code, choice.label, choice.code in ticked) for choice in choices)
    return _chips(asked.names[0], told, name)


# Most blocks of most people look the same: what was drawn once is not drawn again.
@lru_cache(maxsize=1024)
def _chips(field_name: str, told: tuple[tuple[str, str, bool], ...], name: str) -> SafeString:
    """Items of a list as boxes: (code, label, ticked)."""
    widget = Chips(choices=[(code, label) for code, label, _ticked in told])
    return _html(widget, field_name, [code for code, _label, ticked in told if ticked], {"id": name})


@lru_cache(maxsize=1024)
def _answers(name: str, answer: str, free: bool, normal: bool, language: str | None) -> SafeString:
    """The answers of a block, in the language of the page."""
    attrs = {"id": f"{name}__answer", "aria-describedby": f"{name}__items"}
    if free:
        told = [(NONE, _("Nowhere else: ask only what goes with these"))]
        return _html(Chips(choices=told), name, [answer], attrs)
    return _html(Segments(choices=answers_of(normal)), name, [answer], attrs)


def _html(widget: Any, name: str, value: list[str], attrs: dict[str, str]) -> SafeString:
    return mark_safe(widget.render(name, value, attrs, get_default_renderer()))  # noqa: S308  a template escapes


@cache
def structure_options() -> SafeString:
    """What the browser proposes while a site is typed: every structure with either side."""
    labels = (one.label for one in load().structures.values())
    return format_html_join(
        "", '<option value="left {}"></option><option value="right {}"></option>', ((each, each) for each in labels)
    )


def _to_ask(
    form: CaseHistoryForm, drawn: list[dict[str, Any]], missing: Mapping[str, Collection[str]]
) -> Iterator[Open]:
    """What the verdict waits for, in page order, with what has been answered already."""
    for section in drawn:
        for line in section["questions"]:
            question = line.asked.question
            codes = missing.get(question.field)
            tail = f" – {line.site}" if line.site else ""
            for block in line.asked.blocks:
                done = form.answer(line.asked, block) == NONE
                if done or (codes is not None and (not codes or block.codes & set(codes))):
                    yield Open(f"at-{block.name}", (block.title or str(question.label)) + tail, done)
            if line.fields:
                done = _said(line)
                if done or codes is not None:
                    yield Open(line.anchor, str(question.label) + tail, done)
