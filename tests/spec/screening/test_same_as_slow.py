"""The quick engine judges as the slow one does, over thousands of histories, policies and small rule books."""

from __future__ import annotations

from collections import Counter

import pytest

from filiform.core.screening import History, Policy, Weight, screen
from filiform.core.screening.verdict import Verdict

from . import reference
from .histories import BOOK, ON, clinic_day, wild

ITEMS = sorted({rule.item for rule in BOOK.rules})
POLICIES = [
    Policy(),
    Policy("ZA-GP"),
    Policy("IE", dict.fromkeys(ITEMS, Weight.NOTE), dict.fromkeys(BOOK.thresholds, 0.0)),
    Policy("ZA", {item: list(Weight)[number % 4] for number, item in enumerate(ITEMS)}, {"bmi_thin": 24.0}),
]


def exactly(verdict: Verdict) -> str:
    """Every part of a verdict, with the kinds of its values: 3 is not 3.0."""
    return repr(verdict)


@pytest.mark.parametrize(
    ("policy", "number", "fired"),
    [(POLICIES[0], 1500, 0.95), (POLICIES[1], 300, 0.8), (POLICIES[2], 300, 0.8), (POLICIES[3], 300, 0.8)],
    ids=["none", "za", "mild", "mixed"],
)
def test_wild_histories(policy: Policy, number: int, fired: float) -> None:
    seen: Counter[str] = Counter()
    for history in wild(20260601, number):
        verdict = screen(history, BOOK, ON, policy)
        assert exactly(verdict) == exactly(reference.screen(history, BOOK, ON, policy))
        seen.update(finding.item for finding in verdict.findings)
    # Nearly all of them; that each rule fires is shown by the manual.
    assert len(seen) > fired * len({rule.item for rule in BOOK.rules})


def test_a_clinics_day() -> None:
    for history in clinic_day(7, 3000):
        assert exactly(screen(history, BOOK, ON)) == exactly(reference.screen(history, BOOK, ON))


def test_nothing_told_at_all() -> None:
    assert exactly(screen(History(), BOOK, ON)) == exactly(reference.screen(History(), BOOK, ON))


def test_a_few_of_each() -> None:
    for history in (*wild(3, 120), *clinic_day(3, 120)):
        assert exactly(screen(history, BOOK, ON)) == exactly(reference.screen(history, BOOK, ON))
