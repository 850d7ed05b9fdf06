"""Logging in and out: traces in every practice of the person, a new session each time, nothing told to strangers."""

from __future__ import annotations

import logging
import re
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from filiform.foundation.accounts.models import Membership
from tests.support.practice import PASSWORD, PracticeKit

from .stage import entries, log_in, network, with_password


def _plain(page: str, *addresses: str) -> str:
    """A page without its tokens, and without the address that was typed."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value|nonce|hx-headers)=["\'][^"\']*["\']', "", page)
    for address in addresses:
        page = page.replace(address, "ADDRESS")
    return page


def test_each_practice_of_the_person_keeps_the_trace(practice: PracticeKit, other_practice: PracticeKit) -> None:
    address = with_password(practice, "practitioner")
    user = practice.users["practitioner"]
    with other_practice.as_role("owner"):
        Membership.objects.create(user_id=user, roles=["receptionist"], display_name="Visiting")
    log_in(address, "a wrong password")
    client, answer = log_in(address)
    assert answer.status_code == 302
    client.post("/account/logout/")
    told = [("log-in-failed", "password", ""), ("log-in", "password", str(user)), ("log-out", "", str(user))]
    assert entries(practice, "practitioner") == told
    with other_practice.as_role("auditor"):
        from filiform.foundation.audit.models import AuditEntry

        there = AuditEntry.objects.filter(object_id=user, what="accounts.user").order_by("seq")
        assert [row.act for row in there] == ["log-in-failed", "log-in", "log-out"]


def test_a_practice_that_was_left_hears_nothing(practice: PracticeKit) -> None:
    from filiform.foundation.tenancy.clock import now

    address = with_password(practice, "receptionist")
    with practice.as_role("owner"):
        Membership.objects.filter(user_id=practice.users["receptionist"]).update(ended_at=now())
    client, answer = log_in(address)
    assert answer.status_code == 302
    assert client.get("/practice/").status_code == 403
    assert entries(practice, "receptionist") == []


def test_an_unknown_address_is_in_no_log_in_clear(practice: PracticeKit, caplog: pytest.LogCaptureFixture) -> None:
    address = f"stranger-{uuid4().hex}@example.org"
    with caplog.at_level(logging.INFO):
        log_in(address, "whatever it may be")
    told = [record.getMessage() for record in caplog.records if record.name == "filiform.accounts"]
    assert len(told) == 1
    assert address not in " ".join(record.getMessage() for record in caplog.records)
    assert re.search(r"[0-9a-f]{12}\.$", told[0])


def test_the_answer_tells_no_stranger_who_logs_in_here(practice: PracticeKit) -> None:
    known, unknown = with_password(practice, "owner"), f"stranger-{uuid4().hex}@example.org"
    without = practice.emails["auditor"]  # has chosen no password yet
    pages = [log_in(address, "a wrong password")[1] for address in (known, unknown, without)]
    assert {page.status_code for page in pages} == {200}
    assert len({_plain(page.content.decode(), known, unknown, without) for page in pages}) == 1
    asked = [
        Client(REMOTE_ADDR=network()).post("/account/password/reset/", {"email": address})
        for address in (known, unknown, without)
    ]
    assert {(page.status_code, page["Location"]) for page in asked} == {(302, "/account/password/reset/done/")}


def test_an_unknown_address_is_locked_like_a_known_one(practice: PracticeKit) -> None:
    unknown = f"stranger-{uuid4().hex}@example.org"
    there = {"REMOTE_ADDR": network()}
    for _try in range(5):
        log_in(unknown, "a wrong password", **there)
    assert "Wait five minutes" in log_in(unknown, "a wrong password", **there)[1].content.decode()


def test_log_in_makes_a_new_session(practice: PracticeKit) -> None:
    """A session id that somebody planted before is worth nothing afterwards."""
    address = with_password(practice, "practitioner")
    client = Client(REMOTE_ADDR=network())
    client.get("/account/login/")
    planted = client.session
    planted["mark"] = "planted"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    log_in(address, client=client)
    now = client.cookies["sessionid"].value
    assert now != planted.session_key
    assert not Session.objects.filter(session_key=planted.session_key).exists()
    thief = Client(REMOTE_ADDR=network())
    thief.cookies["sessionid"] = planted.session_key
    assert thief.get("/practice/").status_code == 302


def test_log_out_ends_the_session_on_the_server(practice: PracticeKit) -> None:
    address = with_password(practice, "practitioner")
    client, _answer = log_in(address)
    kept = client.cookies["sessionid"].value
    assert client.get("/practice/").status_code == 200
    client.post("/account/logout/")
    assert not Session.objects.filter(session_key=kept).exists()
    again = Client(REMOTE_ADDR=network())
    again.cookies["sessionid"] = kept
    assert again.get("/practice/").status_code == 302


def test_log_out_needs_a_post(practice: PracticeKit) -> None:
    client, _answer = log_in(with_password(practice, "practitioner"))
    client.get("/account/logout/")
    assert client.get("/practice/").status_code == 200


def test_other_sessions_are_listed_and_ended(practice: PracticeKit) -> None:
    address = with_password(practice, "practitioner")
    here, _answer = log_in(address, HTTP_USER_AGENT="Here/1.0")
    there, _answer = log_in(address, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0")
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox" in page
    assert "this one" in page
    assert here.post("/account/sessions/").status_code == 302
    assert there.get("/practice/").status_code == 302
    assert here.get("/practice/").status_code == 200


def test_ending_a_membership_ends_its_sessions(practice: PracticeKit) -> None:
    from tests.foundation.office.stage import membership, send

    client, _answer = log_in(with_password(practice, "practitioner"))
    kept = client.cookies["sessionid"].value
    row = membership(practice, "practitioner")
    assert send(practice.client_for("owner"), f"/practice/people/{row.id}/end/").status_code == 302
    assert not Session.objects.filter(session_key=kept).exists()
    assert client.get("/practice/").status_code == 302


def test_a_page_asked_for_comes_after_log_in_but_no_other_site(practice: PracticeKit) -> None:
    address = with_password(practice, "practitioner")
    asked = Client(REMOTE_ADDR=network()).get("/practice/credentials/")
    assert asked["Location"] == "/account/login/?next=%2Fpractice%2Fcredentials%2F"
    body = {"login": address, "password": PASSWORD}
    assert (
        Client(REMOTE_ADDR=network()).post("/account/login/", body | {"next": "/practice/"})["Location"] == "/practice/"
    )
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert Client(REMOTE_ADDR=network()).post("/account/login/", body | {"next": elsewhere})["Location"] == "/"


def test_nobody_signs_up(practice: PracticeKit) -> None:
    from filiform.foundation.accounts.models import User

    address = f"stranger-{uuid4().hex}@example.org"
    page = Client(REMOTE_ADDR=network()).get("/account/signup/")
    assert "Signing up is closed" in page.content.decode()
    Client(REMOTE_ADDR=network()).post("/account/signup/", {"email": address, "password1": PASSWORD})
    assert not User.objects.filter(email=address).exists()


def test_a_log_in_has_one_address(practice: PracticeKit) -> None:
    """Nobody takes an address by adding it: an owner elsewhere might link it."""
    from allauth.account.models import EmailAddress

    client, _answer = log_in(with_password(practice, "practitioner"))
    other = f"squat-{uuid4().hex}@example.org"
    client.post("/account/email/", {"action_add": "", "email": other})
    assert not EmailAddress.objects.filter(email=other).exists()


@pytest.mark.parametrize("field", ["login", "password"])
def test_what_no_log_in_can_be_is_answered_calmly(practice: PracticeKit, field: str) -> None:
    for spoiled in ("\x00", "x" * 1_000_000):
        body = {"login": practice.emails["owner"], "password": PASSWORD} | {field: spoiled}
        assert Client(REMOTE_ADDR=network()).post("/account/login/", body).status_code == 200
