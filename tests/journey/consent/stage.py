"""A visit at the consent step: plan its sites, open its page, send its form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import Any
from uuid import UUID

from tests.support.practice import PracticeKit

SHOULDER = ("left trapezius-upper",)
CALF = ("left soleus-distal",)
CALM = {
    "medications": {"present": [], "absent": [], "uncertain": [], "complete": True},
    "conditions": {"present": [], "absent": [], "uncertain": [], "complete": True},
    "implants": {"present": [], "absent": [], "uncertain": [], "complete": True},
    "pregnant": "no",
    "drives_after": False,
    "electrical_stimulation": False,
}


@dataclass
class Stage:
    """One visit, and a browser at its consent step."""

    practice: PracticeKit
    patient: UUID
    visit: UUID
    role: str = "practitioner"
    posts: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"/visits/{self.visit}/consent/"

    def plan(self, *sites: str, **answers: Any) -> None:
        """Save a case history with these sites; answers as the questions take them."""
        from filiform.foundation.record.public import open_visit
        from filiform.journey.screening.actions import save_history
        from filiform.journey.screening.answers import stored
        from filiform.journey.screening.queries import newest

        said = {name: stored(value, date(2026, 1, 1)) for name, value in (CALM | answers).items()}
        with self.practice.as_role():
            there = newest(self.visit)
            save_history(
                visit=open_visit(self.visit, why="test"), answers=said, planned_sites=list(sites),
                based_on=there.id if there else None,
            )  # fmt: skip

    def page(self) -> str:
        """The page as drawn."""
        answer = self.practice.client_for(self.role).get(self.url)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    def form(self, page: str | None = None, **more: Any) -> dict[str, Any]:
        """A complete, honest consent as the page asks for it; `more` overrides, None takes a field out."""
        drawn = page or self.page()
        fields: dict[str, Any] = {
            "do": "record", "kind": "given", "everything": "on", "by": "patient", "capacity": "yes",
            "interpreter": "not-needed", "form": "written", "signed_name": "Nóra Murphy", "copy_given": "yes",
            "shown": hidden(drawn, "shown"), "based_on": hidden(drawn, "based_on"),
            "regions": re.findall(r'name="regions" value="([^"]+)"', drawn),
        }  # fmt: skip
        fields |= dict.fromkeys(re.findall(r'name="(tick_[^"]+)"', drawn), "on")
        fields |= more
        return {name: value for name, value in fields.items() if value is not None}

    def send(self, fields: dict[str, Any]) -> Any:
        """Post to the step."""
        return self.practice.client_for(self.role).post(self.url, fields)

    def state(self) -> Any:
        """What the consents come to, as the needling gate reads it."""
        from filiform.foundation.record.public import open_visit
        from filiform.journey.consent import public

        with self.practice.as_role():
            return public.state(open_visit(self.visit, why="test"))

    def codes(self) -> set[str]:
        """Codes of why there is no valid consent."""
        return {reason.code for reason in self.state().why}

    def rows(self) -> list[Any]:
        """All answers of the patient."""
        from filiform.journey.consent.queries import events

        with self.practice.as_role():
            return events(self.patient)

    def later(self, starts_at: datetime | None = None, episode: UUID | None = None) -> Stage:
        """Another visit of the same patient."""
        visit = self.practice.make_visit(self.patient, starts_at=starts_at, episode=episode)
        return Stage(self.practice, self.patient, visit, self.role)


def stage(practice: PracticeKit, *, episode: UUID | None = None, **details: Any) -> Stage:
    """A patient with one visit today."""
    patient = practice.make_patient(**details)
    return Stage(practice, patient, practice.make_visit(patient, episode=episode))


def hidden(page: str, name: str) -> str:
    """Value of a hidden field of the page."""
    tag = next((found for found in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in found), "")
    value = re.search(r'value="([^"]*)"', tag)
    return unescape(value.group(1)) if value else ""
