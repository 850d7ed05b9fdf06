"""The last chapters of the rule book: what differs from place to place, and what the tags of sources stand for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filiform.knowledge.jurisdictions import Statement, citations, packs
from filiform.knowledge.screening.load import Screening

BY_WORD_OF_MOUTH = (
    "Where written consent is law, a case with consent by word of mouth gets one rule more: `consent-not-written` "
    "(absolute, do-not-needle). Nothing else here moves a verdict; it is told under `requirements`."
)


def places() -> Iterator[str]:
    """Give the chapter of places: a row for each statement of each policy pack."""
    yield "## What differs from place to place\n"
    yield f"None of these rows has been reviewed by a lawyer or a clinician. {BY_WORD_OF_MOUTH}\n"
    yield "| place | topic | value | who | force | what it says | source |\n|---|---|---|---|---|---|---|"
    for pack in packs().values():
        for each in pack.statements:
            rule = f" (rule `{each.rule}`)" if each.rule else ""
            yield (
                f"| {pack.name} `{pack.id}` | {each.topic} | {_value(each)} | {each.who} | {each.force} "
                f"| {each.says}{rule} | {each.source} ({each.how}) |"
            )
    yield ""


def sources(known: Screening) -> Iterator[str]:
    """Give the chapter of sources: each tag with its citation."""
    yield "## Sources\n\n| tag | source |\n|---|---|"
    for tag, citation in sorted({**citations(), **known.citations}.items()):
        yield f"| {tag} | {citation} |"
    yield ""


def force_of(item: str) -> str:
    """Give the force by which an item binds in its place: law, or an insurer's word."""
    return next((each.force for pack in packs().values() for each in pack.statements if each.rule == item), "law")


def _value(each: Statement) -> str:
    value: Any = each.value
    if isinstance(value, bool):
        return "yes" if value else "left open"
    if isinstance(value, list):
        return ", ".join(value)
    if not isinstance(value, dict):
        return str(value)
    return ", ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in value.items())
