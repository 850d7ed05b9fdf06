"""Current through needles: where it may not pass, in whom, and settings that cannot be meant."""

from dataclasses import replace
from datetime import date
from math import inf, nan

import pytest

from filiform.core.needling import Credential, Level, NeedleContext, PlannedInsertion, Stimulation, check_needle
from filiform.core.reasons import How
from filiform.core.sites import SiteFacts, SiteTag
from filiform.core.values import DECLINED, UNKNOWN, Known, Side

CONTEXT = NeedleContext(date(2026, 3, 2), Credential(valid_until=date(2027, 1, 1), electrical=True))
THIGH = SiteFacts("vastus-lateralis", Side.LEFT, "thigh")
RHOMBOIDS = SiteFacts("rhomboids", Side.LEFT, "thorax", frozenset({SiteTag.THORAX}))
SCM = SiteFacts("scm-sternal", Side.LEFT, "head-neck", frozenset({SiteTag.LARGE_VESSEL}))
LEFT_ARM = SiteFacts("extensor-digitorum", Side.LEFT, "forearm")
RIGHT_HAND = SiteFacts("adductor-pollicis", Side.RIGHT, "hand")
NO = Known(False)
SOUND = Stimulation(pair=THIGH, active_implant=NO, pregnant=NO)


def found(site=THIGH, stimulation=SOUND, electrical=True):
    planned = PlannedInsertion(site, 40, 0.3, electrical=electrical, stimulation=stimulation)
    return {each.code: each for each in check_needle(planned, CONTEXT) if each.code.startswith("electrical-")}


def test_current_in_a_thigh_of_someone_known_has_no_finding():
    assert found() == {}
    assert found(stimulation=replace(SOUND, frequency_hz=2, intensity_ma=5, minutes=30)) == {}


def test_without_current_nothing_is_asked():
    assert found(RHOMBOIDS, Stimulation(), electrical=False) == {}


def test_without_details_only_the_site_is_judged():
    """The visit's page has asked about devices and pregnancy in the screening."""
    assert found(stimulation=None) == {}
    assert list(found(RHOMBOIDS, None)) == ["electrical-over-thorax"]
    assert found(RHOMBOIDS, None)["electrical-over-thorax"].level is Level.CAUTION


@pytest.mark.parametrize(
    ("site", "pair", "code", "level", "field"),
    [
        (RHOMBOIDS, replace(RHOMBOIDS, side=Side.RIGHT), "electrical-across-chest", Level.REFUSE, "pair"),
        (RHOMBOIDS, replace(THIGH, side=Side.RIGHT), "electrical-across-chest", Level.REFUSE, "pair"),
        (replace(THIGH, side=Side.RIGHT), RHOMBOIDS, "electrical-across-chest", Level.REFUSE, "pair"),
        (RHOMBOIDS, replace(RHOMBOIDS, side=None), "electrical-side-unknown", Level.CAUTION, "pair"),
        (replace(RHOMBOIDS, side=None), RHOMBOIDS, "electrical-side-unknown", Level.CAUTION, "pair"),
        (LEFT_ARM, RIGHT_HAND, "electrical-across-chest", Level.REFUSE, "pair"),
        (LEFT_ARM, replace(RIGHT_HAND, side=None), "electrical-side-unknown", Level.CAUTION, "pair"),
        (THIGH, None, "electrical-pair-unknown", Level.CAUTION, "pair"),
        (SCM, SCM, "electrical-front-of-neck", Level.REFUSE, "electrical"),
        (THIGH, SCM, "electrical-front-of-neck", Level.REFUSE, "pair"),
    ],
)
def test_where_the_current_runs(site, pair, code, level, field):
    each = found(site, replace(SOUND, pair=pair))[code]
    assert (each.level, each.field) == (level, field)
    assert each.sources


def test_current_from_one_thigh_to_the_other_is_not_across_the_chest():
    assert found(stimulation=replace(SOUND, pair=replace(THIGH, side=Side.RIGHT))) == {}


def test_current_within_an_arm_or_from_arm_to_leg_is_not_between_the_arms():
    assert found(LEFT_ARM, replace(SOUND, pair=replace(RIGHT_HAND, side=Side.LEFT))) == {}
    assert found(LEFT_ARM, replace(SOUND, pair=replace(THIGH, side=Side.RIGHT))) == {}


def test_one_side_of_the_chest_is_weighed_and_not_refused():
    assert set(found(RHOMBOIDS, replace(SOUND, pair=RHOMBOIDS))) == {"electrical-over-thorax"}


def test_large_vessels_elsewhere_are_not_the_neck():
    assert found(replace(SCM, region="thigh")) == {}


@pytest.mark.parametrize("what", ["implant", "pregnancy"])
@pytest.mark.parametrize(
    ("answer", "suffix", "level"),
    [
        (Known(True), "", Level.REFUSE),
        (Known(False), None, None),
        (UNKNOWN, "-unknown", Level.CAUTION),
        (DECLINED, "-unknown", Level.CAUTION),
    ],
)
def test_a_missing_answer_is_asked_before_current(what, answer, suffix, level):
    field = {"implant": "active_implant", "pregnancy": "pregnant"}[what]
    each = found(stimulation=replace(SOUND, **{field: answer}))
    assert {code: one.level for code, one in each.items()} == (
        {} if suffix is None else {f"electrical-{what}{suffix}": level}
    )


def test_sources_that_disagree_on_devices_are_all_shown():
    each = found(stimulation=replace(SOUND, active_implant=Known(True)))["electrical-implant"]
    assert len(each.sources) == 3
    assert {source.how for source in each.sources} == {How.READ}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("frequency_hz", 2, None),
        ("frequency_hz", 100, None),
        ("frequency_hz", 1.9, "unusual"),
        ("frequency_hz", 100.5, "unusual"),
        ("frequency_hz", 120, "unusual"),
        ("frequency_hz", 1000, "unusual"),
        ("frequency_hz", 1001, "implausible"),
        ("frequency_hz", 0, "implausible"),
        ("frequency_hz", nan, "implausible"),
        ("intensity_ma", 0.5, None),
        ("intensity_ma", 6, "unusual"),
        ("intensity_ma", 51, "implausible"),
        ("intensity_ma", -1, "implausible"),
        ("minutes", 10, None),
        ("minutes", 30, None),
        ("minutes", 30.5, "unusual"),
        ("minutes", 121, "implausible"),
        ("minutes", inf, "implausible"),
    ],
)
def test_settings(field, value, code):
    each = found(stimulation=replace(SOUND, **{field: value}))
    assert list(each) == ([f"electrical-setting-{code}"] if code else [])
    for one in each.values():
        assert one.field == field
        assert one.level is (Level.NOTE if code == "unusual" else Level.REFUSE)
        assert one.get("value") == (value if value == value and value != inf else None)
        assert (one.get("low") == 0) is (code == "implausible")
