"""A locked session goes on and opens nothing but the locked screen, until its own user has shown who they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from filiform.foundation.audit.models import AuditEntry
from filiform.foundation.gate.limits import SEEN, STARTED
from filiform.foundation.gate.models import Draft
from filiform.foundation.tenancy.clock import now
from tests.journey.treatment.stage import ready_stage
from tests.support.practice import PASSWORD, PracticeKit


@pytest.fixture
def client(practice: PracticeKit) -> Client:
    """The practitioner's browser, with a password to unlock by."""
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(id=practice.users["practitioner"])
    user.set_password(PASSWORD)
    user.save()
    found: Client = practice.client_for()
    assert found.get("/today/").status_code == 200
    return found


def _sit(client: Client, key: str = SEEN, **ago: int) -> None:
    session = client.session
    session[key] = int((now() - timedelta(**ago)).timestamp())
    session.save()


def _lock(client: Client, page: str = "/today/") -> Any:
    return client.post("/lock/", {"do": "lock", "next": page})


def _unlock(client: Client, password: str = PASSWORD, page: str = "/today/") -> Any:
    return client.post("/lock/", {"do": "unlock", "next": page, "password": password})


def _acts(practice: PracticeKit) -> list[tuple[str, str]]:
    with practice.as_role("auditor"):
        found = AuditEntry.objects.filter(act__in=["lock", "unlock", "log-in-failed"]).order_by("seq")
        return [(one.act, one.why) for one in found]


def test_idle_locks_and_the_password_opens_where_one_was(client: Client, practice: PracticeKit) -> None:
    _sit(client, minutes=16)
    before = client.session.session_key
    assert client.get("/patients/?page=2")["Location"] == "/lock/?next=%2Fpatients%2F"
    assert client.get("/lock/?next=/patients/").status_code == 200
    assert _unlock(client, page="/patients/")["Location"] == "/patients/"
    assert client.get("/patients/").status_code == 200
    assert client.session.session_key != before, "every proof of identity gives a new key"
    assert _acts(practice) == [("lock", "idle"), ("unlock", "password")]


@pytest.mark.parametrize(
    "address", ["/today/", "/patients/", "/practice/", "/account/2fa/", "/account/password/change/"]
)
def test_a_locked_session_opens_nothing(client: Client, address: str) -> None:
    assert _lock(client).status_code == 302
    assert client.get(address)["Location"].startswith("/lock/?next=")
    assert client.post(address, {"do": "anything"})["Location"].startswith("/lock/?next=")


def test_reading_the_locked_screen_unlocks_nothing_and_keeps_nothing_alive(client: Client) -> None:
    _lock(client)
    _sit(client, minutes=40)
    for _time in range(3):
        assert client.get("/lock/").status_code == 200
    assert client.get("/today/")["Location"].startswith("/lock/")
    _sit(client, STARTED, seconds=settings.SESSION_ABSOLUTE_SECONDS + 5)
    assert client.get("/lock/")["Location"].startswith("/account/login/")


def test_a_wrong_password_opens_nothing_and_failures_count_as_at_log_in(client: Client, practice: PracticeKit) -> None:
    _lock(client)
    for _time in range(5):
        answer = _unlock(client, "not the password at all")
        assert answer.status_code == 422
        assert "This is not the password of the one who is logged in." in answer.content.decode()
    assert "Too many tries failed." in _unlock(client).content.decode(), "even the right one waits now"
    assert client.get("/today/")["Location"].startswith("/lock/")
    assert _acts(practice) == [("lock", "button"), *[("log-in-failed", "password")] * 5, ("log-in-failed", "locked")]


def test_the_password_of_somebody_else_opens_nothing(client: Client, practice: PracticeKit) -> None:
    from django.contrib.auth import get_user_model

    owner = get_user_model().objects.get(id=practice.users["owner"])
    owner.set_password("another quiet needle in a haystack")
    owner.save()
    _lock(client)
    assert _unlock(client, "another quiet needle in a haystack").status_code == 422


def test_rooms_and_clocks_are_in_view_and_no_name(practice: PracticeKit) -> None:
    stage = ready_stage(practice)
    stage.place()
    client = practice.client_for()
    _lock(client, stage.needles_url)
    page = client.get(f"/lock/?next={stage.needles_url}").content.decode()
    assert "Main Street, Room 1" in page
    assert "1 needle in" in page
    assert 'data-planned="300"' in page
    assert "Murphy" not in page
    assert "Cian" not in page


def test_the_bar_that_pages_ask_for_by_themselves_neither_locks_nor_keeps_alive(client: Client) -> None:
    _sit(client, minutes=14)
    seen = client.session[SEEN]
    assert client.get("/rooms/").status_code == 200
    assert client.session[SEEN] == seen
    _sit(client, minutes=16)
    assert client.get("/rooms/").status_code == 200
    assert client.get("/patients/")["Location"].startswith("/lock/?next=%2Fpatients")
    assert client.get("/rooms/").status_code == 200
    assert client.get("/today/")["Location"].startswith("/lock/")
    _sit(client, STARTED, seconds=settings.SESSION_ABSOLUTE_SECONDS + 5)
    assert client.get("/rooms/")["Location"].startswith("/account/login/")


def test_what_was_typed_waits_behind_the_lock(client: Client, practice: PracticeKit) -> None:
    address = reverse("visit-plan", args=[practice.make_patient()])
    client.get("/today/")
    _lock(client, address)
    assert client.post(address, {"reason": "Calf pain"})["Location"].startswith("/lock/?next=")
    with practice.as_role():
        assert Draft.objects.get(path=address).fields == {"reason": ["Calf pain"]}
    _unlock(client, page=address)
    assert "Calf pain" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/today/\x00", ""]
)
def test_unlocking_leads_to_no_other_place(client: Client, wanted: str) -> None:
    _lock(client, wanted)
    assert _unlock(client, page=wanted)["Location"] == "/"


def test_nobody_and_the_unlocked_have_no_locked_screen(client: Client) -> None:
    assert Client().get("/lock/")["Location"].startswith("/account/login/")
    assert client.get("/lock/?next=/patients/")["Location"] == "/patients/"
    assert _unlock(client, "whatever", page="/patients/")["Location"] == "/patients/"


def test_whoever_comes_instead_logs_out_first(client: Client) -> None:
    _lock(client)
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get("/today/")["Location"].startswith("/account/login/")
