"""Registering a patient: the next number, what is refused, who may be the same person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection

from filiform.foundation.record.actions.patients import (
    EditedMeanwhile,
    SimilarOnRecord,
    edit_patient,
    register_patient,
)
from filiform.foundation.record.finding import find_patients
from filiform.foundation.record.models import Patient, PatientDetails
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.refusal import NotAllowed, Refused
from tests.support.practice import PracticeKit

NORA: dict[str, Any] = {
    "family_name": "Murphy",
    "given_name": "Nóra",
    "birth_date": date(1985, 3, 4),
    "sex": "f",
    "phone": "+353 87 123 4567",
}


def register(practice: PracticeKit, **details: Any) -> Patient:
    with practice.as_role("receptionist"):
        return register_patient(**{**NORA, **details})


def test_numbers_follow_each_other_in_each_practice(practice: PracticeKit, other_practice: PracticeKit) -> None:
    assert [register(practice, even_if_similar=True).number for _ in range(3)] == [1, 2, 3]
    assert register(other_practice).number == 1


def test_two_desks_at_once_get_different_numbers(practice: PracticeKit) -> None:
    together = Barrier(4)

    def desk(family_name: str) -> int:
        try:
            together.wait(timeout=20)
            return register(practice, family_name=family_name, phone="").number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(desk, ["Kelly", "Walsh", "Byrne", "Doyle"]))
    assert sorted(numbers) == [1, 2, 3, 4]


def test_two_desks_with_one_person_make_one_entry(practice: PracticeKit) -> None:
    together = Barrier(2)

    def desk(_: int) -> str:
        try:
            together.wait(timeout=20)
            register(practice)
        except SimilarOnRecord:
            return "told"
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(desk, range(2))) == ["registered", "told"]


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"birth_date": today() + timedelta(days=1)}, "birth_date"),
        ({"birth_date": date(1890, 1, 1)}, "birth_date"),
        ({"family_name": ""}, "family_name"),
        ({"family_name": " - "}, "family_name"),
        ({"family_name": "x" * 101}, "family_name"),
        ({"given_name": "N\x00ra"}, "given_name"),
        ({"address": "a" * 1_000_000}, "address"),
        ({"sex": "F"}, "sex"),
        ({"phone": "ask her mother"}, "phone"),
        ({"phone": "123"}, "phone"),
        ({"email": "nora at example"}, "email"),
    ],
)
def test_impossible_details_are_refused_by_field(practice: PracticeKit, details: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        register(practice, **details)
    assert [reason.field for reason in refused.value.reasons] == [field]
    with practice.as_role():
        assert not Patient.objects.exists()


@pytest.mark.parametrize(
    ("details", "clue"),
    [
        ({}, "birth-date"),
        ({"family_name": "MURPHY", "given_name": "nora"}, "birth-date"),
        ({"family_name": "Nora", "given_name": "Murphy", "phone": ""}, "birth-date"),
        ({"given_name": "Norah", "phone": ""}, "birth-date"),
        ({"family_name": "Murhpy", "phone": ""}, "birth-date"),
        ({"birth_date": date(1958, 3, 4), "phone": "087 1234567"}, "phone"),
        ({"birth_date": date(1985, 4, 3), "phone": ""}, "day-month-swapped"),
    ],
)
def test_likely_the_same_person_is_said(practice: PracticeKit, details: dict[str, Any], clue: str) -> None:
    first = register(practice)
    with pytest.raises(SimilarOnRecord) as told:
        register(practice, **details)
    assert [(one.patient.id, one.clue) for one in told.value.similar] == [(first.id, clue)]
    assert register(practice, **details, not_these=[first.id]).number == 2


@pytest.mark.parametrize(
    "details",
    [
        {"given_name": "Liam", "phone": ""},  # a twin
        {"family_name": "Kelly"},  # shares a telephone and a birthday
        {"birth_date": date(1990, 1, 1), "phone": ""},  # a namesake
        {"birth_date": date(1990, 1, 1), "given_name": "Patrick"},  # one telephone for the family
    ],
)
def test_another_person_is_not_held_up(practice: PracticeKit, details: dict[str, Any]) -> None:
    register(practice)
    assert register(practice, **details).number == 2


def test_two_edits_at_once_of_one_row(practice: PracticeKit) -> None:
    patient = register(practice).id
    with practice.as_role():
        shown = PatientDetails.objects.get(patient_id=patient)
    together = Barrier(2)

    def editor(phone: str) -> str:
        try:
            together.wait(timeout=20)
            with practice.as_role("receptionist"):
                edit_patient(patient=patient, based_on=shown.id, reason="new phone", phone=phone)
        except EditedMeanwhile as told:
            return ",".join(told.changed)
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(editor, ["01 111 1111", "01 222 2222"])) == ["phone", "saved"]
    with practice.as_role():
        assert PatientDetails.objects.count() == 2


def test_two_rows_made_from_one_are_refused_by_the_database(practice: PracticeKit) -> None:
    patient = register(practice).id
    with practice.as_role():
        shown = PatientDetails.objects.get(patient_id=patient)
    again = {**NORA, "patient_id": patient, "replaces": shown}
    with practice.as_role():
        PatientDetails.objects.create(**again)
    with pytest.raises(IntegrityError), practice.as_role():
        PatientDetails.objects.create(**again)


def test_similar_in_another_practice_is_not_told(practice: PracticeKit, other_practice: PracticeKit) -> None:
    register(practice)
    assert register(other_practice).number == 1


def test_one_name_is_enough(practice: PracticeKit) -> None:
    made = register(practice, family_name="Suharto", given_name="")
    with practice.as_role():
        assert [one.name for one in find_patients("suh").found] == ["Suharto"]
        assert PatientDetails.objects.get(patient=made).given_name == ""


def test_an_auditor_registers_nobody(practice: PracticeKit) -> None:
    with pytest.raises(NotAllowed), practice.as_role("auditor"):
        register_patient(**NORA)
