"""Histories made from a seed: of a clinic's day, and wild ones with any answer to any question."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from filiform.core.screening import Clearance, Codes, History, Rule, Unrecognised
from filiform.core.screening.conditions import AtLeast, Below, Has, Here, Is, Near, SitesIn
from filiform.core.screening.history import Value
from filiform.core.values import DECLINED, UNKNOWN, Answer, Known, Side, Site
from filiform.knowledge.screening import Question, load

ON = date(2026, 6, 1)
BOOK = load().book
QUESTIONS = [question for question in load().questions if question.kind != "text"]
STRUCTURES = sorted(set().union(*BOOK.groups.values()))
PLACES = ("left-hip", "right-knee", "left-upper-limb", "neck", "right-breast", "lumbar", "somewhere")
#: Answers of a healthy person that are not a list; what is not here is not put at all.
HEALTHY: dict[str, Answer[Value]] = {
    "consent": Known("given-written"),
    "needle_phobia": Known(False),
    "fainted_with_needle": Known(False),
    "previous_dry_needling": Known("fine"),
    "electrical_stimulation": Known(False),
    "bruising": Known(False),
    "drives_after": Known(False),
}
#: How many codes a person of a clinic's day has in each list, as weights of 0, 1, 2 and 3.
USUAL = {
    "conditions": (55, 30, 11, 4),
    "medications": (60, 28, 9, 3),
    "symptoms": (75, 18, 5, 2),
    "allergies": (92, 8, 0, 0),
    "implants": (92, 8, 0, 0),
    "skin_at_site": (94, 6, 0, 0),
    "complaint": (0, 85, 15, 0),
}


def codes_of(field: str) -> list[str]:
    """The choices of a list."""
    question = load().question(field)
    return [choice.code for choice in question.choices] if question else []


def sites(rng: random.Random, most: int = 3) -> tuple[Site, ...]:
    """Planned sites, with a side and now and then without."""
    sides = (Side.LEFT, Side.RIGHT, None)
    return tuple(Site(rng.choice(STRUCTURES), rng.choices(sides, (48, 48, 4))[0]) for _ in range(rng.randint(1, most)))


def clinic_day(seed: int, count: int) -> Iterator[History]:
    """Make histories as a clinic sees them: most questions answered, few things wrong, each one drawn anew."""
    rng = random.Random(seed)
    lists = {field: codes_of(field) for field in USUAL}
    for _ in range(count):
        sex = rng.choice("fm")
        answers: dict[str, Answer[Value]] = {
            **HEALTHY,
            "age": Known(float(rng.randint(14, 88))),
            "sex": Known(sex),
            "bmi": Known(round(rng.gauss(26, 4), 1)),
            "planned_sites": Known(sites(rng)),
            "pregnant": Known("not-applicable" if sex == "m" else "no" if rng.random() < 0.96 else "yes"),
        }
        for field, weights in USUAL.items():
            number = rng.choices(range(4), weights)[0]
            answers[field] = Known(Codes(frozenset(rng.sample(lists[field], number))))
        if answers["pregnant"] == Known("yes"):
            answers["gestation_weeks"] = Known(float(rng.randint(5, 40)))
        if rng.random() < 0.03:
            answers["needle_phobia"] = Known(True)
        if rng.random() < 0.06:
            answers[rng.choice(list(answers))] = UNKNOWN
        if rng.random() < 0.04:
            del answers[rng.choice(list(answers))]
        yield History(answers)


def wild(seed: int, count: int) -> Iterator[History]:
    """Make histories with any answer to any question: gaps, doubts, places, answers for one site, clearances."""
    rng = random.Random(seed)
    items = sorted({rule.item for rule in BOOK.rules})
    for _ in range(count):
        put = rng.random()
        answers = {q.field: _answer(rng, q) for q in QUESTIONS if rng.random() < put}
        if rng.random() < 0.5:
            _aim(rng, rng.choice(BOOK.rules), answers)
        planned = answers.get("planned_sites")
        if isinstance(planned, Known) and isinstance(planned.value, tuple) and rng.random() < 0.3:
            answers |= {f"skin_at_site@{site}": _codes(rng, "skin_at_site") for site in planned.value[:1]}
        clearances = tuple(
            Clearance(item, ON if rng.random() < 0.7 else date(2026, 1, 1), rng.choice((None, ON, date(2026, 3, 1))))
            for item in rng.sample(items, rng.choice((0, 0, 4)))
        )
        unrecognised = (Unrecognised("conditions", "zorblax"),) if rng.random() < 0.05 else ()
        yield History(answers, clearances, unrecognised)


def aimed(rule: Rule, seed: int, count: int) -> Iterator[History]:
    """Make histories that answer what a rule asks about, and now and then something else."""
    rng = random.Random(seed)
    for _ in range(count):
        answers = {q.field: _answer(rng, q) for q in QUESTIONS if rng.random() < 0.5}
        _aim(rng, rule, answers)
        yield History(answers)


def _aim(rng: random.Random, rule: Rule, answers: dict[str, Answer[Value]]) -> None:
    """Answer most of what a rule asks about so that it is likely to fire."""
    for leaf in rule.when.leaves():
        if rng.random() < 0.2:
            continue
        if isinstance(leaf, Is):
            answers[leaf.field] = Known(rng.choice(leaf.values))
        elif isinstance(leaf, Has):
            _add(answers, leaf.field, rng.choice(leaf.codes))
        elif isinstance(leaf, Near):
            _add(answers, leaf.field, leaf.code)
        elif isinstance(leaf, AtLeast | Below):
            bound = BOOK.thresholds[leaf.bound] if isinstance(leaf.bound, str) else leaf.bound
            answers[leaf.field] = Known(bound + rng.choice((-0.5, 0.0, 0.5)))
        elif isinstance(leaf, Here | SitesIn):
            name = leaf.field if isinstance(leaf, SitesIn) else "planned_sites"
            some = rng.choice(sorted(BOOK.groups[leaf.group]))
            both = isinstance(leaf, SitesIn) and leaf.both
            sides = (Side.LEFT, Side.RIGHT) if both else (rng.choice((None, *Side)),)
            answers[name] = Known(tuple(Site(some, side) for side in sides))


def _add(answers: dict[str, Answer[Value]], field: str, code: str) -> None:
    old = answers.get(field)
    codes = old.value if isinstance(old, Known) and isinstance(old.value, Codes) else Codes()
    answers[field] = Known(replace(codes, present=codes.present | {code}))


def _answer(rng: random.Random, question: Question) -> Answer[Value]:
    chance = rng.random()
    if chance < 0.08:
        return UNKNOWN
    if chance < 0.1:
        return DECLINED
    if chance < 0.12:  # an answer of the wrong kind must be unknown, not a crash
        return rng.choice((Known(True), Known(3.0), Known("odd"), Known(Codes.of("odd")), Known(sites(rng))))
    if question.kind == "yes_no":
        return Known(rng.random() < 0.3)
    if question.kind == "number":
        low, high = question.low or 0.0, question.high or 100.0
        exact = [float(v) for v in (18, 50, 65, 70, 13, 3, 38, 20, 6, 12, 72, 60) if low <= v <= high]
        return Known(rng.choice([rng.uniform(low, high), *exact]))
    if question.kind == "choice":
        return Known(rng.choice([choice.code for choice in question.choices]))
    if question.kind == "sites":
        found = sites(rng, 4)
        return Known(found + found[:1] if rng.random() < 0.2 else () if rng.random() < 0.1 else found)
    return _codes(rng, question.field)


def _codes(rng: random.Random, field: str) -> Answer[Value]:
    known = codes_of(field) or ["x"]

    def some(most: int) -> frozenset[str]:
        return frozenset(rng.choice(known) for _ in range(rng.randint(0, most)))

    present = some(4)
    if rng.random() < 0.3:
        present = frozenset(f"{code}:{rng.choice(PLACES)}" for code in present) | some(1)
    if rng.random() < 0.5:
        return Known(Codes(present))
    return Known(Codes(present, some(10) - present, some(3), rng.random() < 0.5))
