"""What is remembered between calls never mistakes one history, site, policy or rule book for another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from tests.support.rule_book import LEFT, ON, book, status

from filiform.core.screening import (
    Codes,
    History,
    Policy,
    Range,
    Status,
    Stricter,
    Unrecognised,
    Weight,
    plan,
    screen,
    tokens,
)
from filiform.core.screening.conditions import AtLeast, Below, Has, Here, Is, Leaf, Near, SitesIn
from filiform.core.screening.history import Value
from filiform.core.screening.logic import AllOf, AnyOf, IfGiven, Not
from filiform.core.screening.outcome import Outcome, Reason, no_or_yes
from filiform.core.screening.setting import Setting
from filiform.core.values import UNKNOWN, Answer, Known, Side, Site


@dataclass(frozen=True, slots=True)
class Longer(Leaf):
    """A condition that the plan knows nothing of: the word is longer than the structure in hand."""

    field: str

    def judge(self, setting: Setting) -> Outcome:
        answer = setting.history.get(self.field)
        length = len(setting.here.structure) if setting.here else 0
        word = str(answer.value) if isinstance(answer, Known) else ""
        return no_or_yes(len(word) > length, Reason(self.field, word))

    def fields(self) -> frozenset[str]:
        return frozenset({self.field})


def test_a_condition_of_a_new_kind_is_never_guessed() -> None:
    rules = book(AllOf((Longer("word"), Has("list", ("a",)))), per_site=True)
    sites: Known[Value] = Known((Site("ab"), Site("abcdefgh")))
    for _ in range(2):
        verdict = screen(
            History({"word": Known("abcd"), "list": Known(Codes.of("a")), "planned_sites": sites}), rules, ON
        )
        assert verdict.findings[0].sites == ("ab",)
    assert status(rules, word=Known("abcd"), list=Known(Codes()), planned_sites=sites) is Status.CLEAR
    either = book(AnyOf((Longer("word"), Has("list", ("a",)))))
    assert status(either, list=Known(Codes())) is Status.CLEAR
    assert status(either, word=Known("abcd"), list=Known(Codes())) is Status.CAUTION


def test_a_field_read_in_two_ways_keeps_its_whole_answer() -> None:
    rules = book(AnyOf((Is("x", ("odd",)), AtLeast("x", 3.0))))
    assert status(rules, x=Known(4.0)) is Status.CAUTION
    assert status(rules, x=Known(2.0)) is Status.CLEAR
    assert status(rules, x=Known(True)) is Status.ASK
    listed = book(AnyOf((Is("x", (True,)), Has("x", ("a",), here=True))), per_site=True)
    assert status(listed, x=Known(Codes.of("a")), planned_sites=LEFT) is Status.CAUTION
    here = History({"x": Known(Codes.of("b")), "planned_sites": LEFT}).with_answer(
        "x@left rhomboids", Known(Codes.of("a"))
    )
    assert screen(here, listed, ON).status is Status.CAUTION


def test_a_field_read_as_number_and_as_list_is_mistaken_for_neither() -> None:
    rules = book(AtLeast("x", 3.0), Has("x", ("a",)))
    for value, fires in ((2.0, []), (4.0, ["r0"]), (Codes.of("b"), []), (Codes.of("a"), ["r1"]), (1.0, [])):
        found = screen(History({"x": Known(value)}), rules, ON).findings
        assert [each.item for each in found] == fires


def test_what_was_ruled_out_in_an_unfinished_list_is_out() -> None:
    rules = book(Has("x", ("a", "b")))
    for absent, expected in (("", Status.ASK), ("a", Status.ASK), ("ab", Status.CLEAR), ("b", Status.ASK)):
        codes = Codes(absent=frozenset(absent), complete=False)
        verdict = screen(History({"x": Known(codes)}), rules, ON)
        assert verdict.status is expected
        assert [each.codes for each in verdict.missing] == (
            [tuple(sorted({"a", "b"} - set(absent)))] if expected is Status.ASK else []
        )


def test_words_that_nobody_knows_leave_each_site_open() -> None:
    rules = book(Has("skin", ("red",)), per_site=True)
    answers: dict[str, Answer[Value]] = {"skin": Known(Codes()), "planned_sites": LEFT}
    verdict = screen(History(answers, (), (Unrecognised("conditions", "zorblax"),)), rules, ON)
    assert (verdict.status, verdict.site_status) == (Status.ASK, {"left rhomboids": Status.ASK})


def test_sites_read_as_words_are_still_the_sites_that_are_judged() -> None:
    rules = book(Is("planned_sites", ("none",)), Has("skin", ("red",)), per_site=True)
    verdict = screen(History({"planned_sites": LEFT, "skin": Known(Codes())}), rules, ON)
    assert verdict.site_status == {"left rhomboids": Status.ASK}
    alone = book(Has("skin", ("red",)), per_site=True)
    assert screen(History({"planned_sites": LEFT, "skin": Known(Codes())}), alone, ON).status is Status.CLEAR
    assert screen(History({"skin": Known(Codes())}), alone, ON).site_status == {}


@pytest.mark.parametrize("odd", [Known(True), Known("word"), Known(Codes()), LEFT, UNKNOWN, Known(float("nan"))])
def test_an_answer_of_another_kind_is_unknown_and_never_a_number(odd: Answer[Value]) -> None:
    expected = Status.CLEAR if isinstance(odd, Known) and isinstance(odd.value, float) else Status.ASK
    assert status(book(AtLeast("x", 3.0)), x=odd) is expected


@pytest.mark.parametrize("odd", [Known(True), Known("word"), Known(2.0), LEFT, UNKNOWN])
def test_an_answer_of_another_kind_is_unknown_and_never_a_list(odd: Answer[Value]) -> None:
    rules = book(Has("x", ("a",)))
    assert status(rules, x=Known(Codes())) is Status.CLEAR
    assert status(rules, x=odd) is Status.ASK


@pytest.mark.parametrize("odd", [Known(Codes()), LEFT, UNKNOWN])
def test_an_answer_of_another_kind_is_unknown_and_never_a_word(odd: Answer[Value]) -> None:
    rules = book(Is("x", (1.0,)))
    assert (status(rules, x=Known(2.0)), status(rules, x=Known(1.0))) == (Status.CLEAR, Status.CAUTION)
    assert status(rules, x=odd) is Status.ASK


def test_an_answer_of_another_kind_is_no_site() -> None:
    assert status(book(SitesIn("planned_sites", "thorax")), planned_sites=Known("thorax")) is Status.ASK


@pytest.mark.parametrize(("value", "fires"), [(2.0, 0), (3.0, 1), (3.5, 1), (4.0, 2), (4.5, 3)])
def test_each_stretch_between_bounds_and_each_bound_is_told_apart(value: float, fires: int) -> None:
    rules = book(AtLeast("x", 3.0), AtLeast("x", "named"), AtLeast("x", "named", above=True), named=4.0)
    for _ in range(2):
        verdict = screen(History({"x": Known(value)}), rules, ON)
        assert len(verdict.findings) == fires
        assert {reason.value for finding in verdict.findings for reason in finding.because} <= {value}


def test_a_remembered_finding_tells_the_number_of_this_history() -> None:
    rules = book(AllOf((AtLeast("x", 3.0), Is("y", (True,)), Has("z", ("a",)))))
    for value in (5.0, 6.0, 6):
        answers: dict[str, Answer[Value]] = {"x": Known(value), "y": Known(True), "z": Known(Codes.of("a"))}
        finding = screen(History(answers), rules, ON).findings[0]
        assert repr([(r.field, r.value) for r in finding.because]) == repr([("x", value), ("y", True), ("z", "a")])


def test_a_number_alone_is_told_as_it_is_in_this_history() -> None:
    rules = book(AtLeast("x", 3.0))
    for value in (5.0, 6.0):
        (found,) = screen(History({"x": Known(value)}), rules, ON).findings
        assert [reason.value for reason in found.because] == [value]


def test_numbers_on_the_bounds_of_other_rules_are_not_mistaken() -> None:
    rules = book(AtLeast("x", 3.0), AtLeast("x", 4.0), Below("x", 5.0), AtLeast("x", 5.0, above=True))
    for value in (2.0, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, float("nan"), 4.0, 3.0, 5.0, 2.0, 6, 2):
        expected = [value >= 3, value >= 4, value < 5, value > 5]
        fired = {found.item for found in screen(History({"x": Known(value)}), rules, ON).findings}
        assert fired == {f"r{i}" for i, fires in enumerate(expected) if fires}


def test_a_threshold_that_nobody_set_is_an_error_only_where_it_is_needed() -> None:
    rules = book(Below("x", "unset"))
    assert status(rules) is Status.ASK
    with pytest.raises(KeyError):
        status(rules, x=Known(1.0))


def test_a_gate_shuts_only_on_a_whole_answer() -> None:
    rules = book(AllOf((Has("x", ("a",)), AtLeast("age", 50.0))), Not(Has("x", ("b",))))
    ages: Answer[Value] = Known(60.0)
    assert screen(History({"x": Known(Codes()), "age": ages}), rules, ON).findings[0].item == "r1"
    assert status(rules, x=Known(Codes(frozenset({"b"}))), age=UNKNOWN) is Status.CLEAR
    assert status(rules, x=Known(Codes(frozenset({"b"}), complete=False)), age=ages) is Status.ASK
    assert status(rules, x=Known(Codes(frozenset({"b"}), uncertain=frozenset({"a"}))), age=ages) is Status.ASK
    assert len(screen(History({"x": Known(Codes.of("a:left-hip")), "age": ages}), rules, ON).findings) == 2


def test_a_gate_of_two_lists_needs_both_empty() -> None:
    rules = book(AnyOf((Has("x", ("a",)), Has("y", ("b",)))))
    assert status(rules, x=Known(Codes()), y=Known(Codes())) is Status.CLEAR
    assert status(rules, x=Known(Codes()), y=Known(Codes.of("b"))) is Status.CAUTION
    assert status(rules, x=Known(Codes())) is Status.ASK


def test_an_answer_for_one_site_keeps_gates_open() -> None:
    rules = book(Has("skin", ("red",), here=True), per_site=True)
    two: Known[Value] = Known((Site("rhomboids", Side.LEFT), Site("piriformis")))
    plain = History({"skin": Known(Codes()), "planned_sites": two})
    assert screen(plain, rules, ON).status is Status.CLEAR
    one = plain.with_answer("skin@left rhomboids", Known(Codes.of("red"))).with_answer("other@left rhomboids", UNKNOWN)
    assert screen(one, rules, ON).findings[0].sites == ("left rhomboids",)
    open_ = plain.with_answer("skin@left rhomboids", UNKNOWN)
    assert screen(open_, rules, ON).site_status == {"left rhomboids": Status.ASK, "piriformis": Status.CLEAR}


def test_a_place_is_held_against_each_site() -> None:
    rules = book(Near("x", "plate"), AllOf((Here("thorax"), IfGiven(Is("y", (True,))))), per_site=True)
    for side, fires in ((Side.LEFT, True), (Side.RIGHT, False)):
        for _ in range(2):
            sites: Known[Value] = Known((Site("piriformis", side),))
            history = History({"x": Known(Codes.of("plate:left-hip")), "planned_sites": sites})
            assert bool(screen(history, rules, ON).findings) is fires


def test_policies_and_rule_books_are_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "PLANS", 2)
    history = History({"x": Known(4.0)})
    rules = replace(book(AtLeast("x", "limit"), limit=3.0), ranges={"limit": Range(1.0, 6.0, Stricter.LOWER)})
    for _ in range(2):
        assert screen(history, rules, ON).status is Status.CAUTION
        assert screen(history, rules, ON, Policy(thresholds={"limit": 5.0})).status is Status.CLEAR
        ruling = {"r0": Weight.STOP}
        assert screen(history, rules, ON, Policy(rulings=ruling)).status is Status.STOP
        assert screen(history, replace(rules, rules=()), ON).status is Status.CLEAR


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "REMEMBERED", 4)
    monkeypatch.setattr(tokens, "REMEMBERED", 4)
    rules = book(AllOf((Here("thorax"), Is("word", ("w3", "w8")))), per_site=True)

    def sites() -> Iterator[Known[Value]]:
        for name in ("rhomboids", "piriformis", "soleus"):
            yield Known((Site(name, Side.LEFT), Site(name, Side.RIGHT)))

    for word in range(12):
        for number, planned in enumerate(sites()):
            verdict = screen(History({"word": Known(f"w{word}"), "planned_sites": planned}), rules, ON)
            assert bool(verdict.findings) is (number == 0 and word in (3, 8))
            assert len(plan.plan_for(rules, Policy()).layout._places) <= 5
