"""Tables of the record, a chapter a file."""

from .incidents import Incident, IncidentStep
from .patients import Patient, PatientDetails, PatientLink, PatientToken
from .signing import Amendment, Signature
from .visits import Episode, EpisodeEvent, Fact, Visit, VisitEvent

__all__ = [
    "Amendment",
    "Episode",
    "EpisodeEvent",
    "Fact",
    "Incident",
    "IncidentStep",
    "Patient",
    "PatientDetails",
    "PatientLink",
    "PatientToken",
    "Signature",
    "Visit",
    "VisitEvent",
]
