"""Trials as they were reported, and what each of them says as one number with its variance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What is compared. `EFFECT` is a number with its standard error, whatever it measures."""

    MD = "MD"
    SMD = "SMD"
    RR = "RR"
    OR = "OR"
    RD = "RD"
    EFFECT = "effect"

    @property
    def ratio(self) -> bool:
        """Whether it is pooled as a logarithm; no difference is then 1, and 0 on the scale of pooling."""
        return self in (Measure.RR, Measure.OR)

    @property
    def of_means(self) -> bool:
        """Whether it is computed from means and standard deviations."""
        return self in (Measure.MD, Measure.SMD)


class Variance(StrEnum):
    """How the variance of a difference is computed; programs differ, so the one in use is always named."""

    SEPARATE = "separate-sd"
    POOLED = "pooled-sd"
    REVMAN = "revman"
    METAFOR = "metafor"

    @property
    def formula(self) -> str:
        """The formula in print."""
        return FORMULAS[self]


FORMULAS = {
    Variance.SEPARATE: "sd1²/n1 + sd2²/n2",
    Variance.POOLED: "s²·(1/n1 + 1/n2), s² pooled over both arms",
    Variance.REVMAN: "N/(n1·n2) + g²/(2·(N − 3.94))",
    Variance.METAFOR: "1/n1 + 1/n2 + g²/(2·N)",
}
FITTING: dict[Measure, tuple[Variance, ...]] = {
    Measure.MD: (Variance.SEPARATE, Variance.POOLED),
    Measure.SMD: (Variance.REVMAN, Variance.METAFOR),
}
"""The variances that a measure may have; the first is taken where none is named."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm with a continuous outcome: people, mean and standard deviation in the units of its scale."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Count:
    """One arm with a yes-or-no outcome: `events` among `n` people."""

    events: int
    n: int


@dataclass(frozen=True, slots=True)
class Means:
    """Both arms of a trial with a continuous outcome."""

    one: Arm
    two: Arm


@dataclass(frozen=True, slots=True)
class Counts:
    """Both arms of a trial with a yes-or-no outcome."""

    one: Count
    two: Count


@dataclass(frozen=True, slots=True)
class Given:
    """An effect with its standard error as reported, on the scale of pooling."""

    estimate: float
    se: float


Reported = Means | Counts | Given


@dataclass(frozen=True, slots=True)
class Trial:
    """One comparison: intervention first, comparator second.

    `scale` names the instrument; `values` says whether the means are "final" values or a "change"; "" when not said.
    """

    name: str
    reported: Reported
    scale: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """Trials of one question, all of one measure."""

    measure: Measure
    trials: tuple[Trial, ...]
    variance: Variance | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one trial says on the scale of pooling (logarithms for ratios). `corrected`: 0.5 was added to its cells."""

    name: str
    estimate: float
    variance: float
    corrected: bool = False
