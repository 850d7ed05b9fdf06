"""One policy for `filiform screen` and `filiform needle-check`: followed, named, and held to law."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.needling.plans import CALF

from filiform.knowledge.needling import check_plan
from filiform.knowledge.needling.command import command
from filiform.knowledge.screening import places, screen_case
from filiform.knowledge.screening.book import examples
from filiform.knowledge.screening.errors import CaseError

WELL = {**examples()["healthy"], "on": "2026-06-01"}
CHEST = {**CALF, "site": "left rhomboids", "length_mm": 25, "depth_mm": 10, "others": [], "needles": 3}
RANKS = ["clear", "caution", "ask", "stop"]


def plan(policy: dict[str, Any], **more: Any) -> dict[str, tuple[str, str]]:
    """What the policy makes of a plan over the chest: level and sentence by code."""
    found = check_plan({**CHEST, **more, "policy": policy})
    assert found["unused_fields"] == []
    return {each["code"]: (each["level"], each["text"]) for each in found["findings"] if each["by_policy"]}


def needling(**more: Any) -> dict[str, Any]:
    return {"needling": more}


@pytest.mark.parametrize(
    ("policy", "more", "level", "says"),
    [
        (needling(places={"thorax": "never"}), {}, "refuse", "Practice policy: The practice does not needle here"),
        (needling(places={"thorax": "ultrasound"}), {}, "refuse", "only under ultrasound"),
        (needling(places={"thorax": "ultrasound"}), {"guidance": "ultrasound"}, "", ""),
        (needling(places={"rhomboids": ["anna"]}), {}, "refuse", "Only practitioners whom the practice names"),
        (needling(places={"rhomboids": ["anna"]}), {"practitioner": {"id": "anna"}}, "", ""),
        (needling(longest_mm={"rhomboids": 20}), {}, "refuse", "at most 20 mm in Rhomboid"),
        (needling(keep_short_of_mm={"rhomboids": 10}), {}, "refuse", "It is no safe depth for this patient."),
        (needling(keep_short_of_mm={"rhomboids": 19}), {}, "caution", "this needle is longer"),
        ({"thresholds": {"needles_per_session": 2}}, {}, "refuse", "3 needles; the practice places at most 2"),
        ({"thresholds": {"needles_per_session": 2}}, {"needles": None}, "caution", "Say how many needles"),
        ({"rulings": {"bilateral-thorax": "stop"}}, {"others": ["right rhomboids"]}, "refuse", "says: not needled"),
        ({"rulings": {"bilateral-thorax": "note"}}, {"others": ["right rhomboids"]}, "note", "says: note it"),
    ],
)
def test_a_needle_is_held_to_what_the_practice_rules(policy: Any, more: Any, level: str, says: str) -> None:
    found = plan(policy, **more)
    assert [each[0] for each in found.values()] == ([level] if level else [])
    assert all(says in each[1] for each in found.values())


def test_law_goes_before_the_policy_of_a_place() -> None:
    policy = {"jurisdiction": "ZA", "rulings": {"bilateral-thorax": "note"}}
    with pytest.raises(CaseError, match="may not be milder"):
        plan(policy, others=["right rhomboids"], jurisdiction="ZA")
    found = check_plan({**CHEST, "jurisdiction": None, "others": ["right rhomboids"], "policy": {"jurisdiction": "ZA"}})
    both = next(each for each in found["findings"] if each["code"] == "both-sides-of-thorax")
    assert (both["level"], both["by_policy"]) == ("refuse", False)


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        ({"consent": "nodding"}, "policy.consent"),
        ({"consent": True}, "policy.consent"),
        ({"needling": []}, ""),
        ({"needling": [1]}, "policy.needling"),
        (needling(moon=1), "policy.needling.moon"),
        (needling(places={"moon": "never"}), "policy.needling.places.moon"),
        (needling(places={"thorax": "sometimes"}), "policy.needling.places.thorax"),
        (needling(places={"thorax": []}), "policy.needling.places.thorax"),
        (needling(places={"thorax": [1]}), "policy.needling.places.thorax"),
        (needling(longest_mm={"thorax": 30}), "policy.needling.longest_mm.thorax"),
        (needling(longest_mm={"supinator": 3}), "policy.needling.longest_mm.supinator"),
        (needling(longest_mm={"supinator": True}), "policy.needling.longest_mm.supinator"),
        (needling(keep_short_of_mm={"supinator": float("nan")}), "policy.needling.keep_short_of_mm.supinator"),
        (needling(longest_mm={"supinator": 10**400}), "policy.needling.longest_mm.supinator"),
        ({"thresholds": {"needles_per_session": 0}}, "policy.thresholds.needles_per_session"),
    ],
)
def test_what_cannot_be_read_names_its_field_in_both_commands(policy: Any, field: str) -> None:
    for judge in (lambda: check_plan(CHEST, policy), lambda: screen_case(WELL, policy)):
        if not field:
            judge()
            continue
        with pytest.raises(CaseError) as error:
            judge()
        assert error.value.field == field


def test_two_policies_are_one_too_many_and_a_file_goes_for_all(tmp_path: Any) -> None:
    with pytest.raises(CaseError, match="a policy of its own"):
        check_plan({**CHEST, "policy": {}}, {})
    file = tmp_path / "policy.json"
    out = io.StringIO()
    file.write_text(json.dumps(needling(places={"thorax": "never"})))
    assert command(["-", "--lines", "--policy", str(file)], io.StringIO(json.dumps(CHEST)), out) == 0
    assert "policy-never" in out.getvalue()
    file.write_text('{"needling": {"places": {"thorax": "maybe"}}}')
    out = io.StringIO()
    assert command(["-", "--policy", str(file)], io.StringIO(json.dumps(CHEST)), out) == 2
    assert json.loads(out.getvalue())["error"]["field"] == "policy.needling.places.thorax"


def screened(policy: dict[str, Any], **more: Any) -> dict[str, Any]:
    return screen_case({**WELL, **more, "policy": policy})


@pytest.mark.parametrize(
    ("policy", "more", "verdict", "form", "by"),
    [
        ({}, {}, "clear", "written", "start"),
        ({"consent": "verbal"}, {}, "clear", "verbal", "policy"),
        ({"consent": "written"}, {}, "stop", "written", "policy"),
        ({"consent": "verbal"}, {"jurisdiction": "US-CO"}, "stop", "written", "law"),
        ({"consent": "written"}, {"jurisdiction": "US-CO"}, "stop", "written", "law"),
        ({"consent": "verbal"}, {"jurisdiction": "US-CO", "profession": "chiropractor"}, "clear", "verbal", "policy"),
        ({"consent": "written"}, {"consent": "given-written"}, "clear", "written", "policy"),
        ({"consent": "verbal"}, {"consent": "refused"}, "stop", "verbal", "policy"),
    ],
)
def test_word_of_mouth_suffices_where_the_practice_rules_so_and_no_law_asks_for_writing(
    policy: Any, more: Any, verdict: str, form: str, by: str
) -> None:
    found = screened(policy, **{"consent": "given-verbal", **more})
    assert found["verdict"] == verdict
    assert found["consent_asked"] == {"form": form, "by": by}
    for each in found["findings"]:
        if each["item"] == "consent-not-written":
            assert each["by_policy"] == (by == "policy")
            assert each["sources"]


@pytest.mark.parametrize(
    ("said", "more", "status"),
    [("never", {}, "stop"), ("ultrasound", {}, "caution"), (["anna"], {}, "caution"), (["anna"], {"id": "anna"}, None)],
)
def test_a_planned_site_in_such_a_place_is_told_before_any_needle(said: Any, more: Any, status: str | None) -> None:
    sites = ["left rhomboids", "left tibialis-anterior"]
    found = screened(needling(places={"thorax": said}), planned_sites=sites, practitioner=more)
    ours = [each for each in found["findings"] if each["item"] == "practice-place-thorax"]
    assert [(each["status"], each["sites"], each["by_policy"]) for each in ours] == (
        [(status, ["left rhomboids"], True)] if status else []
    )
    assert all("the lung" in each["label"] and each["sources"][0]["how"] == "practice" for each in ours)
    assert found["site_status"]["left tibialis-anterior"] != "stop"


POLICIES = st.fixed_dictionaries(
    {},
    optional={
        "consent": st.sampled_from(["written", "verbal"]),
        "needling": st.fixed_dictionaries(
            {},
            optional={
                "places": st.dictionaries(
                    st.sampled_from(sorted(places.wide())),
                    st.sampled_from(["never", "ultrasound", ["anna"]]),
                    max_size=3,
                )
            },
        ),
    },
)
TOLD = [{}, {"medications": ["warfarin"]}, {"conditions": None}, {"symptoms": ["saddle-numbness"]}, {"age": 9}]
SITES = (["left tibialis-anterior"], ["left rhomboids"], None)
CASES = st.sampled_from([{**WELL, **one, "planned_sites": sites} for one in TOLD for sites in SITES])


@settings(max_examples=60, deadline=None)
@given(CASES, POLICIES, st.sampled_from(["given-verbal", "given-written", "refused", None]))
def test_no_such_policy_makes_a_verdict_milder_or_a_gap_clear(case: Any, policy: Any, consent: Any) -> None:
    case = {**case, "consent": consent}
    without, ruled = screen_case(case), screen_case({**case, "policy": policy})
    assert RANKS.index(ruled["verdict"]) >= RANKS.index(without["verdict"]) or without["verdict"] == "ask"
    assert not (without["verdict"] == "ask" and ruled["verdict"] == "clear")
    kept = {(each["item"], each["status"]) for each in ruled["findings"]}
    assert {(each["item"], each["status"]) for each in without["findings"]} <= kept
