"""Whether the demo practice is there and whole; what a build that was cut off left behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from filiform.foundation.accounts.models import Membership
from filiform.foundation.record.models import Patient
from filiform.foundation.tenancy import clock
from filiform.foundation.tenancy.models import Practice
from filiform.foundation.tenancy.scope import SYSTEM, enter

from . import staff

#: The last thing a build does is to give the practice its name; under the others it is never shown.
NAME = "Harbour Physiotherapy"
MAKING, GIVEN_UP = f"{NAME} (being made)", f"{NAME} (given up)"
LOCK = "filiform demo"


def is_built() -> bool:
    """Whether a whole demo practice is in this installation."""
    return any(_has_our_owner(practice) for practice in Practice.objects.filter(name=NAME))


def _has_our_owner(practice: Practice) -> bool:
    """A real practice may bear the same name; only ours has the demo's owner."""
    owner = staff.BY_CODE[staff.OWNER].email
    with enter(practice=practice.id, actor=SYSTEM, origin="demo"):
        return Membership.objects.filter(user__email__iexact=owner, ended_at=None).exists()


def others_with_patients() -> list[str]:
    """Names of other practices of this installation that have patients."""
    found = []
    for practice in Practice.objects.exclude(name__in=(MAKING, GIVEN_UP)).order_by("name"):
        with enter(practice=practice.id, actor=SYSTEM, origin="demo"):
            if Patient.objects.exists():
                found.append(practice.name)
    return found


def begin() -> Practice:
    """A bare practice to fill; what an earlier build left is closed to its people and kept out of sight."""
    for left in Practice.objects.filter(name=MAKING):
        with transaction.atomic(), enter(practice=left.id, actor=SYSTEM, origin="demo"):
            Membership.objects.filter(ended_at=None).update(ended_at=clock.now())
            Practice.objects.filter(id=left.id).update(name=GIVEN_UP)
    return Practice.objects.create(name=MAKING, jurisdiction="IE", time_zone="Europe/Dublin")


def finish(practice: Practice) -> None:
    """Say that the practice is whole."""
    with enter(practice=practice.id, actor=SYSTEM, origin="demo"):
        Practice.objects.filter(id=practice.id).update(name=NAME)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two builds of one installation take turns; the second finds the practice whole."""
    # On a connection of its own: the build closes the usual one before it shares the work out.
    lock = connection.copy()
    try:
        with lock.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (LOCK,))
        yield
        with lock.cursor() as cursor:
            # Closing gives it up as well, but only when the server has noticed.
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (LOCK,))
    finally:
        lock.close()
