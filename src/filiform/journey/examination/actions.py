"""The one write of the examination: append a save with its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile, refuse_when_over
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Conflict, Reason
from filiform.foundation.tenancy.turns import Turn, take_turns
from filiform.knowledge import load

from . import queries
from .models import Activity, Examination, MotionReading, MuscleFinding, NeuroFinding, Part, ZoneMark

Values = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Entered:
    """What one save says: fields of the examination, and rows of its parts as field values."""

    scores: dict[str, Any]
    zones: Values = field(default=())
    activities: Values = field(default=())
    motions: Values = field(default=())
    findings: Values = field(default=())
    neuro: Values = field(default=())


_PARTS: dict[str, type[Part]] = {
    "zones": ZoneMark,
    "activities": Activity,
    "motions": MotionReading,
    "findings": MuscleFinding,
    "neuro": NeuroFinding,
}


@action(Role.PRACTITIONER)
def save_examination(*, visit: VisitFile, phase: str, entered: Entered, based_on: str) -> Examination:
    """Append a save of the examiner who acts; what others found stays theirs.

    `based_on` is the id of the examiner's own newest save of the phase on the page, "" for none. Raises Conflict
    when they saved elsewhere meanwhile, Refused when the note is signed.
    """
    refuse_when_over(visit, "examination")
    take_turns(Turn(13, f"{visit.id} {phase}"))
    there = queries.own(queries.saves(visit.id, phase))
    if str(there.id if there else "") != based_on:
        raise Conflict(Reason("overtaken", _overtaken(there)), action="examination")
    ours = {"patient_id": visit.patient.id, "visit_id": visit.id}
    made = Examination.objects.create(**ours, phase=phase, knowledge_version=load().version, **entered.scores)
    whole: dict[str, Any] = {**ours, "examination": made}
    for name, part in _PARTS.items():
        rows = [part(**whole, **values) for values in getattr(entered, name)]
        part.objects.bulk_create(rows)
    return made


def _overtaken(there: Examination | None) -> str:
    if there is None:
        return _("This page belongs to another examination. Read it again and send it once more.")
    return _(
        "You saved this examination at %(when)s, in another window. What you typed here is still here."
        " Compare the two, then save again."
    ) % {"when": date_format(timezone.localtime(there.recorded_at), "H:i")}
