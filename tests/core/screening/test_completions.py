"""Three values mean: yes whatever the open answers turn out to be, no whatever they turn out to be, or unknown."""

from __future__ import annotations

from itertools import product

import pytest

from filiform.core.screening import History
from filiform.core.screening.conditions import Condition, Is
from filiform.core.screening.logic import AllOf, AnyOf, Not, Weighed, count_at_least
from filiform.core.screening.outcome import Truth
from filiform.core.screening.setting import Setting
from filiform.core.values import UNKNOWN, Known

A, B, C = (Is(name, (True,)) for name in "abc")
MADE: list[Condition] = [
    AnyOf((A, B, C)),
    AllOf((A, B, C)),
    AllOf((A, Not(B))),
    Not(AnyOf((A, B))),
    count_at_least(2, (A, B, C)),
    Weighed(1, ((1, A), (1, B), (-2, C))),
    Weighed(2, ((1, A), (2, B), (-2, C))),
    Weighed(0, ((1, A), (-1, B), (-1, C))),
    Weighed(-1, ((-2, A), (1, B))),
    Weighed(1, ((0.5, A), (0.5, B), (0.5, C))),
    Weighed(3, ((1, A), (1, B), (1, C))),
]


def truth(condition: Condition, values: tuple[bool | None, ...]) -> Truth:
    answers = {name: UNKNOWN if value is None else Known(value) for name, value in zip("abc", values, strict=True)}
    return condition.judge(Setting(History(answers), {}, {})).truth


@pytest.mark.parametrize("condition", MADE, ids=str)
def test_a_truth_holds_for_every_completion_and_unknown_for_not_all(condition: Condition) -> None:
    for values in product((True, False, None), repeat=3):
        whole = [
            v for v in product((True, False), repeat=3) if all(x in (None, y) for x, y in zip(values, v, strict=True))
        ]
        outcomes = {truth(condition, each) for each in whole}
        assert Truth.UNKNOWN not in outcomes
        assert truth(condition, values) is (outcomes.pop() if len(outcomes) == 1 else Truth.UNKNOWN)


@pytest.mark.parametrize("condition", [AnyOf((A, B)), count_at_least(1, (A, B))], ids=str)
def test_only_what_is_so_is_a_cause_and_only_what_is_open_is_needed(condition: Condition) -> None:
    setting = Setting(History({"a": Known(True), "b": Known(False)}), {}, {})
    assert [reason.field for reason in condition.judge(setting).because] == ["a"]
    half = Setting(History({"a": UNKNOWN, "b": Known(False)}), {}, {})
    outcome = condition.judge(half)
    assert (outcome.because, [need.field for need in outcome.needs]) == ((), ["a"])
