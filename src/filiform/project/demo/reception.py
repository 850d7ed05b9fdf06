"""What the desk does for one patient: on record, on the list, arrived, and the call on the day after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from filiform.foundation.record.actions.links import link_patients
from filiform.foundation.record.public import (
    details_of,
    leave_fact,
    note_event,
    open_episode,
    plan_visit,
    register_patient,
)
from filiform.foundation.tenancy.clock import telling

from . import staff
from .house import House
from .plan import Story

#: Days before the first visit that a patient calls, and minutes before a visit that one arrives.
CALLS_BEFORE, EARLY = 2, 5


@dataclass(frozen=True)
class Received:
    """A patient on record with all visits on the list."""

    story: Story
    patient: UUID
    visits: tuple[UUID, ...]


def receive(house: House, story: Story) -> Received:
    """Register one patient and put all visits on the list."""
    first = story.visits[0]
    site, room = staff.WORKS_IN[story.practitioner]
    with house.as_(staff.DESK):
        with telling(house.at(first.day - CALLS_BEFORE)):
            patient = _register(house, story)
            episode = open_episode(patient=patient, problem=story.told, goal=story.goal).id
        visits = []
        for number, part in enumerate(story.visits):
            begins = house.at(story.visits[max(0, number - 1)].day) if number else house.at(first.day - CALLS_BEFORE)
            with telling(begins):
                row = plan_visit(
                    patient=patient, practitioner=house.users[story.practitioner], site=house.sites[site],
                    room=house.rooms[site, room], episode=episode, starts_at=house.slot(part.day, part.minute),
                    reason=story.told if number == 0 else "",
                )  # fmt: skip
            visits.append(row.id)
            if part.state != "planned":
                at = house.at(part.day, part.minute) - timedelta(minutes=EARLY)
                with telling(at):
                    note_event(visit=row, kind="arrived", at=at)
    return Received(story, patient, tuple(visits))


def _register(house: House, story: Story) -> UUID:
    return register_patient(
        family_name=story.family, given_name=story.given, birth_date=_born(house, story), sex=story.sex,
        phone=story.phone, email=story.email, address=story.address,
    ).id  # fmt: skip


def _born(house: House, story: Story) -> date:
    """So long before today that the age is the story's, whatever day today is."""
    birthday = house.today - timedelta(days=story.since_birthday)
    if (birthday.month, birthday.day) == (2, 29):
        birthday -= timedelta(days=1)
    return birthday.replace(year=birthday.year - story.years)


def call_after(house: House, story: Story, patient: UUID, visits: Sequence[UUID]) -> None:
    """The desk asks for soreness on the day after needles, while there is a visit to come."""
    with house.as_(staff.DESK):
        for part, visit in zip(story.visits, visits, strict=True):
            if part.soreness is not None and part.state in ("attended", "unsigned") and part.day < -1:
                with telling(house.at(part.day + 1, 17 * 60)):
                    value = {"value": part.soreness, "hours": 24}
                    leave_fact(patient=patient, visit=visit, kind="soreness", value=value, source="journey.aftercare")


def confuse(house: House, patients: list[UUID]) -> None:
    """Put two people on record once more: one pair is still to be found out, the other is linked."""
    to_find, to_link = patients[0], patients[1]
    with house.as_(staff.DESK), telling(house.at(-3)):
        _again(to_find)
        link_patients(kept=to_link, duplicate=_again(to_link), reason="Same person, came with two letters")


def _again(patient: UUID) -> UUID:
    """The same person as another hand would write: given name shortened, no address."""
    known = details_of(patient)
    if known is None:
        raise LookupError(f"patient {patient} has no details")
    return register_patient(
        family_name=known.family_name, given_name=known.given_name[:4], birth_date=known.birth_date, sex=known.sex,
        phone=known.phone, even_if_similar=True,
    ).id  # fmt: skip
