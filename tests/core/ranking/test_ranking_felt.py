"""The two ways of feeling a muscle, and that the page on ranking says the numbers that are used."""

import math
from pathlib import Path

import pytest

from filiform.core.ranking import Felt, Mark, Pattern, Weights, build, rank


def pattern(muscle, primary="", secondary="", local="", over=""):
    return Pattern(muscle, *(frozenset(each) for each in (primary, secondary, local, over)))


def test_a_zone_of_two_kinds_has_the_greater_chance():
    felt = Felt(primary=0.9, local=0.9, over=0.2, secondary=0.5)
    using = build([pattern("m", "", "a", "", "a")], {}, Weights(away=felt, here=felt))
    assert using.chances["m"] == {"a": 0.5}


def test_a_chance_is_the_mean_of_both_ways_of_feeling():
    away, here = Felt(0.8, 0.3, 0.15, 0.25), Felt(0.4, 0.9, 0.6, 0.15)
    using = build([pattern("m", "a", "b", "c", "d")], {}, Weights(away=away, here=here))
    assert using.chances["m"] == pytest.approx({"a": 0.6, "b": 0.2, "c": 0.6, "d": 0.375})


def test_a_pattern_is_felt_away_or_over_the_muscle_not_half_of_each():
    """Two marks where a muscle refers, or two over it, tell more than one of each: with one way they tell as much."""
    using = [pattern("pure", "ab", "", "xy"), pattern("mixed", "ax", "", "by")]
    felt = Felt(primary=0.6, local=0.6, over=0.6, secondary=0.2)
    same = {each.muscle: each.share for each in rank([Mark("a"), Mark("b")], build(using, {}, Weights(felt, felt)))}
    assert same["pure"] == pytest.approx(same["mixed"])
    for zones in ("ab", "xy"):
        shares = {each.muscle: each.share for each in rank([Mark(zone) for zone in zones], build(using, {}))}
        assert shares["pure"] > shares["mixed"]


def test_the_numbers_are_those_of_the_page_on_ranking():
    page = Path(__file__).parents[3] / "docs" / "knowledge" / "ranking.md"
    rows = [row.split(" | ") for row in page.read_text(encoding="utf-8").splitlines() if row.startswith("| ")]
    said = {row[0].removeprefix("| "): row[1] for row in rows}
    using = Weights()
    assert said["two sources against one"] == f"odds {using.second:g} : 1"
    kinds = ("primary", "local", "over", "secondary")
    numbers = [f"{getattr(using.away, kind)} or {getattr(using.here, kind)}" for kind in kinds]
    numbers += map(str, (using.near, using.stray, using.absence))
    labels = ("main referral", "zone at the", "other zone", "spillover zone", "share that", "stray", "weight of")
    assert [said[label] for start in labels for label in said if label.startswith(start)] == numbers
    assert said["base rate"] == f"odds × (1 + {using.common:g} × share)"
    assert said["both sides against one given side"] == f"{83} : {83 / using.both_sides:.0f}"
    assert said["each further muscle of a set"] == f"odds 1 : {math.exp(using.another):.0f}"
