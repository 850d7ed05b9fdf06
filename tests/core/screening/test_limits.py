"""What of the policy on items and thresholds holds for needles too, held to what the book allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filiform.core.needling import Leave, Level, NeedlingPolicy, PlaceRule
from filiform.core.screening import Action, Class, Policy, Weight
from filiform.core.screening.limits import BOTH_SIDES, MOST_NEEDLES, needling_policy
from filiform.core.screening.policy import ruled
from filiform.knowledge.screening import load

BOOK = load().book


@pytest.mark.parametrize(
    ("weight", "level"),
    [(None, None), (Weight.NOTE, Level.NOTE), (Weight.WEIGH, Level.CAUTION), (Weight.STOP, Level.REFUSE)],
)
def test_both_sides_of_the_thorax_weigh_with_each_needle_as_before_them(weight, level):
    policy = Policy("IE", {BOTH_SIDES: weight} if weight else None)
    assert needling_policy(BOOK, policy).both_sides is level


def test_a_doctors_clearance_makes_what_waits_for_it_weighed_and_nothing_else():
    for weight, level in ((Weight.CLEARANCE, Level.CAUTION), (Weight.STOP, Level.REFUSE), (Weight.NOTE, Level.NOTE)):
        assert needling_policy(BOOK, Policy("IE", {BOTH_SIDES: weight}), cleared=True).both_sides is level
    assert needling_policy(BOOK, Policy("IE", {BOTH_SIDES: Weight.CLEARANCE})).both_sides is Level.REFUSE


def test_law_is_the_floor_and_a_book_without_the_item_weighs_nothing():
    assert needling_policy(BOOK, Policy("ZA", {BOTH_SIDES: Weight.NOTE})).both_sides is Level.REFUSE
    bare = replace(BOOK, rules=())
    assert needling_policy(bare, Policy("IE", {BOTH_SIDES: Weight.NOTE})).both_sides is None


@pytest.mark.parametrize(("value", "most"), [(None, None), (8, 8), (8.9, 8), (900, 60), (-3, 1)])
def test_the_number_of_needles_is_held_to_its_range(value, most):
    policy = Policy("IE", None, None if value is None else {MOST_NEEDLES: value})
    assert needling_policy(BOOK, policy).most_needles == most


def test_what_is_ruled_on_needling_itself_is_kept():
    own = NeedlingPolicy(places=(PlaceRule("thorax", Leave.NEVER),))
    assert needling_policy(BOOK, Policy("IE", needling=own)) == own


def test_a_rule_that_the_practice_made_has_the_weight_that_it_gave():
    rule = replace(BOOK.rules[0], class_=Class.SITE_SPECIFIC, action=Action.AVOID_SITE, own=Weight.STOP)
    assert ruled(rule, Policy("IE", {rule.item: Weight.NOTE})) == (Class.SITE_SPECIFIC, Action.AVOID_SITE, Weight.STOP)
