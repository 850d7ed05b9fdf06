"""What the rules on consent and advice need to know about a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class YesNo(StrEnum):
    """A yes or no that may also be missing; missing is never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as far as consent and advice go. `age` in whole years, None when not known.

    `pregnant` is `NO` where it cannot apply. `antithrombotic` covers anticoagulants, antiplatelets and known
    bleeding disorders. `implant` means an implant or device near a planned site. `drives_after` means driving
    or safety-critical work straight after. `consents_alone` is `NO` where the person lacks capacity.
    """

    age: int | None = None
    pregnant: YesNo = YesNo.UNKNOWN
    antithrombotic: YesNo = YesNo.UNKNOWN
    immune_weak: YesNo = YesNo.UNKNOWN
    implant: YesNo = YesNo.UNKNOWN
    drives_after: YesNo = YesNo.UNKNOWN
    faints: YesNo = YesNo.UNKNOWN
    consents_alone: YesNo = YesNo.UNKNOWN
    needs_interpreter: YesNo = YesNo.UNKNOWN
    first_time: YesNo = YesNo.UNKNOWN
