"""What stays behind in browsers and drafts: no patient after log-out, no password, nothing of another site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from filiform.foundation.gate.limits import SEEN, STARTED
from filiform.foundation.gate.models import Draft
from filiform.foundation.tenancy.clock import now
from tests.support.practice import PracticeKit


def drafts_of(practice: PracticeKit) -> list[tuple[str, dict[str, list[str]]]]:
    """(page, fields) of every draft of the practice."""
    with practice.as_role():
        return list(Draft.objects.values_list("path", "fields"))


def idle(client: Client) -> None:
    """Let the session sit until it has to end."""
    session = client.session
    session[STARTED] = int(now().timestamp()) - settings.SESSION_IDLE_SECONDS - 10
    session[SEEN] = int((now() - timedelta(seconds=settings.SESSION_IDLE_SECONDS + 5)).timestamp())
    session.save()


def test_pages_of_a_patient_are_never_stored(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    visit = practice.make_visit(patient)
    client = practice.client_for()
    addresses = [
        reverse("today"), reverse("unsigned"), reverse("timeline", args=[patient]),
        reverse("visit-plan", args=[patient]),
        reverse("visit-step", args=[visit, "case-history"]), reverse("visit-step", args=[visit, "needles"]),
        reverse("consents", args=[patient]), reverse("visit-note", args=[visit]), reverse("incidents"),
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"], address


def test_refusals_of_a_patient_are_never_stored(practice: PracticeKit) -> None:
    answer = practice.client_for("receptionist").get(reverse("visit-step", args=[practice.id, "needles"]))
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("field", ["oldpassword", "password1", "password2", "passphrase", "new_password"])
def test_password_is_in_no_draft(practice: PracticeKit, field: str) -> None:
    client = practice.client_for()
    client.post(reverse("draft-save"), {"_page": "/today/", "reason": "neck", field: "a quiet needle in a haystack"})
    assert drafts_of(practice) == [("/today/", {"reason": ["neck"]})]


def test_password_change_after_idling_leaves_no_draft(practice: PracticeKit) -> None:
    client = practice.client_for()
    idle(client)
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": "a quiet needle in a haystack", "password1": "new words here", "password2": "new words here"},
    )
    assert answer.status_code == 302
    assert drafts_of(practice) == []


def test_password_change_without_token_leaves_no_draft(practice: PracticeKit) -> None:
    client = practice.client_for()
    client.handler.enforce_csrf_checks = True
    answer = client.post(reverse("account_change_password"), {"oldpassword": "a quiet needle", "otp": "123456"})
    assert answer.status_code == 403
    assert drafts_of(practice) == []


def test_another_site_plants_no_draft(practice: PracticeKit) -> None:
    address = reverse("visit-plan", args=[practice.make_patient()])
    client = practice.client_for("receptionist")
    client.handler.enforce_csrf_checks = True
    planted = client.post(address, {"reason": "planted"}, headers={"origin": "https://elsewhere.example"})
    assert planted.status_code == 403
    assert drafts_of(practice) == []
    idle(client)
    assert client.post(address, {"reason": "planted"}, headers={"origin": "null"}).status_code == 302
    assert drafts_of(practice) == []


def test_our_own_form_without_token_is_kept(practice: PracticeKit) -> None:
    address = reverse("visit-plan", args=[practice.make_patient()])
    client = practice.client_for("receptionist")
    client.handler.enforce_csrf_checks = True
    answer = client.post(address, {"reason": "typed"}, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert drafts_of(practice) == [(address, {"reason": ["typed"]})]
