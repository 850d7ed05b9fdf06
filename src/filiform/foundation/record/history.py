"""What happened to a patient's details, and who looked at or wrote to the record, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.foundation.accounts.models import Membership
from filiform.foundation.audit.models import AuditEntry

from .details import FIELDS, LABELS, Details
from .models import PatientDetails
from .models.patients import Sex

#: Entries of the log on one page.
ENTRIES = 50

_ACTS: dict[tuple[str, str], Promise] = {
    ("read", "record.patient"): gettext_lazy("Opened the record"),
    ("insert", "record.patient"): gettext_lazy("Registered the patient"),
    ("insert", "record.patientdetails"): gettext_lazy("Saved the details"),
    ("insert", "record.patientlink"): gettext_lazy("Linked or unlinked a duplicate"),
    ("link", "record.patientlink"): gettext_lazy("Linked this entry to another"),
    ("unlink", "record.patientlink"): gettext_lazy("Undid the link to another entry"),
    ("read", "images.image"): gettext_lazy("Looked at a picture"),
    ("insert", "images.image"): gettext_lazy("Kept a picture"),
    ("erased", "images.image"): gettext_lazy("Erased a picture"),
    ("not-the-same", "record.patient"): gettext_lazy("Said that a similar entry is another person"),
}
_VERBS: dict[str, Promise] = {
    "read": gettext_lazy("Opened"),
    "insert": gettext_lazy("Recorded"),
    "update": gettext_lazy("Changed"),
    "delete": gettext_lazy("Removed"),
    "refused": gettext_lazy("Was refused"),
}
_WHY: dict[str, Promise] = {
    "details": gettext_lazy("looked at the details"),
    "edit": gettext_lazy("to edit the details"),
    "history": gettext_lazy("looked at the history"),
    "link": gettext_lazy("to link duplicates"),
    "visit": gettext_lazy("for a visit"),
    "timeline": gettext_lazy("looked at the timeline"),
    "chart": gettext_lazy("looked at the pain chart"),
    "plan": gettext_lazy("to plan a visit"),
    "arrive": gettext_lazy("to note the arrival"),
    "cancel": gettext_lazy("to cancel a visit"),
    "leave": gettext_lazy("count and leaving"),
    "note": gettext_lazy("read the note"),
    "sheet": gettext_lazy("printed the sheet"),
    "amend": gettext_lazy("to amend a note"),
    "consent": gettext_lazy("answers on consent"),
    "consent-copy": gettext_lazy("copy of a consent"),
    "image": gettext_lazy("for one of its pictures"),
    "images": gettext_lazy("for the pictures of a visit"),
    "picture": gettext_lazy("large"),
    "small": gettext_lazy("small, in a list"),
    "whole": gettext_lazy("as a DICOM file"),
    "incident": gettext_lazy("for an incident"),
    "recall": gettext_lazy("for the recall of a lot"),
    "today": gettext_lazy("in the day’s list"),
    "search": gettext_lazy("from a search"),
    "birth-date": gettext_lazy("same birth date"),
    "phone": gettext_lazy("same phone"),
    "day-month-swapped": gettext_lazy("day and month swapped"),
}


@dataclass(frozen=True)
class Edit:
    """One saving of details: what changed as (label, before, after); the first one changed nothing."""

    at: datetime
    who: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Look:
    """One entry of the audit log about the patient, in words."""

    seq: int
    at: datetime
    who: str
    what: str
    why: str


def edits(patient: UUID) -> list[Edit]:
    """All savings of the patient's details, newest first."""
    rows = list(PatientDetails.objects.filter(patient_id=patient).order_by("recorded_at", "id"))
    people = _people({row.author_id for row in rows})
    found, before = [], None
    for row in rows:
        changes = changes_between(before, row) if before else ()
        found.append(Edit(row.recorded_at, _who(people, row.author_id), row.reason, changes))
        before = row
    return found[::-1]


def changes_between(before: PatientDetails, after: PatientDetails) -> tuple[tuple[str, str, str], ...]:
    """What differs between two rows, as (label, before, after) in words."""
    names = Details.of(after).changed_from(Details.of(before))
    return tuple((str(LABELS[one]), shown(before, one), shown(after, one)) for one in FIELDS if one in names)


def changes_since(newest: PatientDetails, based_on: UUID) -> tuple[tuple[str, str, str], ...]:
    """What differs between the row an edit was made from and the newest; nothing when there is no such row."""
    old = PatientDetails.objects.filter(patient_id=newest.patient_id, id=based_on).first()
    return changes_between(old, newest) if old else ()


def shown(row: PatientDetails, name: str, *, unset: str | None = None) -> str:
    """One field of details as people read it; `unset` (by default "nothing") stands for an empty one."""
    value = getattr(row, name)
    if name == "birth_date":
        return f"{value:%-d %b %Y}"
    if name == "sex":
        return str(Sex(value).label)
    return value or (_("nothing") if unset is None else unset)


def looks(patient: UUID, *, before: int | None = None) -> tuple[list[Look], int | None]:
    """Entries about the patient, newest first, from below `before`; and where the next page begins, if any."""
    entries = AuditEntry.objects.filter(patient_id=patient).order_by("-seq")
    if before is not None:
        entries = entries.filter(seq__lt=before)
    rows = list(entries[: ENTRIES + 1])
    people = _people({_uuid(row.actor) for row in rows})
    found = [
        Look(row.seq, row.at, _who(people, _uuid(row.actor)), _what(row), str(_WHY.get(row.why, row.why)))
        for row in rows[:ENTRIES]
    ]
    return found, found[-1].seq if len(rows) > ENTRIES else None


def who_saved(row: PatientDetails) -> str:
    """Name of the author of a row, as shown on notes."""
    return _who(_people({row.author_id}), row.author_id)


def _what(entry: AuditEntry) -> str:
    known = _ACTS.get((entry.act, entry.what))
    if known:
        return str(known)
    verb = str(_VERBS.get(entry.act, entry.act.capitalize()))
    return f"{verb}: {_thing(entry.what)}"


def _thing(what: str) -> str:
    try:
        return str(apps.get_model(what)._meta.verbose_name)
    except (LookupError, ValueError):
        return what


def _people(users: set[UUID | None]) -> dict[UUID, str]:
    found = Membership.objects.filter(user_id__in=[one for one in users if one])
    return dict(found.values_list("user_id", "display_name"))


def _who(people: dict[UUID, str], user: UUID | None) -> str:
    if user is None:
        return _("Filiform itself")
    return people.get(user) or _("somebody who is no member any more")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
