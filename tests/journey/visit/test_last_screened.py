"""The day's list says of what day a screening is, tells it to those who treat, and never as if it were today's."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from filiform.foundation.tenancy.clock import now, today
from tests.journey.treatment.stage import NOTHING, Stage
from tests.support.practice import PracticeKit

FINDING = "Aspirin or another platelet inhibitor"


def a_patient_on_aspirin(practice: PracticeKit) -> Stage:
    patient = practice.make_patient()
    found = Stage(practice, patient, practice.make_visit(patient), uuid4())
    assert found.screen("left trapezius-upper", medications={**NOTHING, "present": ["antiplatelet"]}) == "caution"
    return found


def line_of(practice: PracticeKit, role: str = "practitioner", day: str = "") -> str:
    answer = practice.client_for(role).get("/today/", {"whose": "all"} | ({"day": day} if day else {}))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_screening_is_told_with_its_day_and_whose_visit_it_was(practice: PracticeKit) -> None:
    visit = a_patient_on_aspirin(practice)
    assert FINDING in line_of(practice)
    assert "for this visit" in line_of(practice)
    practice.make_visit(visit.patient, starts_at=now() + timedelta(days=7))
    later = line_of(practice, day=(today() + timedelta(days=7)).isoformat())
    assert "Last screened" in later
    assert FINDING in later
    assert f"as of {today():%-d %b %Y}, not asked again yet" in later
    assert "for this visit" not in later


def test_the_desk_sees_who_comes_and_not_what_was_found(practice: PracticeKit) -> None:
    visit = a_patient_on_aspirin(practice)
    practice.make_visit(visit.patient, starts_at=now() - timedelta(days=7))
    desk, owner = line_of(practice, "receptionist"), line_of(practice, "owner")
    assert "Nóra" in desk
    for told in (FINDING, "Soreness", "Last needles"):
        assert told in owner
        assert told not in desk
