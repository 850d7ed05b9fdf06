"""A demo practice is built once, is finished after a cut, and keeps away from real patients."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


def _names() -> Counter[str]:
    from filiform.foundation.tenancy.models import Practice

    return Counter(Practice.objects.values_list("name", flat=True))


def _silent(_line: str) -> None:
    """Progress that nobody reads."""


class Cut(Exception):
    """The power went off."""


def _cut_at_the_second_patient(line: str) -> None:
    if "2 of 6 histories" in line:
        raise Cut


def test_a_build_that_was_cut_off_is_noticed_and_done_again(practice: Any) -> None:
    from django.test import Client

    from filiform.foundation.record.models import Patient
    from filiform.foundation.tenancy.models import Practice
    from filiform.foundation.tenancy.scope import SYSTEM, enter
    from filiform.project import demo
    from filiform.project.demo import whole

    with pytest.raises(Cut):
        demo.build(_cut_at_the_second_patient, small=True, force=True, processes=1)
    assert not demo.is_built()
    demo.build(_silent, small=True, force=True, processes=1)
    assert demo.is_built()
    assert (_names()[whole.NAME], _names()[whole.MAKING], _names()[whole.GIVEN_UP]) == (1, 0, 1)
    before = _names()
    demo.build(_silent, small=True, force=True, processes=1)
    assert _names() == before
    built = Practice.objects.get(name=whole.NAME)
    with enter(practice=built.id, actor=SYSTEM, origin="test"):
        assert Patient.objects.count() == 8
    for one in demo.logins():
        assert Client().login(username=one.email, password=one.password), one.email


def _lock_is_free() -> bool:
    from django.db import connection

    from filiform.project.demo import whole

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (whole.LOCK,))
        return bool(cursor.fetchone()[0])


def test_two_builds_take_turns_also_while_work_is_shared_out(database: str) -> None:
    from django.db import connections

    from filiform.project.demo import whole

    with whole.one_at_a_time():
        connections.close_all()
        assert not _lock_is_free()
    assert _lock_is_free()


def test_practices_with_patients_are_left_alone(practice: Any) -> None:
    from filiform.foundation.tenancy.models import Practice
    from filiform.foundation.tenancy.scope import SYSTEM, enter
    from filiform.project import demo
    from filiform.project.cli.errors import CommandError
    from filiform.project.demo import whole

    practice.make_patient()
    assert "Test practice" in whole.others_with_patients()
    # Another test of this database may have built one, which would end the matter.
    for built in Practice.objects.filter(name=whole.NAME):
        with enter(practice=built.id, actor=SYSTEM, origin="test"):
            Practice.objects.filter(id=built.id).update(name="Built before")
    with pytest.raises(CommandError, match="data folder of its own"):
        demo.build(_silent, small=True)
    assert _names()[whole.MAKING] == 0


def test_another_practice_of_the_name_is_not_taken_for_the_demo(practice: Any) -> None:
    from filiform.foundation.tenancy.models import Practice
    from filiform.project.demo import whole

    assert not whole._has_our_owner(Practice.objects.get(id=practice.id))


def test_the_whole_cast_is_the_same_each_time() -> None:
    from filiform.project.demo.cast import PATIENTS, everybody

    stories = everybody()
    assert stories == everybody()
    assert len(stories) == PATIENTS
    assert len({story.phone for story in stories}) == len({story.name for story in stories}) == PATIENTS
    visits = [visit for story in stories for visit in story.visits]
    assert 400 < len(visits) < 500
    assert min(visit.day for visit in visits) > -280
    assert f"{len(stories)} with {len(visits)} visits" in (ROOT / "docs" / "demo.md").read_text()
    today = Counter(story.practitioner for story in stories for visit in story.visits if visit.day == 0)
    assert sorted(today.values()) == [6, 6, 6, 6]
    assert sum(visit.state == "unsigned" for visit in visits) == 2


def test_no_practitioner_has_two_patients_at_once() -> None:
    from filiform.project.demo.cast import everybody

    slots = Counter((story.practitioner, visit.day, visit.minute) for story in everybody() for visit in story.visits)
    assert [slot for slot, count in slots.items() if count > 1] == []


def test_pain_falls_for_most_and_not_for_all() -> None:
    from filiform.project.demo.cast import everybody

    changes = [story.visits[-1].pain - story.visits[0].pain for story in everybody() if len(story.visits) > 1]
    better = sum(change < 0 for change in changes) / len(changes)
    assert 0.6 < better < 0.95
    assert any(change > 0 for change in changes)
