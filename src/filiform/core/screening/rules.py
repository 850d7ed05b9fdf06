"""What a rule is: an item with its class, action, condition and every source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from filiform.core.needling.ruled import NO_POLICY, NeedlingPolicy
from filiform.core.screening.conditions import Condition
from filiform.core.screening.logic import ALWAYS


class Class(StrEnum):
    """How much a finding weighs, strictest last."""

    PRECAUTION = "precaution"
    SITE_SPECIFIC = "site-specific"
    RELATIVE = "relative"
    ABSOLUTE = "absolute"
    SERIOUS_ADVERSE_EVENT = "serious-adverse-event"
    RED_FLAG = "red-flag"


class Action(StrEnum):
    """What a finding asks for, strictest last."""

    PROCEED_WITH_MONITORING = "proceed-with-monitoring"
    MODIFY_TECHNIQUE = "modify-technique"
    NO_ELECTRICAL_STIMULATION = "no-electrical-stimulation"
    AVOID_SITE = "avoid-site"
    MEDICAL_CLEARANCE = "medical-clearance"
    DO_NOT_NEEDLE = "do-not-needle"
    REFER_URGENT = "refer-urgent"
    REFER_EMERGENCY = "refer-emergency"


REFERRALS = frozenset({Action.REFER_URGENT, Action.REFER_EMERGENCY})


class Weight(StrEnum):
    """What an item comes to when a practice rules on it, strictest last.

    Noted: shown, with nothing to decide. Weighed: a clinician decides each time. Clearance: a doctor is asked first.
    """

    NOTE = "note"
    WEIGH = "weigh"
    CLEARANCE = "clearance"
    STOP = "stop"


class How(StrEnum):
    """How a statement is known: the passage was read, it is remembered, or this product or the practice says so."""

    READ = "read"
    RECALL = "recall"
    PRODUCT = "product"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class SourceSays:
    """One source and what it says; `class_` is the source's own class, `law_of` where it binds as law."""

    tag: str
    says: str
    how: How
    class_: str | None = None
    law_of: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Several rules may share an `item`, for example a milder and a stricter form of it.

    `when` decides whether it fires, always. `matters` decides only whether a missing answer has to be
    asked for. `per_site` judges each planned site by itself. `yields_to` names items that say the same
    thing better.
    `law_of` and `elsewhere` are for law: outside its jurisdiction the rule weighs as `elsewhere` says.
    `right` marks what the patient has a right to; no practice may make it milder, whatever sources say.
    `own` is for a rule that the practice has made for itself: the weight that it gave it.
    """

    id: str
    item: str
    chapter: str
    label: str
    class_: Class
    action: Action
    when: Condition
    sources: tuple[SourceSays, ...]
    matters: Condition = ALWAYS
    per_site: bool = False
    disagreement: bool = False
    guidance: str = ""
    where_to: str | None = None
    yields_to: tuple[str, ...] = ()
    law_of: str | None = None
    elsewhere: tuple[Class, Action] | None = None
    right: bool = False
    reviewed: str | None = None
    own: Weight | None = None


class Stricter(StrEnum):
    """To which side a threshold gets stricter."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Range:
    """What a practice may set a threshold to, both ends included, in the threshold's unit."""

    low: float
    high: float
    stricter: Stricter


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, the site groups and thresholds that their conditions name, and the version of the data.

    `ranges` are those of the thresholds that a practice may set; the others are fixed.
    """

    rules: tuple[Rule, ...]
    groups: Mapping[str, frozenset[str]]
    thresholds: Mapping[str, float]
    version: str
    ranges: Mapping[str, Range] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """A practice's jurisdiction and its own recorded decisions: other weights for items, values of thresholds.

    It is followed as far as `core.screening.policy` lets it: past no emergency, binding law or shared stop.
    `spoken_consent` says whether consent by word of mouth suffices where no law asks for writing, None where the
    practice has not ruled. `needling` is what it rules on needling by itself (`core.screening.limits` adds the rest).
    """

    jurisdiction: str | None = None
    rulings: Mapping[str, Weight] | None = None
    thresholds: Mapping[str, float] | None = None
    spoken_consent: bool | None = None
    needling: NeedlingPolicy = NO_POLICY
