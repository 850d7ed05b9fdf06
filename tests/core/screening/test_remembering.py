"""What equal answers came to is judged once: nothing is judged again that could not come out otherwise."""

from __future__ import annotations

import pytest
from tests.support.rule_book import ON, book

from filiform.core.screening import Codes, History, Policy, RuleBook, plan, screen
from filiform.core.screening.conditions import AtLeast, Has, Here, Is, Near, SitesIn
from filiform.core.screening.history import Value
from filiform.core.screening.logic import AllOf, AnyOf
from filiform.core.screening.outcome import Outcome
from filiform.core.screening.setting import Setting
from filiform.core.values import Answer, Known, Side, Site

JUDGED: list[str] = []


class CountedHas(Has):
    """A list condition that writes down that it was judged."""

    __slots__ = ()

    def judge(self, setting: Setting) -> Outcome:
        JUDGED.append(self.codes[0])
        return Has.judge(self, setting)


class CountedAtLeast(AtLeast):
    """A number condition that writes down that it was judged."""

    __slots__ = ()

    def judge(self, setting: Setting) -> Outcome:
        JUDGED.append(self.field)
        return AtLeast.judge(self, setting)


class CountedHere(Here):
    """A site condition that writes down for which site it was judged."""

    __slots__ = ()

    def judge(self, setting: Setting) -> Outcome:
        JUDGED.append(str(setting.here))
        return Here.judge(self, setting)


class CountedNear(Near):
    """A condition on a placed code that writes down for which site it was judged."""

    __slots__ = ()

    def judge(self, setting: Setting) -> Outcome:
        JUDGED.append(str(setting.here))
        return Near.judge(self, setting)


class CountedSites(SitesIn):
    """A condition on all sites that writes down that it was judged."""

    __slots__ = ()

    def judge(self, setting: Setting) -> Outcome:
        JUDGED.append(self.group)
        return SitesIn.judge(self, setting)


def judged(rules: RuleBook, **answers: Answer[Value]) -> list[str]:
    """What was judged anew for these answers."""
    screen(History(), rules, ON)  # the plan is made before counting
    JUDGED.clear()
    screen(History(answers), rules, ON)
    return list(JUDGED)


def test_equal_answers_are_judged_once() -> None:
    rules = book(CountedHas("x", ("a",)))
    assert judged(rules, x=Known(Codes.of("a"))) == ["a"]
    assert judged(rules, x=Known(Codes.of("a"))) == []


def test_a_code_that_no_rule_names_changes_nothing() -> None:
    rules = book(CountedHas("x", ("a",)))
    assert judged(rules, x=Known(Codes.of("a", "z"))) == ["a"]
    assert judged(rules, x=Known(Codes.of("a", "y"))) == []
    assert judged(rules, x=Known(Codes(frozenset({"a"}), uncertain=frozenset({"z"})))) == ["a"]
    assert judged(rules, x=Known(Codes(frozenset({"a"}), uncertain=frozenset({"y"})))) == []


def test_a_rule_is_not_judged_again_for_the_code_of_another() -> None:
    rules = book(CountedHas("x", ("a",)), CountedHas("x", ("b",)))
    assert judged(rules, x=Known(Codes.of("a"))) == ["a"]
    assert judged(rules, x=Known(Codes.of("a", "b"))) == ["b"]
    assert judged(rules, x=Known(Codes.of("b"))) == []


def test_a_rule_is_not_judged_again_for_the_place_of_another_code() -> None:
    rules = book(CountedHas("x", ("a",)), CountedHas("x", ("b",)))
    assert judged(rules, x=Known(Codes.of("a:left-hip"))) == ["a", "b"]
    assert judged(rules, x=Known(Codes.of("a:left-hip", "b:right-hip"))) == ["b"]


def test_rules_on_other_lists_stay_shut() -> None:
    rules = book(CountedHas("x", ("a",)), CountedHas("y", ("b",)))
    assert judged(rules, x=Known(Codes.of("a")), y=Known(Codes.of("z"))) == ["a"]


def test_a_list_that_holds_nothing_shuts_its_rules() -> None:
    rules = book(CountedHas("x", ("a",)), AllOf((CountedHas("x", ("b",)), AtLeast("age", 3.0))))
    assert judged(rules, x=Known(Codes()), age=Known(9.0)) == []
    assert judged(rules, x=Known(Codes.of("z")), age=Known(1.0)) == []


def test_two_lists_shut_a_rule_together_and_neither_alone() -> None:
    rules = book(AnyOf((CountedHas("x", ("a",)), CountedHas("y", ("b",)))))
    assert judged(rules, x=Known(Codes()), y=Known(Codes())) == []
    assert judged(rules, x=Known(Codes()), y=Known(Codes.of("b"))) == ["a", "b"]


def test_a_list_that_alone_makes_a_rule_false_shuts_it() -> None:
    rules = book(AllOf((CountedHas("x", ("a",)), AnyOf((CountedHas("y", ("b",)), AtLeast("age", 3.0))))))
    assert judged(rules, x=Known(Codes()), y=Known(Codes.of("b"))) == []
    assert judged(rules, x=Known(Codes.of("a")), y=Known(Codes())) == ["a", "b"]


