"""What the examination form refuses, keeps and draws again."""

from html import unescape

import pytest

from tests.journey.examination.stage import POINT, ROTATION, ZONE

WRONG = {
    "nothing": ({}, "Nothing is filled in yet"),
    "a score of 11": ({"pain_now": "11"}, "Pain now"),
    "a negative score": ({"pain_now": "-1"}, "Pain now"),
    "worst below now": ({"pain_now": "7", "pain_worst": "3"}, "cannot be below pain now"),
    "average above worst": ({"pain_worst": "5", "pain_average": "9"}, "cannot be above the worst"),
    "a painkiller without a name": ({"pain_now": "3", "painkiller": "yes"}, "which painkiller"),
    "a painkiller that was not taken": ({"pain_now": "3", "painkiller": "no", "painkiller_what": "x"}, "choose Yes"),
    "hours beyond a day": ({"painkiller": "yes", "painkiller_what": "x", "painkiller_hours": "99"}, "24"),
    "a zone nobody knows": (ZONE | {"zones__0__zone": "elbowish"}, "is not"),
    "a zone that is many": (ZONE | {"zones__0__zone": "neck"}, "Near:"),
    "a paired zone without side": (ZONE | {"zones__0__side": ""}, "left, right or both"),
    "an intensity without a zone": ({"zones__0__intensity": "5"}, "what this row is about"),
    "the same zone twice": (
        ZONE | {"zones__1__zone": "temple", "zones__1__side": "left"}, "This is there already",
    ),
    "a muscle nobody knows": (POINT | {"findings__0__structure": "flubber"}, "not in the list"),
    "a group of muscles": (POINT | {"findings__0__structure": "left hamstrings"}, "not one entry of the list"),
    "a muscle without side": (POINT | {"findings__0__side": ""}, "Choose the side"),
    "two sides at once": (POINT | {"findings__0__structure": "right ut"}, "side does not fit"),
    "findings of no muscle": ({"findings__0__taut_band": "yes"}, "what this row is about"),
    "a threshold of nothing": (POINT | {"findings__0__pressure_kpa": "0"}, "Write 1 or more"),
    "a neck that turns round": (ROTATION | {"motions__0__degrees": "180"}, "between -45 and 120"),
    "degrees that are none": (ROTATION | {"motions__0__degrees": "NaN"}, "Enter a number"),
    "a motion without side": (ROTATION | {"motions__0__side": ""}, "Choose left or right"),
    "a motion nobody knows": (ROTATION | {"motions__0__movement": "tail-wag"}, "valid choice"),
    "a nerve sign nowhere": ({"neuro_slr": "yes"}, "Write down where"),
    "a NUL": ({"notes": "a\x00b"}, ""),
    "a megabyte": ({"notes": "x" * 1_000_000}, "5000"),
    "four hundred rows": (
        {"zones__TOTAL_FORMS": "400", **{f"zones__{n}__zone": "vertex" for n in range(400)}}, "At most 40",
    ),
    "no row count": ({"pain_now": "3", "zones__TOTAL_FORMS": None}, ""),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "words"), WRONG.values(), ids=WRONG.keys())
def test_bad_input_gets_a_clear_error_and_saves_nothing(untouched, wrong, words):
    scene, page = untouched
    answer = scene.send(scene.form(page, **wrong))
    assert answer.status_code in (400, 422), answer.status_code
    assert words in unescape(answer.content.decode())
    assert scene.note() == {"before": None, "after": None}


def test_errors_keep_what_was_typed(untouched):
    scene, page = untouched
    drawn = scene.send(
        scene.form(page, notes="Half a thought", **ZONE | {"zones__0__zone": "templ e"})
    ).content.decode()
    assert "Half a thought" in drawn
    assert 'value="templ e"' in drawn
    assert 'href="#id_zones-0-zone"' in drawn


def test_more_rows_without_script_save_nothing(untouched):
    scene, page = untouched
    answer = scene.send(scene.form(page, do="more:zones", notes="Kept", **ZONE))
    drawn = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="zones-4-zone"' in drawn
    assert 'value="Temple"' in drawn
    assert "Kept" in drawn
    assert "error-summary" not in drawn
    assert scene.note()["before"] is None


def test_rows_end_at_forty(untouched):
    scene, page = untouched
    drawn = scene.send(scene.form(page, do="more:zones", zones__TOTAL_FORMS="39")).content.decode()
    assert 'name="zones-39-zone"' in drawn
    assert 'name="zones-40-zone"' not in drawn


def test_candidates_are_worth_examining_and_can_be_added(untouched):
    scene, page = untouched
    drawn = scene.send(scene.form(page, do="candidates", **ZONE)).content.decode()
    assert "Worth examining, not a diagnosis" in drawn
    assert 'data-structure="trapezius-upper"' in drawn
    assert 'data-structure="soleus-distal"' not in drawn
    added = scene.send(scene.form(page, do="add:trapezius-upper", **ZONE)).content.decode()
    assert 'name="findings-0-structure" value="Trapezius (upper fibres)"' in added
