"""What other apps use of treatment: its two steps, needles in place, the count, the last needles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from filiform.core.values import Site
from filiform.foundation.record.public import VisitFile, incidents_of_visit
from filiform.foundation.tenancy.reading import Asked
from filiform.knowledge import load

from . import queries, shown
from .actions import beside
from .actions.counting import close_count, leave, record_incident_step, tally
from .actions.needles import note_detail, place, remove
from .actions.other import go_without, record_modality, record_stimulation
from .actions.placing import Placing
from .actions.taking_back import void
from .device import before_the_signature, device_time
from .locking import take_turn
from .onetap.forms import uuid_of
from .places import NeedledPlace, needled_places
from .queries import CountState, OpenStep
from .rooms import RoomWithNeedles, reads_of_rooms, rooms_with_needles
from .steps.count import CountStep
from .steps.needles import NeedlesStep
from .translate import Entry

needles_step = NeedlesStep()
count_step = CountStep()


@dataclass(frozen=True)
class LastNeedles:
    """When a patient was last needled, and where; false when never, and it prints as one line."""

    when: datetime | None
    entries: tuple[Entry, ...]

    def __bool__(self) -> bool:
        return bool(self.entries)

    def __str__(self) -> str:
        if self.when is None:
            return ""
        sites = ", ".join(dict.fromkeys(shown.site_label(one.site) for one in self.entries))
        return f"{date_format(timezone.localtime(self.when), 'j M Y')}: {sites}"


def in_place(visit: VisitFile) -> int:
    """Physical needles in the patient now."""
    return queries.count_of(queries.needles(visit.id)).count.in_place


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """All that the count and open steps of incidents ask of the database, for one trip (`read_together`)."""
    return (*queries.reads(visit.id), queries.hand_counts.of(visit.id), incidents_of_visit.of(visit.id))


def treated_sites(visit: VisitFile) -> tuple[Site, ...]:
    """Sites needled at this visit."""
    return queries.needles(visit.id).sites


def techniques_used(visit: VisitFile) -> tuple[str, ...]:
    """Techniques used at this visit, each once."""
    return tuple(dict.fromkeys(one.technique for one in queries.needles(visit.id).live))


def reads_of_last_needles(patient: UUID, before: datetime) -> tuple[Asked[Any], ...]:
    """What `last_needles` asks of the database at first, for one trip (`read_together`)."""
    return (queries.needled_visits.of(patient, before),)


def reads_of_last_entries(patient: UUID, before: datetime) -> tuple[Asked[Any], ...]:
    """What `last_needles` asks after that, about the newest of those visits; for a second trip."""
    newest = queries.needled_visits.first(patient, before)
    return queries.reads_of_session(newest.id) if newest else ()


def last_needles(patient: UUID, before: datetime | None = None) -> LastNeedles:
    """The patient's last needles, of visits that began before `before` where it is given."""
    return LastNeedles(*queries.last_needles(patient, before))


def count_state(visit: VisitFile) -> CountState:
    """The count as it stands: `placed`, `in_place`, `closed`, `balanced`, and the `refusal` to leave."""
    return queries.count_state(visit.id)


def count_closed(visit: VisitFile) -> bool:
    """Whether a person counted the needles, and none moved since."""
    return queries.count_state(visit.id).closed


def comes_late(visit: VisitFile, given: Mapping[str, str]) -> bool:
    """Whether what is sent to the needles step goes beside a signed note: a needle that went in before, or of one."""
    if not visit.signed:
        return False
    if given.get("do") == "detail":
        insertion = uuid_of(given.get("insertion", ""))
        return insertion is not None and beside.needle(visit, insertion) is not None
    return given.get("do") in ("place", "in-out") and before_the_signature(visit, device_time(given.get("at", "")))


def without_needles(visit: VisitFile) -> dict[str, str] | None:
    """`reason`, `instead` and `note` of a visit without needles; None when needles were used after all."""
    return queries.without_needles(visit)


def open_step_details(visit: VisitFile) -> list[OpenStep]:
    """Steps of this visit's incidents that still have to be recorded, with their incidents, in order."""
    return queries.open_step_details(visit.id)


def waiting_incidents(practitioner: UUID | None) -> list[dict[str, Any]]:
    """Incidents of signed visits with steps to record, of one practitioner's or of all: id, label, when, how many."""
    known = load().incident_steps
    return [
        {"id": row.id, "label": known[row.kind].label, "at": row.recorded_at, "n": left}
        for row, left in queries.waiting(practitioner)
    ]


def open_steps(visit: VisitFile) -> tuple[str, ...]:
    """Codes of incident steps that have to be recorded before this visit is signed."""
    return tuple(one.step for one in queries.open_step_details(visit.id))


__all__ = [
    "CountState",
    "LastNeedles",
    "NeedledPlace",
    "OpenStep",
    "Placing",
    "RoomWithNeedles",
    "close_count",
    "comes_late",
    "count_closed",
    "count_state",
    "count_step",
    "go_without",
    "in_place",
    "last_needles",
    "leave",
    "needled_places",
    "needles_step",
    "note_detail",
    "open_step_details",
    "open_steps",
    "place",
    "reads",
    "reads_of_last_entries",
    "reads_of_last_needles",
    "reads_of_rooms",
    "record_incident_step",
    "record_modality",
    "record_stimulation",
    "remove",
    "rooms_with_needles",
    "take_turn",
    "tally",
    "techniques_used",
    "treated_sites",
    "void",
    "waiting_incidents",
    "without_needles",
]
