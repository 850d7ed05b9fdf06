"""The command `filiform rank` at its edges: forms of a zone, sides, doubles, all zones at once, order, ties."""

from __future__ import annotations

import io
import json
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filiform.core.ranking import Mark, rank
from filiform.knowledge import load
from filiform.knowledge.ranking import model
from filiform.knowledge.ranking.command import command

ZONES = sorted(load().zones)
PAIRED = [zone for zone in ZONES if load().zones[zone].laterality == "paired"]
EMERGENCY = '{"complaint": "low back pain", "symptoms": ["numb when wiping", "cannot pass urine"]}'
MUSCLE = {
    *("id", "label", "sides", "score", "explains", "unexplained", "near", "because", "common", "rule_out", "hazards"),
    *("landmark", "landmark_zones", "confidence", "referral_evidence", "sources", "reviewed"),
}
MEMBER = {"id", "label", "side", "explains", "because", "instead"}
ANSWER = {"zones", "muscles", "together", "refused", "screening", "note", "knowledge_version"}


def asked(*argv: str, stdin: str = "") -> tuple[int, dict[str, Any]]:
    out, err = io.StringIO(), io.StringIO()
    code = command([*argv, "--json"], io.StringIO(stdin), out, err)
    assert err.getvalue() == ""
    found: dict[str, Any] = json.loads(out.getvalue())
    return code, found


def ranked(*zones: str, top: int = 130) -> dict[str, Any]:
    code, found = asked("--zones", ",".join(zones), "--top", str(top))
    assert code == 0, found
    return found


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("shoulder_front", ["shoulder-front"]),
        ("left-shoulder-front", ["left shoulder-front"]),
        ("front of left shoulder", ["left shoulder-front"]),
        ("shoulder-front (right)", ["right shoulder-front"]),
        ("L. shoulder-front", ["left shoulder-front"]),
        ("left and right temple", ["left temple", "right temple"]),
        ("both temples", ["left temple", "right temple"]),
        ("bilateral temple, left temple, temple left", ["left temple", "right temple"]),
        ("tennis elbow", ["elbow-lateral"]),
        ("temple\nleft ear\n", ["temple", "left ear"]),
        ("left sacrum, right vertex", ["left sacrum" if "sacrum" in PAIRED else "sacrum", "vertex"]),
    ],
)
def test_a_zone_is_read_in_each_of_its_forms(text: str, zones: list[str]) -> None:
    code, found = asked("--zones", text)
    assert (code, found["zones"]) == (0, zones)
    assert found["muscles"]


@pytest.mark.parametrize("text", ["nape", "knee", "left calf", "heel", "low back", "wrist", "hip"])
def test_a_place_that_several_zones_bear_names_them(text: str) -> None:
    code, found = asked("--zones", f"temple, {text}")
    assert (code, found["error"]["field"]) == (2, "zones")
    assert len(found["error"]["near"]) > 1
    assert all(zone in found["error"]["message"] for zone in found["error"]["near"])


@pytest.mark.parametrize("text", ["temple and vertex", "épaule", "xyzzy", "???", "left", "both", "0", "temple=3"])
def test_what_is_no_zone_says_how_one_is_written(text: str) -> None:
    code, found = asked("--zones", text)
    assert (code, found["error"]["field"]) == (2, "zones")
    assert found["error"]["near"] or "such as" in found["error"]["message"]


@pytest.mark.parametrize("text", ["", " ", ",", " ,; \n, "])
def test_no_zone_is_an_error(text: str) -> None:
    code, found = asked("--zones", text)
    assert (code, found["error"]["field"]) == (2, "zones")


def test_a_double_changes_nothing() -> None:
    once = ranked("left temple", "vertex")
    assert ranked("left temple", "vertex", "temple left", "vertex") == once
    plain = ranked("left temple", "temple", "vertex")
    assert [each["score"] for each in plain["muscles"]] == [each["score"] for each in once["muscles"]]


def test_one_side_is_the_mirror_of_the_other_and_both_name_both() -> None:
    left, right = ranked("left shoulder-front", "left arm-lateral"), ranked("right shoulder-front", "right arm-lateral")
    assert [(each["id"], each["score"]) for each in left["muscles"]] == [
        (each["id"], each["score"]) for each in right["muscles"]
    ]
    assert {tuple(each["sides"]) for each in right["muscles"]} == {("right",)}
    both = ranked("both shoulder-front", "both arm-lateral")["muscles"][0]
    assert both["sides"] == ["left", "right"]
    assert both["unexplained"] == []


