"""What other apps use of the record."""

from .actions.incidents import open_incident, record_step
from .actions.visits import amend, canonical, leave_fact, note_event, open_episode, plan_visit, sign
from .files import PatientFile, VisitFile, details_of, open_patient, open_visit, plain
from .models.rows import AuthoredRow, PatientRow, VisitRow
from .queries import facts, incidents_of_visit, steps_taken
from .steps import Done, Step, StepPage

__all__ = [
    "AuthoredRow",
    "Done",
    "PatientFile",
    "PatientRow",
    "Step",
    "StepPage",
    "VisitFile",
    "VisitRow",
    "amend",
    "canonical",
    "details_of",
    "facts",
    "incidents_of_visit",
    "leave_fact",
    "note_event",
    "open_episode",
    "open_incident",
    "open_patient",
    "open_visit",
    "plain",
    "plan_visit",
    "record_step",
    "sign",
    "steps_taken",
]
