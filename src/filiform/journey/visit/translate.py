"""What is on record for a visit, as the facts that the core computes its progress from."""

from __future__ import annotations

from typing import Any

from filiform.core.followup import Need, StepState, VisitFacts, visit_progress
from filiform.foundation.images import public as images
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.queries import practice_row
from filiform.foundation.tenancy.reading import Asked, read_together
from filiform.foundation.tenancy.scope import remember
from filiform.journey.aftercare import public as aftercare
from filiform.journey.consent import public as consent
from filiform.journey.examination import public as examination
from filiform.journey.screening import public as screening
from filiform.journey.treatment import public as treatment

NEEDS = {
    "declined": Need.DECLINED,
    "stopped": Need.STOPPED,
}


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """All that every page of a visit asks of the database, for one trip (`read_together`)."""
    return (
        *visit.reads,
        practice_row(),
        *images.reads(visit),
        *(asked for step in (screening, consent, examination, treatment, aftercare) for asked in step.reads(visit)),
    )


def facts_of(visit: VisitFile) -> VisitFacts:
    """Everything the progress of a visit depends on, read fresh."""
    read_together(*reads(visit))
    verdict = screening.verdict(visit)
    state = consent.state(visit) if consent.asked(visit) else None
    count = treatment.count_state(visit)
    none_today = treatment.without_needles(visit)
    return VisitFacts(
        history_done=screening.history_done(visit),
        verdict=str(verdict.status) if verdict else None,
        unweighed=tuple(finding.item for finding in screening.unweighed(visit)),
        consent_valid=state.valid if state else None,
        consent_why=tuple(state.why) if state and not state.valid else (),
        examination_done=examination.done(visit),
        need=NEEDS.get(none_today.get("reason", ""), Need.OTHER) if none_today else Need.PLANNED,
        instead=bool(none_today and none_today.get("instead")),
        plan_refusals=(),
        needles_placed=count.placed,
        needles_in_place=count.in_place,
        needles_done=count.placed > 0 and count.in_place == 0,
        count_closed=count.closed and count.placed > 0,
        # Kinds of incidents share codes of steps ("report"), so the kind goes along.
        incident_steps_missing=tuple(f"{one.kind}/{one.step}" for one in treatment.open_step_details(visit)),
        aftercare_given=aftercare.given(visit),
        signed=visit.signed,
    )


def progress(visit: VisitFile) -> tuple[StepState, ...]:
    """The eight steps of this visit as they stand."""
    return remember(("progress", visit.id, visit.signed), lambda: visit_progress(facts_of(visit)))