@pytest.mark.parametrize("side", ["", "left ", "both "])
def test_all_zones_at_once_are_ranked_in_time(side: str) -> None:
    started = time.process_time()
    found = ranked(*(side + zone for zone in ZONES))
    assert time.process_time() - started < 5
    assert len(found["muscles"]) == len(model().patterns)
    assert 2 <= len(found["together"]) <= 4
    assert sum(each["score"] for each in found["muscles"]) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("top", "many"), [("1", 1), ("2", 2), ("007", 7), ("130", 18), ("99999", 18)])
def test_top_is_how_many_are_named_at_most(top: str, many: int) -> None:
    code, found = asked("--zones", "temple", "--top", top)
    assert (code, len(found["muscles"])) == (0, many)
    assert found["muscles"] == ranked("temple")["muscles"][:many]


@pytest.mark.parametrize("top", ["0", "-1", "", " ", "+5", "5.0", "1e1", "٣", "100000", "9" * 5000, "ten", "1 0"])
def test_a_top_that_is_none_is_an_error(top: str) -> None:
    code, found = asked("--zones", "temple", f"--top={top}")
    assert (code, found["error"]["field"]) == (2, "top")
    assert len(found["error"]["message"]) < 200


@pytest.mark.parametrize("option", ["--zones", "--top", "--case"])
def test_an_option_that_is_given_twice_drops_nothing_in_silence(option: str) -> None:
    code, found = asked("--zones", "temple", option, "3", option, "4")
    assert (code, found["error"]["field"]) == (2, "command")
    assert f"{option} is given twice" in found["error"]["message"]


def test_the_answer_has_the_shape_of_the_issue() -> None:
    found = ranked("knee-front", "knee-medial", "shoulder-front", "arm-front", "arm-lateral")
    assert set(found) == ANSWER
    assert found["together"]
    assert found["refused"] is None
    for each in found["muscles"]:
        assert set(each) == MUSCLE
        assert 0 <= each["score"] <= 1
        assert sorted([*each["explains"], *each["unexplained"]]) == sorted(found["zones"])
        assert set(each["near"]) <= set(each["unexplained"])
        assert [link["zone"] for link in each["because"]] == each["explains"]
        assert {link["link"] for link in each["because"]} <= {"primary", "local", "secondary"}
    for each in found["together"]:
        assert set(each) == MEMBER
        assert 1 <= len(each["instead"]) <= 3


@pytest.mark.parametrize("zones", [["lumbar-lower"], ZONES, ["left temple", "right temple"]], ids=["one", "all", "two"])
def test_past_an_emergency_no_muscle_is_named_anywhere(zones: list[str]) -> None:
    code, found = asked("--zones", ",".join(zones), "--case", "-", "--top", "130", stdin=EMERGENCY)
    assert code == 0
    assert set(found) == ANSWER
    assert found["muscles"] == found["together"] == []
    assert found["refused"]["reason"]
    assert found["refused"]["findings"]
    assert found["screening"] == "stop"
    text = json.dumps(found)
    assert not [muscle for muscle in model().patterns if f'"{muscle}"' in text]


def test_an_emergency_does_not_hide_a_zone_that_cannot_be_read() -> None:
    code, found = asked("--zones", "knee", "--case", "-", stdin=EMERGENCY)
    assert (code, found["error"]["field"]) == (2, "zones")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "left ", "right ", "both "]), st.sampled_from(PAIRED)).map("".join),
        min_size=1,
        max_size=7,
    ).flatmap(lambda zones: st.tuples(st.just(zones), st.permutations(zones)))
)
def test_the_order_of_the_zones_never_matters(two: tuple[list[str], list[str]]) -> None:
    here, there = (ranked(*zones) for zones in two)
    assert sorted(here.pop("zones")) == sorted(there.pop("zones"))
    assert here == there


@pytest.mark.parametrize("zone", ["temple", "shoulder-front", "buttock-mid", "calf-upper", "heel-plantar", "groin"])
def test_equal_muscles_stand_by_id_again_and_again(zone: str) -> None:
    first = rank([Mark(zone)], model())
    assert rank([Mark(zone), Mark(zone)], model()) == first
    for one, two in pairwise(first):
        assert one.share > two.share or one.share == pytest.approx(two.share, rel=1e-8)
        if one.share == two.share:
            assert one.muscle < two.muscle
