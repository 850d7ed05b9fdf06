"""Where the button of one tap had its needle and way from stays on record, and is in the note."""

from __future__ import annotations

import pytest

from tests.journey.treatment.buttons import USUAL_LEFT, later, press, shown


def _noted(stage) -> list[str]:
    from filiform.journey.treatment.public import needles_step

    with stage.practice.as_role():
        return [one["way_from"] for one in needles_step.note(stage.file())["insertions"]]


def test_what_is_usual_and_what_was_last_time_is_told_from_what_was_said(usual):
    press(usual, USUAL_LEFT)
    assert _noted(usual)[-1] == "own"
    assert set(_noted(usual)[:-1]) == {""}
    assert "as usual for the practitioner here" in shown(usual)
    again = later(usual)
    press(again, "In: Tibialis anterior, left (1)")
    assert _noted(again) == ["last"]


def test_a_needle_like_one_of_today_and_the_same_needle_again_say_so(ready):
    ready.place(technique="deep-pistoning", do="in-out", dwell=None)
    press(ready, "In and out: Tibialis anterior, right (2)")
    press(ready, "Same needle, again: needle 1 at another point of Tibialis anterior, left")
    assert _noted(ready) == ["", "today", "today"]


@pytest.mark.parametrize("said", ["", "elsewhere", "x" * 300])
def test_a_button_of_another_version_still_records(usual, said):
    assert press(usual, USUAL_LEFT, way_from=said).status_code == 302
    assert _noted(usual)[-1] == ""


def test_the_signed_note_on_paper_says_it():
    from filiform.journey.treatment.words import WayFrom
    from filiform.journey.visit.paper_needles import WAY_FROM

    assert set(WAY_FROM) == set(WayFrom.values)
