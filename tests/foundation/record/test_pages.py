"""The pages of the register through the whole server: forms, errors at the field, two people at once, rights."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest

from filiform.foundation.audit.models import AuditEntry
from filiform.foundation.record.models import Patient, PatientDetails
from filiform.foundation.record.public import find_patients
from tests.support.practice import PracticeKit

NORA = {
    "family_name": "Murphy", "given_name": "Nóra", "birth_date": "1985-03-04", "sex": "f", "phone": "087 123 4567",
    "email": "nora@example.org", "address": "1 Main Street\nGalway",
}  # fmt: skip


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def newest(practice: PracticeKit, patient: UUID) -> PatientDetails:
    with practice.as_role():
        return PatientDetails.objects.filter(patient_id=patient).latest("recorded_at")


def test_register_then_find(practice: PracticeKit) -> None:
    desk = practice.client_for("receptionist")
    assert desk.get("/patients/new/").status_code == 200
    answer = desk.post("/patients/new/", NORA)
    assert answer.status_code == 302
    with practice.as_role():
        patient = Patient.objects.get()
    assert str(patient.id) in answer["Location"]
    page = text_of(desk.post("/patients/", {"q": "nora 4/3/1985"}))
    assert "Murphy, Nóra" in page
    assert "4 Mar 1985" in page


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("birth_date", "1985-02-30", "There is no such day"),
        ("birth_date", "yesterday", "There is no such day"),
        ("birth_date", "4/3/25", "four digits"),
        ("birth_date", "2199-01-01", "in the future"),
        ("birth_date", "1880-01-01", "more than 130 years"),
        ("birth_date", "", "Write the birth date"),
        ("family_name", "", "Write the family name"),
        ("family_name", "x" * 101, "too long"),
        ("address", "x" * 1_000_000, "too long"),
        ("given_name", "N\x00ra", "cannot be kept"),
        ("phone", "call me", "with digits"),
        ("email", "nora@", "name@example.org"),
        ("sex", "?", "Choose one"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(practice: PracticeKit, field: str, value: str, says: str) -> None:
    answer = practice.client_for("receptionist").post("/patients/new/", {**NORA, field: value})
    page = text_of(answer)
    assert answer.status_code == 422
    assert says in page
    assert f"#id_{field}" in page
    with practice.as_role():
        assert not Patient.objects.exists()


@pytest.mark.parametrize("written", ["4 mar 1985", "4.3.1985", "4/3/85", "March 4, 1985", "04031985", " 1985-3-4 "])
def test_a_birth_date_may_be_written_in_many_ways(practice: PracticeKit, written: str) -> None:
    assert (
        practice.client_for("receptionist").post("/patients/new/", {**NORA, "birth_date": written}).status_code == 302
    )
    with practice.as_role():
        assert PatientDetails.objects.get().birth_date == date(1985, 3, 4)


def test_somebody_similar_is_shown_and_can_be_another_person(practice: PracticeKit) -> None:
    first = practice.make_patient(birth_date=date(1985, 3, 4))
    desk = practice.client_for("receptionist")
    told = desk.post("/patients/new/", NORA)
    assert told.status_code == 422
    assert str(first) in text_of(told)
    assert "It is another person: register" in text_of(told)
    assert desk.post("/patients/new/", {**NORA, "not_these": str(uuid4())}).status_code == 422
    assert desk.post("/patients/new/", {**NORA, "not_these": str(first)}).status_code == 302
    with practice.as_role():
        assert list(Patient.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
        assert AuditEntry.objects.filter(act="not-the-same", object_id=first).count() == 1


def test_sent_twice_registers_once(practice: PracticeKit) -> None:
    desk = practice.client_for("receptionist")
    sent = {**NORA, "_key": str(uuid4())}
    assert desk.post("/patients/new/", sent)["Location"] == desk.post("/patients/new/", sent)["Location"]
    with practice.as_role():
        assert Patient.objects.count() == 1


def test_an_edit_keeps_the_earlier_details_and_the_old_name_finds(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    desk = practice.client_for("receptionist")
    before = newest(practice, patient)
    sent = {**NORA, "family_name": "Byrne", "reason": "married", "based_on": str(before.id)}
    assert desk.post(f"/patients/{patient}/edit/", sent).status_code == 302
    after = newest(practice, patient)
    assert (after.replaces_id, after.reason, after.family_name) == (before.id, "married", "Byrne")
    with practice.as_role():
        (old,) = find_patients("murphy nora").found
        (new,) = find_patients("byrne").found
    assert (old.id, old.formerly) == (patient, "Nóra Murphy")
    assert new.formerly == ""
    history = text_of(practice.client_for("auditor").get(f"/patients/{patient}/history/"))
    assert "Family name: Murphy → <strong>Byrne</strong>" in history
    assert "married" in history


def test_the_second_of_two_editors_sees_what_the_first_changed(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    shown = newest(practice, patient)
    first, second = practice.client_for("receptionist"), practice.client_for("practitioner")
    sent = {**NORA, "phone": "+353 87 123 4567", "reason": "x", "based_on": str(shown.id)}
    assert first.post(f"/patients/{patient}/edit/", {**sent, "phone": "01 999 8888"}).status_code == 302
    told = second.post(f"/patients/{patient}/edit/", {**sent, "email": "typed@example.org"})
    page = text_of(told)
    assert told.status_code == 409
    assert "Receptionist Person saved these details" in page
    assert "Phone: +353 87 123 4567 is now <strong>01 999 8888</strong>" in page
    assert "typed@example.org" in page
    assert f'value="{newest(practice, patient).id}"' in page
    assert newest(practice, patient).phone == "01 999 8888"


def test_nothing_new_saves_nothing(practice: PracticeKit) -> None:
    patient = practice.make_patient(phone="087 123 4567", email="nora@example.org", address="1 Main Street\nGalway")
    shown = newest(practice, patient)
    sent = {**NORA, "reason": "none", "based_on": str(shown.id)}
    assert practice.client_for("receptionist").post(f"/patients/{patient}/edit/", sent).status_code == 302
    assert newest(practice, patient).id == shown.id


def test_a_draft_comes_back(practice: PracticeKit) -> None:
    desk = practice.client_for("receptionist")
    desk.post("/drafts/", {"_page": "/patients/new/", "family_name": "Halfway", "birth_date": "4 mar"})
    page = text_of(desk.get("/patients/new/"))
    assert "What you typed is back" in page
    assert 'value="Halfway"' in page
    assert 'value="4 mar"' in page
    assert "error-summary" not in page


@pytest.mark.parametrize("page", ["details", "edit", "history", "link"])
def test_nobody_of_another_practice_opens(practice: PracticeKit, other_practice: PracticeKit, page: str) -> None:
    patient = practice.make_patient()
    stranger = other_practice.client_for("practitioner")
    assert stranger.get(f"/patients/{patient}/{page}/").status_code == 404
    assert "Murphy" not in text_of(stranger.get(f"/patients/{patient}/{page}/"))


def test_nobody_of_another_practice_edits(practice: PracticeKit, other_practice: PracticeKit) -> None:
    patient = practice.make_patient()
    shown = newest(practice, patient)
    sent = {**NORA, "reason": "x", "based_on": str(shown.id)}
    assert other_practice.client_for("owner").post(f"/patients/{patient}/edit/", sent).status_code == 404
    assert newest(practice, patient).id == shown.id


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        ("auditor", "/patients/", 200),
        ("auditor", "/patients/new/", 403),
        ("auditor", "/patients/{}/details/", 200),
        ("auditor", "/patients/{}/edit/", 403),
        ("auditor", "/patients/{}/history/", 200),
        ("auditor", "/patients/{}/link/", 403),
        ("receptionist", "/patients/{}/history/", 403),
        ("receptionist", "/patients/{}/link/", 200),
        ("practitioner", "/patients/{}/history/", 200),
        ("owner", "/patients/{}/history/", 200),
    ],
)
def test_who_may_open_what(practice: PracticeKit, role: str, page: str, status: int) -> None:
    patient = practice.make_patient()
    assert practice.client_for(role).get(page.format(patient)).status_code == status


def test_who_looked_is_told_in_words(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    practice.client_for("receptionist").get(f"/patients/{patient}/edit/")
    page = text_of(practice.client_for("owner").get(f"/patients/{patient}/history/"))
    for said in ("Receptionist Person", "Opened the record", "to edit the details", "Registered the patient"):
        assert said in page


def test_results_come_alone_while_typing(practice: PracticeKit) -> None:
    practice.make_patient()
    desk = practice.client_for("receptionist")
    part = text_of(desk.post("/patients/", {"q": "mur"}, headers={"HX-Request": "true"}))
    assert "Murphy, Nóra" in part
    assert "<html" not in part
    assert "<html" in text_of(desk.post("/patients/", {"q": "mur"}))


@pytest.mark.parametrize(
    "typed", ["x" * 100_000, "<script>alert(1)</script>", "31/02/1980", "'; DROP TABLE x", "\x00", "😀"]
)
def test_anything_may_be_typed_into_the_box(practice: PracticeKit, typed: str) -> None:
    answer = practice.client_for("receptionist").post("/patients/", {"q": typed})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
