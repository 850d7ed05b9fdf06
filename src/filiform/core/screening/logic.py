"""Conditions made of conditions: any, all, not, counts and weighed sums, in three values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filiform.core.screening.conditions import Condition
from filiform.core.screening.outcome import PLAIN_NO, Outcome, Truth
from filiform.core.screening.setting import Setting


def _fields(of: tuple[Condition, ...]) -> frozenset[str]:
    return frozenset().union(*(each.fields() for each in of))


def _leaves(of: tuple[Condition, ...]) -> Iterator[Condition]:
    for each in of:
        yield from each.leaves()


def _merged(outcomes: list[Outcome], truth: Truth) -> Outcome:
    """Join the outcomes that have this truth: causes for a known one, needs for an unknown one."""
    mine = [each for each in outcomes if each.truth is truth]
    because = tuple(dict.fromkeys(reason for each in mine for reason in each.because))
    needs = tuple(dict.fromkeys(need for each in mine for need in each.needs))
    return Outcome(truth, because, needs)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Yes when one is yes, no when all are no."""

    of: tuple[Condition, ...]

    def judge(self, setting: Setting) -> Outcome:
        """Causes are all those that are yes."""
        outcomes = [each.judge(setting) for each in self.of]
        truths = {each.truth for each in outcomes}
        if Truth.YES in truths:
            return _merged(outcomes, Truth.YES)
        return _merged(outcomes, Truth.UNKNOWN) if Truth.UNKNOWN in truths else PLAIN_NO

    def fields(self) -> frozenset[str]:
        """All fields read."""
        return _fields(self.of)

    def leaves(self) -> Iterator[Condition]:
        """Those of every part."""
        return _leaves(self.of)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Yes when all are yes, no when one is no. When unknown, only the first unknown part is asked for."""

    of: tuple[Condition, ...]

    def judge(self, setting: Setting) -> Outcome:
        """Write parts in the order in which they should be asked: INR only once an anticoagulant is known."""
        first: Outcome | None = None
        yes: list[Outcome] = []
        for each in self.of:
            outcome = each.judge(setting)
            if outcome.truth is Truth.NO:
                return outcome
            if outcome.truth is Truth.YES:
                yes.append(outcome)
            elif first is None:
                first = outcome
        return first or _merged(yes, Truth.YES)

    def fields(self) -> frozenset[str]:
        """All fields read."""
        return _fields(self.of)

    def leaves(self) -> Iterator[Condition]:
        """Those of every part."""
        return _leaves(self.of)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    of: Condition

    def judge(self, setting: Setting) -> Outcome:
        """Causes are kept."""
        outcome = self.of.judge(setting)
        if outcome.truth is Truth.UNKNOWN:
            return outcome
        return Outcome(Truth.NO if outcome.truth is Truth.YES else Truth.YES, outcome.because)

    def fields(self) -> frozenset[str]:
        """All fields read."""
        return self.of.fields()

    def leaves(self) -> Iterator[Condition]:
        """Those of its part."""
        return self.of.leaves()


@dataclass(frozen=True, slots=True)
class IfGiven:
    """A detail that adds to other answers and is never asked for by itself.

    Not put counts as no here; put and not answered stays unknown, so that an answer taken back never makes a
    verdict safer. Use it only beside another condition that asks the same thing.
    """

    of: Condition

    def judge(self, setting: Setting) -> Outcome:
        """Unknown only when one of the questions was put."""
        outcome = self.of.judge(setting)
        if outcome.truth is Truth.UNKNOWN:
            if any(setting.history.in_vain(need.field, need.codes) for need in outcome.needs):
                return outcome
            return PLAIN_NO
        return outcome

    def fields(self) -> frozenset[str]:
        """All fields read."""
        return self.of.fields()

    def leaves(self) -> Iterator[Condition]:
        """Those of its part."""
        return self.of.leaves()


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weights of the parts that are yes come to `least` or more; weights of 1 make it a count."""

    least: float
    of: tuple[tuple[float, Condition], ...]

    def judge(self, setting: Setting) -> Outcome:
        """Unknown parts are counted both ways: yes if the lowest sum reaches, no if the highest does not."""
        outcomes = [(weight, each.judge(setting)) for weight, each in self.of]
        sure = sum(weight for weight, each in outcomes if each.truth is Truth.YES)
        open_ = [weight for weight, each in outcomes if each.truth is Truth.UNKNOWN]
        parts = [each for _, each in outcomes]
        if sure + sum(weight for weight in open_ if weight < 0) >= self.least:
            return _merged(parts, Truth.YES)
        if sure + sum(weight for weight in open_ if weight > 0) < self.least:
            return PLAIN_NO
        return _merged(parts, Truth.UNKNOWN)

    def fields(self) -> frozenset[str]:
        """All fields read."""
        return _fields(tuple(each for _, each in self.of))

    def leaves(self) -> Iterator[Condition]:
        """Those of every part."""
        return _leaves(tuple(each for _, each in self.of))


def count_at_least(least: int, of: tuple[Condition, ...]) -> Weighed:
    """Make a cluster: at least so many of these."""
    return Weighed(least, tuple((1.0, each) for each in of))


ALWAYS = AllOf(())
