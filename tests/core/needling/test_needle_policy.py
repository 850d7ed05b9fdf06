"""What a practice rules on needling: each limit with what is not said, and laws that no policy gets past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.needling.test_needle_properties import CONTEXTS, FIGURE, PLANS, SITES, weight

from filiform.core.needling import (
    Leave,
    Level,
    Limit,
    NeedleContext,
    NeedlingPolicy,
    PlaceRule,
    PlannedInsertion,
    check_needle,
)
from filiform.core.reasons import PRACTICE_POLICY
from filiform.core.sites import SiteFacts, SiteTag
from filiform.core.values import Side

ON, SINCE = date(2026, 3, 2), date(2026, 1, 5)
CHEST = SiteFacts("rhomboids", Side.LEFT, "thorax", frozenset({SiteTag.THORAX}))
NECK = SiteFacts("trapezius-upper", Side.LEFT, "shoulder", frozenset({SiteTag.NECK_BASE}))
CALF = SiteFacts("soleus", Side.LEFT, "leg")
PLAN = PlannedInsertion(CHEST, length_mm=40, diameter_mm=0.3, depth_mm=20, guidance="landmark")


def told(policy, planned=PLAN, **context):
    """Findings that come from the policy, by code, with their levels."""
    found = check_needle(planned, NeedleContext(ON, None, policy=policy, **context))
    assert all(each.sources[-1] == PRACTICE_POLICY for each in found if each.by_policy)
    return {each.code: each.level for each in found if each.by_policy}


def place(where, leave, *people):
    return NeedlingPolicy(places=(PlaceRule(where, leave, frozenset(people), SINCE),))


@pytest.mark.parametrize("where", ["thorax", "rhomboids"])
def test_a_place_that_the_practice_does_not_needle_is_refused_whoever_asks(where):
    policy = place(where, Leave.NEVER, "anna")
    assert told(policy, practitioner="anna") == {"policy-never": Level.REFUSE}
    assert told(policy, replace(PLAN, site=CALF)) == {}
    (found,) = [each for each in check_needle(PLAN, NeedleContext(ON, None, policy=policy)) if each.by_policy]
    assert (found.get("place"), found.get("since"), found.field) == (where, "2026-01-05", "site")


def test_a_group_holds_what_shares_a_danger_in_any_region():
    assert told(place("neck-base", Leave.NEVER), replace(PLAN, site=NECK)) == {"policy-never": Level.REFUSE}
    assert told(place("neck-base", Leave.NEVER)) == {}


@pytest.mark.parametrize(("guidance", "refused"), [("ultrasound", False), ("landmark", True), (None, True)])
def test_only_under_ultrasound_is_refused_without_it_and_when_nobody_said(guidance, refused):
    found = told(place("thorax", Leave.ULTRASOUND), replace(PLAN, guidance=guidance))
    assert found == ({"policy-ultrasound": Level.REFUSE} if refused else {})


@pytest.mark.parametrize(("who", "refused"), [("anna", False), ("ben", True), (None, True)])
def test_only_by_those_it_names_is_refused_to_others_and_when_nobody_said(who, refused):
    found = told(place("thorax", Leave.NAMED, "anna"), practitioner=who)
    assert found == ({"policy-named": Level.REFUSE} if refused else {})


def test_several_rules_on_one_site_all_count():
    both = replace(place("thorax", Leave.ULTRASOUND), places=(*place("thorax", Leave.ULTRASOUND).places, *place("rhomboids", Leave.NEVER).places))  # fmt: skip  # noqa: E501
    assert set(told(both)) == {"policy-ultrasound", "policy-never"}


@pytest.mark.parametrize(("length", "refused"), [(30, False), (30.5, True), (None, False), (float("nan"), True)])
def test_a_longer_needle_than_the_practice_takes_there_is_refused(length, refused):
    policy = NeedlingPolicy(longest=(Limit("rhomboids", 30.0), Limit("soleus", 10.0)))
    found = told(policy, replace(PLAN, length_mm=length))
    assert found == ({"policy-longest": Level.REFUSE} if refused else {})


@pytest.mark.parametrize(
    ("depth", "length", "code", "level"),
    [
        (18, 18.5, None, None),
        (19, 40, "policy-reach", Level.REFUSE),
        (18, 40, "policy-reach-length", Level.CAUTION),
        (None, 40, "policy-reach", Level.REFUSE),
        (None, 18, None, None),
        (None, None, None, None),
        (float("nan"), 10, "policy-reach", Level.REFUSE),
        (18, None, None, None),
    ],
)
def test_depth_or_the_whole_needle_stays_short_of_the_practices_distance(depth, length, code, level):
    policy = NeedlingPolicy(reach=(Limit("soleus", 1.0), Limit("rhomboids", 19.0)))
    found = told(policy, replace(PLAN, depth_mm=depth, length_mm=length))
    assert found == ({code: level} if code else {})


@pytest.mark.parametrize(
    ("needles", "found"),
    [(6, {}), (7, {"policy-most-needles": Level.REFUSE}), (None, {"policy-needles-unknown": Level.CAUTION})],
)
def test_the_number_of_needles_of_a_session(needles, found):
    assert told(NeedlingPolicy(most_needles=6, most_since=SINCE), needles=needles) == found
    assert told(NeedlingPolicy(), needles=needles) == {}


OTHER = replace(CHEST, side=Side.RIGHT)
CODES = ("both-sides-of-thorax", "thorax-side-unknown", "others-unknown")


@pytest.mark.parametrize("ruled", [None, *Level])
@pytest.mark.parametrize("here", ["IE", "ZA"])
def test_both_sides_weigh_as_the_practice_rules_but_for_law_and_for_gaps(ruled, here):
    policy = NeedlingPolicy(both_sides=ruled, both_sides_since=SINCE)
    law = here == "ZA"
    for others, site, code in (
        ((OTHER,), CHEST, CODES[0]), ((), replace(CHEST, side=None), CODES[1]), (None, CHEST, CODES[2]),
    ):  # fmt: skip
        context = NeedleContext(ON, None, others, here, policy=policy)
        (found,) = [each for each in check_needle(replace(PLAN, site=site), context) if each.code in CODES]
        mild = Level.CAUTION if code != CODES[0] and ruled is not Level.REFUSE else ruled or Level.CAUTION
        assert (found.code, found.level) == (code, Level.REFUSE if law else mild)
        assert found.by_policy == (not law and ruled is not None and (code == CODES[0] or ruled is Level.REFUSE))
        assert (found.get("since") is not None) == (not law and ruled is not None)


RULES = st.builds(
    PlaceRule, st.sampled_from(["thorax", "lumbar", "leg", "neck-base", "rhomboids"]), st.sampled_from(Leave),
    st.frozensets(st.sampled_from(["anna", "ben"])),
)  # fmt: skip
LIMITS = st.lists(st.builds(Limit, st.sampled_from(["rhomboids", "soleus"]), st.floats(5, 150)), max_size=2).map(tuple)
POLICIES = st.builds(
    NeedlingPolicy, st.lists(RULES, max_size=3).map(tuple), LIMITS, LIMITS, st.one_of(st.none(), st.integers(1, 60)),
    st.none(), st.sampled_from([None, *Level]),
)  # fmt: skip
BOUNDED = settings(max_examples=60, deadline=None)


@BOUNDED
@given(PLANS, CONTEXTS, POLICIES, st.one_of(st.none(), st.integers(0, 70)))
def test_no_policy_takes_a_refusal_a_gap_or_a_law_away(plan, context, policy, needles):
    without = check_needle(plan, context)
    with_it = check_needle(plan, replace(context, policy=policy, needles=needles, practitioner="anna"))
    codes = {each.code: each.level for each in with_it}
    for each in without:
        if each.code == "both-sides-of-thorax" and context.jurisdiction != "ZA":
            continue
        assert list(Level).index(codes[each.code]) <= list(Level).index(each.level), each.code
    assert weight(with_it) >= weight(without) or policy.both_sides is Level.NOTE


@BOUNDED
@given(PLANS, CONTEXTS, POLICIES)
def test_knowing_less_never_says_less_under_a_policy(plan, context, policy):
    known = replace(context, policy=policy, needles=1, practitioner="anna")
    for gap in ({"needles": None}, {"practitioner": None}, {"others": None}):
        assert weight(check_needle(plan, replace(known, **gap)), "policy-") >= weight(
            check_needle(plan, known), "policy-"
        )
    for gap in ({"guidance": None}, {"depth_mm": None}):
        then = check_needle(replace(plan, **gap), known)
        refused = {each.code for each in check_needle(plan, known) if each.level is Level.REFUSE and each.by_policy}
        assert refused - {each.code for each in then} <= {"policy-reach"}


@BOUNDED
@given(PLANS, CONTEXTS, st.lists(RULES, max_size=3), SITES, FIGURE)
def test_a_further_rule_never_makes_less(plan, context, rules, site, figure):
    few = replace(context, policy=NeedlingPolicy(places=tuple(rules[1:])))
    more = replace(context, policy=NeedlingPolicy(places=tuple(rules)))
    moved = replace(plan, site=site, depth_mm=figure)
    assert weight(check_needle(moved, more)) >= weight(check_needle(moved, few))
