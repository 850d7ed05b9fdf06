"""A planned insertion and what it is judged against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.core.needling.ruled import NO_POLICY, Level, NeedlingPolicy
from filiform.core.reasons import Params, ParamValue, Source
from filiform.core.sites import SiteFacts
from filiform.core.values import UNKNOWN, Answer, Unknown


class LotStatus(StrEnum):
    """What stock says of a lot; `UNKNOWN` when stock has never heard of it, `NOT_SAID` when stock was not asked."""

    USABLE = "usable"
    RECALLED = "recalled"
    QUARANTINED = "quarantined"
    UNKNOWN = "unknown"
    NOT_SAID = "not-said"


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot of needles; `expires` is its last day of use, None when nobody wrote it down."""

    number: str
    expires: date | None
    status: LotStatus = LotStatus.UNKNOWN


@dataclass(frozen=True, slots=True)
class Credential:
    """A practitioner's leave to needle. `regions` and `techniques` None mean all; dates are inclusive."""

    regions: frozenset[str] | None = None
    excluded_tags: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None
    electrical: bool = False
    suspended: bool = False
    excluded_structures: frozenset[str] = frozenset()
    techniques: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What a practitioner's insurance leaves out; `valid_until` is its last day, None when nobody wrote it down.

    `valid_from` is its first day, None when it has begun.
    """

    insurer: str
    valid_until: date | None = None
    excluded_regions: frozenset[str] = frozenset()
    excluded_tags: frozenset[str] = frozenset()
    excluded_structures: frozenset[str] = frozenset()
    excluded_techniques: frozenset[str] = frozenset()
    electrical: bool = True
    sources: tuple[Source, ...] = ()
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Stimulation:
    """Electrical stimulation in full. `pair` is the site of the other needle of the lead, None when not said.

    Frequency in Hz, intensity in mA; None where nothing was said.
    """

    pair: SiteFacts | None = None
    frequency_hz: float | None = None
    intensity_ma: float | None = None
    minutes: float | None = None
    active_implant: Answer[bool] = UNKNOWN
    pregnant: Answer[bool] = UNKNOWN


@dataclass(frozen=True, slots=True)
class PlannedInsertion:
    """One insertion as planned; millimetres throughout, None where nothing was said.

    `stimulation` adds to `electrical`; it is judged where it is given.
    """

    site: SiteFacts
    length_mm: float | None = None
    diameter_mm: float | None = None
    depth_mm: float | None = None
    lot: Lot | None = None
    technique: str | None = None
    guidance: str | None = None
    electrical: bool = False
    stimulation: Stimulation | None = None


@dataclass(frozen=True, slots=True)
class NeedleLimits:
    """Sizes and settings outside which a figure is taken for a slip of the pen (rules of this product)."""

    diameter_low_mm: float = 0.10
    diameter_high_mm: float = 0.50
    length_low_mm: float = 5.0
    length_high_mm: float = 150.0
    most_needles: int = 60
    most_hz: float = 1000.0
    most_ma: float = 50.0
    most_minutes: float = 120.0


@dataclass(frozen=True, slots=True)
class NeedleContext:
    """The day, the practitioner's credential, the other sites of this session and where the practice is.

    `credential` None means that none was found. `others` are the sites planned or needled beside this one,
    None when nobody has said.
    `jurisdiction` is a country code such as "IE" or "ZA"; None when the practice has not said. `cover` is the
    insurance: None when it is not part of the question, `UNKNOWN` when it is and nobody has said. `policy` is what
    the practice rules; for that `practitioner` is the id of who needles, `needles` how many the session comes to with
    this one, each None when nobody has said.
    """

    on: date
    credential: Credential | None
    others: tuple[SiteFacts, ...] | None = ()
    jurisdiction: str | None = None
    limits: NeedleLimits = NeedleLimits()
    cover: Cover | Unknown | None = None
    policy: NeedlingPolicy = NO_POLICY
    practitioner: str | None = None
    needles: int | None = None


@dataclass(frozen=True, slots=True)
class NeedleFinding:
    """One result of `check_needle`. `field` names the input to put it beside, or "" for the whole plan.

    `by_policy` says that the practice's own recorded policy makes it, or weighs it so.
    """

    code: str
    level: Level
    field: str = ""
    params: Params = ()
    sources: tuple[Source, ...] = ()
    by_policy: bool = False

    def get(self, name: str) -> ParamValue:
        """The parameter called `name`, or None when this finding has none of that name."""
        return dict(self.params).get(name)
