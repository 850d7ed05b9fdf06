"""Policy packs: sound data, faults that are found, and law that screening weighs where it binds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from filiform.core.reasons import How
from filiform.knowledge import jurisdictions
from filiform.knowledge.check import check
from filiform.knowledge.jurisdictions import FORCES, TOPICS, Pack, Statement, asked_in, citations, packs, place
from filiform.knowledge.jurisdictions.faults import faults
from filiform.knowledge.screening import CaseError, load, screen_case
from filiform.knowledge.screening.book import examples
from filiform.knowledge.screening.local import book_for

BASE: dict[str, Any] = {**examples()["healthy"], "on": "2026-06-01"}
SOUND = Statement("gloves", "recommended", "all", "law", "says so", "RSA121", How.READ)


def screened(jurisdiction: str | None, **given: Any) -> dict[str, Any]:
    return screen_case({**BASE, **given, "jurisdiction": jurisdiction})


def test_the_packs_are_sound() -> None:
    assert faults() == []
    assert [str(fault) for fault in check() if "jurisdictions" in str(fault)] == []


def test_every_topic_and_every_mark_is_used() -> None:
    statements = [each for pack in packs().values() for each in pack.statements]
    assert {each.topic for each in statements} == set(TOPICS)
    assert {each.how for each in statements} == {How.READ, How.RECALL}
    assert {each.force for each in statements} == set(FORCES) - {"proposal"}
    assert all(pack.reviewed is None for pack in packs().values())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"topic": "weather"}, "topic is unknown"),
        ({"value": "sometimes"}, "not one of its values"),
        ({"topic": "written-consent", "value": 1}, "not one of its values"),
        ({"topic": "gloves", "value": ["recommended"]}, "not one of its values"),
        ({"topic": "training-hours", "value": {}}, "must hold figures"),
        ({"topic": "training-hours", "value": {"hours": -3}}, "must hold figures"),
        ({"topic": "training-hours", "value": 50}, "must hold figures"),
        ({"topic": "note-fields", "value": []}, "must list fields"),
        ({"force": "habit"}, "force"),
        ({"who": "barber"}, "profession"),
        ({"says": " "}, "says nothing"),
        ({"source": "NOBODY"}, "no citation"),
        ({"topic": "insurer-excludes", "value": {"group": "tail"}}, "no site group"),
        ({"rule": "no-such"}, "no screening rule"),
    ],
)
def test_a_fault_is_found(change: dict[str, Any], fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {**packs(), "XX": Pack("XX", "Somewhere", (replace(SOUND, **change),), None)}
    monkeypatch.setattr(jurisdictions.faults, "packs", lambda: bad)
    assert [each for each in faults() if each.startswith("pack XX") and fault in each]


def test_faults_of_whole_packs_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: pack for name, pack in packs().items() if name != "ZA"}
    monkeypatch.setattr(jurisdictions.faults, "packs", lambda: {**without, "ireland": Pack("ireland", "", (), None)})
    found = faults()
    for part in ("must be a country", "states nothing", "law of ZA, whose pack", "source RSA121: no pack uses it"):
        assert [each for each in found if part in each], part


def test_packs_that_cannot_be_read_are_one_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise KeyError("packs")

    monkeypatch.setattr(jurisdictions.faults, "packs", broken)
    assert faults() == ["jurisdictions: cannot be read: 'packs'"]


def test_a_part_of_a_country_says_more_than_the_country() -> None:
    own, country = asked_in("US-CO"), asked_in("US")
    assert {each.topic for each in own} > {each.topic for each in country}
    assert {each.topic for each in asked_in("US-GU")} == {each.topic for each in country}
    assert asked_in("ES") == asked_in(None) == asked_in("") == ()


@pytest.mark.parametrize(
    ("place", "stops"), [("US-CO", True), ("US-VA", True), ("IE", False), ("NZ", False), ("CH", False)]
)
def test_written_consent_stops_where_it_is_law_and_nowhere_else(place: str, stops: bool) -> None:
    verbal = screened(place, consent="given-verbal")
    found = [finding for finding in verbal["findings"] if finding["item"] == "consent-not-written"]
    assert bool(found) is stops
    assert (verbal["verdict"] == "stop") is stops
    written = screened(place, consent="given-written")
    assert written["verdict"] == "clear"
    if stops:
        assert found[0]["sources"][0]["law_of"] == place
        assert found[0]["sources"][0]["citation"]


def test_consent_that_is_not_yet_given_is_no_question_of_this_law() -> None:
    case = {key: value for key, value in BASE.items() if key != "consent"}
    assert screen_case({**case, "jurisdiction": "US-CO"})["missing"] == screen_case(case)["missing"]


def test_the_verdict_tells_what_is_asked_here() -> None:
    asked = {each["topic"]: each for each in screened("US-VA", consent="given-verbal")["requirements"]}
    assert asked["written-consent"]["met"] is False
    assert asked["referral-duty"]["value"] == "written"
    assert asked["gloves"]["met"] is None
    assert asked["gloves"]["how"] == "recall"
    assert all(each["citation"] for each in asked.values())
    assert screened("US-VA", consent="given-written")["requirements"][1]["met"] is True
    assert screened("ES")["requirements"] == []
    assert "requirements" not in screened(None)


def test_elsewhere_the_rule_book_is_the_same() -> None:
    assert book_for(None) is book_for("IE") is load().book
    assert len(book_for("US-CO").rules) == len(load().book.rules) + 1


def test_the_law_of_a_country_binds_its_parts() -> None:
    both = {"planned_sites": ["left upper trapezius", "right upper trapezius"]}
    assert screened("ZA-GP", **both)["verdict"] == "stop"
    assert screened("IE", **both)["verdict"] == "caution"


@pytest.mark.parametrize(
    ("insurer", "stops"),
    [
        ("CSP", True),
        ("C.S.P.", True),
        ("Chartered Society of Physiotherapy", True),
        ("through my CSP membership", True),
        ("Balens", False),
        ("Chartered Insurance Institute", False),
    ],
)
def test_an_insurer_is_read_by_letters_and_name(insurer: str, stops: bool) -> None:
    verdict = screened("GB", insurer=insurer, planned_sites=["left rhomboids"], bmi=25)
    assert ("thorax-insurance-uk" in {each["item"] for each in verdict["findings"]}) is stops
    assert verdict["verdict"] == ("stop" if stops else "clear")


@pytest.mark.parametrize("place", ["ZAX", "South Afrika", "QQ", "Atlantis"])
def test_a_place_that_is_none_is_listed_because_no_law_binds_there(place: str) -> None:
    verdict = screened(place)
    assert verdict["verdict"] == "ask"
    assert verdict["unrecognised"] == [{"field": "jurisdiction", "text": place}]
    with pytest.raises(CaseError, match="is no place"):
        screen_case({**BASE, "policy": {"jurisdiction": place}})


@pytest.mark.parametrize("place", ["ES", "Spain", "saudi arabia", "US-PR", "unknown", "", "not known", None])
def test_a_place_without_a_pack_is_read_and_a_missing_one_is_none(place: str | None) -> None:
    assert screened(place)["verdict"] == "clear"


def test_each_citation_is_words() -> None:
    assert all(len(text) > 10 for text in citations().values())


@pytest.mark.parametrize(
    ("told", "stops"),
    [
        ({"profession": "physio"}, True),
        ({"profession": "Doctor of Physical Therapy"}, True),
        ({"practitioner": {"name": "A", "profession": "physiotherapist"}}, True),
        ({}, True),
        ({"profession": "chiropractor"}, False),
        ({"practitioner": "GP"}, False),
    ],
)
def test_a_law_for_one_profession_is_not_put_to_another(told: dict[str, Any], stops: bool) -> None:
    verdict = screened("US-CO", consent="given-verbal", **told)
    assert ("consent-not-written" in {each["item"] for each in verdict["findings"]}) is stops
    assert ("written-consent" in {each["topic"] for each in verdict["requirements"]}) is stops


def test_who_may_not_needle_here_is_told() -> None:
    told = {each["topic"]: each["met"] for each in screened("US-CA", profession="physiotherapist")["requirements"]}
    assert told["practice"] is False
    assert "practice" not in {each["topic"] for each in screened("US-CA", profession="doctor")["requirements"]}


def test_a_profession_that_is_not_known_is_listed_and_every_law_told() -> None:
    verdict = screened("US-CO", consent="given-verbal", profession="acupuncturist")
    assert {"field": "profession", "text": "acupuncturist"} in verdict["unrecognised"]
    assert "consent-not-written" in {each["item"] for each in verdict["findings"]}


@pytest.mark.parametrize("raw", [5, ["physio"], True, {"profession": 3}])
def test_a_profession_that_is_no_words_is_refused_by_name(raw: object) -> None:
    with pytest.raises(CaseError) as error:
        screened("IE", profession=raw)
    assert error.value.field == "profession"


@pytest.mark.parametrize(("text", "code"), [("ie", "IE"), ("Colorado", "US-CO"), ("uk", "GB"), ("ZZ", "ZZ")])
def test_a_place_is_read_by_its_name(text: str, code: str) -> None:
    assert place(text) == code
