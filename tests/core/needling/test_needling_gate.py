"""The gate before any plan: unknown refuses, and each refusal says why."""

from itertools import product

import pytest

from filiform.core.consent import ConsentState, Covers
from filiform.core.needling import Level, NeedleFinding, Weighable, gate_plan
from filiform.core.reasons import How, Reason, Source, params

READ = Source("Somebody 2020", How.READ)
VALID = ConsentState(True, (), Covers())
OPEN = {"verdict_status": "clear", "unweighed_findings": (), "consent_state": VALID, "needle_findings": ()}


def codes(**change):
    return [refusal.code for refusal in gate_plan(**{**OPEN, **change})]


@pytest.mark.parametrize("status", ["clear", "caution"])
def test_a_weighed_screening_with_consent_and_checked_needles_passes(status):
    assert gate_plan(**{**OPEN, "verdict_status": status}) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"verdict_status": None}, "not-screened"),
        ({"verdict_status": ""}, "not-screened"),
        ({"verdict_status": "CLEAR"}, "not-screened"),
        ({"verdict_status": "stop"}, "screening-stop"),
        ({"verdict_status": "ask"}, "answer-missing"),
        ({"unweighed_findings": None}, "findings-unknown"),
        ({"unweighed_findings": (Weighable("antiplatelet-aspirin"),)}, "finding-unweighed"),
        ({"consent_state": None}, "consent-unknown"),
        ({"consent_state": ConsentState(False, (), Covers())}, "consent-invalid"),
        ({"consent_state": ConsentState(False, (Reason("withdrawn"),), Covers())}, "consent-withdrawn"),
        ({"needle_findings": None}, "needles-unchecked"),
        ({"needle_findings": (NeedleFinding("lot-expired", Level.REFUSE),)}, "lot-expired"),
    ],
)
def test_each_missing_or_bad_part_refuses(change, code):
    assert codes(**change) == [code]


def test_findings_that_do_not_bar_the_plan_pass():
    notes = (NeedleFinding("hazard", Level.CAUTION), NeedleFinding("published-distance", Level.NOTE))
    assert codes(needle_findings=notes) == []


def test_reasons_and_sources_come_along():
    refused = gate_plan(
        **{
            **OPEN,
            "verdict_status": "stop",
            "stopping_findings": (Weighable("rf-cauda-equina", (READ,)), Weighable("rf-dvt", (READ,))),
        }
    )
    assert [(each.get("item"), each.sources) for each in refused] == [
        ("rf-cauda-equina", (READ,)),
        ("rf-dvt", (READ,)),
    ]
    asked = gate_plan(**{**OPEN, "verdict_status": "ask", "missing_fields": ("pregnant", "inr")})
    assert [each.get("field") for each in asked] == ["pregnant", "inr"]
    late = NeedleFinding("lot-expired", Level.REFUSE, "lot", params(lot="A1"), (READ,))
    (refusal,) = gate_plan(**{**OPEN, "needle_findings": (late,)})
    assert (refusal.get("lot"), refusal.sources) == ("A1", (READ,))


def test_only_one_combination_of_parts_passes():
    parts = {
        "verdict_status": ["clear", "stop", "ask", None],
        "unweighed_findings": [(), (Weighable("x"),), None],
        "consent_state": [VALID, ConsentState(False, (), Covers()), None],
        "needle_findings": [(), (NeedleFinding("x", Level.REFUSE),), None],
    }
    passing = [choice for choice in product(*parts.values()) if not gate_plan(**dict(zip(parts, choice, strict=True)))]
    assert passing == [("clear", (), VALID, ())]
    assert all(
        refusal.sources
        for choice in product(*parts.values())
        for refusal in gate_plan(**dict(zip(parts, choice, strict=True)))
        if refusal.code not in ("finding-unweighed", "x")
    )
