"""Corners of what is remembered between calls: full memories, doubts, sites, equal weights, law elsewhere."""

from __future__ import annotations

from dataclasses import replace

from tests.support.rule_book import LEFT, ON, book, book_of, rule, status

from filiform.core.screening import (
    Action,
    Class,
    Codes,
    History,
    Policy,
    Status,
    plan,
    screen,
)
from filiform.core.screening.conditions import Has, Here, Is, Near
from filiform.core.screening.history import Value
from filiform.core.values import UNKNOWN, Known, Side, Site


def test_a_memory_that_is_full_is_emptied() -> None:
    memory: dict[int, int] = {}
    for number in range(10):
        plan._remember(memory, number, -number, 4)
        assert memory[number] == -number
        assert len(memory) <= 4


def test_a_doubt_about_a_code_is_told_from_a_doubt_about_its_place() -> None:
    asked = rule("r", when=Has("x", ("a",)))
    rules = book_of(replace(asked, matters=Is("m", (True,))))
    assert status(book(Has("x", ("a",))), x=Known(Codes(uncertain=frozenset({"z"})))) is Status.CLEAR
    for doubt, expected in (("z", Status.CLEAR), ("a:left-hip", Status.CLEAR), ("a", Status.ASK)):
        answers = {"x": Known(Codes(uncertain=frozenset({doubt}))), "m": Known(False)}
        assert screen(History(answers), rules, ON).status is expected


def test_answers_for_one_site_are_told_apart() -> None:
    rules = book(Has("skin", ("red", "rash"), here=True), per_site=True)
    plain = History({"skin": Known(Codes()), "planned_sites": LEFT})
    for code, expected in (("red", "red"), ("rash", "rash"), ("other", None), ("red", "red")):
        here = plain.with_answer("skin@left rhomboids", Known(Codes.of(code)))
        told = [reason.value for found in screen(here, rules, ON).findings for reason in found.because]
        assert told == ([expected] if expected else [])


def test_yes_and_one_are_told_apart() -> None:
    rules = book(Is("x", (True,)))
    for value in (True, 1.0, 1, True):
        (found,) = screen(History({"x": Known(value)}), rules, ON).findings
        assert repr(found.because[0].value) == repr(value)


def test_whether_a_rule_matters_is_kept_once_for_all_rules() -> None:
    each = replace(book(Is("x", (True,))).rules[0], matters=Is("m", (True,)))
    made = plan.plan_for(book_of(each), Policy())
    assert made.matters(each.matters) is made.matters(Is("m", (True,)))


def test_law_asks_of_its_own_accord_only_where_it_binds() -> None:
    law = replace(book(Is("x", (True,))).rules[0], law_of="ZA")
    rules = book_of(law)
    for where, unasked in (("ZA", Status.ASK), ("IE", Status.CLEAR)):
        assert screen(History(), rules, ON, Policy(where)).status is unasked
        assert screen(History({"x": UNKNOWN}), rules, ON, Policy(where)).status is Status.ASK


def test_a_doubt_about_the_place_of_a_code_is_a_doubt() -> None:
    rules = book(Has("x", ("a",)))
    for doubt, expected in (("z", Status.CLEAR), ("a:left-hip", Status.ASK), ("z:left-hip", Status.CLEAR)):
        assert status(rules, x=Known(Codes(uncertain=frozenset({doubt})))) is expected


def test_a_finding_at_two_sites_keeps_the_causes_of_both() -> None:
    rules = book(Here("thorax"), per_site=True)
    sites: Known[Value] = Known((Site("rhomboids", Side.LEFT), Site("rhomboids", Side.RIGHT)))
    (found,) = screen(History({"planned_sites": sites}), rules, ON).findings
    assert [reason.value for reason in found.because] == ["left rhomboids", "right rhomboids"] == list(found.sites)


def test_of_two_rules_of_equal_weight_the_first_in_the_book_leads() -> None:
    one, other = book(Has("x", ("a",)), Has("y", ("b",))).rules
    rules = book_of(one, replace(other, item=one.item))
    (found,) = screen(History({"x": Known(Codes.of("a")), "y": Known(Codes.of("b"))}), rules, ON).findings
    assert (found.rule, [reason.value for reason in found.because]) == ("r0", ["a", "b"])


def test_a_place_elsewhere_on_the_same_side_is_not_near() -> None:
    rules = book(Near("x", "plate"), per_site=True)
    assert status(rules, x=Known(Codes.of("plate:left-hip")), planned_sites=LEFT) is Status.CLEAR
    assert status(rules, x=Known(Codes.of("plate:left-thorax")), planned_sites=LEFT) is Status.CAUTION


def test_a_rule_for_the_whole_person_looks_at_no_site() -> None:
    rules = book(Has("skin", ("red",)))
    history = History({"skin": Known(Codes()), "planned_sites": LEFT, "skin@left rhomboids": Known(Codes.of("red"))})
    assert screen(history, rules, ON).status is Status.CLEAR
    (found,) = screen(history.with_answer("skin", Known(Codes.of("red"))), rules, ON).findings
    assert found.sites == ()
    assert not found.disagreement


def test_an_answer_for_one_site_counts_only_where_a_rule_asks_for_it() -> None:
    rules = book(Has("skin", ("red",)), per_site=True)
    history = History({"skin": Known(Codes()), "planned_sites": LEFT, "skin@left rhomboids": Known(Codes.of("red"))})
    assert screen(history, rules, ON).status is Status.CLEAR


def test_what_can_be_mended_leads_and_emergencies_lead_all() -> None:
    order = (
        Action.REFER_EMERGENCY,
        Action.REFER_URGENT,
        Action.NO_ELECTRICAL_STIMULATION,
        Action.AVOID_SITE,
        Action.MEDICAL_CLEARANCE,
        Action.DO_NOT_NEEDLE,
        Action.MODIFY_TECHNIQUE,
        Action.PROCEED_WITH_MONITORING,
    )
    rules = tuple(
        replace(each, class_=Class.ABSOLUTE, action=action)
        for each, action in zip(book(*[Is("x", (True,))] * 8).rules, reversed(order), strict=True)
    )
    verdict = screen(History({"x": Known(True)}), book_of(*rules), ON)
    assert tuple(found.action for found in verdict.findings) == order
