"""What of a practice's policy on items and thresholds holds for its needles too."""

from __future__ import annotations

from dataclasses import replace

from filiform.core.needling.ruled import Level, NeedlingPolicy
from filiform.core.screening.policy import RANKS, item_floor, thresholds_in_force
from filiform.core.screening.rules import Policy, RuleBook, Weight

BOTH_SIDES = "bilateral-thorax"
"""The item that weighs both sides of the thorax in one session, before a needle and with each."""
MOST_NEEDLES = "needles_per_session"
"""The threshold that says how many needles one session may come to."""
_LEVELS = {
    Weight.NOTE: Level.NOTE,
    Weight.WEIGH: Level.CAUTION,
    Weight.CLEARANCE: Level.REFUSE,
    Weight.STOP: Level.REFUSE,
}


def needling_policy(book: RuleBook, policy: Policy, *, cleared: bool = False) -> NeedlingPolicy:
    """Give what a practice rules on needling, with both sides of the thorax and the number of needles.

    Both are held to what the book lets a practice rule. `cleared` says that a doctor has cleared both sides, where
    the practice waits for that; then they are weighed.
    """
    return replace(policy.needling, most_needles=_most(book, policy), both_sides=_both_sides(book, policy, cleared))


def _most(book: RuleBook, policy: Policy) -> int | None:
    if MOST_NEEDLES not in (policy.thresholds or {}):
        return None
    return int(thresholds_in_force(book, policy)[MOST_NEEDLES])


def _both_sides(book: RuleBook, policy: Policy, cleared: bool) -> Level | None:
    wanted = (policy.rulings or {}).get(BOTH_SIDES)
    rules = [rule for rule in book.rules if rule.item == BOTH_SIDES]
    if wanted is None or not rules:
        return None
    weight = max(wanted, item_floor(rules, policy).least, key=RANKS.__getitem__)
    return Level.CAUTION if cleared and weight is Weight.CLEARANCE else _LEVELS[weight]
