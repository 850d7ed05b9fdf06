"""What other apps use of the record."""

from .actions.incidents import open_incident, record_step
from .actions.patients import EditedMeanwhile, SimilarOnRecord, edit_patient, register_patient
from .actions.visits import amend, canonical, leave_fact, note_event, open_episode, plan_visit, sign
from .details import Details
from .files import PatientFile, VisitFile, details_of, newest_details, open_patient, open_patients, open_visit, plain
from .finding import Answer, Found, find_patients
from .links import linked_to
from .models.rows import AuthoredRow, PatientRow, VisitRow
from .over import refuse_when_over
from .queries import amendments, facts, incidents_of_visit, steps_taken
from .steps import Done, Step, StepPage
from .turns import hold_to_sign, join_writers

__all__ = [
    "Answer",
    "AuthoredRow",
    "Details",
    "Done",
    "EditedMeanwhile",
    "Found",
    "PatientFile",
    "PatientRow",
    "SimilarOnRecord",
    "Step",
    "StepPage",
    "VisitFile",
    "VisitRow",
    "amend",
    "amendments",
    "canonical",
    "details_of",
    "edit_patient",
    "facts",
    "find_patients",
    "hold_to_sign",
    "incidents_of_visit",
    "join_writers",
    "leave_fact",
    "linked_to",
    "newest_details",
    "note_event",
    "open_episode",
    "open_incident",
    "open_patient",
    "open_patients",
    "open_visit",
    "plain",
    "plan_visit",
    "record_step",
    "refuse_when_over",
    "register_patient",
    "sign",
    "steps_taken",
]
