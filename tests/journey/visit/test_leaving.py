"""Log-out with needles in: it is said once, with the rooms and without a name, and then done."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit


@pytest.fixture
def stage(practice: PracticeKit) -> Stage:
    return ready_stage(practice)


def _log_out(client: Any, **more: str) -> Any:
    return client.post(reverse("log-out"), more)


def _is_in(client: Any) -> bool:
    return client.get("/help/").status_code == 200


def test_whoever_has_needles_in_is_told_first_and_stays_logged_in(stage: Stage) -> None:
    insertion = stage.place()
    client = stage.practice.client_for()
    answer = _log_out(client)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Main Street, Room 1" in told
    assert "1 needle in" in told
    assert stage.needles_url in told
    assert "Murphy" not in told
    assert _is_in(client)
    stage.tap("out", insertion)
    assert _log_out(client).status_code == 302
    assert not _is_in(client)


def test_all_the_same_is_taken_at_once(stage: Stage) -> None:
    stage.place()
    client = stage.practice.client_for()
    assert _log_out(client, **{"all-the-same": "yes"}).status_code == 302
    assert not _is_in(client)


@pytest.mark.parametrize("role", ["owner", "receptionist", "auditor"])
def test_needles_of_a_colleague_hold_nobody(stage: Stage, role: str) -> None:
    stage.place()
    client = stage.practice.client_for(role)
    assert _log_out(client).status_code == 302
    assert not _is_in(client)


def test_a_locked_session_is_told_too_and_a_stranger_is_led_to_log_in(stage: Stage, client: Any) -> None:
    stage.place()
    locked = stage.practice.client_for()
    locked.post("/lock/", {"do": "lock"})
    assert _log_out(locked).status_code == 409
    assert locked.get("/today/")["Location"].startswith("/lock/"), "still locked"
    assert _log_out(client).status_code == 302
