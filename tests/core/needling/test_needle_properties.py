"""Laws of `check_needle` over generated plans: it never crashes, and knowing less never says less."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.core.needling import (
    Cover,
    Credential,
    Level,
    Lot,
    LotStatus,
    NeedleContext,
    PlannedInsertion,
    Stimulation,
    check_needle,
)
from filiform.core.sites import SiteTag
from filiform.core.values import DECLINED, UNKNOWN, Known, Side, Site
from filiform.knowledge import load
from filiform.knowledge.structures import facts

ON = date(2026, 3, 2)
SITES = st.builds(
    lambda structure, side: facts(Site(structure, side)),
    st.sampled_from(sorted(load().structures)),
    st.sampled_from([None, *Side]),
)
FIGURE = st.one_of(st.none(), st.floats(), st.sampled_from([0, 10, 25, 30, 40, 60, 0.25, 0.3]))
DAYS = st.one_of(st.none(), st.integers(-400, 400).map(lambda days: ON + timedelta(days=days)))
TAGS = st.frozensets(st.sampled_from(sorted(SiteTag)), max_size=3)
TECHNIQUES = st.sampled_from([None, *load().techniques])
ANSWERS = st.sampled_from([UNKNOWN, DECLINED, Known(True), Known(False)])
LOTS = st.one_of(st.none(), st.builds(Lot, st.just("A1"), DAYS, st.sampled_from(LotStatus)))
STIMULATIONS = st.one_of(
    st.none(), st.builds(Stimulation, st.one_of(st.none(), SITES), FIGURE, FIGURE, FIGURE, ANSWERS, ANSWERS)
)
PLANS = st.builds(
    PlannedInsertion,
    SITES,
    FIGURE,
    FIGURE,
    FIGURE,
    LOTS,
    TECHNIQUES,
    st.sampled_from([None, "ultrasound", "landmark"]),
    st.booleans(),
    STIMULATIONS,
)
CREDENTIALS = st.one_of(st.none(), st.builds(Credential, st.none(), TAGS, DAYS, DAYS, st.booleans(), st.booleans()))
COVERS = st.one_of(
    st.none(), st.just(UNKNOWN), st.builds(Cover, st.just("X"), DAYS, st.frozensets(st.just("thorax")), TAGS)
)
CONTEXTS = st.builds(
    lambda credential, others, place, cover: NeedleContext(ON, credential, tuple(others), place, cover=cover),
    CREDENTIALS,
    st.lists(SITES, max_size=3),
    st.sampled_from([None, "IE", "ZA"]),
    COVERS,
)
BOUNDED = settings(max_examples=150, deadline=None)


def weight(findings, prefix=""):
    """How much the gravest finding weighs: 0 none, 1 note, 2 caution, 3 refuse."""
    order = [Level.NOTE, Level.CAUTION, Level.REFUSE]
    return max((1 + order.index(each.level) for each in findings if each.code.startswith(prefix)), default=0)


@BOUNDED
@given(PLANS, CONTEXTS)
def test_any_plan_is_judged(plan, context):
    found = check_needle(plan, context)
    levels = [list(Level).index(each.level) for each in found]
    assert levels == sorted(levels)
    for each in found:
        assert each.sources or each.level is not Level.REFUSE
        assert all(value == value for _, value in each.params)


@BOUNDED
@given(PLANS, CONTEXTS, st.randoms())
def test_the_order_of_other_sites_never_matters(plan, context, shuffler):
    others = list(context.others)
    shuffler.shuffle(others)
    assert check_needle(plan, context) == check_needle(plan, replace(context, others=tuple(others)))


@BOUNDED
@given(PLANS, CONTEXTS, SITES)
def test_a_further_site_never_makes_less_of_both_sides(plan, context, more):
    then = check_needle(plan, replace(context, others=(*context.others, more)))
    now = check_needle(plan, context)
    assert weight(then, "both-sides") >= weight(now, "both-sides")


@BOUNDED
@given(PLANS, CONTEXTS)
def test_a_size_or_lot_that_is_forgotten_refuses(plan, context):
    for gap in ({"length_mm": None}, {"diameter_mm": None}, {"lot": None}):
        assert weight(check_needle(replace(plan, **gap), context)) == 3


@BOUNDED
@given(PLANS, CONTEXTS)
def test_a_credential_that_is_forgotten_refuses(plan, context):
    assert weight(check_needle(plan, replace(context, credential=None)), "credential-") == 3


@BOUNDED
@given(PLANS, CONTEXTS, STIMULATIONS.filter(bool))
def test_an_answer_that_is_forgotten_never_reassures(plan, context, stimulation):
    """Of "no" and "not known" the second weighs at least as much."""
    live = replace(plan, electrical=True, stimulation=replace(stimulation, active_implant=Known(False)))
    gone = replace(live, stimulation=replace(stimulation, active_implant=UNKNOWN))
    assert weight(check_needle(gone, context), "electrical-") >= weight(check_needle(live, context), "electrical-")


@BOUNDED
@given(PLANS, CONTEXTS, st.integers(1, 3000))
def test_an_older_lot_never_weighs_less(plan, context, days):
    now = check_needle(replace(plan, lot=Lot("A1", ON, LotStatus.USABLE)), context)
    old = check_needle(replace(plan, lot=Lot("A1", ON - timedelta(days=days), LotStatus.USABLE)), context)
    assert weight(now, "lot-") == 0
    assert weight(old, "lot-") == 3


@BOUNDED
@given(PLANS, CONTEXTS, st.floats(0, 150))
def test_a_longer_needle_never_reaches_less(plan, context, length):
    """Distances that a short needle meets are met by a longer one."""
    short = check_needle(replace(plan, length_mm=length, depth_mm=None), context)
    longer = check_needle(replace(plan, length_mm=length + 10, depth_mm=None), context)
    met = [{each.get("distance") for each in found if each.code.startswith("reach-meets")} for found in (short, longer)]
    assert met[0] <= met[1]
