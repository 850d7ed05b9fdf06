"""The second source beside a muscle: what it adds to the order, counted anew over all sets of one and two."""

import math
from dataclasses import replace
from itertools import combinations

import pytest

from filiform.core.ranking import Mark, Pattern, Weights, build, rank
from filiform.core.values import Side

NEIGHBOURS = {"a": ("b",), "b": ("a", "c"), "c": ("b", "d"), "d": ("c",)}
LEFT, RIGHT = Side.LEFT, Side.RIGHT
WAYS = ("away", "here")


def pattern(muscle, primary, secondary="", trust=1.0):
    return Pattern(muscle, frozenset(primary), frozenset(secondary), trust=trust)


def model(*patterns, **weights):
    return build(patterns, NEIGHBOURS, Weights(**weights))


def worth(using, marks, *sources):
    """The chance of the drawing from these sources against a drawing of stray marks only.

    One source is felt in either way; of two the mean chances count.
    """
    if len(sources) > 1:
        return felt(using, marks, using.chances, *sources)
    only = {
        way: replace(using.weights, away=getattr(using.weights, way), here=getattr(using.weights, way)) for way in WAYS
    }
    models = [build(using.patterns.values(), NEIGHBOURS, weights) for weights in only.values()]
    return sum(felt(using, marks, each.chances, *sources) for each in models) / 2


def felt(using, marks, chances, *sources):
    """The same for these chances of each zone."""
    found = math.prod(math.exp(using.prior[each]) for each in sources)
    for zone in {zone for each in sources for zone in chances[each]} | {mark.zone for mark in marks}:
        spared = math.prod(1 - chances[each].get(zone, 0.0) for each in sources)
        stray = using.weights.stray
        found *= (1 - (1 - stray) * spared) / stray if Mark(zone) in marks else spared**using.weights.absence
    return found


def test_a_second_source_adds_the_sets_of_two_in_which_a_muscle_is_one():
    """Counted anew over all sets of one and two muscles, mark by mark and zone by zone."""
    patterns = pattern("m", "ab"), pattern("n", "b", "c"), pattern("o", "yz"), pattern("p", "k", trust=0.5)
    marks, using = [Mark(zone) for zone in "abz"], model(*patterns)
    weight = {each: worth(using, marks, each) for each in "mno"}
    for one, other in combinations("mno", 2):
        both = worth(using, marks, one, other) / len(patterns)
        weight[one] += both
        weight[other] += both
    found = {each.muscle: each.share for each in rank(marks, using)}
    assert found == pytest.approx({each: value / sum(weight.values()) for each, value in weight.items()})


def test_the_second_is_one_of_those_that_explain_most_alone():
    patterns = [pattern(f"m{at:02}", [f"z{zone}" for zone in range(at, 12)]) for at in range(12)]
    marks, using = [Mark(f"z{zone}") for zone in range(12)], model(*patterns)
    muscles = sorted(using.patterns, key=lambda each: -felt(using, marks, using.chances, each))
    weight = {
        each: worth(using, marks, each)
        + sum(worth(using, marks, each, other) / len(patterns) for other in muscles[:8] if other != each)
        for each in muscles
    }
    found = {each.muscle: each.share for each in rank(marks, using)}
    assert found == pytest.approx({each: value / sum(weight.values()) for each, value in weight.items()})


def test_what_another_source_leaves_open_brings_a_muscle_forward():
    """With one source the muscles that share the first pattern come first; with two, the one that explains the rest."""
    patterns = [pattern("head", "abc"), pattern("neck", "ab"), pattern("brow", "ab"), pattern("foot", "yz", "klmnop")]
    marks = [Mark(zone) for zone in "abcyz"]
    assert [each.muscle for each in rank(marks, model(*patterns, second=0.0))] == ["head", "brow", "neck", "foot"]
    assert {each.muscle for each in rank(marks, model(*patterns))[:2]} == {"head", "foot"}


def test_two_sources_may_be_on_different_sides():
    patterns = [pattern("head", "ab"), pattern("foot", "yz"), pattern("half", "a")]
    marks = [Mark("a", LEFT), Mark("b", LEFT), Mark("y", RIGHT), Mark("z", RIGHT)]
    found = {each.muscle: each.sides for each in rank(marks, model(*patterns))}
    assert list(found) == ["foot", "head", "half"]
    assert (found["head"], found["foot"]) == ((LEFT,), (RIGHT,))


def test_a_muscle_is_no_second_source_beside_itself():
    (found,) = rank([Mark("a", LEFT), Mark("b", RIGHT)], model(pattern("m", "ab"), second=1e6))
    assert found.share == 1.0


def test_very_many_marks_are_still_told_apart():
    zones = [f"z{at}" for at in range(400)]
    patterns = [pattern("all", zones), pattern("most", zones[5:]), pattern("few", zones[:9])]
    marks = [Mark(zone, side) for zone in zones for side in (LEFT, RIGHT)]
    found = {each.muscle: each.share for each in rank(marks, model(*patterns))}
    assert math.isclose(math.fsum(found.values()), 1)
    assert found["all"] > found["most"] > 0
