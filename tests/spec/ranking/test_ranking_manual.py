"""The ranking as a table that can be read: a drawing, who has to be among the first, who leads together.

The drawings are the published ones of docs/knowledge/ranking.md and mild ones of the maps; they hold what ships.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filiform.core.ranking import Mark, rank
from filiform.core.screening.rules import Action
from filiform.knowledge import load
from filiform.knowledge.ranking import RankError, UnknownZone, commonness, faults, model, parse_zones, rank_zones
from filiform.knowledge.ranking.commonness import rows, shares
from filiform.knowledge.ranking.extent import extent

EMERGENCY = {"complaint": "low back pain", "symptoms": ["numb when wiping", "cannot pass urine"]}
BENCH = Path(__file__).parents[3] / "bench"
TOLD = ("rank_cases", *(f"rank_cases_{batch}" for batch in ("unseen", "fresh", "later", "sixth", "held_out")))
FILES = (*TOLD, "rank_drawn_by_hand")


def cases(file: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((BENCH / f"{file}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("file", "first", "least"),
    [
        *(("rank_cases", *each) for each in ((1, 0.63), (3, 0.89), (5, 0.92), (10, 0.94))),
        *(("rank_cases_unseen", *each) for each in ((1, 0.38), (3, 0.66), (5, 0.79), (10, 0.9))),
        *(("rank_cases_fresh", *each) for each in ((1, 0.43), (3, 0.72), (5, 0.86), (10, 0.93))),
        *(("rank_cases_later", *each) for each in ((1, 0.27), (3, 0.5), (5, 0.63), (10, 0.75))),
        *(("rank_cases_sixth", *each) for each in ((1, 0.32), (3, 0.59), (5, 0.72), (10, 0.85))),
        *(("rank_cases_held_out", *each) for each in ((1, 0.28), (3, 0.58), (5, 0.69), (10, 0.84))),
        *(("rank_drawn_by_hand", *each) for each in ((1, 0.65), (3, 0.87), (5, 0.9), (10, 0.95))),
    ],
)
def test_cases_are_found_as_often_as_the_page_says(file: str, first: int, least: float) -> None:
    found = 0
    for case in cases(file):
        ranked = [each.muscle for each in rank([Mark(zone) for zone in case["pain_zones"]], model())]
        found += bool(set(ranked[:first]) & set(case["expected_muscles"]))
    assert found / len(cases(file)) >= least


@pytest.mark.parametrize("file", FILES)
def test_cases_name_real_zones_and_muscles(file: str) -> None:
    assert len({case["id"] for case in cases(file)}) == len(cases(file))
    for case in cases(file):
        assert case["pain_zones"], case["id"]
        assert set(case["pain_zones"]) <= set(load().zones), case["id"]
        assert set(case["expected_muscles"]) <= set(load().structures), case["id"]
        assert {muscle for group in case.get("both", ()) for muscle in group} <= set(case["expected_muscles"])
        assert file == "rank_drawn_by_hand" or case["source"]["citation"]


@pytest.mark.parametrize(
    ("zones", "first"),
    [
        ("ankle-front, big-toe", "tibialis-anterior"),
        ("thumb, thumb-web", "brachialis adductor-pollicis"),
        ("front of shoulder, outer arm, thumb side of forearm", "infraspinatus"),
        ("knee-front", "rectus-femoris vastus-medialis"),
        ("forehead, ear, mastoid", "scm-clavicular"),
        ("heel-plantar, heel-back, achilles", "soleus-distal"),
        ("coccyx, deep-pelvis", "levator-ani obturator-internus"),
        ("groin, thigh-front-upper", "iliacus"),
    ],
)
def test_who_leads(zones: str, first: str) -> None:
    assert rank_zones(zones)["muscles"][0]["id"] in first.split()


@pytest.mark.parametrize(
    ("zones", "set_"),
    [
        ("knee-front, knee-medial, shoulder-front, arm-front, arm-lateral", {"vastus-medialis", "infraspinatus"}),
        ("left temple, left retro-orbital, right heel-plantar, right heel-back, right achilles", {"soleus-distal"}),
    ],
)
def test_who_explains_it_together(zones: str, set_: set[str]) -> None:
    found = rank_zones(zones)["together"]
    assert set_ <= {each["id"] for each in found}
    assert len(found) >= 2


def test_one_pattern_is_not_offered_as_a_set() -> None:
    assert rank_zones("ankle-front, big-toe")["together"] == []


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("shoulder-front", "shoulder-front"),
        ("LEFT Shoulder-Front", "left shoulder-front"),
        ("front of shoulder (l)", "left shoulder-front"),
        ("Base of thumb, palm side", "thenar"),
        ("Base of thumb, palm side, both kneecaps", "thenar;left knee-front;right knee-front"),
        ("Front of knee (kneecap, patellar tendon), thumb", "knee-front;thumb"),
        ("Front of knee (kneecap, patellar tendon); Palm", "knee-front;palm"),
        ("left vertex, right vertex", "vertex"),
        ("tailbone, , si joint right", "coccyx;right sacroiliac"),
        ("knee back", "knee-back"),
        ("bilateral temple", "left temple;right temple"),
        ("temple, temple", "temple"),
        ("toes 2-5", "lesser-toes"),
        ("thumb, thumb-web", "thumb;thumb-web"),
        ("right shin, upper half, left calf, lower half (", "right shin-upper;left calf-lower"),
        ("deep inside the pelvis (bladder, vagina, prostate area), sacrum", "deep-pelvis;sacrum"),
    ],
)
def test_zones_are_read_as_people_write_them(text: str, marks: str) -> None:
    assert ";".join(map(str, parse_zones(text))) == marks


@pytest.mark.parametrize("zone", sorted(load().zones))
def test_every_zone_is_read_by_id_and_label(zone: str) -> None:
    record = load().zones[zone]
    assert [mark.zone for mark in parse_zones(zone)] == [zone]
    assert [mark.zone for mark in parse_zones(record.label)] == [zone]
    paired = record.laterality == "paired"
    assert [str(mark) for mark in parse_zones(f"right {zone}")] == [f"right {zone}" if paired else zone]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("knee", {"knee-front", "knee-medial", "knee-lateral", "knee-back"}),
        ("sholder front", {"shoulder-front"}),
        ("calf", {"calf-upper", "calf-lower"}),
        ("scapular-lower", {"scapula-lower"}),
        ("xyzzy", set()),
        ("left", set()),
        ("shoulder-front, zzz", set()),
    ],
)
def test_an_unknown_zone_names_near_ones(text: str, near: set[str]) -> None:
    with pytest.raises(UnknownZone) as refused:
        parse_zones(text)
    assert near <= set(refused.value.near)
    assert all(each in str(refused.value) for each in refused.value.near)


@pytest.mark.parametrize("text", ["", " , ;", ","])
def test_no_zone_at_all_is_an_error(text: str) -> None:
    with pytest.raises(RankError) as refused:
        rank_zones(text)
    assert refused.value.field == "zones"


def test_no_muscle_is_named_past_an_emergency() -> None:
    found = rank_zones("lumbar-lower, buttock-mid", EMERGENCY)
    assert found["muscles"] == found["together"] == []
    assert found["refused"]["reason"]
    assert {each["action"] for each in found["refused"]["findings"]} == {str(Action.REFER_EMERGENCY)}
    assert found["screening"] == "stop"


@pytest.mark.parametrize("case", [{}, {"age": 40}, {"medications": ["warfarin"]}], ids=str)
def test_what_is_no_emergency_is_ranked_and_says_how_screening_stands(case) -> None:
    found = rank_zones("lumbar-lower", case)
    assert found["refused"] is None
    assert found["muscles"]
    assert found["screening"] in ("ask", "caution", "stop")
    assert rank_zones("lumbar-lower")["screening"] is None


@pytest.mark.parametrize(
    ("case", "field"),
    [
        ([], "case"),
        ("x", "case"),
        ({"planned_sites": ["the flubber"]}, "planned_sites"),
        ({"on": "soon"}, "on"),
    ],
    ids=str,
)
def test_a_case_that_cannot_be_read_names_its_field(case, field: str) -> None:
    with pytest.raises(RankError) as refused:
        rank_zones("temple", case)
    assert refused.value.field == field


def test_each_muscle_brings_what_has_to_be_weighed() -> None:
    for each in rank_zones("shoulder-front, arm-lateral, left chest-side", top=130)["muscles"]:
        assert each["rule_out"]
        assert each["hazards"]
        assert each["landmark"]
        assert each["sources"]
        assert set(each["explains"]).isdisjoint(each["unexplained"])


def test_commonness_is_said_with_its_population_or_not_at_all() -> None:
    assert list(faults()) == []
    assert all(row.population and row.sources and row.reviewed is None for row in rows().values())
    assert "sternalis" not in commonness()
    assert shares("sternalis") == {}
    assert shares("levator-scapulae")["side-neck"] == pytest.approx(0.8214)
    assert "heel-plantar" not in shares("levator-scapulae")
    assert shares("infraspinatus")["arm-lateral"] == pytest.approx((0.389 + 0.77 + 0.42) / 3)
    assert shares("infraspinatus")["shoulder-front"] == pytest.approx((0.77 + 0.42) / 2)


def test_a_share_counts_where_its_patients_had_pain() -> None:
    """Most patients with plantar heel pain have points in gastrocnemius; that says nothing about a groin."""
    places = [each["id"] for each in rank_zones("groin, calf-upper", top=130)["muscles"]]
    alone = model().common["gastrocnemius-medial"]
    assert alone["heel-plantar"] > 0
    assert "groin" not in alone
    assert places.index("adductor-longus-brevis") < 5


def test_every_muscle_lies_under_its_landmark_and_more() -> None:
    known = load().structures
    assert all(set(known[each].local) <= set(zones) for each, zones in extent().items())
    assert sum(len(zones) for zones in extent().values()) > 1.5 * len(extent())
