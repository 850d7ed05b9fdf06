"""What an open page asks by itself is entered once in a while; the first time always, and for each person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from filiform.foundation.audit import log
from filiform.foundation.audit.chain import verify
from filiform.foundation.audit.models import AuditEntry, AuditHead
from tests.journey.examination.stage import Exam, colleague, exam
from tests.support.practice import PracticeKit


@pytest.fixture
def scene(practice: PracticeKit) -> Exam:
    """A visit at its examination."""
    return exam(practice)


def _looks(scene: Exam, role: str = "practitioner") -> int:
    with scene.practice.as_role("auditor"):
        seen = AuditEntry.objects.filter(act="read", patient_id=scene.patient, why="visit")
        return int(seen.filter(actor=str(scene.practice.users[role])).count())


def _follow(scene: Exam, status: int = 200) -> None:
    """One mark more: the page asks for its ranking."""
    fields = {"phase": "before", "do": "live", "zones-TOTAL_FORMS": "0", "findings-TOTAL_FORMS": "0"}
    assert scene.practice.client_for(scene.role).post(scene.url, fields).status_code == status


def test_marks_one_after_the_other_are_one_look(scene: Exam) -> None:
    for _mark in range(3):
        _follow(scene)
    assert _looks(scene) == 1
    scene.practice.client_for("practitioner").get(scene.url)
    assert _looks(scene) == 2, "a page that a person opens is entered each time"
    _follow(scene)
    assert _looks(scene) == 2


def test_each_person_is_entered(scene: Exam) -> None:
    _follow(scene)
    _follow(colleague(scene))
    assert (_looks(scene), _looks(scene, "second")) == (1, 1)


def test_what_others_do_between_makes_no_second_look(scene: Exam) -> None:
    _follow(scene)
    for _look in range(3):
        assert scene.practice.client_for("owner").get(scene.url).status_code == 200
    _follow(scene)
    assert _looks(scene) == 1


def test_after_a_while_it_is_entered_again(scene: Exam, monkeypatch: pytest.MonkeyPatch) -> None:
    _follow(scene)
    monkeypatch.setattr(log, "WINDOW", timedelta(0))
    _follow(scene)
    assert _looks(scene) == 2


def test_the_first_is_entered_although_it_was_refused(scene: Exam) -> None:
    from filiform.foundation.record.public import open_visit, sign

    with scene.practice.as_role():
        sign(visit=open_visit(scene.visit, why="test").visit, note={})
    for _mark in range(2):
        _follow(scene, status=409)
    assert _looks(scene) == 1


def test_what_is_left_out_breaks_no_chain(scene: Exam) -> None:
    for _mark in range(3):
        _follow(scene)
    with scene.practice.as_role("auditor"):
        entries, head = list(AuditEntry.objects.order_by("seq")), AuditHead.objects.first()
    assert verify(scene.practice.id, entries, head, None) == []
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))


def test_another_patient_is_another_look(practice: PracticeKit) -> None:
    first, second = exam(practice), exam(practice)
    _follow(first)
    _follow(second)
    assert (_looks(first), _looks(second)) == (1, 1)
