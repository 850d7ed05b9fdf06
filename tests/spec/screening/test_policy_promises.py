"""Promises of a practice's policy over the real rule book: no emergency passes, stricter never softens."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filiform.core.screening import History, Policy, Status, Verdict, Weight, screen
from filiform.core.screening.policy import Why, faults, floor_of, is_emergency, weight_of
from filiform.core.screening.policy import given as stands
from filiform.core.screening.rules import Stricter
from filiform.core.values import DECLINED, UNKNOWN
from filiform.knowledge.screening import load

from .histories import ON, aimed, clinic_day, wild
from .test_promises import HISTORIES

BOOK = load().book
ITEMS = sorted({rule.item for rule in BOOK.rules})
RANK = [Status.CLEAR, Status.CAUTION, Status.ASK, Status.STOP]
WEIGHTS = list(Weight)
FIRM = (Why.EMERGENCY, Why.LAW, Why.RIGHT, Why.SHARED)
RNG = random.Random(29)
SOME = [*clinic_day(29, 150), *wild(29, 60)]
#: The mildest that anybody could write: everything noted, every threshold as loose as a number goes.
MILDEST = Policy(
    "IE",
    dict.fromkeys(ITEMS, Weight.NOTE),
    {name: 0.0 if each.stricter is Stricter.HIGHER else 1e9 for name, each in BOOK.ranges.items()},
)


def _drawn() -> Policy:
    rulings = {item: RNG.choice(WEIGHTS) for item in ITEMS if RNG.random() < 0.5}
    thresholds = {name: RNG.uniform(each.low, each.high) for name, each in BOOK.ranges.items() if RNG.random() < 0.7}
    return Policy(RNG.choice(("IE", "ZA", None)), rulings, thresholds)


def _stricter(policy: Policy) -> Policy:
    """The same with a third of its rulings raised, and its thresholds moved to the strict side."""
    rulings, thresholds = dict(policy.rulings or {}), dict(policy.thresholds or {})
    for item in RNG.sample(sorted(rulings), len(rulings) // 3):
        rulings[item] = WEIGHTS[min(3, WEIGHTS.index(rulings[item]) + RNG.randint(1, 3))]
    for name, value in thresholds.items():
        thresholds[name] = value + (10.0 if BOOK.ranges[name].stricter is Stricter.HIGHER else -10.0)
    return replace(policy, rulings=rulings, thresholds=thresholds)


POLICIES = [MILDEST, *(_drawn() for _ in range(5))]
PAIRS = [(policy, _stricter(policy)) for policy in POLICIES]
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def emergencies(verdict: Verdict) -> set[tuple[str, str, str]]:
    """What refers, by item, class and action."""
    told = (f for f in verdict.findings if f.class_ in ("red-flag", "serious-adverse-event") or "refer" in f.action)
    return {(each.item, each.class_, each.action) for each in told}


@pytest.mark.parametrize("rule", [each for each in BOOK.rules if is_emergency(each)], ids=lambda rule: rule.id)
def test_no_policy_makes_an_emergency_pass(rule: object) -> None:
    seen = 0
    for number, history in enumerate(aimed(rule, 29, 40)):  # type: ignore[arg-type]
        policy = POLICIES[number % len(POLICIES)]
        plain = screen(history, BOOK, ON, Policy(policy.jurisdiction))
        found = emergencies(plain)
        verdict = screen(history, BOOK, ON, policy)
        assert found <= emergencies(verdict)
        assert not found or verdict.status is plain.status
        seen += rule.item in {item for item, _, _ in found}  # type: ignore[attr-defined]
    assert seen


@QUIET
@given(HISTORIES, st.sampled_from(POLICIES))
def test_what_is_firm_stays_as_strict_as_it_was(history: History, policy: Policy) -> None:
    own = Policy(policy.jurisdiction)
    # A rule may give way to a better one; judged alone it cannot.
    firm = tuple(replace(rule, yields_to=()) for rule in BOOK.rules if floor_of(rule, policy).why in FIRM)
    book = replace(BOOK, rules=firm)
    before = {each.item: each.status for each in screen(history, book, ON, own).findings}
    after = {each.item: each.status for each in screen(history, book, ON, policy).findings}
    assert set(before) <= set(after)
    assert all(RANK.index(after[item]) >= RANK.index(before[item]) for item in before)


@QUIET
@given(HISTORIES, st.sampled_from(PAIRS))
def test_a_stricter_policy_never_moves_a_verdict_toward_clear(history: History, pair: tuple[Policy, Policy]) -> None:
    never_softer(history, *pair)


@pytest.mark.parametrize("pair", PAIRS, ids=range(len(PAIRS)))
def test_a_stricter_policy_never_softens_a_day_of_a_clinic(pair: tuple[Policy, Policy]) -> None:
    for history in SOME:
        never_softer(history, *pair)


def never_softer(history: History, mild: Policy, strict: Policy) -> None:
    """Hold a history against both; only a gap that a finding has filled may turn ask into caution."""
    old, new = screen(history, BOOK, ON, mild).status, screen(history, BOOK, ON, strict).status
    assert new is not Status.CLEAR or old is Status.CLEAR
    assert RANK.index(new) >= RANK.index(old) or (old, new) == (Status.ASK, Status.CAUTION)


@QUIET
@given(HISTORIES, st.sampled_from(POLICIES), st.data())
def test_an_answer_taken_back_never_clears_under_any_policy(
    history: History, policy: Policy, data: st.DataObject
) -> None:
    if history.answers and screen(history, BOOK, ON, policy).status is not Status.CLEAR:
        field = data.draw(st.sampled_from(sorted(history.answers)))
        for gone in (UNKNOWN, DECLINED):
            assert screen(history.with_answer(field, gone), BOOK, ON, policy).status is not Status.CLEAR


@pytest.mark.parametrize("policy", POLICIES, ids=range(len(POLICIES)))
def test_rulings_ask_neither_more_nor_less(policy: Policy) -> None:
    plain = replace(policy, rulings=None)
    for history in SOME:
        assert screen(history, BOOK, ON, policy).missing == screen(history, BOOK, ON, plain).missing


def test_rulings_at_their_own_weight_change_nothing_but_who_speaks() -> None:
    alone = {rule.item: rule for rule in BOOK.rules if [each.item for each in BOOK.rules].count(rule.item) == 1}
    same = Policy("IE", {item: weight_of(*stands(rule, Policy("IE"))) for item, rule in alone.items()})
    assert faults(BOOK, same) == ()
    for history in SOME:
        ours = screen(history, BOOK, ON, same)
        plain = screen(history, BOOK, ON, Policy("IE"))
        assert replace(ours, findings=tuple(replace(each, ruled=None) for each in ours.findings)) == plain
