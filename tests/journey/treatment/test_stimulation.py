"""A lead: two needles touched, judged by the rule book for this person, recorded or refused with its reasons."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.journey.treatment.stage import ready_stage

CHEST = ("left pectoralis-major-sternal", "right pectoralis-major-sternal")


def lead(*pair, **more):
    fields = {
        "do": "stimulation", "_key": str(uuid4()), "event": str(uuid4()), "pair": [str(one) for one in pair],
        "frequency_hz": "2", "intensity_ma": "1.5", "minutes": "15", **more,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


@pytest.fixture
def two(ready):
    """Two needles in place, one on each leg."""
    return ready, ready.place(technique="electrical"), ready.place(where="right tibialis-anterior")


def test_a_lead_names_its_two_needles_and_settings_once(two):
    scene, first, second = two
    page = scene.get().content.decode()
    assert "Record a lead: two needles" in page
    sent = lead(first, second)
    for _time in range(2):
        assert scene.post({**sent, "_key": str(uuid4())}).status_code == 302
    assert scene.get().content.decode().count("needles 1 – 2, 2 Hz, 1.5 mA, 15 min") == 1


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_lead_has_two_needles(two, number):
    scene, first, second = two
    pair = [first, second, scene.place()][:number]
    answer = scene.post(lead(*pair))
    assert answer.status_code == 422
    assert 'href="#id_es_pair' in answer.content.decode()


def test_a_needle_of_another_visit_is_no_choice(two):
    scene, first, _second = two
    assert scene.post(lead(first, uuid4())).status_code == 422


def test_a_needle_that_was_drawn_out_by_hand_is_no_choice(two):
    scene, first, _second = two
    drawn = scene.place(do="in-out", technique="deep-pistoning", dwell=None)
    assert (
        f'value="{drawn}"' not in scene.get().content.decode().partition('id="stimulation"')[2].partition("</form>")[0]
    )
    assert scene.post(lead(first, drawn)).status_code == 422


def test_a_current_across_the_chest_is_refused_and_can_be_recorded_when_it_happened(practice):
    scene = ready_stage(practice, *CHEST)
    left, right = (scene.place(where=site) for site in CHEST)
    answer = scene.post(lead(left, right))
    assert answer.status_code in (409, 422)
    assert "the current would cross the chest" in answer.content.decode()
    assert scene.post(lead(left, right, happened="on")).status_code == 422  # says not how it came about
    assert scene.post(lead(left, right, happened="on", note="Clips were mixed up.")).status_code == 302
    (incident,) = scene.incidents()
    assert incident.kind == "despite-refusal"
    assert incident.detail["refusals"][0]["code"] == "electrical-across-chest"


def test_an_active_implant_bars_the_current_and_is_told_before(practice):
    scene = ready_stage(
        practice, implants={"present": ["active-electrical"], "absent": [], "uncertain": [], "complete": True}
    )
    first, second = scene.place(), scene.place(where="right tibialis-anterior")
    assert "With an active implant no electrical stimulation." in scene.get().content.decode()
    answer = scene.post(lead(first, second))
    assert answer.status_code in (409, 422)
    assert "With an active implant no electrical stimulation." in answer.content.decode()


@pytest.mark.parametrize("setting", [{"frequency_hz": "0"}, {"intensity_ma": "51"}, {"intensity_ma": "0"}])
def test_a_setting_that_cannot_be_is_refused(two, setting):
    scene, first, second = two
    answer = scene.post(lead(first, second, **setting))
    assert answer.status_code in (409, 422)
    assert "This setting cannot be" in answer.content.decode()


def test_settings_may_stay_unknown(two):
    scene, first, second = two
    assert scene.post(lead(first, second, frequency_hz=None, intensity_ma=None, minutes=None)).status_code == 302
    assert "needles 1 – 2" in scene.get().content.decode()


def test_a_question_that_was_not_asked_is_told_as_such(practice):
    """A woman whose case history does not say whether she is pregnant."""
    from filiform.core.values import UNKNOWN, Known
    from filiform.journey.treatment import leads

    scene = ready_stage(practice)
    woman = practice.make_patient(sex="f")
    other = type(scene)(practice, woman, practice.make_visit(woman), scene.lot)
    with practice.as_role():
        assert leads._pregnant(other.file()) == UNKNOWN
        assert leads._implant(other.file()) == UNKNOWN
        assert leads._pregnant(scene.file()) == Known(False)
