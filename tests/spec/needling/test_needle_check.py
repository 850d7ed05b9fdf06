"""Planned insertions in JSON, as a clinician or a program would write them, and what is found: the manual of
`filiform needle-check`."""

from __future__ import annotations

import pytest

from filiform.knowledge import load
from filiform.knowledge.needling import check_plan
from filiform.knowledge.screening.errors import CaseError

from .plans import CALF, CREDENTIAL, GONE, PLANS


def found(**change):
    """Codes that refuse or are weighed, hazards apart."""
    plan = {key: value for key, value in (CALF | change).items() if value != "(left out)"}
    answer = check_plan(plan)
    return {
        (each["code"], each["level"])
        for each in answer["findings"]
        if each["level"] != "note" and each["code"] not in ("hazard", "hazards-unknown")
    }


@pytest.mark.parametrize(("plan", "expected"), [row[1:] for row in PLANS], ids=[row[0] for row in PLANS])
def test_a_plan_and_what_is_found(plan, expected):
    ours = found(**plan)
    distances = {each for each in ours if "published-distance" in each[0]}
    assert ours - distances == expected


def test_each_plan_of_the_table_is_another():
    assert len({row[0] for row in PLANS}) == len(PLANS) > 45


@pytest.mark.parametrize(
    ("on", "insurer", "codes"),
    [
        ("2024-06-30", "CSP", set()),
        ("2024-07-01", "CSP", {"cover-excludes"}),
        ("2026-03-02", "Chartered Society of Physiotherapy", {"cover-excludes"}),
        ("2026-03-02", "Balens", set()),
        ("2026-03-02", None, {"cover-unknown"}),
    ],
)
def test_the_published_exclusion_of_an_insurer_holds_from_its_day(on, insurer, codes):
    plan = {"on": on, "site": "left rhomboids", "insurer": insurer, "credential": CREDENTIAL}
    answer = check_plan(plan)
    mine = {each["code"] for each in answer["findings"] if each["code"] in ("cover-excludes", "cover-unknown")}
    assert mine == codes
    if "cover-excludes" in codes:
        (excluded,) = [each for each in answer["findings"] if each["code"] == "cover-excludes"]
        assert "CSP" in excluded["sources"][0]["says"]


@pytest.mark.parametrize(
    ("site", "length", "depth", "met", "level"),
    [
        ("left rhomboids", 13, 10, False, "note"),
        ("left rhomboids", 25, 10, True, "caution"),
        ("left rhomboids", 25, 20, True, "caution"),
        ("left rhomboids", 25, None, True, "caution"),
    ],
)
def test_published_distances_are_shown_with_their_population_and_never_as_safe(site, length, depth, met, level):
    answer = check_plan({**CALF, "site": site, "length_mm": length, "depth_mm": depth})
    (row,) = [each for each in answer["published_distances"] if each["id"] == "dist-rhomboid"]
    assert (row["met"], row["low_mm"], row["population"].startswith("59 healthy people")) == (met, 19, True)
    assert row["sources"]
    (finding,) = [each for each in answer["findings"] if each["params"].get("distance") == "dist-rhomboid"]
    assert finding["level"] == level
    assert "59 healthy people" in finding["text"]
    assert "Not a safe depth for this patient" in finding["text"]
    assert "None is a safe depth" in answer["note"]


def test_every_published_distance_has_a_population():
    assert all(row.population.strip() for row in load().distances.values())
    assert len(load().distances) > 20


def test_needles_that_are_law_have_both_sizes():
    law = [row for row in load().needle_sizes.values() if row.binding]
    assert law
    assert all(row.length_mm and row.diameter_mm and row.length_mm[0] and row.diameter_mm[0] for row in law)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"site": GONE}, "site", "site is missing"),
        ({"site": "left upper trapezus muscle of doom"}, "site", "not one structure"),
        ({"site": "hamstrings"}, "site", "names 2 places"),
        ({"site": "both upper trapezius"}, "site", "names 2 places"),
        ({"site": 7}, "site", "site"),
        ({"site": "left soleus distal", "muscle": "rhomboids"}, "site", "say different things"),
        ({"on": "2026-02-30"}, "on", "is not a day"),
        ({"on": 20260302}, "on", "must be a text"),
        ({"length_mm": "long"}, "length_mm", "is not a figure"),
        ({"length_mm": True}, "length_mm", "is not a figure"),
        ({"length_mm": 40, "needle_length_mm": 50}, "length_mm", "say different things"),
        ({"needle": "40"}, "needle", "diameter x length"),
        ({"needle": "0.30x40"}, "needle", "keep one"),
        ({"depth_mm": [1]}, "depth_mm", "is not a figure"),
        ({"electrical_stimulation": "perhaps"}, "electrical_stimulation", "yes, no or unknown"),
        ({"electrical_stimulation": "unknown"}, "electrical_stimulation", "you who plans"),
        ({"technique": "electrical"}, "electrical_stimulation", "says no"),
        ({"electrical_stimulation": {"pair": "hamstrings"}}, "pair", "more than one place"),
        ({"electrical_stimulation": {"pair": "nowhere"}}, "pair", "not one structure"),
        ({"lot": 7}, "lot", "must be an object"),
        ({"lot": {"expires": "soon"}}, "lot.expires", "is not a day"),
        ({"lot": {"status": "lost"}}, "lot.status", "must be one of"),
        ({"lot": {"expires": "2027-01"}, "lot_expiry": "2026-01"}, "lot.expires", "say different things"),
        ({"others": ["nowhere at all"]}, "others", "not one structure"),
        ({"practitioner": "me"}, "practitioner", "must be an object"),
        ({"practitioner": {"credential": {"regions": ["moon"]}}}, "credential.regions", "is not a region"),
        ({"practitioner": {"credential": {"excluded": ["thorrax"]}}}, "credential.excluded", "thorax"),
        ({"practitioner": {"credential": {"electrical": "perhaps"}}}, "credential.electrical", "yes, no"),
        ({"practitioner": {"insurance": {"excluded_techniques": ["x"]}}}, "insurance.excluded_techniques", "technique"),
        ({"others": list(range(101))}, "others", "at most 100"),
        ({"practitioner": {"credential": {"excluded": {"a": 1}}}}, "excluded", "must be a list"),
        ({"needles": 2.5}, "needles", "whole number"),
        ({"jurisdiction": "x" * 501}, "jurisdiction", "at most 500"),
        ({"technique": "a\x00b"}, "technique", "printable"),
    ],
)
def test_a_plan_that_cannot_be_read_names_its_field(change, field, said):
    with pytest.raises(CaseError, match=said) as refused:
        found(**change)
    assert refused.value.field == field
