"""Takes one patient through one visit, step by step, as the practitioner would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from filiform.core.screening import Status
from filiform.core.values import Side, Site
from filiform.foundation.record.public import VisitFile, open_visit
from filiform.foundation.tenancy.clock import telling
from filiform.journey.aftercare import public as aftercare
from filiform.journey.examination import public as examination
from filiform.journey.screening import public as screening
from filiform.journey.treatment import public as treatment
from filiform.journey.visit import public as visit_page

from . import agreeing, needling, scoring, trouble
from .answers import answers_for
from .house import House
from .plan import Attendance, Story

#: Written down when a precaution is weighed and the story has no words of its own.
WEIGHED = "Talked through. Fewer needles, gently, and the patient may stop at any moment."
#: What was done instead of needles, by why there were none.
INSTEAD = {
    "declined": "Pressure on the sore points by hand, stretching, a leaflet on needling to take home.",
    "stopped": "Manual therapy and exercises; the reason was explained.",
    "other-therapy": "Acupressure and stretching, as the patient preferred.",
    "sent-on": "Nothing was treated. Sent to the emergency department with a letter, not driving.",
}


@dataclass
class Hour:
    """One visit under way: whose story, which visit of it, and the minute it has come to."""

    house: House
    story: Story
    part: Attendance
    visit: UUID
    starts: datetime
    minutes: float = 1.0
    sites: list[str] = field(default_factory=list)
    file: VisitFile | None = None

    @property
    def now(self) -> datetime:
        """The instant the story has come to; never after its last moment."""
        return min(self.starts + timedelta(minutes=self.minutes), self.house.now)

    @contextmanager
    def step(self, minutes: float, *, fresh: bool = False) -> Iterator[VisitFile]:
        """The next thing that happens, so many minutes later, with the visit as it was opened.

        A practitioner keeps one visit open from step to step; `fresh` opens it again with what has happened since.
        """
        self.minutes += minutes
        with telling(self.now):
            if self.file is None or fresh:
                self.file = open_visit(self.visit, why="visit")
            yield self.file

    def go_round(self, what: str) -> None:
        """Note that the system would not do what the story has."""
        self.house.gone_round.append(f"{self.story.name}, day {self.part.day}: {what}")


def attend(house: House, story: Story, part: Attendance, visit: UUID) -> None:
    """Everything from the case history to the signature, in one transaction."""
    hour = Hour(house, story, part, visit, house.at(part.day, part.minute))
    with house.as_(story.practitioner):
        bar = _screen(hour)
        _examine(hour)
        bar = bar or agreeing.consent_for(hour)
        if bar or not needling.needle(hour):
            _go_without(hour, bar or "other-therapy")
        else:
            _examine_again(hour)
        _advise(hour)
        with hour.step(1):
            treatment.leave(visit=visit)
        if part.state != "unsigned":
            with hour.step(3, fresh=True) as seen:
                visit_page.sign_as_it_stands(seen)
        trouble.afterwards(hour)


def _sites(story: Story) -> list[str]:
    return [str(Site(structure, Side(story.side))) for structure in story.problem.structures]


def _screen(hour: Hour) -> str:
    """Case history and verdict. Returns why there will be no needles, "" when there may be."""
    story, part = hour.story, hour.part
    hour.sites = _sites(story)
    told = {**story.answers, "complaint": (story.problem.complaint,)}
    with hour.step(1) as visit:
        answers = answers_for(visit, hour.sites, told, part.anew)
        result = screening.save_history(visit=visit, answers=answers, planned_sites=hour.sites, based_on=None)
    if result.verdict.status is Status.STOP:
        hour.sites, before = [one for one in hour.sites if _may(result, one)], hour.sites
        if not hour.sites:
            hour.sites = before
            return "sent-on" if "sent-on" in part.does else "stopped"
        with hour.step(1) as visit:
            kept = {key: one for key, one in answers.items() if key.partition("@")[2] in ("", *hour.sites)}
            result = screening.save_history(
                visit=visit, answers=kept, planned_sites=hour.sites, based_on=result.row.id if result.row else None
            )
    if result.verdict.status not in (Status.CLEAR, Status.CAUTION):
        hour.go_round(f"screening says {result.verdict.status}: {[one.field for one in result.verdict.missing]}")
        return "stopped"
    if items := [one.item for one in result.unweighed]:
        with hour.step(1) as visit:
            screening.weigh(visit=visit, items=items, reason=story.weighed or WEIGHED)
    return ""


def _may(result: screening.Screened, site: str) -> bool:
    return result.verdict.site_status.get(site) is not Status.STOP


def _examine(hour: Hour) -> None:
    with hour.step(4) as visit:
        examination.save_examination(
            visit=visit, phase="before", entered=scoring.before(hour.story, hour.part), based_on=""
        )


def _examine_again(hour: Hour) -> None:
    with hour.step(2) as visit:
        examination.save_examination(
            visit=visit, phase="after", entered=scoring.after(hour.story, hour.part), based_on=""
        )


def _go_without(hour: Hour, why: str) -> None:
    reason = "stopped" if why == "sent-on" else why
    with hour.step(2) as visit:
        treatment.go_without(visit=visit, reason=reason, instead=INSTEAD[why])
    if why in ("declined", "other-therapy"):
        with hour.step(10) as visit:
            treatment.record_modality(
                visit=visit, client_id=hour.visit, kind="acupressure", what="Pressure held on the sore points",
                here=True, minutes=12,
            )  # fmt: skip


def _advise(hour: Hour) -> None:
    with hour.step(2) as visit:
        copy = "printed" if visit.number % 2 else "shown"
        aftercare.record_advice(visit=visit, codes=list(aftercare.advice_for(visit)), copy=copy)
