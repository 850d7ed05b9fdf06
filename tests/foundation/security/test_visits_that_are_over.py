"""Addresses beside the steps take nothing more at a visit that is over, as the steps do."""

from __future__ import annotations

from uuid import uuid4

import pytest

from filiform.foundation.record.models import Visit, VisitEvent
from filiform.foundation.record.public import note_event, sign
from filiform.journey.treatment.models import NeedleEvent
from tests.support.practice import PracticeKit


def _cancel(visit: Visit) -> None:
    note_event(visit=visit, kind="cancelled")


def _sign(visit: Visit) -> None:
    sign(visit=visit, note={})


@pytest.mark.parametrize("end", [_cancel, _sign])
@pytest.mark.parametrize("do", ["dropped", "opened"])
def test_tap_at_a_visit_that_is_over_is_refused(practice: PracticeKit, end: object, do: str) -> None:
    visit = practice.make_visit(practice.make_patient())
    with practice.as_role():
        end(Visit.objects.get(id=visit))  # type: ignore[operator]
    answer = practice.client_for().post(f"/visits/{visit}/needles/tap/", {"do": do, "event": str(uuid4())})
    assert answer.status_code == 409
    with practice.as_role():
        assert not NeedleEvent.objects.exists()


def test_nobody_arrives_for_a_cancelled_visit(practice: PracticeKit) -> None:
    visit = practice.make_visit(practice.make_patient())
    with practice.as_role():
        note_event(visit=Visit.objects.get(id=visit), kind="cancelled")
    assert practice.client_for("receptionist").post(f"/visits/{visit}/arrive/").status_code == 409
    with practice.as_role():
        assert VisitEvent.objects.filter(visit_id=visit, kind="arrived").count() == 1


@pytest.mark.parametrize("role", ["receptionist", "auditor", "owner"])
@pytest.mark.parametrize("do", ["dropped", "out", "undo", "back-in"])
def test_only_a_practitioner_taps(practice: PracticeKit, role: str, do: str) -> None:
    visit = practice.make_visit(practice.make_patient())
    sent = {"do": do, "event": str(uuid4()), "insertion": str(uuid4())}
    assert practice.client_for(role).post(f"/visits/{visit}/needles/tap/", sent).status_code == 403
