"""Tells all stories in a practice: the desk, then the visits of each patient in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils import timezone

from filiform.foundation.tenancy import clock
from filiform.foundation.tenancy.models import Practice

from . import house as houses
from . import reception
from .attending import attend
from .cast import everybody
from .diary import ZONE
from .house import House
from .plan import Story

Progress = Callable[[str], None]
#: Visits that happen; the others are only on the list.
HAPPENED = ("attended", "unsigned")


def tell(practice: Practice, progress: Progress, *, small: bool) -> House:
    """Fill a bare practice. Takes seconds for a small one, up to a minute for the whole."""
    stories = everybody(small=small)
    with timezone.override(ZONE):
        now = clock.now()
        progress("Demo practice: rooms, people and needles")
        house = houses.furnish(practice, now, timezone.localtime(now).date())
        patients = _visits(house, stories, progress)
        houses.recall(house)
        reception.confuse(house, patients)
    return house


def _visits(house: House, stories: Sequence[Story], progress: Progress) -> list[UUID]:
    patients = []
    for number, story in enumerate(stories, 1):
        patient, visits = reception.receive(house, story)
        for part, visit in zip(story.visits, visits, strict=True):
            if part.state in HAPPENED:
                attend(house, story, part, visit)
        reception.call_after(house, story, patient, visits)
        patients.append(patient)
        progress(f"Demo practice: {number} of {len(stories)} patients")
    return patients
