"""The promises of screening where chance seldom looks: rules that nobody is asked about, one site more, odd answers."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest

from filiform.core.screening import Codes, History, Rule, Status, screen
from filiform.core.screening.logic import ALWAYS, AllOf, Not
from filiform.core.values import DECLINED, UNKNOWN, Known, Side, Site
from filiform.knowledge.screening.reachable import witness

from .test_promises import ASKED, EXTRA, HEALTHY, KNOWN, ON, RANK, STRUCTURES, judged, status

#: Rules that may fire where nobody would be asked about them, each with such answers.
UNASKED = [
    (rule, found[0])
    for rule in KNOWN.book.rules
    if rule.matters is not ALWAYS and (found := witness(AllOf((rule.when, Not(rule.matters))), KNOWN))
]


@pytest.mark.parametrize("rule", KNOWN.book.rules, ids=lambda rule: rule.id)
def test_what_fires_and_is_taken_back_never_clears(rule: Rule) -> None:
    found = witness(rule.when, KNOWN)
    assert found
    _taken_back_never_clears(found[0])


def test_there_are_rules_that_fire_where_nobody_would_ask() -> None:
    assert len(UNASKED) >= 40


@pytest.mark.parametrize("fired", [fired for _, fired in UNASKED], ids=[rule.id for rule, _ in UNASKED])
def test_what_fires_where_nobody_would_ask_and_is_taken_back_never_clears(fired: History) -> None:
    """A man who is told to be pregnant: it counts, and it counts as open once the answer is taken back."""
    _taken_back_never_clears(fired)


def _taken_back_never_clears(fired: History) -> None:
    told = {name: answer for name, answer in fired.answers.items() if answer != Known(())}
    history = History({**HEALTHY, **told})
    assert status(history) is not Status.CLEAR
    for name in told:
        for gap in (UNKNOWN, DECLINED):
            assert status(history.with_answer(name, gap)) is not Status.CLEAR, name


def test_one_more_site_never_softens_wherever_it_stands_in_the_list() -> None:
    rng = random.Random(33)
    listed = [(field, choice.code) for field, choice in _choices()]
    for _ in range(1200):
        field, code = rng.choice(listed)
        one, more = (Site(rng.choice(STRUCTURES), rng.choice((Side.LEFT, Side.RIGHT))) for _ in range(2))
        told = {**HEALTHY, field: Known(Codes.of(code))}
        alone = screen(History({**told, "planned_sites": Known((one,))}), KNOWN.book, ON)
        for both in ((one, more), (more, one)):
            verdict = screen(History({**told, "planned_sites": Known(both)}), KNOWN.book, ON)
            assert RANK.index(verdict.status) >= RANK.index(alone.status), (field, code, both)
            assert {f.item for f in alone.findings} <= {f.item for f in verdict.findings} | _given_way(verdict.findings)
            assert set(verdict.site_status) == {str(one), str(more)}


def _choices() -> list[tuple[str, Any]]:
    lists = ("conditions", "symptoms", "medications", "implants", "skin_at_site")
    return [(q.field, choice) for q in KNOWN.questions if q.field in lists for choice in q.choices]


def _given_way(findings: Any) -> set[str]:
    """Items that give way to one that stands, which says the same better."""
    standing = {each.item for each in findings}
    return {rule.item for rule in KNOWN.book.rules if standing & set(rule.yields_to)}


ODD: list[Any] = [
    *(None, True, False, 0, -1, 7, 10**30, 0.5, math.nan, math.inf, -math.inf, "", " ", "?", "\u0000", "\ud800"),
    *(
        "left",
        "left hip",
        "2-3",
        "7 left",
        "1/2",
        "½",
        "٣",
        "12+6",
        "6 weeks",
        "about 18",
        "<",
        "%s",
        "{}",
        "$inr_high",
    ),
    *("yes", "no", "n/a", "x" * 3000, "ﬁbro", "İ", "no " * 400, ";;;,,,", "(((", "1e400", "0x10", "2026-02-30"),
    *([], [None], [[]], [{}], [0], ["left"], ["a", ["b"]], {}, {"status": None}, {"status": ["a"]}, {"": ""}),
    *(
        {"left": "red"},
        {"left soleus": 3},
        {"left soleus": ["red", 3]},
        [{"drug": None, "weeks": "x"}],
        [{"weeks": -3}],
    ),
    *(
        [{"item": "diabetes", "given": "x"}],
        {"a": {"b": {"c": 1}}},
        [True],
        {"present": ["x"]},
        [math.nan],
        [{"weeks": -3}],
    ),
]


@pytest.mark.parametrize("field", [*ASKED, *EXTRA, "policy", "profession", "practitioner"])
def test_any_answer_to_any_field_is_read_or_refused_by_name(field: str) -> None:
    for odd in ODD:
        verdict, error = judged({field: odd})
        if error:
            assert error.message
            assert error.field.partition(".")[0].partition("@")[0] in ("", field)
        else:
            assert verdict in ("clear", "caution", "ask", "stop")
