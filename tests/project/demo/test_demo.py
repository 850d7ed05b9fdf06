"""The demo practice is whole, sound, and the same each time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from .content import content


@pytest.fixture(scope="module")
def told(database: str) -> list[Any]:
    """Two small demos, told one after the other into practices of their own."""
    from filiform.foundation.tenancy.models import Practice
    from filiform.project.demo.telling import tell

    houses = []
    for name in ("One telling", "Another telling"):
        practice = Practice.objects.create(name=name, jurisdiction="IE")
        houses.append(tell(practice, lambda _line: None, small=True, processes=1))
    return houses


@pytest.fixture
def scope(told: list[Any]) -> Iterator[Any]:
    """Inside the first telling's practice."""
    from filiform.foundation.tenancy.scope import SYSTEM, enter

    with enter(practice=told[0].practice, actor=SYSTEM, origin="test"):
        yield told[0]


def test_two_tellings_are_the_same(told: list[Any]) -> None:
    one, other = (content(house.practice) for house in told)
    assert len(one) == len(other) == 8
    for mine, theirs in zip(one, other, strict=True):
        assert mine == theirs


IN_TWO_PROCESSES = """
import django
django.setup()
from filiform.foundation.tenancy.models import Practice
from filiform.project.demo.telling import tell
practice = Practice.objects.create(name="Told by two", jurisdiction="IE")
house = tell(practice, lambda line: None, small=True, processes=2)
print(practice.id, len(house.gone_round))
"""


def test_several_processes_tell_the_same(told: list[Any]) -> None:
    """In a process of its own, which may divide without minding the threads of the test run."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "filiform.project.settings"}
    done = subprocess.run(
        [sys.executable, "-c", IN_TWO_PROCESSES],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    practice, gone_round = done.stdout.split()
    assert gone_round == "0"
    assert content(UUID(practice)) == content(told[0].practice)


def test_the_system_did_all_that_the_stories_have(told: list[Any]) -> None:
    """Nothing had to be left out because a rule book refused what a story planned."""
    assert [house.gone_round for house in told] == [[], []]


def test_every_signature_fits_its_note(scope: Any) -> None:
    from filiform.foundation.record.models import Signature

    rows = list(Signature.objects.all())
    assert len(rows) == 17
    assert [row for row in rows if hashlib.sha256(row.snapshot.encode()).hexdigest() != row.digest] == []


def test_no_signed_visit_has_needles_in_place(scope: Any) -> None:
    from filiform.foundation.record.models import Signature
    from filiform.foundation.record.public import open_visit
    from filiform.journey.treatment import public as treatment

    states = [treatment.count_state(open_visit(row.visit_id, why="test")) for row in Signature.objects.all()]
    assert [state for state in states if state.in_place or not state.balanced] == []
    assert sum(state.placed for state in states) > 20


def test_the_audit_chain_holds(told: list[Any]) -> None:
    from filiform.foundation.messages import chains

    for house in told:
        checked = chains.check(house.practice)
        assert checked.faults == ()
        assert checked.entries > 500


def test_the_practice_has_the_same_policy_each_time(told: list[Any]) -> None:
    from filiform.backoffice.policy.models import PolicyDecision
    from filiform.foundation.tenancy.scope import SYSTEM, enter
    from filiform.project.demo import staff

    for house in told:
        with enter(practice=house.practice, actor=SYSTEM, origin="test"):
            rows = list(PolicyDecision.objects.select_related("author").order_by("recorded_at"))
            assert [(row.subject, row.weight, row.value, (row.since - house.today).days) for row in rows] == [
                ("inr_high", "", 2.5, staff.STRICTER_INR), ("antiplatelet-aspirin", "note", None, staff.NOTES_ASPIRIN),
            ]  # fmt: skip
            assert {row.author.email for row in rows} == {"maeve@example.org"}


def test_the_stories_show_what_goes_wrong(told: list[Any]) -> None:
    visits = [visit for patient in content(told[0].practice) for visit in patient["visits"]]
    kinds = Counter(kind for visit in visits for (kind,) in visit["incidents"])
    assert set(kinds) == {"retained-needle", "despite-refusal", "faint"}
    assert (kinds["retained-needle"], kinds["faint"]) == (1, 1)
    assert sum(len(visit["amendments"]) for visit in visits) == 1
    assert any(visit["decisions"] for visit in visits)
    stopped = [visit for visit in visits if visit["verdicts"] and visit["verdicts"][-1][0] == "stop"]
    assert stopped
    assert all(not visit["needles"] for visit in stopped)
    unsigned = [visit for visit in visits if visit["needles"] and not visit["signed"]]
    assert len(unsigned) == 1


def test_pictures_of_guidance_are_kept_by_the_one_who_needled_and_looked_at(scope: Any) -> None:
    from filiform.foundation.images.models import Image, ImageEvent

    rows = list(Image.objects.select_related("visit"))
    assert sorted((row.kind, row.grey, row.frames) for row in rows) == [
        ("dicom", "", 5), ("dicom", "window", 1), ("photo", "", 1),
    ]  # fmt: skip
    assert all(row.insertion and row.author_id == row.visit.practitioner_id for row in rows)
    assert ImageEvent.objects.filter(kind="checked").count() == len(rows)


def test_two_pairs_look_like_duplicates_and_one_is_linked(scope: Any) -> None:
    from filiform.foundation.record.models import Patient, PatientLink
    from filiform.foundation.record.public import details_of

    born = Counter(details_of(patient.id).birth_date for patient in Patient.objects.all())
    assert sorted(born.values()) == [1, 1, 1, 1, 2, 2]
    assert PatientLink.objects.filter(linked=True).count() == 1


def test_each_writes_in_their_own_name(scope: Any) -> None:
    from filiform.foundation.record.models import Signature, Visit, VisitEvent
    from filiform.journey.treatment.models import Insertion

    desk = scope.users["siobhan"]
    assert set(VisitEvent.objects.filter(kind="arrived").values_list("author", flat=True)) == {desk}
    for model in (Signature, Insertion):
        assert [
            row for row in model.objects.select_related("visit") if row.author_id != row.visit.practitioner_id
        ] == []
    assert Visit.objects.filter(practitioner=desk).count() == 0
