"""A JSON case, in the words of a clinician, read into a history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from filiform.core.screening import Clearance, Codes, History, Unrecognised
from filiform.core.screening.history import Value
from filiform.core.values import DECLINED, UNKNOWN, Answer, Known
from filiform.knowledge.jurisdictions import is_place, place, profession
from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening import (
    afterwards,
    dated,
    elsewhere,
    hinted,
    lists,
    names,
    plain,
    pregnant,
    quantity,
    reassuring,
    sites,
    special,
    unlisted,
)
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.intervals import own_weeks
from filiform.knowledge.screening.load import load
from filiform.knowledge.screening.untold import untold

NOT_JUDGED = frozenset({"on", "free_text", "clearances", "jurisdiction", "policy", "id", "case_id", "name", "note"})
WHO_NEEDLES = ("profession", "practitioner")
LIMIT = 20_000  # characters of one text; more is not an answer
_LONE_HALF = re.compile("[\\ud800-\\udfff]")  # JSON can escape it, no output can hold it
_CONSENTS = reassuring.FIELDS | {"consent"}
SPECIAL = {
    "pregnant": pregnant.pregnant,
    "previous_dry_needling": special.previous_dry_needling,
    "scar": special.scar,
    "consent": special.consent,
    "visit_type": special.visit_type,
    "sex": special.sex,
    "insurer": special.insurer,
}


def read_case(case: object, thresholds: Mapping[str, float] | None = None) -> History:
    """Read a case, by a practice's own thresholds if told.

    Raises CaseError naming the field; words not understood are listed, never dropped.
    """
    if not isinstance(case, Mapping):
        raise CaseError("", "The case must be a JSON object with fields such as age and planned_sites.")
    case = names.plain(case)
    day = read_day(case)
    found = lists.Found(day, case.get("planned_sites"), own_weeks(thresholds or {}))
    answers: dict[str, Answer[Value]] = {}
    unrecognised: list[Unrecognised] = []
    for field, raw in case.items():
        if field in NOT_JUDGED:
            continue
        _guard(str(field), raw)
        if field in WHO_NEEDLES:
            unrecognised += _unread_profession(field, raw)
            continue
        if _not_applicable(field, raw):
            continue  # not put: the rules decide whether it matters here
        gap = _gap(field, raw)
        if field in lists.FOLDED:
            found.fold(field, raw, gap)
        elif gap is not None:
            answers[field] = gap
            unlisted.doubt(str(field), found)
        else:
            answers |= _read(field, raw, found, unrecognised)
    special.imply(case, answers, found)
    hinted.hint(case, answers)
    elsewhere.move(case, answers)
    afterwards.imply(case, answers)
    dated.settle(answers, found, thresholds or {})
    answers |= found.answers(answers)
    unrecognised += [Unrecognised(field, text) for field, text in found.unrecognised]
    unrecognised += _unread_place(case.get("jurisdiction"))
    return History(answers, _clearances(case), tuple(dict.fromkeys(unrecognised)))


def read_day(case: Mapping[str, Any]) -> date:
    """Give the day of the case, today where it has none. Raises CaseError for an impossible date."""
    raw = case.get("on")
    if raw is None:
        return datetime.now(UTC).date()
    return _date("on", raw)


def needled_by(case: Mapping[str, Any]) -> str | None:
    """Give the profession of who will needle; None where the case names none that is known."""
    return next((found for field in WHO_NEEDLES if (found := profession(_profession_words(case.get(field))))), None)


def _profession_words(raw: Any) -> str:
    """Give the words for the profession: the field itself, or that part of what is told of the practitioner."""
    told = raw.get("profession") if isinstance(raw, Mapping) else raw
    return told if isinstance(told, str) else ""


def _unread_profession(field: str, raw: Any) -> list[Unrecognised]:
    """List a profession that is not known. Raises CaseError for one that is no words; a name alone is none."""
    told = raw.get("profession") if isinstance(raw, Mapping) else raw
    if told is not None and not isinstance(told, str):
        raise CaseError(field, f"{field} must be a profession such as physiotherapist.")
    words = _profession_words(raw)
    unread = words and field == "profession" and _gap(field, words) is None and profession(words) is None
    return [Unrecognised(field, words[:200])] if unread else []


def _unread_place(raw: Any) -> list[Unrecognised]:
    """List a place that is none, because no law binds there. Raises CaseError for what is no words."""
    if raw is None:
        return []
    if not isinstance(raw, str):
        raise CaseError("jurisdiction", "jurisdiction must be a country code such as IE.")
    return [] if untold(raw.strip().lower()) or is_place(place(raw)) else [Unrecognised("jurisdiction", raw[:200])]


def _read(field: str, raw: Any, found: lists.Found, unrecognised: list[Unrecognised]) -> dict[str, Answer[Value]]:
    question = load().question(field)
    if question is None:
        if (told := unlisted.read(str(field), raw, found)) is not None:
            return told
        unrecognised.append(Unrecognised(str(field), str(raw)[:200]))
        return {}
    if question.kind == "sites":
        return {field: Known(sites.read(field, raw))}
    if question.kind == "codes":
        found.read(field, raw)
        return {}
    if field != "consent":
        raw = plain.in_words(raw)
    if question.kind == "text":
        return {field: Known(str(raw))}
    value: Value | None
    if field in SPECIAL:
        value = SPECIAL[field](raw, found)
    elif question.kind == "number":
        value = quantity.number(question, raw)
        if value is None and field == "gestation_weeks":
            value = pregnant.gestation(str(raw).lower())
        if value is None and field == "competition_hours":
            value = afterwards.event_hours(str(raw))
    else:
        value = plain.yes_no(field, raw)
    if value is None and field == "headache_onset_seconds" and (onset := quantity.sudden(raw)) is not None:
        (found.present if onset else found.absent)["symptoms"].add("thunderclap")
        return {}
    if value is None and field == "temperature_c" and quantity.no_fever(raw):
        found.absent["symptoms"].add("fever")
        return {}
    if value is None:
        text = raw.get("status") if isinstance(raw, Mapping) else raw
        unrecognised.append(Unrecognised(field, str(text)[:200]))
        return {field: UNKNOWN}
    return {field: Known(value)}


def _not_applicable(field: str, raw: Any) -> bool:
    """Say whether an answer is "n/a"; in a list of medicines or conditions that means none, and is read as such."""
    question = load().question(field)
    asked = question is not None and (question.kind != "codes" or field == "skin_at_site") and field != "pregnant"
    return asked and isinstance(raw, str) and tokens(raw) in (["n", "a"], ["na"], ["not", "applicable"])


def _gap(field: str, raw: Any) -> Answer[Value] | None:
    """Give the answer that is none: null, "unknown", "declined"; None where there is an answer."""
    if field == "consent" and isinstance(raw, Mapping) and "status" in raw:
        raw = raw.get("status")
    if raw is None:
        return UNKNOWN
    if isinstance(raw, str):
        word = raw.strip().lower()
        if word in ("declined", "prefer not to say", "refused to answer"):
            # Who declines a consent refuses it; who declines to answer has not answered.
            return None if field in _CONSENTS else DECLINED
        if untold(word):
            return None if field == "pregnant" and word else UNKNOWN
    return None


def _guard(field: str, raw: Any) -> None:
    """Refuse what no answer can be: too long, or with characters that no output can hold."""
    length = 0
    for text in (field, *_strings(raw)):
        length += len(text)
        if length > LIMIT:
            raise CaseError(field[:100], f"{field[:100]} is longer than {LIMIT} characters. Shorten it.")
        if "\0" in text:
            raise CaseError(field, f"{field} holds a NUL character. Remove it.")
        if _LONE_HALF.search(text):
            raise CaseError(_LONE_HALF.sub("?", field), "A character is broken (half of a pair). Write it anew.")


def _strings(raw: Any) -> Iterator[str]:
    """Give every text in a JSON value, and the others as the text that they would be shown as."""
    left = [raw]
    while left:
        each = left.pop()
        if isinstance(each, Mapping):
            left += [*each.keys(), *each.values()]
        elif isinstance(each, list | tuple):
            left += each
        else:
            yield each if isinstance(each, str) else str(each)


def _clearances(case: Mapping[str, Any]) -> tuple[Clearance, ...]:
    raw = case.get("clearances")
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise CaseError("clearances", "clearances must be a list of objects with item and given.")
    items = [rule.item for rule in load().book.rules]  # a list: what stands there may be no name at all
    result = []
    for each in raw:
        if not isinstance(each, Mapping) or each.get("item") not in items or "given" not in each:
            raise CaseError("clearances", "Each clearance needs a known item and the date it was given.")
        until = _date("clearances", each["until"]) if each.get("until") else None
        result.append(Clearance(each["item"], _date("clearances", each["given"]), until))
    return tuple(result)


def _date(field: str, raw: Any) -> date:
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise CaseError(field, f"{field}: {raw!r} is not a date. Write it as 2026-05-31.") from None


__all__ = ["CaseError", "Codes", "read_case", "read_day"]
