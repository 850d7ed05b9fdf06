"""Scoped reads of the practice's policy: every decision, what stands on a day, one subject with its history."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.queries import practice
from filiform.foundation.tenancy.reading import reading
from filiform.foundation.tenancy.refusal import Missing, Reason

from . import translate
from .models import About, PolicyDecision
from .translate import InForce, Item, Settable

T = TypeVar("T")


@reading
def decisions() -> QuerySet[PolicyDecision]:
    """All decisions of the practice with their authors, in the order they were recorded."""
    return PolicyDecision.objects.select_related("author").order_by("recorded_at", "id")


def in_force(on: date, moment: datetime | None = None) -> InForce:
    """The policy on a day; with `moment`, as it was on record then."""
    return translate.in_force(decisions(), on, moment)


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
