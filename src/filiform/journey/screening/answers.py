"""Stored answers: their plain form, how they become the core's values, how they read in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from filiform.core.screening import Codes
from filiform.core.screening.history import Value
from filiform.core.values import DECLINED, UNKNOWN, Answer, Known, Side, Site
from filiform.knowledge.screening.question import Question

Stored = dict[str, Any]


def stored(value: Any, on: date, *, state: str = "known", confirmed: bool = False) -> Stored:
    """One answer in its stored form."""
    return {"state": state, "value": value, "said_on": on.isoformat(), "confirmed": confirmed}


def site_of(text: str) -> Site:
    """A stored site ("left trapezius-upper", "psoas-major") as the core's value."""
    side, _space, structure = text.rpartition(" ")
    return Site(structure, Side(side) if side else None)


def codes_of(value: Mapping[str, Any]) -> Codes:
    """A stored list answer as the core's value."""
    return Codes(
        present=frozenset(value.get("present", ())),
        absent=frozenset(value.get("absent", ())),
        uncertain=frozenset(value.get("uncertain", ())),
        complete=bool(value.get("complete", False)),
    )


def answer_of(question: Question, answer: Stored) -> Answer[Value]:
    """A stored answer as the core's value."""
    if answer["state"] == "declined":
        return DECLINED
    value = answer.get("value")
    if answer["state"] != "known" or value is None:
        return UNKNOWN
    match question.kind:
        case "codes":
            return Known(codes_of(value))
        case "sites":
            return Known(tuple(site_of(each) for each in value))
        case "number":
            return Known(float(value))
        case _:
            return Known(value)


def in_words(question: Question, answer: Stored) -> str:
    """A stored answer as a short line ("None of these", "72 kg", "Warfarin; not known: Ciprofloxacin")."""
    if answer["state"] == "declined":
        return _("Preferred not to say")
    value = answer.get("value")
    if answer["state"] != "known" or value is None:
        return _("Not known")
    labels = {choice.code: choice.label for choice in question.choices}
    match question.kind:
        case "yes_no":
            return _("Yes") if value else _("No")
        case "choice":
            return labels.get(value, str(value))
        case "number":
            return f"{value:g} {question.unit or ''}".strip()
        case "codes":
            return _list_in_words(value, labels)
        case "sites":
            return ", ".join(value)
        case _:
            return str(value)


def _list_in_words(value: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    def name(code: str) -> str:
        head, _colon, place = code.partition(":")
        return labels.get(head, head.replace("-", " ")) + (f" ({place.replace('-', ' ')})" if place else "")

    parts = [name(code) for code in value.get("present", ())]
    parts += [f"“{words}”" for words in value.get("words", ()) if words]
    parts += [_("not sure: %(what)s") % {"what": name(code)} for code in value.get("uncertain", ())]
    if not parts:
        return _("None of those asked") if value.get("absent") or value.get("complete") else _("Not asked")
    return "; ".join(parts)
