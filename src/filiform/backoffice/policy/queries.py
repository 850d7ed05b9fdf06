"""Scoped reads of the practice's policy: every decision, what stands on a day, one subject with its history."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, QuerySet, Window
from django.utils.translation import gettext as _

from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.queries import practice
from filiform.foundation.tenancy.reading import reading
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.foundation.tenancy.scope import current

from . import translate
from .models import About, PolicyDecision
from .translate import InForce, Item, Recorded, Settable

T = TypeVar("T")


def decisions() -> list[PolicyDecision]:
    """All decisions of the practice with their authors, in the order they were recorded."""
    return list(PolicyDecision.objects.select_related("author", "clinician").order_by("recorded_at", "id"))


@reading
def newest() -> QuerySet[PolicyDecision]:
    """The newest decision, with the number of all: while neither changes, what was read before still holds."""
    numbered = PolicyDecision.objects.annotate(number=Window(Count("id")))
    return numbered.order_by("-recorded_at", "-id")[:1]


def in_force(on: date, moment: datetime | None = None) -> InForce:
    """The policy on a day; with `moment`, as it was on record then."""
    row = newest.first()
    if row is None:
        return translate.NONE
    number: int = row.number  # type: ignore[attr-defined]  # annotated above
    return translate.in_force(_recorded(current().practice, row.id, number), on, moment)


@lru_cache(maxsize=256)
def _recorded(practice: UUID, newest: UUID, number: int) -> tuple[Recorded, ...]:
    """What is on record in a practice, by its newest row and how many there are: rows are never changed.

    Every page of a visit asks for it, so that it is read once and not each time.
    """
    return tuple(map(translate.recorded, PolicyDecision.objects.order_by("recorded_at", "id")))


def jurisdiction() -> str:
    """Where this practice is."""
    return practice().jurisdiction


def item(subject: str) -> Item:
    """One item of the rule book here; raises Missing."""
    return _there(translate.items(jurisdiction()).get(subject))


def threshold(subject: str) -> Settable:
    """One threshold that may be set here; raises Missing."""
    return _there(translate.thresholds(jurisdiction()).get(subject))


def history(about: About, subject: str) -> list[PolicyDecision]:
    """What was decided on a subject, newest first."""
    return [row for row in reversed(decisions()) if (row.about, row.subject) == (about, subject)]


def standing(about: About, subject: str) -> PolicyDecision | None:
    """What counts today for a subject, None when the guidelines do."""
    return translate.standing(decisions(), today()).get((about, subject))


def _there(found: T | None) -> T:
    if found is None:
        raise Missing(Reason("no-subject", _("The rule book has no such line, or it is fixed.")))
    return found