def test_numbers_between_the_same_bounds_are_one() -> None:
    rules = book(CountedAtLeast("x", 3.0), AtLeast("x", 10.0))
    assert judged(rules, x=Known(1.0)) == ["x"]
    assert judged(rules, x=Known(2.5)) == []
    assert judged(rules, x=Known(3.0)) == ["x"]
    assert judged(rules, x=Known(4.0)) == ["x"]
    # The bound of another rule: the stretch of both is new, this rule's own is not.
    assert judged(rules, x=Known(11.0)) == []


def test_sites_that_a_condition_cannot_see_are_one() -> None:
    rules = book(CountedHere("thorax"), per_site=True)
    both: Known[Value] = Known((Site("soleus"), Site("popliteus")))
    assert len(judged(rules, planned_sites=both)) == 1
    assert judged(rules, planned_sites=Known((Site("biceps"),))) == []
    inside: Known[Value] = Known((Site("rhomboids", Side.LEFT), Site("trapezius")))
    assert judged(rules, planned_sites=inside) == ["left rhomboids", "trapezius"]
    assert judged(rules, planned_sites=inside) == []


def test_a_finding_that_sees_no_site_is_judged_once_and_names_each() -> None:
    rules = book(CountedHas("x", ("a",)), per_site=True)
    sites: Known[Value] = Known((Site("soleus"), Site("popliteus")))
    assert judged(rules, x=Known(Codes.of("a")), planned_sites=sites) == ["a"]
    other: Known[Value] = Known((Site("biceps", Side.LEFT), Site("soleus")))
    assert judged(rules, x=Known(Codes.of("a")), planned_sites=other) == []
    (found,) = screen(History({"x": Known(Codes.of("a")), "planned_sites": other}), rules, ON).findings
    assert found.sites == ("left biceps", "soleus")


def test_a_code_is_held_against_each_site_only_where_it_has_a_place() -> None:
    rules = book(CountedNear("x", "plate"), per_site=True)
    sites: Known[Value] = Known((Site("rhomboids", Side.LEFT), Site("soleus", Side.RIGHT)))
    assert judged(rules, x=Known(Codes.of("plate")), planned_sites=sites) == ["left rhomboids"]
    placed = Known(Codes.of("plate:right-thorax"))
    assert judged(rules, x=placed, planned_sites=sites) == ["left rhomboids", "right soleus"]
    assert judged(rules, x=placed, planned_sites=sites) == []
    either = book(AnyOf((CountedNear("x", "plate"), Has("x", ("pin",)))), per_site=True)
    other = Known(Codes.of("plate", "pin:left-hip"))
    assert judged(either, x=other, planned_sites=sites) == ["left rhomboids"]


def test_sites_outside_the_group_do_not_count() -> None:
    rules = book(CountedSites("planned_sites", "thorax"))
    assert judged(rules, planned_sites=Known((Site("soleus"),))) == ["thorax"]
    assert judged(rules, planned_sites=Known((Site("popliteus"), Site("biceps")))) == []
    assert judged(rules, planned_sites=Known((Site("rhomboids"), Site("biceps")))) == ["thorax"]
    assert judged(rules, planned_sites=Known((Site("soleus"), Site("rhomboids")))) == []


def test_whether_it_matters_is_judged_once() -> None:
    rules = book(Is("open", (True,)), matters=CountedHas("x", ("a",)))
    assert judged(rules, x=Known(Codes.of("a"))) == ["a"]
    assert judged(rules, x=Known(Codes.of("a"))) == []


def test_nothing_is_forgotten_before_the_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = book(AnyOf((CountedHas("x", ("a", "b", "c", "d")),)))
    monkeypatch.setattr(plan, "REMEMBERED", 50)
    for code in "abcd":
        assert judged(rules, x=Known(Codes.of(code))) == ["a"]
    for code in "abcd":
        assert judged(rules, x=Known(Codes.of(code))) == []


def test_a_plan_is_made_once_for_each_book_and_policy() -> None:
    rules, other = book(Is("x", (True,))), book(Is("x", (True,)))
    here, there = Policy("IE"), Policy("ZA")
    assert plan.plan_for(rules, here) is plan.plan_for(rules, Policy("IE"))
    assert plan.plan_for(rules, here) is not plan.plan_for(rules, there)
    assert plan.plan_for(rules, here) is not plan.plan_for(other, here)
    assert plan.plan_for(rules, Policy("IE", None, {})) is plan.plan_for(rules, here)


def test_the_blocks_that_are_open_are_looked_up_once() -> None:
    made = plan.plan_for(book(Has("x", ("a",)), Has("y", ("b",)), Is("z", (True,))), Policy())
    reading = made.layout.read(History({"x": Known(Codes.of("a")), "y": Known(Codes())}))
    assert len(made.whole.opened(reading)) == 2
    assert made.whole.opened(reading) is made.whole.opened(reading)
