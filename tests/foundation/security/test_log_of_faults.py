"""The log of the server tells where a fault was and of what kind, and no word that was typed or stored."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from django.core.handlers.exception import response_for_exception
from django.db import DataError, connection
from django.test import RequestFactory

from filiform.project.logs import WithoutWords

SECRET = "Amara Lindqvist takes warfarin"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the handlers of the settings write."""
    handlers = [one for one in logging.getLogger().handlers if isinstance(one.formatter, WithoutWords)]
    assert len(handlers) == 1, "the settings name one handler, with the formatter that leaves words out"
    (handler,) = handlers
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


def _read(text: str) -> int:
    return int(text)


def test_a_page_that_crashes_leaves_no_word_of_it(rf: RequestFactory, written: io.StringIO) -> None:
    request = rf.post("/visits/", {"note": SECRET})
    request.resolver_match = None
    try:
        try:
            _read(SECRET)
        except ValueError as problem:
            raise LookupError(SECRET) from problem
    except LookupError as problem:
        response_for_exception(request, problem)
    told = written.getvalue()
    assert "Internal Server Error: /visits/" in told
    assert "in _read" in told
    assert told.index("ValueError (its") < told.index("which led to") < told.index("LookupError (its")
    assert "Amara" not in told


def test_what_the_database_quotes_is_not_told(database: str, written: io.StringIO) -> None:
    with connection.cursor() as cursor, pytest.raises(DataError, match=SECRET) as refused:
        cursor.execute("SELECT %s::date", (SECRET,))
    logging.getLogger("filiform.test").error("kept", exc_info=refused.value)
    told = written.getvalue()
    assert "DataError" in told
    assert "InvalidDatetimeFormat" in told
    assert "Amara" not in told


def test_a_trace_that_another_handler_prepared_is_not_taken_over() -> None:
    try:
        _read(SECRET)
    except ValueError as problem:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "kept", None, (ValueError, problem, problem.__traceback__)
        )
    assert "Amara" in logging.Formatter().format(record)
    assert "Amara" not in WithoutWords().format(record)
    assert "Amara" in logging.Formatter().format(record), "and ours is not handed on"


def test_a_record_without_an_exception_is_a_line() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "kept %s", ("it",), (None, None, None))
    assert WithoutWords("%(message)s").format(record).strip() == "kept it"
