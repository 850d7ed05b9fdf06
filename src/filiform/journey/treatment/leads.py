"""Electrical stimulation between two needles: judged by the rule book of needling, for this person as screened."""

from __future__ import annotations

from dataclasses import dataclass

from filiform.core.needling import Level, NeedleFinding, PlannedInsertion, Stimulation, check_needle
from filiform.core.reasons import Refusal
from filiform.core.screening.codes import Codes
from filiform.core.values import UNKNOWN, Answer, Known, Site
from filiform.foundation.record.public import VisitFile
from filiform.journey.screening import public as screening
from filiform.journey.treatment.before import Before
from filiform.journey.treatment.gate import Judged, context_of
from filiform.knowledge.structures import facts

#: The code of an implant that a current may disturb, as the case history names it.
ACTIVE = "active-electrical"
#: What is not yet said before two needles were chosen.
LATER = "electrical-pair-unknown"


@dataclass(frozen=True)
class Lead:
    """Two needles with a current between them; hertz, milliampere, minutes, None where nothing was said."""

    first: Site
    second: Site | None = None
    frequency_hz: float | None = None
    intensity_ma: float | None = None
    minutes: float | None = None


def judge(visit: VisitFile, before: Before, lead: Lead) -> Judged:
    """What the rule book says of a lead: what bars it, and what to weigh or know."""
    found = tuple(one for one in _checked(visit, before, lead) if _electrical(one))
    bars = tuple(Refusal(one.code, one.params, one.sources) for one in found if one.level is Level.REFUSE)
    return Judged(bars, tuple(one for one in found if one.level is not Level.REFUSE))


def outlook(visit: VisitFile, before: Before, sites: tuple[Site, ...]) -> tuple[NeedleFinding, ...]:
    """What stands against a current in this person and at these sites, before two needles were chosen."""
    found = [one for site in sites for one in _checked(visit, before, Lead(site)) if _electrical(one)]
    return tuple(dict.fromkeys(one for one in found if one.code != LATER))


def field_of(finding: str) -> str:
    """The field of the form that a refusal belongs to."""
    return "pair" if finding.startswith(("electrical-across", "electrical-front", "electrical-over")) else ""


def _electrical(one: NeedleFinding) -> bool:
    return one.code.startswith("electrical") or one.code == "credential-electrical"


def _checked(visit: VisitFile, before: Before, lead: Lead) -> tuple[NeedleFinding, ...]:
    current = Stimulation(
        pair=facts(lead.second) if lead.second else None,
        frequency_hz=lead.frequency_hz,
        intensity_ma=lead.intensity_ma,
        minutes=lead.minutes,
        active_implant=_implant(visit),
        pregnant=_pregnant(visit),
    )
    planned = PlannedInsertion(site=facts(lead.first), electrical=True, stimulation=current)
    return check_needle(planned, context_of(visit, before, lead.first, ()))


def _implant(visit: VisitFile) -> Answer[bool]:
    said = screening.answer(visit, "implants")
    if not isinstance(said, Codes):
        return UNKNOWN
    if said.found((ACTIVE,)):
        return Known(True)
    return UNKNOWN if said.doubtful((ACTIVE,)) else Known(False)


def _pregnant(visit: VisitFile) -> Answer[bool]:
    said = screening.answer(visit, "pregnant")
    if said == "yes":
        return Known(True)
    if said in ("no", "not-applicable") or visit.patient.sex == "m":
        return Known(False)
    return UNKNOWN
