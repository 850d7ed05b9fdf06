"""Scoped reads of treatment: needles of a visit, needles in place by room, last needles of a patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count as CountOf
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from filiform.core.needling import Count, may_leave
from filiform.core.reasons import Refusal
from filiform.foundation.record.models import Incident, Visit
from filiform.foundation.record.public import VisitFile, incidents_of_visit, steps_taken
from filiform.foundation.tenancy.reading import Asked, read_together, reading
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.knowledge import load

from . import translate
from .models import HandCount, Insertion, InsertionDetail, NeedleEvent
from .translate import Entry, Session

Row = TypeVar("Row", bound=Model)

#: Later than any visit.
FAR = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class CountState:
    """Where the count of a visit stands; `hand` is the count by hand that still holds, or None."""

    count: Count
    hand: HandCount | None
    refusal: Refusal | None

    @property
    def placed(self) -> int:
        """Physical needles that went in."""
        return self.count.placed

    @property
    def in_place(self) -> int:
        """Physical needles still in."""
        return self.count.in_place

    @property
    def closed(self) -> bool:
        """Whether nothing is left to count: no needle was used, or a person counted them."""
        return self.hand is not None or (self.count.placed == 0 and not self.count.mismatch)

    @property
    def balanced(self) -> bool:
        """Whether needles in = needles out by record and by hand."""
        return self.refusal is None


@dataclass(frozen=True)
class OpenStep:
    """A step of an incident that still has to be recorded."""

    incident: UUID
    kind: str
    step: str
    text: str
    asks: str


@reading
def insertions(visit: UUID) -> QuerySet[Insertion]:
    """Insertions of a visit, in the order they were recorded."""
    return in_order(Insertion.objects.filter(visit_id=visit))


@reading
def _whole_insertions(visit: UUID) -> QuerySet[Insertion]:
    """The same with their lots and authors."""
    return in_order(Insertion.objects.filter(visit_id=visit).select_related("lot", "author"))


@reading
def needle_events(visit: UUID) -> QuerySet[NeedleEvent]:
    """What happened to the needles of a visit, in the order it was recorded."""
    return in_order(NeedleEvent.objects.filter(visit_id=visit))


@reading
def sent_as(client_id: UUID) -> QuerySet[Insertion]:
    """The insertion that was sent under this id, of whatever visit."""
    return Insertion.objects.filter(client_id=client_id)


@reading
def _details(visit: UUID) -> QuerySet[InsertionDetail]:
    return in_order(InsertionDetail.objects.filter(visit_id=visit))


@reading
def hand_counts(visit: UUID) -> QuerySet[HandCount]:
    """Counts by hand of a visit, in the order they were recorded."""
    return in_order(HandCount.objects.filter(visit_id=visit).select_related("author"))


@reading
def _counts_at(site: UUID) -> QuerySet[HandCount]:
    """The newest counts at a site that name a sharps container, with their visits."""
    rows = HandCount.objects.filter(visit__site_id=site).exclude(sharps="").select_related("visit")
    return rows.order_by("-recorded_at", "-id")[:30]


def containers(visit: VisitFile) -> tuple[str, ...]:
    """Sharps containers that were named lately where the visit is, those of its room first; three at most."""
    rows = sorted(_counts_at(visit.visit.site_id), key=lambda row: row.visit.room_id != visit.visit.room_id)
    return tuple(dict.fromkeys(row.sharps for row in rows))[:3]


def in_order(rows: QuerySet[Row]) -> QuerySet[Row]:
    """In the order in which they were recorded."""
    return rows.order_by("recorded_at", "id")


def reads(visit: UUID) -> tuple[Asked[Any], ...]:
    """All that `needles` asks of the database, for one trip (`read_together`)."""
    return (insertions.of(visit), needle_events.of(visit))


def needles(visit: UUID) -> Session:
    """Insertions and needle events of a visit, without what was noted of them."""
    read_together(*reads(visit))
    return translate.session_of(insertions(visit), needle_events(visit))


def reads_of_session(visit: UUID) -> tuple[Asked[Any], ...]:
    """All that `session` asks of the database, for one trip (`read_together`)."""
    return tuple(each.of(visit) for each in (_whole_insertions, needle_events, _details, hand_counts))


def session(visit: UUID) -> Session:
    """All needles of a visit with what was noted and counted."""
    read_together(*reads_of_session(visit))
    return translate.session_of(_whole_insertions(visit), needle_events(visit), _details(visit), hand_counts(visit))


def count_session(visit: UUID) -> Session:
    """What the count needs: insertions, events, counts by hand."""
    read_together(*reads(visit), hand_counts.of(visit))
    return translate.session_of(insertions(visit), needle_events(visit), (), hand_counts(visit))


def count_state(visit: UUID) -> CountState:
    """Where the count of a visit stands."""
    return count_of(count_session(visit))


def count_of(found: Session) -> CountState:
    """Where the count stands for these needles."""
    count = translate.counted(found)
    return CountState(count, translate.standing_hand_count(found), may_leave(count))


def without_needles(visit: VisitFile) -> dict[str, str] | None:
    """Why the visit goes without needles, None when it does not (or no longer)."""
    event = next((one for one in reversed(visit.events) if one.kind in ("no-needles", "needles-after-all")), None)
    return event.detail if event and event.kind == "no-needles" else None


def last_needles(patient: UUID, before: datetime | None = None) -> tuple[datetime | None, tuple[Entry, ...]]:
    """When the patient was last needled and each insertion of that visit; (None, ()) when never on record.

    `before` leaves out visits from that moment on.
    """
    for visit in needled_visits(patient, before or FAR):
        found = tuple(one for one in translate.entries(session(visit.id)) if one.state != "void")
        if found:
            return visit.starts_at, found
    return None, ()


@reading
def needled_visits(patient: UUID, before: datetime) -> QuerySet[Visit]:
    """Visits of a patient before a moment at which an insertion was recorded, newest first."""
    needled = Insertion.objects.filter(visit_id=OuterRef("id"))
    return Visit.objects.filter(Exists(needled), patient_id=patient, starts_at__lt=before).order_by("-starts_at")[:20]


def visits_with_lot(lot: UUID) -> list[Insertion]:
    """Insertions with needles of a lot, newest first, for a recall."""
    rows = Insertion.objects.filter(lot_id=lot).select_related("visit", "patient")
    return list(rows.order_by("-recorded_at"))


def open_step_details(visit: UUID) -> list[OpenStep]:
    """Steps of the visit's incidents that still have to be recorded, in order."""
    found: list[OpenStep] = []
    for incident in incidents_of_visit(visit):
        known = load().incident_steps.get(incident.kind)
        taken = steps_taken(incident.id)
        found += [
            OpenStep(incident.id, incident.kind, step.id, step.text, step.asks)
            for step in (known.steps if known else ())
            if step.required and step.id not in taken
        ]
    return found


