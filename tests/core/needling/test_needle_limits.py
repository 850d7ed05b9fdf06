"""Limits of one planned insertion."""

from dataclasses import replace
from datetime import date
from math import inf, nan

import pytest

from filiform.core.needling import (
    Credential,
    Level,
    Lot,
    LotStatus,
    NeedleContext,
    NeedleLimits,
    PlannedInsertion,
    check_needle,
    check_number,
)
from filiform.core.reasons import How, Source
from filiform.core.sites import Hazard, PublishedDistance, SiteFacts, SiteTag
from filiform.core.values import Side

ON = date(2026, 3, 2)
READ = Source("Somebody 2020", How.READ)
CALF = SiteFacts("soleus-distal", Side.LEFT, "leg", hazards=(Hazard("tibial nerve", (READ,)),))
TRAPEZIUS = SiteFacts(
    "trapezius-upper",
    Side.LEFT,
    "shoulder",
    frozenset({SiteTag.NECK_BASE}),
    (Hazard("apex of lung", (READ,)),),
    (PublishedDistance("dist", 31, 33, "cadavers", (READ,)), PublishedDistance("words", None, None, "x", ())),
)
GOOD = PlannedInsertion(CALF, 40, 0.30, 20, Lot("A1", date(2026, 3, 2), LotStatus.USABLE), "deep-pistoning")
WHO = Credential(None, frozenset(), None, date(2027, 1, 1))
CONTEXT = NeedleContext(ON, WHO, jurisdiction="IE")


def found(planned=GOOD, context=CONTEXT):
    return {finding.code: finding for finding in check_needle(planned, context)}


def refusals(planned=GOOD, context=CONTEXT):
    return [f.code for f in check_needle(planned, context) if f.level is Level.REFUSE]


def test_a_sound_plan_is_not_refused_and_still_shows_the_hazard():
    assert refusals() == []
    assert found()["hazard"].get("hazard") == "tibial nerve"
    assert found()["hazard"].sources == (READ,)
    assert found()["hazard"].get("nothing") is None


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"length_mm": None}, "size-unknown", "length_mm"),
        ({"diameter_mm": None}, "size-unknown", "diameter_mm"),
        ({"length_mm": 4.9, "depth_mm": 3}, "size-implausible", "length_mm"),
        ({"length_mm": 151}, "size-implausible", "length_mm"),
        ({"length_mm": nan}, "size-implausible", "length_mm"),
        ({"diameter_mm": 0.09}, "size-implausible", "diameter_mm"),
        ({"diameter_mm": 0.51}, "size-implausible", "diameter_mm"),
        ({"diameter_mm": 30}, "size-implausible", "diameter_mm"),
        ({"depth_mm": -1}, "depth-implausible", "depth_mm"),
        ({"depth_mm": inf}, "depth-implausible", "depth_mm"),
        ({"depth_mm": 40.1}, "depth-beyond-length", "depth_mm"),
        ({"lot": None}, "lot-unknown", "lot"),
        ({"lot": Lot("A1", date(2027, 1, 1))}, "lot-unknown", "lot"),
        ({"lot": Lot("A1", date(2026, 3, 1), LotStatus.USABLE)}, "lot-expired", "lot"),
        ({"lot": Lot("A1", None, LotStatus.USABLE)}, "lot-expiry-unknown", "lot"),
        ({"lot": Lot("A1", date(2027, 1, 1), LotStatus.RECALLED)}, "lot-recalled", "lot"),
        ({"lot": Lot("A1", date(2027, 1, 1), LotStatus.QUARANTINED)}, "lot-quarantined", "lot"),
        ({"electrical": True}, "credential-electrical", "electrical"),
    ],
)
def test_bad_needles_are_refused_at_their_field(change, code, field):
    findings = check_needle(replace(GOOD, **change), CONTEXT)
    assert [(f.code, f.field) for f in findings if f.level is Level.REFUSE] == [(code, field)]
    assert all(f.sources for f in findings if f.level is Level.REFUSE)


