"""Writing of a typed line: all its needles or none, and the clinician's own words beside them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.core.reasons import Refusal
from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile, note_event
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Conflict, Reason, Refused
from filiform.journey.treatment import before, gate, queries, sayings
from filiform.journey.treatment.actions import beside
from filiform.journey.treatment.actions.needles import place, plan_of
from filiform.journey.treatment.line.meaning import Meaning, Meant, insertion_id
from filiform.journey.treatment.line.words import AS_USUAL, IN_WORDS, words_of
from filiform.journey.treatment.locking import turn_to_write
from filiform.journey.treatment.models import Insertion


@action(Role.PRACTITIONER)
def record_line(
    *, visit: VisitFile, meaning: Meaning, event: UUID, words: str = "", happened: bool = False, why: str = ""
) -> tuple[Insertion, ...]:
    """Record every needle of a line that is complete, and `words`; the same `event` again changes nothing.

    Raises Refused with everything that stands against any of them, and then records none; with `happened` and `why`
    they are recorded all the same, each marked as elsewhere. Raises Conflict when `event` was used for another line.
    """
    at = meaning.placings[0].at if meaning.placings else None
    turn_to_write(visit, "treatment.line", *queries.reads(visit.id), *before.reads(visit), at=at)
    if not meaning.complete:
        text = _("Something is missing in the line, or was not understood. Nothing was recorded.")
        raise Refused(Reason("line-incomplete", text, field="line"), action="treatment.line")
    again = _sent(meaning, event)
    if not again and not happened and not visit.signed:
        against = tuple(dict.fromkeys(one for each in meaning.entries for one in refusals_of(visit, meaning, each)))
        if against:
            raise Refused(*sayings.reasons(against), action="treatment.line")
    rows = _place(visit, meaning, happened, why)
    if visit.signed:
        beside.keep_words(visit, event, words, at)
        return rows
    usual = meaning.usual
    if usual and not again:
        note_event(visit=visit.visit, kind=AS_USUAL, detail={str(one): list(names) for one, names in usual.items()})
    if words.strip() and str(event) not in {said.event for said in words_of(visit)}:
        note_event(visit=visit.visit, kind=IN_WORDS, detail={"text": words.strip(), "event": str(event)})
    return rows


def _sent(meaning: Meaning, event: UUID) -> bool:
    """Whether this line was sent before. Raises Conflict when another one was sent under the same id."""
    count = len(meaning.placings)
    there = [queries.sent_as.first(insertion_id(event, number)) is not None for number in (0, count - 1, count)]
    if there[2] or (count and there[0] != there[1]):
        text = _("This line was already sent with other content. Open the page again to see what was saved.")
        raise Conflict(Reason("id-reused", text), action="treatment.line")
    return count > 0 and there[0]


def refusals_of(visit: VisitFile, meaning: Meaning, meant: Meant) -> tuple[Refusal, ...]:
    """What bars an entry as things stand, with all other sites of the line beside it."""
    return tuple(dict.fromkeys(one for judged in judge(visit, meaning, meant) for one in judged.refusals))


def judge(visit: VisitFile, meaning: Meaning, meant: Meant) -> list[gate.Judged]:
    """What the rule book says of an entry, once for each of its sites."""
    was, there = before.read(visit), queries.needles(visit.id)
    others = (*there.sites, *meaning.sites)
    by_site = {placing.site: placing for placing in meant.placings}
    needles = len({one.needle for one in there.live}) + meaning.needles
    return [gate.judge(visit, was, plan_of(visit, one, meant.lot, needles), others) for one in by_site.values()]


def _place(visit: VisitFile, meaning: Meaning, happened: bool, why: str) -> tuple[Insertion, ...]:
    rows: list[Insertion] = []
    for meant in meaning.entries:
        for placing in meant.placings:
            # The needle used last goes in again; at the head of the line the first insertion opens one for all.
            lent = meant.entry is not None and meant.entry.same_needle and rows
            needle = rows[-1].needle if lent else None
            rows.append(place(visit=visit, placing=replace(placing, needle=needle), happened=happened, why=why))
    return tuple(rows)
