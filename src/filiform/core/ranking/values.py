"""The words of ranking: marks on the body chart, patterns of muscles, weights, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from filiform.core.values import Side


class Link(StrEnum):
    """How a muscle is known to reach a marked zone, strongest first; `NEAR` is a zone beside one it reaches."""

    PRIMARY = "primary"
    LOCAL = "local"
    SECONDARY = "secondary"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Mark:
    """A zone where pain is marked. `side` is None when it was not said or the zone lies on the midline."""

    zone: str
    side: Side | None = None

    def __str__(self) -> str:
        return f"{self.side} {self.zone}" if self.side else self.zone


@dataclass(frozen=True, slots=True)
class Pattern:
    """A muscle with its zones of referred pain and the zones over it: `local` at its landmark, `over` elsewhere.

    `commonness` gives for a zone the share (0 to 1) of patients with pain there in whom sources found the muscle to
    be a source; a zone that it lacks was not studied. `trust` (above 0, at most 1) is how well the pattern is known.
    Raises ValueError outside these ranges.
    """

    muscle: str
    primary: frozenset[str]
    secondary: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    commonness: Mapping[str, float] = field(default_factory=dict)
    trust: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.trust <= 1:
            raise ValueError(f"trust {self.trust} in {self.muscle} must be above 0 and at most 1")
        for zone, share in self.commonness.items():
            if not 0 <= share <= 1:
                raise ValueError(f"commonness {share} of {self.muscle} at {zone} must be between 0 and 1")

    def link(self, zone: str) -> Link | None:
        """How the muscle itself reaches a zone; None when it is not known to."""
        if zone in self.primary:
            return Link.PRIMARY
        if zone in self.local or zone in self.over:
            return Link.LOCAL
        return Link.SECONDARY if zone in self.secondary else None


@dataclass(frozen=True, slots=True)
class Felt:
    """One way of feeling a muscle: the chance (0 to below 1) that a zone of each kind is marked."""

    primary: float
    local: float
    over: float
    secondary: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of the model; `docs/knowledge/ranking.md` says where each comes from.

    `away`, `here`: the two ways of feeling a muscle that is the source, equally likely: mostly where it refers, or
    mostly over the muscle itself. `near`: what share of a zone's chance reaches a neighbouring zone. `stray`: chance
    of a mark without a cause. `absence`: how much an unmarked zone counts against a muscle (1 fully, 0 not at all).
    `common`: how far commonness at a marked zone raises the odds (times 1 + common x share, as the mean over the
    marks). `both_sides`: odds of a muscle being a source on both sides, against on one of them. `second`: odds of two
    sources against one, whichever muscle the other is (0: the ranking knows of one only). `another`: natural
    logarithm of the odds that each further muscle of a set has to overcome. `most`: how many a set may have.
    """

    away: Felt = Felt(primary=0.8, local=0.3, over=0.15, secondary=0.25)
    here: Felt = Felt(primary=0.4, local=0.85, over=0.6, secondary=0.15)
    near: float = 0.12
    stray: float = 0.04
    absence: float = 0.1
    common: float = 3.0
    both_sides: float = 83 / 107
    second: float = 1.0
    another: float = 2.5
    most: int = 4


@dataclass(frozen=True, slots=True)
class Explained:
    """A mark with the way in which a muscle is known to reach it."""

    mark: Mark
    link: Link


@dataclass(frozen=True, slots=True)
class Candidate:
    """A muscle worth examining.

    `share` is its part (0 to 1) of the weight of all muscles; it orders, and is no probability of a diagnosis. A
    set of two sources adds its weight to both.
    `sides` is empty when no mark has a side. `explains` holds direct links only; `unexplained` the other marks,
    and `near` those of them that lie beside a zone the muscle reaches.
    """

    muscle: str
    sides: tuple[Side, ...]
    share: float
    explains: tuple[Explained, ...]
    near: tuple[Mark, ...]
    unexplained: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A muscle of a set that explains a drawing together, with what it brings; `side` None when not said.

    `instead` holds those that would explain it best in its place, next best first: a drawing seldom tells them apart.
    """

    muscle: str
    side: Side | None
    explains: tuple[Explained, ...]
    instead: tuple[str, ...] = ()
