"""Lists of visits: whom they open for, what a look leaves behind, what a long list costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filiform.foundation.audit.models import AuditEntry
from filiform.foundation.tenancy.clock import now
from filiform.journey.visit import today
from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit


@pytest.fixture
def again(practice: PracticeKit) -> Stage:
    """A patient who was needled before comes again today."""
    made = ready_stage(practice)
    made.place()
    practice.make_visit(made.patient, starts_at=now())
    return made


def test_unsigned_notes_are_for_those_who_open_them(again: Stage) -> None:
    address = reverse("unsigned")
    assert "Cian Murphy" in again.practice.client_for().get(address).content.decode()
    assert again.practice.client_for("receptionist").get(address).status_code == 403


def test_looking_at_unsigned_notes_is_on_the_log(again: Stage) -> None:
    again.practice.client_for("owner").get(reverse("unsigned"))
    with again.practice.as_role("auditor"):
        seen = AuditEntry.objects.filter(act="listed", why="unsigned", actor=str(again.practice.users["owner"]))
        assert {entry.patient_id for entry in seen} == {again.patient}
        assert str(again.visit) in {str(entry.object_id) for entry in seen}


def test_a_list_that_was_cut_says_so(again: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    client, address = again.practice.client_for(), reverse("unsigned")
    assert "there are more" not in client.get(address).content.decode()
    monkeypatch.setattr(today, "UNSIGNED_SHOWN", 1)
    page = client.get(address).content.decode()
    assert "These are the oldest 1; there are more." in page
    assert page.count('class="day-line"') == 1


def _asked(look: Callable[[], Any]) -> int:
    look()
    with CaptureQueriesContext(connection) as seen:
        assert look().status_code == 200
    return len(seen)


def _another(first: Stage) -> None:
    """One patient more of the same lot, needled before and here again today."""
    made = ready_stage(first.practice)
    made.place(lot=str(first.lot))
    first.practice.make_visit(made.patient, starts_at=now())


@pytest.mark.parametrize("name", ["today", "unsigned", "lot-patients"])
def test_a_longer_list_asks_no_more(again: Stage, name: str) -> None:
    address = reverse(name, args=[again.lot] if name == "lot-patients" else [])
    client = again.practice.client_for()
    before = _asked(lambda: client.get(address))
    _another(again)
    assert _asked(lambda: client.get(address)) == before
    assert client.get(address).content.decode().count("Murphy") >= 2