@pytest.mark.parametrize("size", [{"length_mm": 5}, {"length_mm": 150}, {"diameter_mm": 0.1}, {"diameter_mm": 0.5}])
def test_the_edges_of_the_range_are_in(size):
    assert "size-implausible" not in found(replace(GOOD, **size, depth_mm=None))


def test_depth_may_equal_length_and_may_be_left_out():
    assert refusals(replace(GOOD, depth_mm=40)) == []
    assert refusals(replace(GOOD, depth_mm=None)) == []
    assert refusals(replace(GOOD, length_mm=None, depth_mm=20)) == ["size-unknown"]


@pytest.mark.parametrize(
    ("credential", "code"),
    [
        (None, "credential-missing"),
        (replace(WHO, suspended=True), "credential-suspended"),
        (replace(WHO, valid_until=None), "credential-end-unknown"),
        (replace(WHO, valid_until=date(2026, 3, 1)), "credential-lapsed"),
        (replace(WHO, valid_from=date(2026, 3, 3)), "credential-not-begun"),
        (replace(WHO, regions=frozenset({"shoulder"})), "credential-region"),
    ],
)
def test_needling_stays_within_a_credential(credential, code):
    assert refusals(context=replace(CONTEXT, credential=credential)) == [code]


def test_a_credential_holds_on_its_first_and_last_day():
    credential = Credential(frozenset({"leg"}), frozenset(), ON, ON, electrical=True)
    assert refusals(replace(GOOD, electrical=True), replace(CONTEXT, credential=credential)) == []


def test_an_insurer_may_exclude_the_chest():
    credential = replace(WHO, excluded_tags=frozenset({"neck-base"}))
    finding = found(replace(GOOD, site=TRAPEZIUS), replace(CONTEXT, credential=credential))["credential-excludes"]
    assert (finding.level, finding.get("group")) == (Level.REFUSE, "neck-base")


@pytest.mark.parametrize(
    ("jurisdiction", "level"), [("ZA", Level.REFUSE), ("IE", Level.CAUTION), (None, Level.CAUTION)]
)
def test_both_sides_of_the_thorax_is_law_in_south_africa_alone(jurisdiction, level):
    other = replace(TRAPEZIUS, side=Side.RIGHT)
    context = replace(CONTEXT, others=(CALF, other), jurisdiction=jurisdiction)
    finding = found(replace(GOOD, site=TRAPEZIUS), context)["both-sides-of-thorax"]
    assert finding.level is level
    assert finding.sources[0].law_of == "ZA"


def test_one_side_of_the_thorax_is_no_finding_and_an_unknown_side_is():
    assert "both-sides-of-thorax" not in found(replace(GOOD, site=TRAPEZIUS), replace(CONTEXT, others=(TRAPEZIUS,)))
    assert "both-sides-of-thorax" not in found(GOOD, replace(CONTEXT, others=(TRAPEZIUS,)))
    unknown = found(replace(GOOD, site=replace(TRAPEZIUS, side=None)))
    assert unknown["thorax-side-unknown"].level is Level.CAUTION


@pytest.mark.parametrize(("jurisdiction", "level"), [("ZA", Level.REFUSE), ("IE", Level.CAUTION)])
def test_other_sites_that_nobody_named_are_asked_over_the_lung(jurisdiction, level):
    context = replace(CONTEXT, others=None, jurisdiction=jurisdiction)
    assert found(replace(GOOD, site=TRAPEZIUS), context)["others-unknown"].level is level
    assert "others-unknown" not in found(GOOD, context)
    assert "others-unknown" not in found(replace(GOOD, site=TRAPEZIUS))


def test_a_lot_that_stock_was_not_asked_about_is_weighed():
    lot = Lot("A1", date(2027, 1, 1), LotStatus.NOT_SAID)
    assert found(replace(GOOD, lot=lot))["lot-status-unknown"].level is Level.CAUTION
    assert refusals(replace(GOOD, lot=lot)) == []
    assert refusals(replace(GOOD, lot=replace(lot, expires=date(2026, 3, 1)))) == ["lot-expired"]


