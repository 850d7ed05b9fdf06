"""What one patient's story holds, before any of it is written down: frozen values, drawn once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .problems import Problem

#: Days counted from today; 0 is today, negative before it.
Day = int


@dataclass(frozen=True)
class Needle:
    """One needle as it goes in: structure, depth in mm, what was noted; dwell in seconds (0: in and out)."""

    structure: str
    depth: int
    technique: str
    dwell: int
    said: Mapping[str, Any]
    point: str = ""


@dataclass(frozen=True)
class Attendance:
    """One visit: when, what the patient says and scores, which needles, what comes of it.

    `anew` are answers said on that day whatever was said before. `does` names what is out of the ordinary.
    """

    day: Day
    minute: int
    pain: int
    worst: int
    average: int
    after: int
    activities: tuple[tuple[str, int], ...]
    degrees: int
    needles: tuple[Needle, ...]
    anew: Mapping[str, Any] = field(default_factory=dict)
    painkiller: str = ""
    soreness: int | None = None
    does: frozenset[str] = frozenset()
    #: "arrived" and "planned" visits are only on the list; "attended" ones happen, "unsigned" stay open.
    state: str = "attended"


@dataclass(frozen=True)
class Story:
    """One patient: details, the problem and its side, what is told at the case history, the visits."""

    given: str
    family: str
    sex: str
    years: int
    #: Days between the birthday and today, so that ages stay as they are whenever the story is told.
    since_birthday: int
    phone: str
    email: str
    address: str
    problem: Problem
    side: str
    told: str
    goal: str
    practitioner: str
    answers: Mapping[str, Any]
    visits: tuple[Attendance, ...]
    spoken_for: str = ""
    interpreter: str = ""
    #: What the practitioner writes down when a precaution is weighed.
    weighed: str = ""

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"
