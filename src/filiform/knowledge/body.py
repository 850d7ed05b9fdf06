"""Records of the body: zones, structures and groups of them, published distances, needles for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filiform.core.reasons import Source
from filiform.core.sites import SiteTag

Range = tuple[float | None, float]


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of the body chart. `laterality` is "paired" or "midline"; `adjacent` holds zone ids."""

    id: str
    label: str
    views: tuple[str, ...]
    laterality: str
    region: str
    adjacent: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class NeedleNote:
    """A needle that a source names for a structure; sizes in mm, None where it gives none."""

    text: str
    length_mm: Range | None
    diameter_mm: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Structure:
    """A muscle, tendon, ligament or fascia that can be examined or needled.

    `primary` and `secondary` are zones of referred pain (of a muscle), `local` the zones over it. `codes` are
    identifiers elsewhere, kept byte for byte. `confidence` is high, medium or low.
    """

    id: str
    name: str
    part: str | None
    kind: str
    latin: str | None
    region: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    local: tuple[str, ...]
    landmark: str
    position: str | None
    technique: str | None
    hazards: tuple[str, ...]
    needle: NeedleNote | None
    guidance: str | None
    mimics: tuple[str, ...]
    innervation: str | None
    action: str | None
    codes: Mapping[str, str | None]
    confidence: str
    referral_evidence: str
    tags: frozenset[SiteTag]
    sources: tuple[Source, ...]
    reviewed: str | None = None

    @property
    def label(self) -> str:
        """Its name with its part, as a clinician reads it."""
        return f"{self.name} ({self.part})" if self.part else self.name


@dataclass(frozen=True, slots=True)
class Group:
    """Structures under one name. `tag` is set when the group is one that the rule books know."""

    id: str
    label: str
    members: tuple[str, ...]
    names: tuple[str, ...]
    tag: SiteTag | None
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A named area that is no structure; most are never needled. `hazards` say what lies there."""

    id: str
    region: str
    tags: frozenset[SiteTag]
    hazards: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance or safe direction measured in a named population; never a safe depth for one person."""

    id: str
    structures: tuple[str, ...]
    site: str
    low_mm: float | None
    high_mm: float | None
    figure: str
    population: str
    rule: str
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class NeedleSize:
    """A needle that a source names for some structures; sizes in mm. Never filled in for the clinician."""

    id: str
    structures: tuple[str, ...]
    diameter_mm: Range | None
    length_mm: Range | None
    position: str
    direction: str
    binding: bool
    sources: tuple[Source, ...]
    reviewed: str | None = None
