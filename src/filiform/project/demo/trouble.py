"""What goes wrong in the stories, and what is done about it: counts, faints, expired lots, amendments."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from uuid6 import uuid7

from filiform.foundation.record.public import VisitFile, open_incident, open_visit
from filiform.foundation.tenancy.clock import telling
from filiform.journey.treatment import public as treatment
from filiform.journey.visit import public as visit_page

if TYPE_CHECKING:
    from .attending import Hour

SHARPS = "Yellow box in the room"
#: What was written down for each step of an incident.
STEPS = {
    "count-again": "Counted again with Siobhán: one fewer in the tray than taken out.",
    "search-body": "Low back, waistband and gown looked over, standing and lying.",
    "search-room": "Couch, floor and laundry looked over with a torch.",
    "tell-patient": "Told at once and asked to stay; stayed.",
    "found": "In the fold of the couch paper, whole, tip intact.",
    "report": "Reported to Maeve the same day.",
    "refer-imaging": "Not sent: the needle was found whole.",
    "why": "The old box had not been put away when the lot ran out.",
    "patient": "Told the same day. Feels well, no questions.",
    "review": "Maeve reviews all open boxes by Friday.",
    "needles-out": "All out at once, all counted.",
    "lie-flat": "Flat with legs raised, eight minutes.",
}
#: For a step that has no words of its own here.
DONE = "Done the same hour."
#: Steps of the faint that nobody has written down yet: the note cannot be signed.
FORGOTTEN = frozenset({"injury"})


def during(hour: Hour) -> None:
    """A faint with needles just out."""
    if "faint" in hour.part.does:
        with hour.step(1) as visit:
            open_incident(
                kind="faint", detail={"what": "Pale and sweating, gone for some seconds"}, patient=visit.patient.id,
                visit=visit.id,
            )  # fmt: skip
            _record_steps(visit)
    if "expired-lot" in hour.part.does:
        with hour.step(2) as visit:
            _record_steps(visit)


def count(hour: Hour, visit: VisitFile, needles: int) -> None:
    """Close the count; where one needle is missed, the incident's steps and a second count that fits."""
    missed = "mismatch" in hour.part.does
    if missed:
        treatment.close_count(
            visit=visit, counted=needles - 1, client_id=uuid7(), counted_again=True, sharps=SHARPS,
            second_person="Siobhán Okonkwo",
        )  # fmt: skip
        hour.minutes += 6
        with telling(hour.now):
            _record_steps(visit)
        hour.minutes += 1
    with telling(hour.now):
        treatment.close_count(visit=visit, counted=needles, client_id=uuid7(), sharps=SHARPS)


def afterwards(hour: Hour) -> None:
    """An amendment on the next day."""
    if "amended" in hour.part.does:
        with telling(min(hour.starts + timedelta(days=1), hour.house.now)):
            visit_page.amend_visit(
                visit=open_visit(hour.visit, why="amend"),
                text="The second needle was in the levator scapulae at its lower third, not at mid-belly.",
                reason="Point written down wrongly",
            )


def _record_steps(visit: VisitFile) -> None:
    for step in treatment.open_step_details(visit):
        if step.step not in FORGOTTEN:
            note = STEPS.get(step.step, DONE)
            treatment.record_incident_step(incident=step.incident, step=step.step, note=note)
