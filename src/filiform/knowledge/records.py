"""What the field knows, as frozen records; every record says where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from filiform.core.followup import AdviceRule
from filiform.core.reasons import Source
from filiform.knowledge.body import Area, Distance, Group, NeedleSize, Structure, Zone


class Record(Protocol):
    """Anything in the knowledge: an id, its sources, and who reviewed it (None: nobody yet)."""

    # Every record is a dataclass; the standard library's `fields` asks for this name.
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str: ...
    @property
    def sources(self) -> tuple[Source, ...]: ...
    @property
    def reviewed(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with its typical zones, candidate muscles and codes (ICD-10 and ICD-11)."""

    id: str
    label: str
    typical_zones: tuple[str, ...]
    candidate_muscles: tuple[str, ...]
    icd10: Mapping[str, str] | None
    icd11: Mapping[str, str] | None
    code_note: str | None
    timing: str
    red_flags: tuple[str, ...]
    differentials: tuple[str, ...]
    outcome_measures: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A published change or error of a measure. `low` = `high` for one number; both None when it is words."""

    stat: str
    text: str
    low: float | None
    high: float | None
    population: str
    source: Source


@dataclass(frozen=True, slots=True)
class Measure:
    """An instrument. `embed` is "yes" only where its items may ship; else only scores are stored.

    `low` and `high` bound the scale, None where the source gives none. `default` is the threshold that a
    practice starts from, None when there is none to choose.
    """

    id: str
    name: str
    embed: str
    licence: str
    low: float | None
    high: float | None
    higher_is_worse: bool | None
    recall_period: str
    scoring: str
    thresholds: tuple[Threshold, ...]
    default: Threshold | None
    caution: str | None
    sources: tuple[Source, ...]
    reviewed: str | None = None

    @property
    def may_show_items(self) -> bool:
        """Whether the text of its items may be shown."""
        return self.embed == "yes"


@dataclass(frozen=True, slots=True)
class Motion:
    """Normal range or measurement error of a joint's motion, in degrees, as the source prints it."""

    id: str
    joint: str
    what: str
    figures: Mapping[str, Any]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """One published effect; negative favours dry needling for pain and disability. None: not printed."""

    outcome: str
    comparator: str
    time: str
    metric: str
    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source on what dry needling does for a condition. `against`: it must not be left out."""

    id: str
    condition: str
    conditions: tuple[str, ...]
    citation: str
    link: str
    trials: str
    participants: str
    certainty: str
    effects: tuple[Effect, ...]
    against: bool
    verdict: str
    note: str
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class AdverseEvent:
    """An unfavourable response: its usual grade, when it shows, signs, what to do, what to write down."""

    id: str
    label: str
    severity: str
    onset: str
    signs: tuple[str, ...]
    do: tuple[str, ...]
    record: tuple[str, ...]
    refer: str | None
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A published rate: `n` "events", or "units" with one (`counts`), for `denominator` units, or the words printed."""

    id: str
    event: str
    n: int | None
    denominator: int | None
    unit: str
    counts: str
    text: str
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of severity with the pairs of duration and strength that give it."""

    id: str
    grade: str
    when: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Technique:
    """A way of needling. `dwell_seconds` is what sources describe, None when they do not."""

    id: str
    label: str
    text: str
    dwell_seconds: tuple[int, int] | None
    in_and_out: bool  # drawn out by the hand that works it; a needle of another technique stays in
    electrical: bool
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A risk, special consent or element of a consent form. `kind` is "risk", "special" or "element"."""

    id: str
    kind: str
    label: str
    text: str
    figures: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """A piece of advice. `moment` is before, after, days, call or emergency; `rule` says who gets it."""

    id: str
    moment: str
    text: str
    rule: AdviceRule
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentStep:
    """One step that has to be recorded before an incident closes; `asks` names what to write down."""

    id: str
    text: str
    required: bool
    asks: str
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """A kind of incident with its steps in order."""

    id: str
    label: str
    steps: tuple[IncidentStep, ...]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class HygieneStep:
    """A step of the safety routine. `conflict` names what sources disagree on, None where they agree."""

    id: str
    label: str
    text: str
    conflict: str | None
    setting: str | None
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything, by id. `version` is a hash of the data files, so that a verdict can name what it used."""

    version: str
    zones: Mapping[str, Zone]
    structures: Mapping[str, Structure]
    groups: Mapping[str, Group]
    areas: Mapping[str, Area]
    conditions: Mapping[str, Condition]
    measures: Mapping[str, Measure]
    motion: Mapping[str, Motion]
    evidence: Mapping[str, Evidence]
    adverse_events: Mapping[str, AdverseEvent]
    grades: Mapping[str, Grade]
    rates: Mapping[str, Rate]
    techniques: Mapping[str, Technique]
    needle_sizes: Mapping[str, NeedleSize]
    consent: Mapping[str, ConsentText]
    advice: Mapping[str, Advice]
    incident_steps: Mapping[str, Incident]
    distances: Mapping[str, Distance]
    hygiene: Mapping[str, HygieneStep]


__all__ = [
    "AdverseEvent",
    "Advice",
    "Area",
    "Condition",
    "ConsentText",
    "Distance",
    "Effect",
    "Evidence",
    "Grade",
    "Group",
    "HygieneStep",
    "Incident",
    "IncidentStep",
    "Knowledge",
    "Measure",
    "Motion",
    "NeedleSize",
    "Rate",
    "Record",
    "Structure",
    "Technique",
    "Threshold",
    "Zone",
]
