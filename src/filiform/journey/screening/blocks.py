"""Lists of the case history in blocks: each names its items in one breath and has one answer for all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from filiform.core.screening.logic import ALWAYS
from filiform.core.screening.setting import Setting
from filiform.knowledge.screening.question import Choice, Question

#: Small headings that stand next to each other share a block up to this many items; more is skimmed, not read.
MOST = 16
NONE, SOME = "none", "some"
#: The choice that says none of the others applies; it is the block's answer, not one of its items.
NORMAL = "normal"


@dataclass(frozen=True)
class Block:
    """Items of one list that are named and answered together; `name` is the form's name of the answer."""

    name: str
    headings: tuple[str, ...]
    choices: tuple[Choice, ...]

    @property
    def title(self) -> str:
        """Its headings; empty where the list has none."""
        return " · ".join(each for each in self.headings if each)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its items."""
        return frozenset(choice.code for choice in self.choices)


def blocks_of(
    question: Question, name: str, setting: Setting, ticked: Collection[str], needed: Collection[str] | None
) -> tuple[tuple[Block, ...], tuple[Choice, ...]]:
    """The blocks of a list and the choices that nothing waits for here; these can be ticked and are never denied.

    First comes what the plan and the complaint bring, then what everybody is asked. `ticked` is shown whatever the
    plan: what was said stays where it can be seen and taken back. `needed` are the codes that the verdict depends
    on, None where all of a list is put.
    """
    meant = {choice.code for choice in question.shown_choices(setting)} | set(ticked)
    shown = [choice for choice in question.choices if choice.code in meant - {NORMAL}]
    if len(shown) <= MOST or needed is None:
        needed = {choice.code for choice in shown}
    headings: dict[str, list[Choice]] = {choice.heading: [] for choice in question.choices}
    for choice in shown:
        if choice.code in needed or choice.code in ticked:
            headings[choice.heading].append(choice)
    found = [(number, heading, choices) for number, (heading, choices) in enumerate(headings.items()) if choices]
    found.sort(key=lambda each: all(choice.asked_when == ALWAYS for choice in each[2]))
    blocks = tuple(_together(name, found))
    asked = {choice.code for block in blocks for choice in block.choices}
    return blocks, tuple(choice for choice in shown if choice.code not in asked)


def _together(name: str, found: list[tuple[int, str, list[Choice]]]) -> Iterator[Block]:
    waiting: list[tuple[int, str, list[Choice]]] = []
    for each in found:
        if waiting and sum(len(choices) for _n, _h, choices in [*waiting, each]) > MOST:
            yield _block(name, waiting)
            waiting = []
        waiting.append(each)
    if waiting:
        yield _block(name, waiting)


def _block(name: str, parts: list[tuple[int, str, list[Choice]]]) -> Block:
    """A block, named by the place of its first heading in the whole list, so that its name stays as lists change."""
    return Block(
        name=answer_name(name, parts[0][0]),
        headings=tuple(heading for _number, heading, _choices in parts),
        choices=tuple(choice for _number, _heading, choices in parts for choice in choices),
    )


def answer_name(name: str, number: int) -> str:
    """The form's name of the answer to the block that begins with this heading of a list."""
    return f"{name}__{number}__none"


def seen_name(answer: str) -> str:
    """The form's name for the items that stood on the page beside an answer: only what was seen can be denied."""
    return f"{answer}__seen"


def denied_in(data: QueryDict, question: Question, name: str) -> frozenset[str]:
    """The items of a list that were seen and denied in a form as it was sent, however it is divided by now."""
    return _seen(data, question, name, lambda answer: NONE in data.getlist(answer))


def seen_in(data: QueryDict, question: Question, name: str) -> frozenset[str]:
    """The items of a list that stood in its blocks on the page that was sent."""
    return _seen(data, question, name, lambda _answer: True)


def _seen(data: QueryDict, question: Question, name: str, counts: Callable[[str], bool]) -> frozenset[str]:
    found: set[str] = set()
    for number in range(len({choice.heading for choice in question.choices})):
        answer = answer_name(name, number)
        if counts(answer):
            found |= set(data.get(seen_name(answer), "").split(","))
    return frozenset(choice.code for choice in question.choices if choice.code in found)


def answers_of(normal: bool) -> list[tuple[str, object]]:
    """The two answers of a block; the first reads as what is ticked above it tells (case_history.css)."""
    none = _("Normal: none of these") if normal else _("None of these")
    both = '<span class="when-none">{}</span><span class="when-some">{}</span>'
    return [(NONE, format_html(both, none, _("None of the others"))), (SOME, _("Some apply"))]


def has_normal(question: Question) -> bool:
    """Whether a list has a choice that says none of the others applies."""
    return any(choice.code == NORMAL for choice in question.choices)
