"""Whether the consents on record cover what is planned today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from filiform.core.consent.required import ConsentSettings, Required, Special
from filiform.core.reasons import Reason, params


class EventKind(StrEnum):
    """What a person did with the question."""

    GIVEN = "given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Form(StrEnum):
    """How it was given."""

    WRITTEN = "written"
    VERBAL = "verbal"


class By(StrEnum):
    """Who spoke. A child's own yes or no is `PATIENT`."""

    PATIENT = "patient"
    GUARDIAN = "guardian"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One appended fact about consent.

    `at` carries an offset. `risks` and `special` are codes of what was explained or arranged; `regions` are
    those that were spoken of. A `DECLINED` or `WITHDRAWN` without regions is about all of them.
    """

    id: str
    kind: EventKind
    at: datetime
    form: Form = Form.WRITTEN
    by: By = By.PATIENT
    risks: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Covers:
    """What the consents that still stand cover, and the last day of the earliest of them to run out."""

    regions: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ConsentState:
    """`why` says what is missing, nearest fixable first; empty when `valid`."""

    valid: bool
    why: tuple[Reason, ...]
    covers: Covers


def judge(
    events: Iterable[ConsentEvent],
    required: Required,
    on: date,
    settings: ConsentSettings | None = None,
) -> ConsentState:
    """Judge the consents on record against what is required, as of `on`; the order of events never matters.

    A withdrawal or refusal wins over every consent that is not later than it, for the regions it names. A
    consent lapses after `settings.renewal_months`. Give `at` in the practice's own time: a consent of a later
    day than `on` does not count yet, a withdrawal only when it is more than a day later.
    """
    settings = settings or ConsentSettings()
    known = sorted(set(events), key=lambda event: (event.at, event.id, event.kind))
    given = [event for event in known if event.kind is EventKind.GIVEN and event.at.date() <= on]
    # The clock of a no may run a day ahead of the practice's own; a no is never missed for that.
    against = [
        event for event in known if event.kind is not EventKind.GIVEN and event.at.date() <= on + timedelta(days=1)
    ]
    standing = [(event, _regions_left(event, against)) for event in given]
    standing = [(event, regions) for event, regions in standing if regions]
    current = [(event, regions) for event, regions in standing if _last_day(event, settings) >= on]
    verbal = settings.verbal_suffices and not settings.written_by_law
    sufficient = [(event, regions) for event, regions in current if event.form is Form.WRITTEN or verbal]
    covers = _covers(sufficient, settings)
    why = _gaps(required, covers) if sufficient else (_headline(against, standing, current, settings),)
    return ConsentState(valid=not why, why=why, covers=covers)


_Standing = list[tuple[ConsentEvent, frozenset[str]]]


def _regions_left(event: ConsentEvent, against: list[ConsentEvent]) -> frozenset[str]:
    """Regions of a consent that nobody has taken back since."""
    left = event.regions
    for other in against:
        if other.at >= event.at:
            left = left - other.regions if other.regions else frozenset()
    return left


def _last_day(event: ConsentEvent, settings: ConsentSettings) -> date:
    """The last day a consent holds: the same day of the month, or that month's last day."""
    given = event.at.date()
    months = given.month - 1 + settings.renewal_months
    year, month = given.year + months // 12, months % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last = date.fromordinal(first_of_next.toordinal() - 1)
    return last.replace(day=min(given.day, last.day))


def _covers(standing: _Standing, settings: ConsentSettings) -> Covers:
    return Covers(
        regions=frozenset(region for _, regions in standing for region in regions),
        risks=frozenset(risk for event, _ in standing for risk in event.risks),
        special=frozenset(special for event, _ in standing for special in _special(event)),
        until=min((_last_day(event, settings) for event, _ in standing), default=None),
    )


def _special(event: ConsentEvent) -> frozenset[str]:
    """What was arranged, and what follows from who spoke."""
    return event.special | _SPOKEN[event.by]


_SPOKEN = {
    By.PATIENT: frozenset({str(Special.OWN), str(Special.ASSENT)}),
    By.GUARDIAN: frozenset({str(Special.GUARDIAN)}),
    By.SUBSTITUTE: frozenset({str(Special.SUBSTITUTE)}),
}


def _headline(
    against: list[ConsentEvent], standing: _Standing, current: _Standing, settings: ConsentSettings
) -> Reason:
    """Why no consent at all can be used."""
    if current:
        return Reason("verbal-only")
    if standing:
        lapsed = max(_last_day(event, settings) for event, _ in standing)
        return Reason("expired", params(until=lapsed.isoformat(), months=settings.renewal_months))
    if against:
        return Reason(str(against[-1].kind), params(on=against[-1].at.date().isoformat()))
    return Reason("none")


def _gaps(required: Required, covers: Covers) -> tuple[Reason, ...]:
    """What the consents that stand leave open."""
    return (
        *(Reason("answer-missing", params(field=field)) for field in sorted(required.unknown)),
        *(Reason("region-not-covered", params(region=region)) for region in sorted(required.regions - covers.regions)),
        *(Reason("risk-not-explained", params(risk=risk)) for risk in sorted(required.risks - covers.risks)),
        *(Reason("special-missing", params(special=special)) for special in sorted(required.special - covers.special)),
    )
