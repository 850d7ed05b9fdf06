"""A current that was entered in error is taken back: nothing is deleted, everybody sees it, no list counts it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.journey.treatment.test_stimulation import lead


@pytest.fixture
def current(ready):
    """A visit with a current of known settings through two needles, one of them by an electrical technique."""
    first, second = ready.place(technique="electrical"), ready.place(where="right tibialis-anterior")
    assert ready.post(lead(first, second)).status_code == 302
    return ready


def back(stage, reason="Clips were never switched on.", chosen=None):
    fields = {"do": "stimulation-back", "_key": str(uuid4()), "insertion": str(chosen or row(stage).id)}
    return stage.post(fields | ({"reason": reason} if reason is not None else {}))


def row(stage):
    from filiform.journey.treatment import therapies

    with stage.practice.as_role():
        return therapies.currents(stage.visit)[0].row


def note(stage):
    from filiform.journey.treatment.public import needles_step

    with stage.practice.as_role():
        return needles_step.note(stage.file())


def lacks(stage):
    from filiform.journey.treatment.public import needles_step
    from filiform.journey.visit.reporting import report

    with stage.practice.as_role():
        visit = stage.file()
        return " ".join(one.text for one in report(visit, needles_step.note(visit)).missing)


def test_it_stays_on_the_page_crossed_with_its_reason_and_author(current):
    assert back(current).status_code == 302
    page = current.get().content.decode()
    assert "<del>needles 1 – 2, 2 Hz, 1.5 mA, 15 min</del>" in page
    assert "Clips were never switched on." in page
    assert 'value="stimulation-back"' not in page


def test_the_note_and_the_paper_tell_it_apart_from_what_stands(current):
    from filiform.journey.visit.paper_needles import needles

    assert len(note(current)["stimulation"]) == 1
    back(current)
    said = note(current)
    assert said["stimulation"] == []
    (gone,) = said["stimulation_taken_back"]
    assert (gone["needles"], gone["reason"]) == ("1 – 2", "Clips were never switched on.")
    assert gone["taken_back_by"]
    lines = dict(needles("Needles", said)["lines"])
    assert "Clips were never switched on." in lines["Stimulation, taken back"]
    assert "Stimulation" not in lines


def test_the_list_of_what_a_note_lacks_counts_only_what_stands(current):
    asked = "hertz, milliampere and minutes of the current"
    assert asked not in lacks(current)
    back(current)
    assert asked in lacks(current)


def test_twice_takes_back_once_and_the_row_stays(current):
    from filiform.journey.treatment.models import Stimulation

    chosen = row(current).id
    for _time in range(2):
        assert back(current, chosen=chosen).status_code == 302
    with current.practice.as_role():
        assert Stimulation.objects.filter(visit_id=current.visit).count() == 2


def test_a_new_current_may_stand_beside_one_that_was_taken_back(current):
    back(current)
    first, second = (one.id for one in current.entries())
    assert current.post(lead(first, second, minutes="10")).status_code == 302
    assert len(note(current)["stimulation"]) == 1


@pytest.mark.parametrize("reason", ["", "   ", None])
def test_without_a_reason_it_is_not_taken_back(current, reason):
    answer = back(current, reason)
    assert answer.status_code == 422
    assert "_reason" in answer.content.decode()
    assert len(note(current)["stimulation"]) == 1


def test_of_another_visit_it_is_not_found(current):
    assert back(current, chosen=uuid4()).status_code == 404


def test_who_may_not_needle_may_not_take_it_back(current):
    fields = {"do": "stimulation-back", "_key": str(uuid4()), "insertion": str(row(current).id), "reason": "x"}
    assert current.post(fields, role="receptionist").status_code in (403, 404)
    assert len(note(current)["stimulation"]) == 1


@pytest.mark.parametrize("wrong", [{"note": ""}, {"voids": None}, {"first": True}])
def test_the_database_takes_no_current_without_needles_and_no_taking_back_without_reason(current, wrong):
    from filiform.journey.treatment.models import Stimulation

    there = row(current)
    fields = {"patient_id": current.patient, "visit_id": current.visit, "voids": there, "note": "Never on."} | wrong
    fields |= {"first_id": there.first_id} if fields.pop("first", False) else {}
    with current.practice.as_role(), pytest.raises(IntegrityError), transaction.atomic():
        Stimulation.objects.create(**fields)
