"""Pages for faults render without session and database, and never show a trace."""

from __future__ import annotations

import logging

import pytest
from django.test import RequestFactory

from filiform.foundation.ui import errors

SECRET = "Amara Lindqvist takes warfarin"


def crash(request: object) -> object:
    """Call the handler as Django does: while the exception is being handled."""
    try:
        raise RuntimeError(SECRET)
    except RuntimeError:
        return errors.server_error(request)


def test_a_crash_gives_a_reference_and_nothing_else(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    request = rf.post("/visit/", {"note": SECRET})
    request.resolver_match = None
    with caplog.at_level(logging.ERROR, "filiform.faults"):
        answer = crash(request)
    number = answer["X-Fault-Reference"]
    assert answer.status_code == 500
    assert number in answer.content.decode()
    assert number in caplog.text
    assert "RuntimeError" in caplog.text
    for told in (answer.content.decode(), caplog.text):
        assert SECRET not in told
        assert "Traceback" not in told


def test_a_crash_uses_the_reference_that_the_request_already_has(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.resolver_match, request.reference = None, "K7QM-3TXA"
    assert "K7QM-3TXA" in crash(request).content.decode()


def test_references_differ_and_can_be_read_out() -> None:
    many = {errors.reference() for _ in range(500)}
    assert len(many) == 500
    assert not set("".join(many)) & set("01OIL")


def test_a_refusal_gives_its_reason_escaped(rf: RequestFactory) -> None:
    page = errors.forbidden(rf.get("/"), PermissionError("Receptionists may not <open> notes."))
    assert page.status_code == 403
    assert "Receptionists may not &lt;open&gt; notes." in page.content.decode()


def test_not_found_does_not_repeat_the_address(rf: RequestFactory) -> None:
    page = errors.not_found(rf.get("/patients/lindqvist/"), LookupError("lindqvist"))
    assert page.status_code == 404
    assert "lindqvist" not in page.content.decode()


@pytest.mark.parametrize("handler", [errors.bad_request, errors.forbidden, errors.not_found])
def test_fault_pages_are_not_kept_by_caches(rf: RequestFactory, handler: object) -> None:
    answer = handler(rf.get("/"))
    assert answer["Cache-Control"] == "no-store"
    assert b"<h1>" in answer.content
