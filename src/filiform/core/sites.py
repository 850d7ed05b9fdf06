"""What the rule books need to know about a planned or treated site."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.core.reasons import Source
from filiform.core.values import Side


class SiteTag(StrEnum):
    """Groups of structures that share one danger; the knowledge says which structure is in which."""

    THORAX = "thorax"
    NECK_BASE = "neck-base"
    SPINE = "spine"
    UPPER_NECK = "upper-neck"
    ABDOMEN = "abdomen"
    KIDNEY = "kidney"
    PELVIS = "pelvis"
    BREAST = "breast"
    EYE = "eye"
    NON_COMPRESSIBLE = "non-compressible"
    LARGE_NERVE = "large-nerve"
    LARGE_VESSEL = "large-vessel"
    JOINT = "joint"
    FIBROUS = "fibrous"


OVER_LUNG = frozenset({SiteTag.THORAX, SiteTag.NECK_BASE})
"""A needle here can reach the pleura."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """A structure in the way of a needle, as the knowledge words it, with its sources."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PublishedDistance:
    """A distance measured in a named population; never a safe depth for one person.

    `low_mm` and `high_mm` bound the figure (equal for one number; None where the source gives no number).
    `id` names the row whose text the outside shows.
    """

    id: str
    low_mm: float | None
    high_mm: float | None
    population: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NamedNeedle:
    """A needle that a source names for a site: lowest and highest size in mm, both ends included.

    `law_of` is the jurisdiction in which it is law, None where it is advice.
    """

    id: str
    length_mm: tuple[float, float]
    diameter_mm: tuple[float, float]
    law_of: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site with what the knowledge says of it. `side` None means not said."""

    structure: str
    side: Side | None
    region: str
    tags: frozenset[SiteTag] = frozenset()
    hazards: tuple[Hazard, ...] = ()
    distances: tuple[PublishedDistance, ...] = ()
    guidance_advised: bool = False
    needles: tuple[NamedNeedle, ...] = ()

    @property
    def over_lung(self) -> bool:
        """Whether the pleura can be reached from here."""
        return not OVER_LUNG.isdisjoint(self.tags)
