"""How a verdict is made, on small rule books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.support.rule_book import ON, book_of, rule

from filiform.core.screening import (
    Action,
    Class,
    Clearance,
    Codes,
    History,
    Policy,
    Range,
    Rule,
    Status,
    Stricter,
    Unrecognised,
    Verdict,
    Weight,
    needed,
    screen,
)
from filiform.core.screening.conditions import Here, Is, SitesIn
from filiform.core.screening.history import Value
from filiform.core.screening.logic import AllOf
from filiform.core.values import UNKNOWN, Answer, Known, Side, Site

SITES: Known[Value] = Known((Site("rhomboids", Side.LEFT), Site("soleus", Side.RIGHT)))


def judge(rules: tuple[Rule, ...], policy: Policy | None = None, **answers: Answer[Value]) -> Verdict:
    return screen(History(answers), book_of(*rules, limit=3.0), ON, policy or Policy())


YES: Known[Value] = Known(True)
NO: Known[Value] = Known(False)


@pytest.mark.parametrize(
    ("class_", "action", "status"),
    [
        (Class.ABSOLUTE, Action.MODIFY_TECHNIQUE, Status.STOP),
        (Class.RED_FLAG, Action.MEDICAL_CLEARANCE, Status.STOP),
        (Class.SERIOUS_ADVERSE_EVENT, Action.PROCEED_WITH_MONITORING, Status.STOP),
        (Class.PRECAUTION, Action.REFER_URGENT, Status.STOP),
        (Class.PRECAUTION, Action.REFER_EMERGENCY, Status.STOP),
        (Class.PRECAUTION, Action.DO_NOT_NEEDLE, Status.STOP),
        (Class.SITE_SPECIFIC, Action.AVOID_SITE, Status.STOP),
        (Class.RELATIVE, Action.MEDICAL_CLEARANCE, Status.STOP),
        (Class.RELATIVE, Action.MODIFY_TECHNIQUE, Status.CAUTION),
        (Class.PRECAUTION, Action.MEDICAL_CLEARANCE, Status.CAUTION),
        (Class.PRECAUTION, Action.PROCEED_WITH_MONITORING, Status.CAUTION),
    ],
)
def test_what_a_finding_comes_to(class_: Class, action: Action, status: Status) -> None:
    verdict = judge((rule("a", class_, action),), a=YES)
    assert verdict.status is status
    assert verdict.findings[0].status is status
    assert verdict.version == "v1"


def test_nothing_found_and_nothing_missing_is_clear() -> None:
    assert judge((rule("a"),), a=NO).status is Status.CLEAR


@pytest.mark.parametrize("answers", [{}, {"a": UNKNOWN}])
def test_a_missing_answer_asks(answers: dict[str, Answer[Value]]) -> None:
    verdict = judge((rule("a"),), **answers)
    assert verdict.status is Status.ASK
    assert [(m.field, m.codes, m.items) for m in verdict.missing] == [("a", (), ("a",))]


def test_stop_goes_before_ask_and_ask_before_caution() -> None:
    stop, caution, open_ = rule("s", Class.ABSOLUTE), rule("c"), rule("o")
    assert judge((stop, caution, open_), s=YES, c=YES).status is Status.STOP
    assert judge((stop, caution, open_), s=NO, c=YES).status is Status.ASK


def test_unrecognised_words_ask() -> None:
    history = History({"a": NO}, unrecognised=(Unrecognised("medications", "zorblax"),))
    verdict = screen(history, book_of(rule("a")), ON)
    assert (verdict.status, verdict.unrecognised) == (Status.ASK, history.unrecognised)


def test_a_rule_that_does_not_matter_is_not_asked_but_fires_when_told() -> None:
    quiet = rule("a", matters=Is("pain", ("back",)))
    assert judge((quiet,), pain=Known("knee")).status is Status.CLEAR
    assert judge((quiet,), pain=Known("knee"), a=YES).status is Status.CAUTION
    assert judge((quiet,), pain=Known("back")).status is Status.ASK
    assert judge((quiet,)).status is Status.ASK
    assert judge((quiet,), pain=Known("knee"), a=UNKNOWN).status is Status.ASK


def test_a_clearance_turns_a_stop_into_a_caution_while_it_holds() -> None:
    rules = book_of(rule("a", Class.RELATIVE, Action.MEDICAL_CLEARANCE))
    history = History({"a": YES}, clearances=(Clearance("a", ON, ON), Clearance("b", ON)))
    assert screen(history, rules, ON).status is Status.CAUTION
    assert screen(history, rules, date(2026, 6, 2)).status is Status.STOP
    assert screen(history, rules, ON).findings[0].cleared


def test_a_clearance_for_something_else_clears_nothing() -> None:
    history = History({"a": YES}, clearances=(Clearance("b", ON),))
    rules = book_of(rule("a", Class.RELATIVE, Action.MEDICAL_CLEARANCE))
    assert screen(history, rules, ON).status is Status.STOP


def test_each_site_is_judged_by_itself() -> None:
    barred = rule("t", Class.SITE_SPECIFIC, Action.AVOID_SITE, when=Here("thorax"), per_site=True)
    asked = rule("l", when=AllOf((Here("leg"), Is("numb", (True,)))), per_site=True)
    verdict = judge((barred, asked), planned_sites=SITES)
    assert verdict.findings[0].sites == ("left rhomboids",)
    assert verdict.site_status == {"left rhomboids": Status.STOP, "right soleus": Status.ASK}


def test_a_finding_about_the_person_weighs_on_every_site() -> None:
    verdict = judge((rule("a"),), a=YES, planned_sites=SITES)
    assert set(verdict.site_status.values()) == {Status.CAUTION}


def test_sites_of_one_rule_are_joined() -> None:
    either = rule("x", when=Is("a", (True,)), per_site=True)
    assert judge((either,), a=YES, planned_sites=SITES).findings[0].sites == ("left rhomboids", "right soleus")


def test_without_planned_sites_a_site_rule_asks_for_them() -> None:
    verdict = judge((rule("t", when=Here("thorax"), per_site=True),))
    assert [m.field for m in verdict.missing] == ["planned_sites"]
    assert verdict.site_status == {}


def test_the_stricter_form_of_an_item_leads_and_all_causes_are_kept() -> None:
    mild = rule("a", item="x")
    strict = rule("b", Class.RELATIVE, Action.MEDICAL_CLEARANCE, item="x")
    for rules in ((mild, strict), (strict, mild)):
        verdict = judge(rules, a=YES, b=YES)
        assert [(f.item, f.rule) for f in verdict.findings] == [("x", "b")]
        assert [reason.field for reason in verdict.findings[0].because] == ["a", "b"]


def test_a_finding_gives_way_only_to_one_as_strict() -> None:
    first = rule("a", Class.RED_FLAG, Action.REFER_EMERGENCY, yields_to=("b",))
    strong = rule("b", Class.SERIOUS_ADVERSE_EVENT, Action.REFER_EMERGENCY)
    assert [f.item for f in judge((first, strong), a=YES, b=YES).findings] == ["b"]
    assert [f.item for f in judge((first, strong), a=YES, b=NO).findings] == ["a"]
    weak = replace(strong, class_=Class.PRECAUTION, action=Action.MODIFY_TECHNIQUE)
    assert {f.item for f in judge((first, weak), a=YES, b=YES).findings} == {"a", "b"}


def test_emergencies_lead_then_what_can_be_mended() -> None:
    rules = (
        rule("e", Class.RED_FLAG, Action.REFER_EMERGENCY),
        rule("d", Class.ABSOLUTE, Action.DO_NOT_NEEDLE),
        rule("m"),
        rule("s", Class.SITE_SPECIFIC, Action.AVOID_SITE),
        rule("c", Class.RELATIVE, Action.MEDICAL_CLEARANCE),
    )
    verdict = judge(rules, **{each.id: YES for each in rules})
    assert [f.item for f in verdict.findings] == ["e", "s", "c", "d", "m"]


BOTH = rule(
    "law",
    Class.SITE_SPECIFIC,
    Action.AVOID_SITE,
    when=SitesIn("planned_sites", "thorax", both=True),
    law_of="ZA",
    elsewhere=(Class.PRECAUTION, Action.MODIFY_TECHNIQUE),
)
BOTH_SIDES: Known[Value] = Known((Site("rhomboids", Side.LEFT), Site("rhomboids", Side.RIGHT)))
OPEN_SIDES: Known[Value] = Known((Site("rhomboids", Side.LEFT), Site("rhomboids")))


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("ZA", Status.STOP),
        ("ZA-GP", Status.STOP),
        ("ZAX", Status.CAUTION),
        ("IE", Status.CAUTION),
        (None, Status.CAUTION),
    ],
)
def test_law_binds_at_home_and_is_a_caution_elsewhere(where: str | None, status: Status) -> None:
    verdict = judge((BOTH,), Policy(jurisdiction=where), planned_sites=BOTH_SIDES)
    assert verdict.status is status
    assert verdict.findings[0].binding is (where in ("ZA", "ZA-GP"))


def test_law_asks_only_where_it_binds() -> None:
    assert judge((BOTH,), Policy(jurisdiction="ZA"), planned_sites=OPEN_SIDES).status is Status.ASK
    assert judge((BOTH,), Policy(jurisdiction="IE"), planned_sites=OPEN_SIDES).status is Status.CLEAR


def test_law_without_a_weight_elsewhere_keeps_its_own() -> None:
    assert judge((replace(BOTH, elsewhere=None),), planned_sites=BOTH_SIDES).status is Status.STOP


def test_a_practice_may_weigh_otherwise_but_not_an_emergency_nor_its_law() -> None:
    ruling = Policy("ZA", dict.fromkeys(("a", "e", "law"), Weight.WEIGH))
    fear = rule("a", Class.ABSOLUTE, Action.DO_NOT_NEEDLE, disagreement=True)
    verdict = judge((fear,), ruling, a=YES)
    assert (verdict.status, verdict.findings[0].by_policy) == (Status.CAUTION, True)
    flag = rule("e", Class.RED_FLAG, Action.REFER_EMERGENCY)
    assert judge((flag,), ruling, e=YES).status is Status.STOP
    assert judge((rule("e", Class.PRECAUTION, Action.REFER_URGENT),), ruling, e=YES).status is Status.STOP
    assert judge((BOTH,), ruling, planned_sites=BOTH_SIDES).status is Status.STOP


def test_what_a_practice_only_notes_is_a_caution_that_asks_for_no_decision() -> None:
    noted = judge((rule("a"),), Policy("IE", {"a": Weight.NOTE}), a=YES)
    weighed = judge((rule("a"),), Policy("IE", {"a": Weight.WEIGH}), a=YES)
    assert noted.status is weighed.status is Status.CAUTION
    assert [(f.noted, f.by_policy) for f in (*noted.findings, *weighed.findings)] == [(True, True), (False, True)]
    assert judge((rule("a"),), Policy("IE", {"a": Weight.NOTE}), a=UNKNOWN).status is Status.ASK


def test_a_practice_may_set_a_threshold() -> None:
    from filiform.core.screening.conditions import AtLeast

    inr = rule("inr", when=AtLeast("inr", "limit"))
    assert judge((inr,), inr=Known(3.5)).status is Status.CAUTION
    settable = replace(book_of(inr, limit=3.0), ranges={"limit": Range(2.0, 4.0, Stricter.LOWER)})
    own = Policy(thresholds={"limit": 4.0})
    assert screen(History({"inr": Known(3.5)}), settable, ON, own).status is Status.CLEAR
    assert judge((inr,), own, inr=Known(3.5)).status is Status.CAUTION


def test_needed_lists_what_clear_still_wants() -> None:
    from filiform.core.screening.conditions import Has

    two = book_of(rule("a", when=Has("list", ("x",))), rule("b", when=Has("list", ("y", "z"))))
    assert [(m.field, m.codes, m.items) for m in needed(History(), two, ON)] == [("list", ("x", "y", "z"), ("a", "b"))]
    assert needed(History({"list": Known(Codes())}), two, ON) == ()
