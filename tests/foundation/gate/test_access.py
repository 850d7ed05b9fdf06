"""Pages open for the roles they name and for nobody else, and refusals leave a trace."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from filiform.foundation.audit.models import AuditEntry
from tests.support.practice import PracticeKit


def _acts(practice: PracticeKit, act: str) -> list[AuditEntry]:
    with practice.as_role("auditor"):
        return list(AuditEntry.objects.filter(act=act).order_by("seq"))


def test_a_stranger_is_sent_to_log_in(practice: PracticeKit) -> None:
    visit = practice.make_visit(practice.make_patient())
    answer = Client().get(reverse("visit-step", args=[visit, "screening"]))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("code", ["case-history", "screening", "consent", "needles", "sign"])
def test_the_desk_does_not_open_clinical_steps(practice: PracticeKit, code: str) -> None:
    visit = practice.make_visit(practice.make_patient())
    client = practice.client_for("receptionist")
    address = reverse("visit-step", args=[visit, code])
    assert client.get(address).status_code == 403
    assert client.post(address, {"do": "sign"}).status_code == 403
    assert [entry.why for entry in _acts(practice, "refused")] == ["role", "role"]


def test_an_auditor_reads_and_does_not_write(practice: PracticeKit) -> None:
    visit = practice.make_visit(practice.make_patient())
    client = practice.client_for("auditor")
    address = reverse("visit-step", args=[visit, "case-history"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"site": "left upper trapezius", "based_on": ""}).status_code == 403


def test_who_only_looked_is_not_told_that_nothing_was_saved(practice: PracticeKit) -> None:
    client = practice.client_for("auditor")
    looked, sent = client.get("/today/"), client.post("/practice/stock/lots/new/", {"number": "1"})
    assert (looked.status_code, sent.status_code) == (403, 403)
    assert "Nothing was saved" not in looked.content.decode()
    assert "Your role in this practice does not open this page." in looked.content.decode()
    assert "Nothing was saved" in sent.content.decode()


def test_reading_a_record_is_on_the_log(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    assert practice.client_for().get(reverse("timeline", args=[patient])).status_code == 200
    reads = [entry for entry in _acts(practice, "read") if entry.why == "timeline"]
    assert [(entry.patient_id, entry.actor) for entry in reads] == [(patient, str(practice.users["practitioner"]))]


@pytest.mark.parametrize("name", ["timeline", "patient-edit", "visit-plan", "patient-history"])
def test_another_practices_patient_is_not_there(practice: PracticeKit, other_practice: PracticeKit, name: str) -> None:
    patient = other_practice.make_patient()
    assert practice.client_for("practitioner").get(reverse(name, args=[patient])).status_code == 404


def test_another_practices_visit_is_not_there(practice: PracticeKit, other_practice: PracticeKit) -> None:
    visit = other_practice.make_visit(other_practice.make_patient())
    client = practice.client_for()
    for code in ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare", "sign"):
        assert client.get(reverse("visit-step", args=[visit, code])).status_code == 404
        assert client.post(reverse("visit-step", args=[visit, code]), {"do": "sign"}).status_code == 404
    for name in ("visit-note", "visit-sheet"):
        assert client.get(reverse(name, args=[visit])).status_code == 404


@pytest.mark.parametrize("asked", ["q=a%00b", "q=a%00b&q=c", "a%00b=c"])
def test_nul_in_the_address_is_an_honest_page(practice: PracticeKit, asked: str) -> None:
    assert practice.client_for().get(f"/patients/?{asked}").status_code == 400
