"""A planned insertion and what it is judged against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.core.reasons import Params, ParamValue, Source
from filiform.core.sites import SiteFacts


class LotStatus(StrEnum):
    """What stock says of a lot; `UNKNOWN` when stock has never heard of it."""

    USABLE = "usable"
    RECALLED = "recalled"
    QUARANTINED = "quarantined"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot of needles; `expires` is its last day of use, None when nobody wrote it down."""

    number: str
    expires: date | None
    status: LotStatus = LotStatus.UNKNOWN


@dataclass(frozen=True, slots=True)
class Credential:
    """A practitioner's leave to needle. `regions` None means every region; dates are inclusive."""

    regions: frozenset[str] | None = None
    excluded_tags: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None
    electrical: bool = False
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class PlannedInsertion:
    """One insertion as planned; millimetres throughout, None where nothing was said."""

    site: SiteFacts
    length_mm: float | None = None
    diameter_mm: float | None = None
    depth_mm: float | None = None
    lot: Lot | None = None
    technique: str | None = None
    guidance: str | None = None
    electrical: bool = False


@dataclass(frozen=True, slots=True)
class NeedleLimits:
    """Sizes outside which a figure is taken for a slip of the pen (rules of this product)."""

    diameter_low_mm: float = 0.10
    diameter_high_mm: float = 0.50
    length_low_mm: float = 5.0
    length_high_mm: float = 150.0
    most_needles: int = 60


@dataclass(frozen=True, slots=True)
class NeedleContext:
    """The day, the practitioner's credential, the other sites of this session and where the practice is.

    `credential` None means that none was found. `others` are the sites planned or needled beside this one.
    `jurisdiction` is a country code such as "IE" or "ZA"; None when the practice has not said.
    """

    on: date
    credential: Credential | None
    others: tuple[SiteFacts, ...] = ()
    jurisdiction: str | None = None
    limits: NeedleLimits = NeedleLimits()


class Level(StrEnum):
    """How much a finding weighs: `REFUSE` bars the plan, `CAUTION` is weighed, `NOTE` is shown."""

    REFUSE = "refuse"
    CAUTION = "caution"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class NeedleFinding:
    """One result of `check_needle`. `field` names the input to put it beside, or "" for the whole plan."""

    code: str
    level: Level
    field: str = ""
    params: Params = ()
    sources: tuple[Source, ...] = ()

    def get(self, name: str) -> ParamValue:
        """The parameter called `name`, or None when this finding has none of that name."""
        return dict(self.params).get(name)
