"""Promises of the ranking over generated drawings on the real chart."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.core.ranking import Link, Mark, Pattern, Weights, build, rank, together
from filiform.core.values import Side
from filiform.knowledge import load
from filiform.knowledge.ranking import model
from filiform.knowledge.ranking.extent import extent
from filiform.knowledge.ranking.source import patterns

MODEL = model()
ONE_SOURCE = build(patterns(), {zone.id: zone.adjacent for zone in load().zones.values()}, Weights(second=0.0))
NEIGHBOURS = {zone.id: zone.adjacent for zone in load().zones.values()}
PAIRED = sorted(zone.id for zone in load().zones.values() if zone.laterality == "paired")
MIDLINE = sorted(set(load().zones) - set(PAIRED))
SIDED = st.builds(Mark, st.sampled_from(PAIRED), st.sampled_from([Side.LEFT, Side.RIGHT]))
PLAIN = st.builds(Mark, st.sampled_from([*PAIRED, *MIDLINE]))
DRAWINGS = st.lists(st.one_of(SIDED, PLAIN), max_size=8)
QUIET = settings(max_examples=150, deadline=None)


@QUIET
@given(DRAWINGS, st.randoms(use_true_random=False))
def test_order_and_repeats_of_marks_never_matter(marks, shuffle) -> None:
    mixed = [*marks, *marks[:2]]
    shuffle.shuffle(mixed)
    assert rank(marks, MODEL) == rank(mixed, MODEL)
    assert together(marks, MODEL) == together(mixed, MODEL)


@QUIET
@given(DRAWINGS)
def test_every_mark_is_either_explained_or_not(marks) -> None:
    for each in rank(marks, MODEL):
        explained = [link.mark for link in each.explains]
        assert not set(explained) & set(each.unexplained)
        assert set(each.near) <= set(each.unexplained)
        assert set(explained) | set(each.unexplained) <= set(marks)
        assert {mark.zone for mark in marks} == {mark.zone for mark in (*explained, *each.unexplained)}
        assert explained or each.near


@QUIET
@given(DRAWINGS)
def test_reasons_are_true_to_the_maps(marks) -> None:
    for each in rank(marks, MODEL):
        known = load().structures[each.muscle]
        over = extent()[each.muscle]
        zones = {Link.PRIMARY: known.primary, Link.SECONDARY: known.secondary, Link.LOCAL: over}
        assert all(link.mark.zone in zones[link.link] for link in each.explains)
        beside = {near for own in zones.values() for zone in own for near in NEIGHBOURS[zone]}
        assert all(mark.zone in beside for mark in each.near if mark.side in (None, *each.sides))


@QUIET
@given(DRAWINGS)
def test_scores_are_shares_in_falling_order(marks) -> None:
    shares = [each.share for each in rank(marks, MODEL)]
    assert all(math.isfinite(share) and 0 <= share <= 1 for share in shares)
    assert all(one >= two - 1e-9 for one, two in pairwise(shares))
    assert not shares or math.isclose(math.fsum(shares), 1)


@QUIET
@given(DRAWINGS)
def test_left_and_right_are_mirror_images(marks) -> None:
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
    swapped = [replace(mark, side=other.get(mark.side)) for mark in marks]
    here = {each.muscle: each for each in rank(marks, MODEL)}
    there = {each.muscle: each for each in rank(swapped, MODEL)}
    assert here.keys() == there.keys()
    for muscle, each in here.items():
        assert math.isclose(each.share, there[muscle].share, rel_tol=1e-6, abs_tol=1e-12)


@QUIET
@given(st.lists(SIDED, min_size=1, max_size=6))
def test_a_muscle_never_explains_the_other_side(marks) -> None:
    for each in rank(marks, MODEL):
        assert each.sides
        assert all(link.mark.side in each.sides for link in each.explains)
    for member in together(marks, MODEL):
        assert all(link.mark.side == member.side for link in member.explains)


@QUIET
@given(DRAWINGS, st.sampled_from(sorted(load().structures)))
def test_marking_a_primary_zone_never_lowers_the_muscle_among_the_others(marks, muscle) -> None:
    """Against each muscle that does not reach the zone at all, the one that does comes no later than before.

    So it is where one source is looked for. Beside a second one the stranger may gain by what its partner explains.
    """
    known = load().structures[muscle]
    plain = [Mark(mark.zone) for mark in marks]
    new = next((zone for zone in known.primary if zone not in {mark.zone for mark in plain}), None)
    if new is None:
        return
    before = [each.muscle for each in rank(plain, ONE_SOURCE)]
    after = [each.muscle for each in rank([*plain, Mark(new)], ONE_SOURCE)]
    assert muscle in after
    strangers = [each for each in after if new not in MODEL.chances[each]]
    ahead = {each for each in strangers if after.index(each) < after.index(muscle)}
    assert all(each in before and (muscle not in before or before.index(each) < before.index(muscle)) for each in ahead)


@QUIET
@given(DRAWINGS)
def test_a_set_is_two_to_four_and_each_member_reaches_a_mark(marks) -> None:
    found = together(marks, MODEL)
    assert len(found) in (0, 2, 3, 4)
    assert len({(each.muscle, each.side) for each in found}) == len(found)
    for each in found:
        assert any(mark.zone in MODEL.chances[each.muscle] for mark in marks)


@QUIET
@given(DRAWINGS)
def test_what_may_stand_instead_is_no_member_and_reaches_a_mark(marks) -> None:
    found = together(marks, MODEL)
    members = {each.muscle for each in found}
    for each in found:
        assert len(set(each.instead)) == len(each.instead) <= 3
        assert members.isdisjoint(each.instead)
        assert all(any(mark.zone in MODEL.chances[other] for mark in marks) for other in each.instead)


def test_the_twin_of_a_member_stands_first_in_its_place() -> None:
    twins = [Pattern(name, frozenset({"temple"})) for name in ("a", "b")]
    others = [Pattern("c", frozenset({"heel"})), Pattern("d", frozenset({"arch"}), frozenset({"heel"}))]
    small = build([*twins, *others], {}, Weights(another=1.5))
    found = {each.muscle: each.instead for each in together([Mark("temple"), Mark("heel")], small)}
    assert set(found) == {"a", "c"}
    assert found["a"][0] == "b"
    assert found["c"][0] == "d"


def test_no_muscle_is_out_of_reach() -> None:
    """Its own main zones put each among the first ten, as many as a page shows."""
    for each in patterns():
        places = [found.muscle for found in rank([Mark(zone) for zone in each.primary | each.local], MODEL)]
        assert places.index(each.muscle) < 10, (each.muscle, places[:10])


def test_the_order_of_the_patterns_never_matters() -> None:
    again = build(reversed(patterns()), NEIGHBOURS)
    marks = [Mark("shoulder-front"), Mark("arm-lateral")]
    assert rank(marks, again) == rank(marks, MODEL)
