"""Register a patient, edit their details with history, keep the rows they are found by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.record.details import Details, reasons
from filiform.foundation.record.duplicates import Similar, similar_patients
from filiform.foundation.record.files import details_of
from filiform.foundation.record.models import Patient, PatientDetails, PatientToken
from filiform.foundation.record.search.rows import Findable, rows_of
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.refusal import Conflict, Missing, Reason, Refused
from filiform.foundation.tenancy.scope import current
from filiform.foundation.tenancy.turns import Turn, take_turns

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)
#: Numbers of advisory locks: who registers in a practice, who edits one patient.
REGISTERING, EDITING = 11, 12


class SimilarOnRecord(Refused):
    """Somebody on record may be the same person; `similar` says who. Say that it is another, or open that one."""

    def __init__(self, similar: tuple[Similar, ...]) -> None:
        text = _("Somebody on record may be the same person. Open that entry, or say that it is another person.")
        super().__init__(Reason("similar-patient", text), action="register_patient")
        self.similar = similar


class EditedMeanwhile(Conflict):
    """Somebody else saved these details first; `newest` is their row, `changed` the fields they changed."""

    def __init__(self, newest: PatientDetails, changed: tuple[str, ...]) -> None:
        text = _("Somebody else saved these details meanwhile. Compare before you save.")
        super().__init__(Reason("edited-meanwhile", text), action="edit_patient")
        self.newest = newest
        self.changed = changed


@action(*STAFF)
def register_patient(
    *,
    family_name: str,
    given_name: str,
    birth_date: date,
    sex: str = "unknown",
    phone: str = "",
    email: str = "",
    address: str = "",
    even_if_similar: bool = False,
    not_these: Collection[UUID] = (),
) -> Patient:
    """Put a person on record under the next free number of the practice.

    `not_these` are similar entries that were looked at and are other people. Raises Refused for details that
    cannot be right and SimilarOnRecord when others are similar, unless `even_if_similar`.
    """  # fmt: skip
    details = _checked(
        family_name=family_name, given_name=given_name, birth_date=birth_date, sex=sex, phone=phone, email=email,
        address=address,
    )  # fmt: skip
    # Taken before the search for similar entries: of two desks that register one person, the second is told.
    take_turns(Turn(REGISTERING, current().practice))
    similar = () if even_if_similar else similar_patients(details)
    if any(one.patient.id not in not_these for one in similar):
        raise SimilarOnRecord(similar)
    newest = Patient.objects.order_by("-number").values_list("number", flat=True).first()
    patient = Patient.objects.create(number=(newest or 0) + 1)
    PatientDetails.objects.create(patient=patient, **vars(details))
    _index(patient, details)
    for one in similar:
        audit.note("not-the-same", "record.patient", object_id=one.patient.id, patient=patient.id, why=one.clue)
    return patient


@action(*STAFF)
def edit_patient(*, patient: UUID, based_on: UUID, reason: str, **changes: Any) -> PatientDetails:
    """Save new details made from the row `based_on`; what `changes` does not name stays. Nothing new saves nothing.

    Raises Missing, Refused for details that cannot be right, EditedMeanwhile when `based_on` is not the newest.
    """
    take_turns(Turn(EDITING, patient))
    newest = details_of(patient)
    if newest is None:
        raise Missing(Reason("no-patient", _("There is no such patient in this practice.")))
    before = Details.of(newest)
    if newest.id != based_on:
        raise EditedMeanwhile(newest, _changed_since(newest, based_on))
    after = _checked(**{**vars(before), **changes})
    if not after.changed_from(before):
        return newest
    if not reason.strip():
        raise Refused(Reason("no-reason", _("Say why the details change."), field="reason"))
    saved = PatientDetails.objects.create(patient_id=patient, replaces=newest, reason=reason.strip(), **vars(after))
    _index(Patient.objects.get(id=patient), after)
    return saved


def _checked(**given: Any) -> Details:
    details = Details.tidy(**given)
    if found := reasons(details, today()):
        raise Refused(*found)
    return details


def _changed_since(newest: PatientDetails, based_on: UUID) -> tuple[str, ...]:
    old = PatientDetails.objects.filter(patient_id=newest.patient_id, id=based_on).first()
    return Details.of(newest).changed_from(Details.of(old)) if old else ()


def _index(patient: Patient, details: Details) -> None:
    rows = PatientDetails.objects.filter(patient=patient).order_by("recorded_at", "id")
    names = dict.fromkeys(f"{family} {given}" for family, given in rows.values_list("family_name", "given_name"))
    findable = Findable(
        number=patient.number, family_name=details.family_name, given_name=details.given_name,
        birth_date=details.birth_date, phone=details.phone,
        former=tuple(name for name in names if name != f"{details.family_name} {details.given_name}"),
    )  # fmt: skip
    tokens = sorted(rows_of(findable))
    PatientToken.objects.filter(patient=patient).delete()
    PatientToken.objects.bulk_create([PatientToken(patient=patient, token=token) for token in tokens])
