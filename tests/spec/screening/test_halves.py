"""Numbers with a half and in fortnights: a time that is read too short lets a danger pass."""

from __future__ import annotations

import pytest

from filiform.knowledge.screening import load
from filiform.knowledge.screening.quantity import number


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("bedridden_days", "three and a half days", 3.5),
        ("bedridden_days", "3 and a half days", 3.5),
        ("symptom_days", "1½ weeks", 10.5),
        ("symptom_days", "1 1/2 weeks", 10.5),
        ("symptom_days", "a week and a half", 10.5),
        ("symptom_days", "½ day", 0.5),
        ("symptom_days", "half a day", 0.5),
        ("symptom_days", "2 fortnights", 28),
        ("symptom_days", "2 or 3 weeks", 14),
        ("symptom_days", "2to3 weeks", 14),
        ("symptom_days", "3/52", 21),
        ("months_since_surgery", "3 fortnights ago", 42 / 30.4375),
        ("inr", "2½", 2.5),
    ],
)
def test_a_half_and_a_fortnight(field: str, text: str, value: float) -> None:
    question = load().question(field)
    assert question is not None
    assert number(question, text) == pytest.approx(value)
