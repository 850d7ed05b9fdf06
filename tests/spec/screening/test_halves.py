"""Numbers with a half, in fortnights, with a unit of one letter: a time that is read wrong lets a danger pass."""

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
        ("months_since_surgery", "8w", 56 / 30.4375),
        ("months_since_surgery", "3m", 3),
        ("months_since_surgery", "2y", 24),
        ("hours_since_session", "4d", 96),
        ("hours_since_session", "90m", 1.5),
        ("headache_onset_seconds", "1m", 60),
        ("age", "18m", 1.5),
        ("age", "14y", 14),
        ("gestation_weeks", "3m", 12),
        ("symptom_days", "3m", None),
        ("inr", "2.0-3.0", None),
        ("inr", "2,0 to 3,0", None),
        ("inr", "2.4 (target 2.0-3.0)", 2.4),
    ],
)
def test_a_half_a_fortnight_and_a_letter(field: str, text: str, value: float | None) -> None:
    question = load().question(field)
    assert question is not None
    assert number(question, text) == (value if value is None else pytest.approx(value))
