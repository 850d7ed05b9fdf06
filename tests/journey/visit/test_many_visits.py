"""A patient of many years: the page shows the newest visits, and the others when they are asked for."""

from __future__ import annotations

from datetime import timedelta

from filiform.foundation.tenancy.clock import now
from filiform.journey.visit.timeline import FEW
from tests.support.practice import PracticeKit


def test_earlier_visits_are_one_click_away(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    visits = [practice.make_visit(patient, starts_at=now() - timedelta(days=7 * back)) for back in range(FEW + 1)]
    client = practice.client_for()
    first = client.get(f"/patients/{patient}/").content.decode()
    assert [str(visit) in first for visit in visits] == [True] * FEW + [False]
    assert "Show earlier visits" in first
    every = client.get(f"/patients/{patient}/?visits=all").content.decode()
    assert all(str(visit) in every for visit in visits)
    assert "Show earlier visits" not in every


def test_with_few_visits_there_is_nothing_to_ask_for(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    for back in range(FEW):
        practice.make_visit(patient, starts_at=now() - timedelta(days=7 * back))
    assert "Show earlier visits" not in practice.client_for().get(f"/patients/{patient}/").content.decode()
