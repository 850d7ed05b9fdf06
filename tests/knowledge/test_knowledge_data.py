"""The data files as they ship."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from filiform.core.consent import Risk, Special
from filiform.core.followup import Direction, PainScore, aftercare_advice, pain_trend
from filiform.core.people import PersonFacts
from filiform.core.reasons import How
from filiform.core.sites import SiteTag
from filiform.core.values import Side, Site
from filiform.knowledge import load
from filiform.knowledge.check import books
from filiform.knowledge.instruments import important_difference
from filiform.knowledge.reading import DATA, version
from filiform.knowledge.structures import facts

KNOWN = load()
SITES = [facts(Site(identity)) for identity in KNOWN.structures]


def test_it_holds_what_was_researched():
    kinds = Counter(structure.kind for structure in KNOWN.structures.values())
    assert kinds["muscle"] == 130
    assert min(kinds["tendon"], kinds["ligament"], kinds["fascia"]) >= 8
    assert len(KNOWN.zones) == 126
    assert len(KNOWN.conditions) == 33
    assert len(KNOWN.measures) == 22
    assert len(KNOWN.evidence) == 52


def test_every_record_has_a_source_that_says_how_it_was_consulted():
    for records in books(KNOWN).values():
        for record in records.values():
            assert record.sources, record.id
            assert all(source.citation and source.how in How for source in record.sources), record.id


def test_nothing_is_called_reviewed_before_a_clinician_has_reviewed_it():
    assert not [record.id for records in books(KNOWN).values() for record in records.values() if record.reviewed]


def test_recalled_and_read_are_kept_apart():
    hows = Counter(source.how for muscle in KNOWN.structures.values() for source in muscle.sources)
    assert hows[How.RECALL] > 300
    assert hows[How.READ] > 60


@pytest.mark.parametrize(
    ("identity", "low", "high", "population"),
    [
        ("dist-rhomboid", 19, 19, "59 healthy people"),
        ("dist-thorax-any", 10, 20, "post-mortem"),
        ("dist-neck-angle", 31, 33, "cadavers"),
        ("dist-upper-trapezius-mri", 33.4, 53.5, "57 adults"),
        ("dist-supinator", 16.4, 16.4, "10 forearms"),
        ("dist-gv16", 27.7, 33.4, "41 adults"),
    ],
)
def test_figures_are_those_of_the_source(identity, low, high, population):
    row = KNOWN.distances[identity]
    assert (row.low_mm, row.high_mm) == (low, high)
    assert population in row.population


def test_the_two_studies_of_piriformis_stand_side_by_side():
    found = {row.id for row in facts(Site("piriformis")).distances}
    assert found == {"dist-piriformis-a", "dist-piriformis-b"}
    assert "11 of 14" in KNOWN.distances["dist-piriformis-b"].figure


def test_upper_trapezius_brings_the_lung_into_consent_and_advice():
    site = facts(Site("trapezius-upper", Side.LEFT))
    assert site.over_lung
    assert any("lung" in hazard.text and hazard.sources for hazard in site.hazards)
    rules = [advice.rule for advice in KNOWN.advice.values()]
    codes = aftercare_advice([site], ["deep-pistoning"], PersonFacts(), rules)
    assert "emergency-lung" in codes
    assert codes.index("days-sore") < codes.index("emergency-lung")


@pytest.mark.parametrize("identity", ["soleus-distal", "gluteus-medius-anterior", "achilles-tendon"])
def test_a_site_far_from_the_lung_does_not(identity):
    rules = [advice.rule for advice in KNOWN.advice.values()]
    assert "emergency-lung" not in aftercare_advice([facts(Site(identity))], [], PersonFacts(), rules)


def test_every_site_has_hazards_with_sources():
    for site in SITES:
        assert site.hazards, site.structure
        assert all(hazard.sources for hazard in site.hazards), site.structure


def test_every_structure_over_the_lung_by_its_hazards_is_tagged():
    spared = {"splenius-capitis"}
    named = {s.structure for s in SITES if any("lung" in h.text or "pleura" in h.text for h in s.hazards)}
    assert named - spared == {site.structure for site in SITES if site.over_lung} & named
    assert spared <= named


def test_tendons_ligaments_and_fascia_are_tagged_as_fibrous():
    for structure in KNOWN.structures.values():
        assert (SiteTag.FIBROUS in structure.tags) == (structure.kind != "muscle"), structure.id


def test_texts_and_rule_book_of_consent_are_the_same_set():
    texts = {kind: {t.id for t in KNOWN.consent.values() if t.kind == kind} for kind in ("risk", "special")}
    assert texts == {"risk": set(map(str, Risk)), "special": set(map(str, Special))}


def test_no_advice_tells_a_patient_to_stop_a_medicine():
    for advice in KNOWN.advice.values():
        assert not advice.text.lower().startswith(("stop ", "do not take"))
    assert "Keep taking your medicine" in KNOWN.advice["after-antithrombotic"].text


@pytest.mark.parametrize("identity", ["odi", "ndi", "quickdash", "hit-6", "psfs", "eq-5d"])
def test_only_instruments_that_may_be_shown_are_shown(identity):
    assert not KNOWN.measures[identity].may_show_items


def test_pain_starts_from_a_published_difference():
    nprs = KNOWN.measures["nprs"]
    assert nprs.may_show_items
    assert (nprs.low, nprs.high, nprs.higher_is_worse) == (0, 10, True)
    assert (nprs.default.low, nprs.default.stat) == (2, "MIC")
    assert "Ostelo" in nprs.default.source.citation


def test_evidence_keeps_what_speaks_against():
    against = [entry for entry in KNOWN.evidence.values() if entry.against]
    assert len(against) >= 15
    gattie = next(entry for entry in against if "Gattie E et al. 2021" in entry.citation)
    assert gattie.verdict.startswith("NULL")


def test_retained_needle_has_steps_that_are_required():
    steps = KNOWN.incident_steps["retained-needle"].steps
    assert [step.id for step in steps][:2] == ["count-again", "search-body"]
    assert all(step.required and step.sources for step in steps)


def test_the_version_is_that_of_the_files():
    assert load().version == version()
    assert len(version()) == 12


def test_the_version_changes_with_a_file(tmp_path, monkeypatch):
    (tmp_path / "a.json").write_text("{}")
    monkeypatch.setattr("filiform.knowledge.reading.DATA", tmp_path)
    before = version()
    (tmp_path / "a.json").write_text("{ }")
    assert version() != before


def test_loading_is_quick_and_needs_no_django():
    code = (
        "import sys, time; begin = time.perf_counter(); from filiform.knowledge import load; load(); "
        "assert 'django' not in sys.modules; print(time.perf_counter() - begin)"
    )
    took = float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert took < 2.0
    begin = time.perf_counter()
    assert load() is load()
    assert time.perf_counter() - begin < 0.01


def test_data_files_are_plain_json_without_repeated_keys():
    def unique(pairs):
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), keys
        return dict(pairs)

    for path in DATA.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)


def test_a_trend_is_judged_by_the_published_difference():
    rule = important_difference(KNOWN.measures["nprs"])
    scores = [PainScore(date(2026, 1, 5), 7), PainScore(date(2026, 1, 12), 5)]
    assert pain_trend(scores, rule).direction is Direction.BETTER
    assert "Ostelo" in rule.sources[0].citation
    better = important_difference(KNOWN.measures["psfs"])
    assert (better.value, better.higher_is_worse) == (2.0, False)


def test_each_difference_lies_within_its_scale():
    rules = {each.id: important_difference(each) for each in KNOWN.measures.values()}
    assert all(0 < rule.value < rule.high - rule.low for rule in rules.values() if rule)
    assert rules["ndi"].value == 5
    assert rules["eq-5d"] is None
    assert important_difference(replace(KNOWN.measures["nprs"], higher_is_worse=None)) is None
