"""Each condition with a yes, a no, an unknown and a wrong kind of answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filiform.core.screening import Codes, History
from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Is, Near, SitesIn
from filiform.core.screening.history import Value
from filiform.core.screening.logic import ALWAYS, AllOf, AnyOf, IfGiven, Not, Weighed, count_at_least
from filiform.core.screening.outcome import Need, Outcome, Reason, Truth
from filiform.core.screening.setting import Setting
from filiform.core.values import DECLINED, UNKNOWN, Answer, Known, Side, Site

GROUPS = {"thorax": frozenset({"rhomboids", "scalenes"}), "hip": frozenset({"piriformis"})}
YES, NO, OPEN = Truth.YES, Truth.NO, Truth.UNKNOWN
LEFT, RIGHT = Site("rhomboids", Side.LEFT), Site("rhomboids", Side.RIGHT)


def setting(here: Site | None = None, **answers: Answer[Value]) -> Setting:
    return Setting(History(answers), GROUPS, {"limit": 3.0}, here)


def sites(*each: Site) -> Known[Value]:
    return Known(each)


def judged(condition: Condition, here: Site | None = None, **answers: Answer[Value]) -> Outcome:
    return condition.judge(setting(here, **answers))


CASES: list[tuple[Condition, Answer[Value] | None, Truth]] = [
    (Is("f", (True,)), Known(True), YES),
    (Is("f", (True,)), Known(False), NO),
    (Is("f", (True,)), None, OPEN),
    (Is("f", (True,)), UNKNOWN, OPEN),
    (Is("f", (True,)), DECLINED, OPEN),
    (Is("f", ("a", "b")), Known("b"), YES),
    (Is("f", ("a",)), Known(Codes()), OPEN),
    (Is("f", ("a",)), sites(LEFT), OPEN),
    (Has("f", ("a",)), Known(Codes.of("a")), YES),
    (Has("f", ("a",)), Known(Codes.of("a:left-hip")), YES),
    (Has("f", ("a",)), Known(Codes.of("b")), NO),
    (Has("f", ("a",)), Known(Codes.of("b", complete=False)), OPEN),
    (Has("f", ("a",)), Known(Codes(absent=frozenset({"a"}), complete=False)), NO),
    (Has("f", ("a",)), Known(Codes(uncertain=frozenset({"a"}))), OPEN),
    (Has("f", ("a", "b")), Known(Codes(absent=frozenset({"a"}), complete=False)), OPEN),
    (Has("f", ("a",)), Known("a"), OPEN),
    (Has("f", ("a",)), None, OPEN),
    (AtLeast("f", 3), Known(3.0), YES),
    (AtLeast("f", 3), Known(2.9), NO),
    (AtLeast("f", 3, above=True), Known(3.0), NO),
    (AtLeast("f", "limit", above=True), Known(3.1), YES),
    (AtLeast("f", 3), Known("many"), OPEN),
    (AtLeast("f", 1), Known(True), OPEN),
    (AtLeast("f", 3), UNKNOWN, OPEN),
    (Below("f", "limit"), Known(2.9), YES),
    (Below("f", 3), Known(3.0), NO),
    (Below("f", 3), Known(Codes()), OPEN),
    (Below("f", 3), None, OPEN),
    (SitesIn("f", "thorax"), sites(LEFT), YES),
    (SitesIn("f", "thorax"), sites(), NO),
    (SitesIn("f", "hip"), sites(LEFT), NO),
    (SitesIn("f", "thorax"), None, OPEN),
    (SitesIn("f", "thorax", both=True), sites(LEFT, RIGHT), YES),
    (SitesIn("f", "thorax", both=True), sites(LEFT), NO),
    (SitesIn("f", "thorax", both=True), sites(LEFT, Site("scalenes")), OPEN),
    (SitesIn("f", "thorax", both=True), sites(Site("scalenes")), NO),
]


@pytest.mark.parametrize(("condition", "answer", "truth"), CASES)
def test_one_answer(condition: Condition, answer: Answer[Value] | None, truth: Truth) -> None:
    outcome = judged(condition, **({} if answer is None else {"f": answer}))
    assert outcome.truth is truth
    assert condition.fields() == {"f"}
    assert bool(outcome.needs) is (truth is OPEN)
    assert all(need.field == "f" for need in outcome.needs)


def test_the_causes_are_named() -> None:
    assert judged(Has("f", ("a", "b")), f=Known(Codes.of("b", "a"))).because == (Reason("f", "a"), Reason("f", "b"))
    assert judged(AtLeast("f", 3), f=Known(4.0)).because == (Reason("f", 4.0),)
    assert judged(Has("f", ("b", "a")), f=UNKNOWN).needs == (Need("f", ("b", "a")),)


def test_an_answer_for_the_site_goes_before_the_general_one() -> None:
    here = Has("skin", ("wound",), here=True)
    answers: dict[str, Answer[Value]] = {
        "skin": Known(Codes.of("wound")),
        "skin@left rhomboids": Known(Codes()),
    }
    assert judged(here, LEFT, **answers).truth is NO
    assert judged(here, RIGHT, **answers).truth is YES
    assert judged(here, None, **answers).truth is YES


def test_the_site_in_hand() -> None:
    assert judged(Here("thorax"), LEFT).truth is YES
    assert judged(Here("hip"), LEFT).truth is NO
    assert judged(Here("hip")).needs == (Need("planned_sites"),)
    assert Here("hip").fields() == {"planned_sites"}


@pytest.mark.parametrize(
    ("code", "site", "truth"),
    [
        ("joint:left-hip", Site("piriformis", Side.LEFT), YES),
        ("joint:left-hip", Site("piriformis", Side.RIGHT), NO),
        ("joint:left-hip", Site("piriformis", Side.MIDLINE), YES),
        ("joint:left-hip", Site("piriformis"), YES),
        ("joint:hip", Site("piriformis", Side.RIGHT), YES),
        ("joint:hip", LEFT, NO),
        ("joint", LEFT, YES),
        ("joint:left-elsewhere", LEFT, YES),
        ("joint:left-elsewhere", RIGHT, NO),
        ("other", LEFT, NO),
        ("joint:hip", None, OPEN),
    ],
)
def test_near(code: str, site: Site | None, truth: Truth) -> None:
    assert judged(Near("f", "joint"), site, f=Known(Codes.of(code))).truth is truth


def test_near_names_the_place_and_what_it_reads() -> None:
    near = Near("f", "joint")
    answer: Known[Value] = Known(Codes.of("joint:left-hip", "joint"))
    assert judged(near, Site("piriformis", Side.LEFT), f=answer).because == (
        Reason("f", "joint"),
        Reason("f", "joint:left-hip"),
    )
    assert judged(near, LEFT).needs == (Need("f", ("joint",)),)
    assert near.fields() == {"f", "planned_sites"}


A, B, C = Is("a", (True,)), Is("b", (True,)), Is("c", (True,))
T: Known[Value] = Known(True)
F: Known[Value] = Known(False)


@pytest.mark.parametrize(
    ("condition", "answers", "truth"),
    [
        (AnyOf((A, B)), {"a": T}, YES),
        (AnyOf((A, B)), {"a": F}, OPEN),
        (AnyOf((A, B)), {"a": F, "b": F}, NO),
        (AllOf((A, B)), {"a": T, "b": T}, YES),
        (AllOf((A, B)), {"b": F}, NO),
        (AllOf((A, B)), {"a": T}, OPEN),
        (ALWAYS, {}, YES),
        (Not(A), {"a": T}, NO),
        (Not(A), {"a": F}, YES),
        (Not(A), {}, OPEN),
        (IfGiven(A), {}, NO),
        (IfGiven(A), {"a": T}, YES),
        (IfGiven(A), {"a": F}, NO),
        (IfGiven(A), {"a": UNKNOWN}, OPEN),
        (IfGiven(Has("a", ("x",))), {"a": Known(Codes(complete=False))}, NO),
        (IfGiven(Has("a", ("x",))), {"a": Known(Codes(uncertain=frozenset({"x"})))}, OPEN),
        (IfGiven(A), {"a": Known(Codes())}, NO),
        (count_at_least(2, (A, B, C)), {"a": T, "b": T}, YES),
        (count_at_least(2, (A, B, C)), {"a": T, "b": F}, OPEN),
        (count_at_least(2, (A, B, C)), {"a": F, "b": F}, NO),
        (Weighed(1, ((1.0, A), (-2.0, B))), {"a": T, "b": F}, YES),
        (Weighed(1, ((1.0, A), (-2.0, B))), {"a": T, "b": T}, NO),
        (Weighed(1, ((1.0, A), (-2.0, B))), {"a": T}, OPEN),
        (Weighed(1, ((1.0, A), (-2.0, B))), {"a": F}, NO),
    ],
)
def test_logic(condition: Condition, answers: dict[str, Answer[Value]], truth: Truth) -> None:
    assert judged(condition, **answers).truth is truth


def test_all_asks_for_the_first_gap_only() -> None:
    assert judged(AllOf((A, B))).needs == (Need("a"),)
    assert judged(AllOf((A, B)), a=T).needs == (Need("b"),)


def test_any_asks_for_every_gap_and_names_every_cause() -> None:
    assert judged(AnyOf((A, B))).needs == (Need("a"), Need("b"))
    assert judged(AnyOf((A, B)), a=T, b=T).because == (Reason("a", True), Reason("b", True))


@pytest.mark.parametrize("made", [AnyOf((A, B)), AllOf((A, B)), count_at_least(1, (A, B)), IfGiven(AnyOf((A, B)))])
def test_fields_of_the_parts(made: Condition) -> None:
    assert made.fields() == {"a", "b"}
    assert Not(made).fields() == {"a", "b"}


def test_a_setting_is_replaced_site_by_site() -> None:
    whole = setting()
    assert replace(whole, here=LEFT).here is LEFT
    assert whole.bound("limit") == 3.0
