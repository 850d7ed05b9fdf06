"""What a practice may change of a rule, and what no policy gets past."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import pytest

from filiform.core.screening import Action, Class, How, Policy, Range, Rule, RuleBook, SourceSays, Stricter, Weight
from filiform.core.screening.conditions import AtLeast, Below, Is
from filiform.core.screening.policy import (
    RANKS,
    Fault,
    Floor,
    Why,
    allowed_range,
    faults,
    firm_thresholds,
    floor_of,
    named_thresholds,
    ruled,
    thresholds_in_force,
    weight_of,
)

HERE = Policy("IE")
ONE = SourceSays("ONE", "says so", How.READ)
ABSOLUTE = replace(ONE, class_="absolute")
RELATIVE = replace(ONE, tag="TWO", class_="relative")
OURS = SourceSays("PRODUCT", "is proposed here", How.PRODUCT)
LOWER, HIGHER = Range(1.0, 5.0, Stricter.LOWER), Range(1.0, 5.0, Stricter.HIGHER)


def rule(class_: Class, action: Action, *sources: SourceSays, name: str = "a", **more: object) -> Rule:
    more.setdefault("when", Is(name, (True,)))
    return Rule(id=name, item=name, chapter="test", label=name, class_=class_, action=action, sources=sources or (ONE,), **more)  # type: ignore[arg-type]  # fmt: skip  # noqa: E501


STOP = rule(Class.ABSOLUTE, Action.DO_NOT_NEEDLE, ABSOLUTE)
DISPUTED = rule(Class.ABSOLUTE, Action.DO_NOT_NEEDLE, ABSOLUTE, RELATIVE)
CLEARANCE = rule(Class.RELATIVE, Action.MEDICAL_CLEARANCE)
WEIGH = rule(Class.PRECAUTION, Action.MODIFY_TECHNIQUE)
LAW = rule(
    Class.SITE_SPECIFIC, Action.AVOID_SITE, law_of="ZA", elsewhere=(Class.PRECAUTION, Action.PROCEED_WITH_MONITORING)
)


@pytest.mark.parametrize(
    ("class_", "action", "weight"),
    [
        (Class.ABSOLUTE, Action.MODIFY_TECHNIQUE, Weight.STOP),
        (Class.RED_FLAG, Action.MEDICAL_CLEARANCE, Weight.STOP),
        (Class.SERIOUS_ADVERSE_EVENT, Action.MODIFY_TECHNIQUE, Weight.STOP),
        (Class.PRECAUTION, Action.DO_NOT_NEEDLE, Weight.STOP),
        (Class.SITE_SPECIFIC, Action.AVOID_SITE, Weight.STOP),
        (Class.PRECAUTION, Action.REFER_URGENT, Weight.STOP),
        (Class.RELATIVE, Action.MEDICAL_CLEARANCE, Weight.CLEARANCE),
        (Class.PRECAUTION, Action.MEDICAL_CLEARANCE, Weight.WEIGH),
        (Class.RELATIVE, Action.MODIFY_TECHNIQUE, Weight.WEIGH),
    ],
)
def test_what_class_and_action_come_to(class_: Class, action: Action, weight: Weight) -> None:
    assert weight_of(class_, action) is weight


FLOORS = {
    "a red flag": (rule(Class.RED_FLAG, Action.MEDICAL_CLEARANCE), Floor(Weight.STOP, Why.EMERGENCY)),
    "a referral": (rule(Class.PRECAUTION, Action.REFER_URGENT), Floor(Weight.STOP, Why.EMERGENCY)),
    "binding law": (replace(LAW, law_of="IE"), Floor(Weight.STOP, Why.LAW)),
    "law of another place": (LAW, Floor(Weight.NOTE, Why.OPEN)),
    "law without a weight elsewhere": (replace(LAW, elsewhere=None), Floor(Weight.WEIGH, Why.CONTRAINDICATION)),
    "a right": (replace(DISPUTED, right=True), Floor(Weight.STOP, Why.RIGHT)),
    "a stop all share": (STOP, Floor(Weight.STOP, Why.SHARED)),
    "a stop with a silent source": (replace(STOP, sources=(ABSOLUTE, ONE)), Floor(Weight.STOP, Why.SHARED)),
    "an absolute no source classes": (replace(STOP, sources=(ONE,)), Floor(Weight.STOP, Why.SHARED)),
    "a site all call absolute": (
        rule(Class.SITE_SPECIFIC, Action.AVOID_SITE, ABSOLUTE, ONE),
        Floor(Weight.STOP, Why.SHARED),
    ),
    "a site no source classes": (
        rule(Class.SITE_SPECIFIC, Action.AVOID_SITE),
        Floor(Weight.WEIGH, Why.CONTRAINDICATION),
    ),
    "a stop that is disputed": (DISPUTED, Floor(Weight.WEIGH, Why.CONTRAINDICATION)),
    "a stop said to be disputed": (replace(STOP, disagreement=True), Floor(Weight.WEIGH, Why.CONTRAINDICATION)),
    "a stop of our own": (replace(STOP, sources=(OURS,)), Floor(Weight.WEIGH, Why.CONTRAINDICATION)),
    "a clearance": (CLEARANCE, Floor(Weight.WEIGH, Why.CONTRAINDICATION)),
    "a relative one": (
        rule(Class.RELATIVE, Action.PROCEED_WITH_MONITORING),
        Floor(Weight.WEIGH, Why.CONTRAINDICATION),
    ),
    "a precaution": (WEIGH, Floor(Weight.NOTE, Why.OPEN)),
}


@pytest.mark.parametrize(("of", "floor"), FLOORS.values(), ids=FLOORS)
def test_how_mild_a_rule_may_be_made(of: Rule, floor: Floor) -> None:
    assert floor_of(of, HERE) == floor


@pytest.mark.parametrize(("of", "wanted"), list(product(FLOORS, Weight)), ids=str)
def test_a_ruling_is_followed_down_to_the_floor_and_as_far_up_as_one_likes(of: str, wanted: Weight) -> None:
    one, floor = FLOORS[of]
    class_, action, weight = ruled(one, Policy("IE", {"a": wanted}))
    if floor.why is Why.EMERGENCY:
        assert (class_, action, weight) == (one.class_, one.action, None)
        return
    came_to = Weight.NOTE if weight is Weight.NOTE else weight_of(class_, action)
    assert came_to is max(wanted, floor.least, key=RANKS.__getitem__)
    assert weight in (None, came_to)
    # Where the floor holds a rule where it was, the practice has changed nothing and is not named.
    assert (weight is None) == (came_to is not wanted and (class_, action) == ruled(one, HERE)[:2])


@pytest.mark.parametrize(
    ("of", "wanted", "class_", "action"),
    [
        (WEIGH, Weight.STOP, Class.PRECAUTION, Action.DO_NOT_NEEDLE),
        (replace(WEIGH, per_site=True), Weight.STOP, Class.PRECAUTION, Action.AVOID_SITE),
        (WEIGH, Weight.CLEARANCE, Class.RELATIVE, Action.MEDICAL_CLEARANCE),
        (WEIGH, Weight.WEIGH, Class.PRECAUTION, Action.MODIFY_TECHNIQUE),
        (WEIGH, Weight.NOTE, Class.PRECAUTION, Action.PROCEED_WITH_MONITORING),
        (DISPUTED, Weight.STOP, Class.ABSOLUTE, Action.DO_NOT_NEEDLE),
        (DISPUTED, Weight.CLEARANCE, Class.RELATIVE, Action.MEDICAL_CLEARANCE),
        (DISPUTED, Weight.WEIGH, Class.RELATIVE, Action.MODIFY_TECHNIQUE),
        (
            replace(DISPUTED, action=Action.PROCEED_WITH_MONITORING),
            Weight.WEIGH,
            Class.RELATIVE,
            Action.PROCEED_WITH_MONITORING,
        ),
        (
            replace(DISPUTED, action=Action.NO_ELECTRICAL_STIMULATION),
            Weight.WEIGH,
            Class.RELATIVE,
            Action.MODIFY_TECHNIQUE,
        ),
        (CLEARANCE, Weight.WEIGH, Class.RELATIVE, Action.MODIFY_TECHNIQUE),
    ],
)
def test_what_a_ruling_makes_of_a_rule(of: Rule, wanted: Weight, class_: Class, action: Action) -> None:
    assert ruled(of, Policy("IE", {"a": wanted})) == (class_, action, wanted)


def test_a_ruling_on_something_else_says_nothing() -> None:
    assert ruled(WEIGH, Policy("IE", {"b": Weight.STOP})) == (WEIGH.class_, WEIGH.action, None)


FEVER = replace(STOP, when=AtLeast("t", "fever"))
OPEN = replace(WEIGH, id="b", item="b", when=AtLeast("x", "open"), matters=Below("y", "age"))
FLAG = rule(Class.RED_FLAG, Action.REFER_URGENT, name="c", when=Below("d", "days"))
LAWFUL = replace(LAW, id="d", item="d", law_of="IE", when=Below("z", "legal"), sources=(ABSOLUTE,))
BOOK = RuleBook(
    (FEVER, OPEN, FLAG, LAWFUL),
    {},
    {"fever": 3.0, "open": 3.0, "age": 3.0, "days": 3.0, "legal": 3.0, "fixed": 3.0},
    "v1",
    {"fever": LOWER, "open": LOWER, "age": HIGHER, "days": HIGHER, "legal": LOWER, "gone": LOWER},
)


def test_a_threshold_is_named_by_what_fires_and_by_what_asks() -> None:
    assert named_thresholds(OPEN) == {"open", "age"}
    assert named_thresholds(replace(OPEN, when=AtLeast("x", 4.0), matters=Is("y", (True,)))) == frozenset()


def test_a_threshold_behind_something_firm_gets_stricter_only() -> None:
    assert firm_thresholds(BOOK, HERE) == {"fever": Why.SHARED, "days": Why.EMERGENCY, "legal": Why.LAW}
    assert allowed_range(BOOK, "fever", HERE) == Range(1.0, 3.0, Stricter.LOWER)
    assert allowed_range(BOOK, "days", HERE) == Range(3.0, 5.0, Stricter.HIGHER)
    assert allowed_range(BOOK, "open", HERE) == LOWER
    assert allowed_range(BOOK, "age", HERE) == HIGHER
    assert allowed_range(BOOK, "legal", Policy("FR")) == LOWER
    assert allowed_range(BOOK, "fixed") is allowed_range(BOOK, "gone") is allowed_range(BOOK, "nothing") is None


def test_the_strongest_reason_is_given_whatever_stands_first() -> None:
    both = replace(FLAG, when=AtLeast("t", "fever"))
    for rules in ((FEVER, both), (both, FEVER)):
        assert firm_thresholds(replace(BOOK, rules=rules), HERE) == {"fever": Why.EMERGENCY}


@pytest.mark.parametrize(
    ("name", "wanted", "value"),
    [
        ("open", 4.5, 4.5), ("open", 9.0, 5.0), ("open", 0.0, 1.0), ("open", math.nan, 3.0), ("open", math.inf, 3.0),
        ("fever", 4.0, 3.0), ("fever", 2.0, 2.0), ("days", 1.0, 3.0), ("days", 4.0, 4.0), ("fixed", 1.0, 3.0),
    ],
)  # fmt: skip
def test_a_threshold_is_held_within_what_may_be_set(name: str, wanted: float, value: float) -> None:
    assert thresholds_in_force(BOOK, Policy("IE", None, {name: wanted}))[name] == value


def test_thresholds_without_a_policy_are_those_of_the_book() -> None:
    assert thresholds_in_force(BOOK, HERE) == BOOK.thresholds
    assert "odd" not in thresholds_in_force(BOOK, Policy("IE", None, {"odd": 1.0}))


def test_what_would_not_be_followed_is_told_with_its_reason() -> None:
    rulings = {"a": Weight.WEIGH, "b": Weight.NOTE, "c": Weight.STOP, "x": Weight.STOP}
    named = {"open": 6.0, "fever": 4.0, "days": 1.0, "age": math.nan, "fixed": 2.0, "odd": 1.0, "legal": 2.0}
    assert faults(BOOK, Policy("IE", rulings, named)) == (
        Fault("item", "a", "too-mild", floor=Weight.STOP, why=Why.SHARED),
        Fault("item", "x", "unknown-item"),
        Fault("threshold", "age", "not-a-number", range=HIGHER),
        Fault("threshold", "days", "too-mild", range=Range(3.0, 5.0, Stricter.HIGHER), why=Why.EMERGENCY),
        Fault("threshold", "fever", "too-mild", range=Range(1.0, 3.0, Stricter.LOWER), why=Why.SHARED),
        Fault("threshold", "fixed", "not-settable"),
        Fault("threshold", "odd", "unknown-threshold"),
        Fault("threshold", "open", "out-of-range", range=LOWER),
    )
    assert faults(BOOK, Policy("IE", {"c": Weight.NOTE})) == (
        Fault("item", "c", "too-mild", floor=Weight.STOP, why=Why.EMERGENCY),
    )
    assert faults(BOOK, HERE) == faults(BOOK, Policy("IE", {"a": Weight.STOP}, {"fever": 1.0, "open": 5.0})) == ()


def test_an_item_is_as_firm_as_its_strictest_rule() -> None:
    book = replace(BOOK, rules=(replace(WEIGH, item="a"), STOP))
    assert faults(book, Policy("IE", {"a": Weight.WEIGH}))[0].floor is Weight.STOP
