"""Screening: a history and a rule book in, a verdict out."""

from __future__ import annotations

from datetime import date

from filiform.core.screening.findings import RANKS, Hit, Told, causes, joined, ordered, status
from filiform.core.screening.history import History
from filiform.core.screening.outcome import Need, Reason
from filiform.core.screening.plan import NOTHING, Part, plan_for
from filiform.core.screening.policy import NO_POLICY
from filiform.core.screening.rules import Policy, RuleBook
from filiform.core.screening.tokens import Place, Reading
from filiform.core.screening.verdict import Missing, Status, Verdict
from filiform.core.values import Known

# By a rule's place in the book: its hits with the site in hand, and its item with the needs there.
_Fired = dict[int, list[tuple[Hit, Place | None]]]
_Asked = dict[int, list[tuple[str, tuple[Need, ...], Place | None]]]


def screen(history: History, book: RuleBook, on: date, policy: Policy = NO_POLICY) -> Verdict:
    """Judge a history by every rule of the book on a day (clearances are held against it).

    An answer that was given always counts. An answer that is missing counts where it matters, and always when
    the question was put: it then gives `ask`, never `clear`. What equal answers came to is remembered between
    calls; the result depends on the arguments alone.
    """
    plan = plan_for(book, policy)
    reading = plan.layout.read(history)
    fired: _Fired = {}
    asked: _Asked = {}
    for block in plan.whole.opened(reading):
        _note(block.part(reading, None), reading, None, fired, asked)
    for block in plan.per_site.opened(reading):
        if reading.planned is None:
            _note(block.part(reading, None), reading, None, fired, asked)
        else:
            for place, part in zip(reading.planned, block.parts(reading, reading.planned), strict=True):
                _note(part, reading, place, fired, asked)
    told = [_told(fired[order], history, on) for order in sorted(fired)]
    findings = ordered(joined(told)) if told else []
    unrecognised = bool(history.unrecognised)
    return Verdict(
        status=status(findings[0][1] if findings else 0, bool(asked) or unrecognised),
        findings=tuple([finding for finding, _, _ in findings]),
        missing=_missing(asked) if asked else (),
        unrecognised=history.unrecognised,
        site_status=_site_status(reading.planned or (), told, asked, unrecognised),
        version=book.version,
    )


def needed(history: History, book: RuleBook, on: date, policy: Policy = NO_POLICY) -> tuple[Missing, ...]:
    """Give the answers that `clear` still needs; over a bare context, the published list for such a visit."""
    return screen(history, book, on, policy).missing


def _note(part: Part, reading: Reading, place: Place | None, fired: _Fired, asked: _Asked) -> None:
    if part is NOTHING:
        return
    for hit in part.hits:
        fired.setdefault(hit.order, []).append((hit, place))
    for ask in part.asks:
        counts = ask.matters is None or ask.matters.holds(reading, place)
        needs = ask.needs if counts else ask.in_vain
        if needs:
            asked.setdefault(ask.order, []).append((ask.item, needs, place))


def _told(hits: list[tuple[Hit, Place | None]], history: History, on: date) -> Told:
    """Make one finding of the hits of one rule: with its sites, the numbers of this history and its clearance."""
    hit, _ = hits[0]
    finding = hit.finding
    because = _because(hit, history)
    sites = tuple([each.name for _, each in hits if each])
    if len(hits) > 1:
        because = causes(reason for each, _ in hits for reason in _because(each, history))
    cleared = finding.clearable and any(c.item == finding.item and c.holds(on) for c in history.clearances)
    if because is not finding.because or sites or cleared:
        finding = finding.told(because, sites, cleared)
    return finding, RANKS[finding.status] if cleared else hit.rank, hit


def _because(hit: Hit, history: History) -> tuple[Reason, ...]:
    """Give the causes of a remembered finding with the numbers of this history."""
    if not hit.numeric:
        return hit.finding.because
    return tuple([_now(each, history) for each in hit.finding.because])


def _now(reason: Reason, history: History) -> Reason:
    answer = history.get(reason.field)
    if isinstance(answer, Known) and isinstance(answer.value, int | float):
        return Reason(reason.field, answer.value)
    return reason


def _missing(asked: _Asked) -> tuple[Missing, ...]:
    codes: dict[str, set[str]] = {}
    items: dict[str, set[str]] = {}
    for order in sorted(asked):
        for item, needs, _ in asked[order]:
            for need in needs:
                codes.setdefault(need.field, set()).update(need.codes)
                items.setdefault(need.field, set()).add(item)
    return tuple(Missing(f, tuple(sorted(codes[f])), tuple(sorted(items[f]))) for f in codes)


def _site_status(places: tuple[Place, ...], told: list[Told], asked: _Asked, unrecognised: bool) -> dict[str, Status]:
    """Judge each planned site by the findings and gaps that are about it or about the whole person."""
    whole = max([rank for finding, rank, _ in told if not finding.sites], default=0)
    ranks = dict.fromkeys([place.name for place in places], whole)
    for finding, rank, _ in told:
        for name in finding.sites:
            ranks[name] = max(ranks[name], rank)
    gaps = {place and place.name for each in asked.values() for _, _, place in each}
    open_ = unrecognised or None in gaps
    return {name: status(rank, open_ or name in gaps) for name, rank in ranks.items()}
