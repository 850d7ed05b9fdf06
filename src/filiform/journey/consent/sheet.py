"""The consent of one visit put together: what to explain, what is on record, what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from filiform.backoffice.credentials import public as credentials
from filiform.core.consent import ConsentSettings, ConsentState
from filiform.core.people import PersonFacts
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.queries import practice
from filiform.foundation.tenancy.scope import remember
from filiform.journey.screening import public as screening
from filiform.knowledge import load
from filiform.knowledge.jurisdictions import Statement, written_consent_law

from . import queries
from .codes import Interpreter
from .explain import Explanation, explain
from .models import ConsentEvent
from .person import person_facts, techniques
from .translate import last_standing, not_known, relevant, standing, state_of


@dataclass(frozen=True)
class Sheet:
    """`state` is what counts for needling; `earlier` what the record comes to before anybody asked today."""

    explanation: Explanation
    person: PersonFacts
    rows: tuple[ConsentEvent, ...]
    state: ConsentState
    earlier: ConsentState
    #: The newest answer of the patient, of any problem.
    newest: ConsentEvent | None
    #: The law that asks for writing here, None where word of mouth is not against the law.
    law: Statement | None = None
    #: Whether the practice rules that word of mouth suffices, None where it has not ruled; and since when.
    spoken: bool | None = None
    ruled_since: date | None = None

    @property
    def based_on(self) -> str:
        """Id of the newest answer, "" when there is none."""
        return str(self.newest.id) if self.newest else ""

    @property
    def consent(self) -> ConsentEvent | None:
        """The newest consent that was given."""
        return last_standing(list(self.rows))

    @property
    def may_confirm(self) -> bool:
        """Whether an earlier consent covers everything and only today's word is missing.

        Where an interpreter took part the whole form is gone through again, with an interpreter.
        """
        return self.earlier.valid and not self.state.valid and not self.through_interpreter

    @property
    def through_interpreter(self) -> bool:
        """Whether the newest consent was given with an interpreter."""
        return self.consent is not None and self.consent.interpreter == Interpreter.PRESENT


def sheet_of(visit: VisitFile) -> Sheet:
    """The sheet, put together from the newest answers and plan."""
    return remember(("consent", visit.id), lambda: _sheet_of(visit))


def _sheet_of(visit: VisitFile) -> Sheet:
    history = screening.screened(visit).history
    planned = screening.planned_sites(visit)
    sites = [site for site in planned if site.structure in load().structures]
    lost = tuple(str(site) for site in planned if site.structure not in load().structures)
    every = queries.events(visit.patient.id)
    rows = relevant(every, visit.visit.episode_id)
    told = last_standing(rows)
    here = told is not None and told.visit_id == visit.id
    person = person_facts(
        history,
        age=visit.patient.age,
        sex=visit.patient.sex,
        first_time=visit.first,
        thresholds=screening.thresholds(visit),
        capacity=told.capacity if told and here else "",
        interpreter=told.interpreter if told else "",
    )
    explanation = explain(sites, techniques(history), person)
    due, on = explanation.required, today()
    law = _written_law(visit)
    months = screening.thresholds(visit)["consent_renewal_months"]
    policy = screening.screened(visit).policy
    spoken = policy.policy(practice().jurisdiction).spoken_consent
    settings = ConsentSettings(
        verbal_suffices=spoken is True, written_by_law=law is not None, renewal_months=max(1, int(months))
    )
    state, earlier = state_of(rows, due, on, visit.id, settings), standing(rows, due, on, settings)
    if lost:
        state, earlier = not_known(state, lost), not_known(earlier, lost)
    return Sheet(
        explanation=explanation,
        person=person,
        rows=tuple(rows),
        state=state,
        earlier=earlier,
        newest=every[-1] if every else None,
        law=law,
        spoken=spoken,
        ruled_since=policy.since("consent", "form"),
    )


def _written_law(visit: VisitFile) -> Statement | None:
    """The law that asks for consent in writing here, of the profession of whoever treats; of any when unknown."""
    place = practice().jurisdiction
    return written_consent_law(place, credentials.profession_of(visit.visit.practitioner_id, visit.day, place))