def incident(incident: UUID) -> Incident:
    """One incident of this practice. Raises Missing."""
    row = Incident.objects.filter(id=incident).select_related("author", "visit").first()
    if row is None:
        raise Missing(Reason("no-incident", _("There is no such incident in this practice.")))
    return row


def incidents() -> list[tuple[Incident, int]]:
    """All incidents, newest first, each with the number of steps that still have to be recorded."""
    rows = Incident.objects.select_related("visit", "author").prefetch_related("steps").order_by("-recorded_at")
    return [(row, len(_required(row.kind) - {step.step for step in row.steps.all()})) for row in rows[:200]]


def waiting(practitioner: UUID | None) -> list[tuple[Incident, int]]:
    """Incidents of signed visits with a step still to be recorded, newest first; of one practitioner's, or of all.

    While a note is open it waits for these steps by itself.
    """
    counted, left = Q(), Q()
    for kind in load().incident_steps:
        required = _required(kind)
        counted |= Q(kind=kind, steps__step__in=required)
        left |= Q(kind=kind, done__lt=len(required))
    rows = Incident.objects.filter(visit__signature__isnull=False)
    mine = rows if practitioner is None else rows.filter(visit__practitioner_id=practitioner)
    waits = mine.annotate(done=CountOf("steps__step", filter=counted, distinct=True)).filter(left)
    return [(row, len(_required(row.kind)) - row.done) for row in waits.order_by("-recorded_at")[:200]]


def _required(kind: str) -> set[str]:
    known = load().incident_steps.get(kind)
    return {step.id for step in known.steps if step.required} if known else set()
