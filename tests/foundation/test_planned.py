"""Statements planned once a connection: asked again they answer alike, also after a rollback or a new connection."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from filiform.foundation.tenancy.planned import Statement, calls

ADD = Statement("SELECT %s::int + %s - %s, '100%%'", (0, 5, 0), (0, None, 1))
DIVIDE = Statement("SELECT %s / %s::int", (10, 0), (None, 0))
WORDS = Statement("SELECT 'no argument'", (), ())

pytestmark = pytest.mark.usefixtures("database")


def _run(*statements: tuple[Statement, tuple[object, ...]]) -> list[tuple[object, ...]]:
    found = []
    for text, values in calls(statements):
        with connection.cursor() as cursor:
            cursor.execute(text, values)
            found.append(cursor.fetchone())
    return found


def test_arguments_go_to_their_places_and_the_rest_stays() -> None:
    assert _run((ADD, (1, 2)), (WORDS, ()), (ADD, (10, 3))) == [(4, "100%"), ("no argument",), (12, "100%")]


def test_an_argument_without_a_place_is_left_out() -> None:
    assert _run((Statement("SELECT %s::text", ("",), (1,)), (object(), "kept"))) == [("kept",)]


def test_a_second_call_plans_nothing() -> None:
    _run((ADD, (1, 2)))
    with CaptureQueriesContext(connection) as caught:
        _run((ADD, (3, 4)))
    assert [query["sql"].split()[0] for query in caught] == ["EXECUTE"]


def test_what_was_prepared_in_work_undone_is_still_there() -> None:
    fresh = Statement("SELECT %s::int", (0,), (0,))
    with transaction.atomic():
        _run((fresh, (1,)))
        transaction.set_rollback(True)
    assert _run((fresh, (2,))) == [(2,)]


def test_a_statement_that_cannot_be_planned_says_so_each_time_and_bars_no_other() -> None:
    wrong = Statement("SELECT %s FROM there_is_no_such_table", (0,), (0,))
    good = Statement("SELECT %s::int * 2", (0,), (0,))
    for _ in range(2):
        with pytest.raises(DatabaseError, match="there_is_no_such_table"):
            calls([(good, (1,)), (wrong, (1,))])
    assert _run((good, (4,))) == [(8,)]


def test_a_call_that_fails_leaves_the_statement_usable() -> None:
    with pytest.raises(DatabaseError):
        _run((DIVIDE, (0,)))
    assert _run((DIVIDE, (5,))) == [(2,)]


def test_a_new_connection_prepares_for_itself() -> None:
    _run((ADD, (1, 2)))
    connection.close()
    assert _run((ADD, (2, 2))) == [(5, "100%")]
