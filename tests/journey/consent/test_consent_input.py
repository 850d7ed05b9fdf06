"""What the consent form refuses: wrong or missing input never makes a consent."""

import pytest

from tests.journey.consent.stage import SHOULDER, stage
from tests.support.practice import make_practice

WRONG = {
    "no answer": {"kind": None},
    "an unknown answer": {"kind": "maybe"},
    "nothing explained": {"everything": None},
    "one risk explained": {"everything": None, "explained": ["faint"]},
    "an unknown risk": {"everything": None, "explained": ["nonsense"]},
    "lung not ticked by itself": {"tick_thorax-separate-tick": None},
    "no region": {"regions": []},
    "a region of somebody else": {"regions": ["leg"]},
    "nobody answers": {"by": ""},
    "a guardian for an adult": {"by": "guardian", "speaker": "Ann Murphy", "relation": "mother"},
    "capacity not said": {"capacity": None},
    "capacity in doubt": {"capacity": "doubt"},
    "no capacity, yet the patient signs": {"capacity": "no", "capacity_note": "confused today"},
    "a substitute for somebody who can decide": {"by": "substitute", "speaker": "A", "relation": "b"},
    "interpreter not said": {"interpreter": None},
    "interpreter needed and absent": {"interpreter": "absent"},
    "interpreter without a name": {"interpreter": "present"},
    "no signature": {"signed_name": ""},
    "somebody else's name": {"signed_name": "John Smith"},
    "copy not said": {"copy_given": None},
    "form not said": {"form": None},
    "a NUL in the name": {"signed_name": "Nóra\x00Murphy"},
    "a megabyte of note": {"reason": "x" * 1_000_000},
    "text that was not on the page": {"shown": "0" * 64},
    "no text at all": {"shown": ""},
}


@pytest.fixture(scope="module")
def untouched(database):
    """A scene whose answers are all refused, so that one serves all of them, with its page."""
    scene = stage(make_practice())
    scene.plan(*SHOULDER)
    return scene, scene.page()


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_wrong_or_missing_input_never_makes_a_consent(untouched, wrong):
    scene, page = untouched
    answer = scene.send(scene.form(page, **wrong))
    assert answer.status_code in (400, 409, 422), answer.status_code
    assert not scene.rows()
    assert not scene.state().valid


def test_errors_stand_at_the_field_and_what_was_typed_is_still_there(shoulder):
    answer = shoulder.send(shoulder.form(capacity="doubt", reason="Asked about bruises"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_capacity' in page
    assert "Asked about bruises" in page
    assert "Nóra Murphy" in page


def test_a_new_answer_in_the_case_history_asks_to_read_again(shoulder):
    fields = shoulder.form()
    shoulder.plan(*SHOULDER, pregnant="yes", gestation_weeks=20)
    answer = shoulder.send(fields)
    assert answer.status_code == 422
    assert "Read it again" in answer.content.decode()
    assert not shoulder.rows()
