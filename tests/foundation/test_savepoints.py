"""Savepoints wait for the next statement, and still undo exactly what came after them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from filiform.foundation.tenancy.models import Room, Site
from tests.support.practice import PracticeKit


@pytest.fixture
def here(practice: PracticeKit) -> Iterator[PracticeKit]:
    with practice.as_role():
        yield practice


def _names() -> set[str]:
    return set(Site.objects.values_list("name", flat=True))


@contextmanager
def _trips() -> Iterator[list[str]]:
    """What really goes to the database."""
    sent: list[str] = []

    def see(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(see):
        yield sent


def _refuse(name: str) -> None:
    """Write a row, then let it be undone."""
    with transaction.atomic():
        Site.objects.create(name=name)
        raise ValueError(name)


def test_a_savepoint_and_its_end_cost_no_trip(here: PracticeKit) -> None:
    with _trips() as trips:
        with transaction.atomic():
            Site.objects.create(name="Annexe")
        assert "Annexe" in _names()
    assert [trip.split()[0] for trip in trips] == ["SAVEPOINT", "RELEASE"]
    assert ["INSERT INTO" in trip or "SELECT" in trip for trip in trips] == [True, True]


def test_one_around_nothing_is_never_sent_alone(here: PracticeKit) -> None:
    with _trips() as trips, transaction.atomic():
        pass
    assert trips == []


def test_what_came_after_is_undone_and_nothing_before(here: PracticeKit) -> None:
    Site.objects.create(name="Before")
    with pytest.raises(ValueError, match="Within"):
        _refuse("Within")
    Site.objects.create(name="After")
    assert _names() & {"Before", "Within", "After"} == {"Before", "After"}


def test_one_that_was_refused_before_it_asked_anything(here: PracticeKit) -> None:
    Site.objects.create(name="Before")
    with _trips() as trips, pytest.raises(ValueError, match="early"), transaction.atomic():
        raise ValueError("early")
    assert all(trip.startswith(("SAVEPOINT", "ROLLBACK TO", "RELEASE")) for trip in trips)
    assert "Before" in _names()


def test_the_inner_of_two_is_undone_alone(here: PracticeKit) -> None:
    with transaction.atomic():
        Site.objects.create(name="Outer")
        with pytest.raises(ValueError, match="Inner"):
            _refuse("Inner")
        with transaction.atomic():
            Site.objects.create(name="Next")
    assert _names() & {"Outer", "Inner", "Next"} == {"Outer", "Next"}


def test_an_error_of_the_database_in_the_very_trip_is_undone_by_it(here: PracticeKit) -> None:
    first = Site.objects.create(name="First")
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.create(id=first.id, name="Twice")
    assert _names() & {"First", "Twice"} == {"First"}


def test_a_value_that_cannot_be_sent_undoes_nothing_else(here: PracticeKit) -> None:
    Site.objects.create(name="Before")
    with pytest.raises((ValueError, DatabaseError), match="NUL"), transaction.atomic():
        Site.objects.create(name="a\0b")
    Site.objects.create(name="After")
    assert {"Before", "After"} <= _names()


def _nonsense() -> None:
    Site.objects.create(name="Lost with it")
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELEKT 1")
    _names()


def test_a_statement_that_is_no_sql_leaves_the_work_unsaved(practice: PracticeKit) -> None:
    """PostgreSQL reads a whole trip before it runs any of it, so the savepoint is not there to go back to."""
    with pytest.raises(DatabaseError), practice.as_role():
        _nonsense()
    with practice.as_role():
        assert "Lost with it" not in _names()


def test_many_at_once_and_rows_read_bit_by_bit(here: PracticeKit) -> None:
    site = Site.objects.create(name="Main")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("UPDATE tenancy_site SET name = %s WHERE id = %s", [("A", site.id), ("B", site.id)])
    assert "B" in _names()
    with transaction.atomic():
        Room.objects.create(site=site, name="One")
    rooms = Room.objects.filter(site=site)
    with transaction.atomic():
        assert [room.name for room in rooms.iterator(chunk_size=1)] == ["One"]
    with transaction.atomic():
        assert [room.name for room in rooms] == ["One"]


def test_work_within_work_is_undone_by_itself(practice: PracticeKit) -> None:
    with practice.as_role():
        with transaction.atomic():
            Site.objects.create(name="Outside")
        with pytest.raises(ValueError, match="Inside"), practice.as_role("owner"):
            _refuse("Inside")
    with practice.as_role():
        assert _names() & {"Outside", "Inside"} == {"Outside"}
