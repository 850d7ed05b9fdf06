"""Screening: a history and a rule book in, a verdict out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from filiform.core.screening.findings import RANKS, joined, ordered, status
from filiform.core.screening.history import History
from filiform.core.screening.outcome import Need
from filiform.core.screening.plan import NOTHING, Block, Hit, Plan, opened, plan_for
from filiform.core.screening.rules import Policy, RuleBook
from filiform.core.screening.tokens import Place, Reading
from filiform.core.screening.verdict import Finding, Missing, Status, Verdict
from filiform.core.values import Known

NO_POLICY = Policy()
# A need with its rule's place in the book, its site's place in the plan, the site's words and the rule's item.
_Asked = tuple[int, int, str | None, str, tuple[Need, ...]]
_Fired = tuple[int, int, Finding, int]


def screen(history: History, book: RuleBook, on: date, policy: Policy = NO_POLICY) -> Verdict:
    """Judge a history by every rule of the book on a day (clearances are held against it).

    An answer that was given always counts. An answer that is missing counts where it matters, and always when
    the question was put: it then gives `ask`, never `clear`. What equal answers came to is remembered between
    calls; the result depends on the arguments alone.
    """
    plan = plan_for(book, policy)
    reading = plan.layout.read(history)
    fired: list[_Fired] = []
    asked: list[_Asked] = []
    _judge(opened(plan.whole, reading), reading, None, 0, on, fired, asked)
    per_site = opened(plan.per_site, reading)
    for position, place in enumerate((None,) if reading.planned is None else reading.planned):
        _judge(per_site, reading, place, position, on, fired, asked)
    return _verdict(plan, reading, fired, asked)


def needed(history: History, book: RuleBook, on: date, policy: Policy = NO_POLICY) -> tuple[Missing, ...]:
    """Give the answers that `clear` still needs; over a bare context, the published list for such a visit."""
    return screen(history, book, on, policy).missing


def _judge(
    blocks: list[Block],
    reading: Reading,
    place: Place | None,
    position: int,
    on: date,
    fired: list[_Fired],
    asked: list[_Asked],
) -> None:
    for block in blocks:
        part = block.part(reading, place)
        if part is NOTHING:
            continue
        for hit in part.hits:
            finding, rank = _today(hit, reading.history, on)
            fired.append((hit.order, position, finding, rank))
        for ask in part.asks:
            counts = ask.matters is None or ask.matters.holds(reading, place)
            needs = ask.needs if counts else ask.in_vain
            if needs:
                asked.append((ask.order, position, place.name if place else None, ask.item, needs))


def _today(hit: Hit, history: History, on: date) -> tuple[Finding, int]:
    """Give a remembered finding the numbers of this history and the clearances of this day."""
    finding, rank = hit.finding, hit.rank
    if hit.numeric:
        now = ((each, history.get(each.field)) for each in finding.because)
        because = (
            replace(each, value=answer.value)
            if isinstance(answer, Known) and isinstance(answer.value, int | float)
            else each
            for each, answer in now
        )
        finding = replace(finding, because=tuple(because))
    if finding.clearable and any(c.item == finding.item and c.holds(on) for c in history.clearances):
        finding = replace(finding, cleared=True)
        rank = RANKS[finding.status]
    return finding, rank


def _verdict(plan: Plan, reading: Reading, fired: list[_Fired], asked: list[_Asked]) -> Verdict:
    if len(fired) > 1:
        fired.sort(key=_in_order)
    if len(asked) > 1:
        asked.sort(key=_in_order)
    findings = ordered(joined([(finding, rank) for _, _, finding, rank in fired]), plan.rules) if fired else ()
    history = reading.history
    unrecognised = bool(history.unrecognised)
    return Verdict(
        status=status([rank for _, rank in findings], bool(asked), unrecognised),
        findings=tuple([finding for finding, _ in findings]),
        missing=_missing(asked) if asked else (),
        unrecognised=history.unrecognised,
        site_status=_site_status(reading.planned or (), fired, asked, unrecognised),
        version=plan.book.version,
    )


def _in_order(each: _Fired | _Asked) -> tuple[int, int]:
    return each[0], each[1]


def _missing(asked: Iterable[_Asked]) -> tuple[Missing, ...]:
    codes: dict[str, set[str]] = {}
    items: dict[str, set[str]] = {}
    for _, _, _, item, needs in asked:
        for need in needs:
            codes.setdefault(need.field, set()).update(need.codes)
            items.setdefault(need.field, set()).add(item)
    return tuple(Missing(f, tuple(sorted(codes[f])), tuple(sorted(items[f]))) for f in codes)


def _site_status(
    places: tuple[Place, ...], fired: list[_Fired], asked: list[_Asked], unrecognised: bool
) -> dict[str, Status]:
    """Judge each planned site by the findings and gaps that are about it or about the whole person."""
    if not places:
        return {}
    ranks = [rank for _, _, finding, rank in fired if not finding.sites]
    open_ = any(where is None for _, _, where, _, _ in asked)
    result = dict.fromkeys([place.name for place in places], status(ranks, open_, unrecognised))
    told = {name for _, _, finding, _ in fired for name in finding.sites}
    told.update([where for _, _, where, _, _ in asked if where])
    for name in told:
        mine = [rank for _, _, finding, rank in fired if name in finding.sites]
        gap = open_ or any(where == name for _, _, where, _, _ in asked)
        result[name] = status((*ranks, *mine), gap, unrecognised)
    return result
