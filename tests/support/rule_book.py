"""Small rule books for tests of the screening engine: a rule for each condition, all alike but for what is said."""

from __future__ import annotations

from datetime import date
from typing import Any

from filiform.core.screening import Action, Class, History, How, Rule, RuleBook, SourceSays, Status, screen
from filiform.core.screening.conditions import Condition, Is
from filiform.core.screening.history import Value
from filiform.core.values import Answer, Known, Side, Site

ON = date(2026, 6, 1)
SAYS = SourceSays("TEST", "says so", How.PRODUCT)
GROUPS = {
    "thorax": frozenset({"rhomboids", "trapezius"}),
    "hip": frozenset({"piriformis"}),
    "leg": frozenset({"soleus"}),
}
LEFT: Known[Value] = Known((Site("rhomboids", Side.LEFT),))


def rule(name: str, class_: Class = Class.PRECAUTION, action: Action = Action.MODIFY_TECHNIQUE, **more: Any) -> Rule:
    """A rule that fires when the answer `name` is yes, or `when` something else."""
    given = {"item": name, "when": Is(name, (True,)), "sources": (SAYS,), **more}
    return Rule(id=name, chapter="test", label=name, class_=class_, action=action, **given)


def book_of(*rules: Rule, **thresholds: float) -> RuleBook:
    """A book of these rules, of version "v1"."""
    return RuleBook(rules, GROUPS, thresholds, "v1")


def book(*conditions: Condition, per_site: bool = False, matters: Condition | None = None, **more: float) -> RuleBook:
    """A book with a rule (r0, r1, ...) for each condition; `more` are its thresholds."""
    asked = {"matters": matters} if matters else {}
    rules = (rule(f"r{i}", when=when, per_site=per_site, **asked) for i, when in enumerate(conditions))
    return book_of(*rules, **more)


def status(rules: RuleBook, **answers: Answer[Value]) -> Status:
    """What these answers come to."""
    return screen(History(answers), rules, ON).status
