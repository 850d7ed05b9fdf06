"""Who on record may be the person about to be registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from filiform.foundation.tenancy.clock import today

from .details import Details
from .files import PatientFile
from .finding import Found, matching, summaries
from .search import names, phones
from .search.query import Query, Term
from .search.rows import FORWARD

#: Entries compared for each clue; a birth date or phone number shared by more says nothing.
MOST_COMPARED = 200


@dataclass(frozen=True)
class Similar:
    """An entry that may be the same person, and by which clue: "birth-date", "phone", "day-month-swapped"."""

    patient: Found
    clue: str


def similar_patients(details: Details, *, apart_from: UUID | None = None) -> tuple[Similar, ...]:
    """Entries with the same birth date or phone and a similar name (swapped, misspelt, shortened), by number."""
    seen: dict[UUID, Similar] = {}
    for clue, start in _clues(details):
        ids, _more = matching(Query((Term((start,)),)), MOST_COMPARED)
        for found in summaries([one for one in ids if one != apart_from and one not in seen]):
            if _same_name(details, found, exact=clue == "day-month-swapped"):
                seen[found.id] = Similar(found, clue)
    return tuple(sorted(seen.values(), key=lambda one: one.patient.number))


def alike(file: PatientFile) -> list[Found]:
    """Entries that may be the person of this one, by number."""
    return [one.patient for one in similar_patients(Details.of(file.details), apart_from=file.id)]


def _clues(details: Details) -> list[tuple[str, str]]:
    clues = [("birth-date", f"{details.birth_date.isoformat()} ")]
    if number := phones.national(details.phone):
        clues.append(("phone", f"{FORWARD}{number} "))
    swapped = _day_month_swapped(details.birth_date)
    if swapped is not None:
        clues.append(("day-month-swapped", f"{swapped.isoformat()} "))
    return clues


def _same_name(details: Details, found: Found, *, exact: bool) -> bool:
    one = names.words(f"{details.family_name} {details.given_name}")
    other = names.words(f"{found.family_name} {found.given_name}")
    return set(one) == set(other) if exact else names.alike(one, other)


def _day_month_swapped(day: date) -> date | None:
    if day.day > 12 or day.day == day.month:
        return None
    swapped = date(day.year, day.day, day.month)
    return swapped if swapped <= today() else None