def test_published_distances_are_shown_with_their_population():
    short = replace(GOOD, site=TRAPEZIUS, length_mm=25, depth_mm=None)
    notes = [f for f in check_needle(short, CONTEXT) if f.code == "published-distance"]
    assert [f.get("population") for f in notes] == ["cadavers", "x"]
    long = found(replace(short, length_mm=31))["reach-meets-published-distance"]
    assert (long.level, long.field, long.get("reach_mm")) == (Level.CAUTION, "length_mm", 31)
    deep = found(replace(short, length_mm=40, depth_mm=32))["reach-meets-published-distance"]
    assert (deep.field, deep.get("reach_mm")) == ("depth_mm", 32)
    unsaid = found(replace(short, length_mm=None))["published-distance"]
    assert unsaid.get("reach_mm") is None


def test_refusals_come_before_cautions_and_notes():
    levels = [f.level for f in check_needle(replace(GOOD, site=TRAPEZIUS, lot=None), CONTEXT)]
    assert levels == sorted(levels, key=list(Level).index)
    assert levels[0] is Level.REFUSE


def test_a_site_without_known_hazards_is_a_caution_not_a_comfort():
    assert found(replace(GOOD, site=replace(CALF, hazards=())))["hazards-unknown"].level is Level.CAUTION


def test_ultrasound_and_electrical_notes():
    tendon = replace(CALF, structure="achilles-tendon", guidance_advised=True)
    assert found(replace(GOOD, site=tendon))["ultrasound-advised"].level is Level.NOTE
    assert "ultrasound-advised" not in found(replace(GOOD, site=tendon, guidance="ultrasound"))
    chest = replace(TRAPEZIUS, tags=frozenset({SiteTag.THORAX}))
    assert "electrical-over-thorax" in found(replace(GOOD, site=chest, electrical=True))
    assert "electrical-over-thorax" not in found(replace(GOOD, site=chest))


@pytest.mark.parametrize(("needles", "refused"), [(0, False), (60, False), (61, True), (400, True), (-1, True)])
def test_four_hundred_needles_are_a_slip_of_the_pen(needles, refused):
    finding = check_number(needles, NeedleLimits())
    assert (finding is not None) is refused
    if finding:
        assert (finding.level, finding.get("value")) == (Level.REFUSE, needles)


def test_an_excluded_group_that_the_site_is_not_in_does_not_matter():
    credential = replace(WHO, excluded_tags=frozenset({"pelvis"}))
    assert refusals(replace(GOOD, site=TRAPEZIUS), replace(CONTEXT, credential=credential)) == []


@pytest.mark.parametrize(("site", "level"), [(CALF, Level.NOTE), (TRAPEZIUS, Level.CAUTION)])
def test_a_hazard_weighs_more_over_the_lung(site, level):
    each = found(replace(GOOD, site=site))
    assert each["hazard"].level is level
    assert "hazards-unknown" not in each
    assert "hazards-unknown" in found(replace(GOOD, site=replace(site, hazards=())))


@pytest.mark.parametrize(("length", "told"), [(151, 151), (nan, None), (inf, None)])
def test_an_implausible_size_is_told_where_it_is_a_number(length, told):
    assert found(replace(GOOD, length_mm=length))["size-implausible"].get("value") == told


def test_a_depth_of_nothing_is_a_depth():
    assert refusals(replace(GOOD, depth_mm=0)) == refusals(replace(GOOD, depth_mm=0.5)) == []


def test_a_calf_on_the_other_side_makes_no_two_lungs():
    other = replace(CALF, side=Side.RIGHT)
    assert "both-sides-of-thorax" not in found(replace(GOOD, site=TRAPEZIUS), replace(CONTEXT, others=(other,)))


def test_a_lot_that_nobody_knows_is_named():
    assert found(replace(GOOD, lot=Lot("A1", date(2027, 1, 1))))["lot-unknown"].get("lot") == "A1"
