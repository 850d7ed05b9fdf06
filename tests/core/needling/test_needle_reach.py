"""Length and depth against what was published for a site."""

from dataclasses import replace
from datetime import date
from math import inf, nan

import pytest

from filiform.core.needling import Credential, Level, NeedleContext, PlannedInsertion, check_needle
from filiform.core.reasons import How, Source
from filiform.core.sites import NamedNeedle, PublishedDistance, SiteFacts
from filiform.core.values import Side

LAW = Source("Board Notice 121", How.READ, law_of="ZA")
READ = Source("Somebody 2020", How.READ)
BY_LAW = NamedNeedle("size-law", (25.0, 25.0), (0.25, 0.25), "ZA", (LAW,))
ADVISED = NamedNeedle("size-advice", (0.0, 30.0), (0.0, inf), None, (READ,))
LATISSIMUS = SiteFacts("latissimus-dorsi", Side.LEFT, "thorax", needles=(BY_LAW, ADVISED))
MEASURED = SiteFacts(
    "rhomboids", Side.LEFT, "thorax", distances=(PublishedDistance("dist-rhomboid", 19, 22, "59 people", (READ,)),)
)
WHO = Credential(valid_until=date(2027, 1, 1))


def found(site, length, depth=None, diameter=0.25, jurisdiction="IE"):
    context = NeedleContext(date(2026, 3, 2), WHO, jurisdiction=jurisdiction)
    return {each.code: each for each in check_needle(PlannedInsertion(site, length, diameter, depth), context)}


@pytest.mark.parametrize(
    ("length", "depth", "code", "level", "field", "reach"),
    [
        (15, None, "published-distance", Level.NOTE, "length_mm", 15),
        (15, 10, "published-distance", Level.NOTE, "depth_mm", 10),
        (None, None, "published-distance", Level.NOTE, "length_mm", None),
        (nan, None, "published-distance", Level.NOTE, "length_mm", None),
        (19, None, "reach-meets-published-distance", Level.CAUTION, "length_mm", 19),
        (25, 19, "reach-meets-published-distance", Level.CAUTION, "depth_mm", 19),
        (None, 20, "reach-meets-published-distance", Level.CAUTION, "depth_mm", 20),
        (19, 10, "length-meets-published-distance", Level.CAUTION, "length_mm", 19),
        (25, 18.9, "length-meets-published-distance", Level.CAUTION, "length_mm", 25),
    ],
)
def test_depth_and_length_against_a_distance(length, depth, code, level, field, reach):
    each = found(MEASURED, length, depth)[code]
    assert (each.level, each.field, each.get("reach_mm")) == (level, field, reach)
    assert (each.get("population"), each.get("low_mm"), each.get("high_mm")) == ("59 people", 19, 22)


def test_a_distance_in_words_alone_is_shown_and_never_met():
    words = replace(MEASURED, distances=(PublishedDistance("words", None, None, "11 cadavers", (READ,)),))
    assert found(words, 100, 100)["published-distance"].level is Level.NOTE


def test_no_finding_speaks_of_a_safe_depth():
    for depth in (1, 10, 18, 19, 30):
        for each in found(MEASURED, 40, depth).values():
            assert "safe" not in each.code
            assert all("safe" not in name for name, _ in each.params)


@pytest.mark.parametrize(
    ("length", "diameter", "jurisdiction", "codes"),
    [
        (25, 0.25, "ZA", []),
        (30, 0.25, "ZA", ["size-against-law"]),
        (25, 0.30, "ZA", ["size-against-law"]),
        (20, 0.25, "ZA", ["size-against-law"]),
        (nan, 0.25, "ZA", ["size-against-law"]),
        (30, 0.30, "IE", []),
        (30, 0.30, None, []),
        (31, 0.30, "IE", ["longer-than-named"]),
        (31, 0.30, None, ["longer-than-named"]),
        (inf, 0.30, "IE", []),
        (None, None, "ZA", []),
    ],
)
def test_named_needles_are_law_in_one_place_and_advice_elsewhere(length, diameter, jurisdiction, codes):
    each = found(LATISSIMUS, length, diameter=diameter, jurisdiction=jurisdiction)
    assert [code for code in each if code in ("size-against-law", "longer-than-named")] == codes
    if "size-against-law" in each:
        assert each["size-against-law"].level is Level.REFUSE
        assert each["size-against-law"].sources == (LAW,)
        told = diameter if each["size-against-law"].field == "diameter_mm" else length
        assert each["size-against-law"].get("value") == (told if told == told else None)
    if "longer-than-named" in each:
        assert (each["longer-than-named"].level, each["longer-than-named"].get("high")) == (Level.CAUTION, 30.0)
        assert each["longer-than-named"].sources == (LAW, READ)


def test_a_site_without_named_needles_has_no_such_finding():
    assert "longer-than-named" not in found(MEASURED, 100)
