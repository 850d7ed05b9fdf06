"""Letters go through a real mail server: an invitation with a link that works once, and never a password."""

from __future__ import annotations

from typing import Any

from django.test import Client

from filiform.foundation.accounts.models import User
from tests.foundation.office.stage import fresh_address, membership, send
from tests.support.practice import PASSWORD, PracticeKit

from .stage import do_jobs, entries, link_in, log_in, mail_server, with_password


def _choose(path: str, password: str) -> Any:
    """Follow the link of a letter and choose a password there."""
    client = Client()
    opened = client.get(path)
    if opened.status_code != 302:
        return opened
    form = client.get(opened["Location"])
    assert "Choose a password" in form.content.decode()
    return client.post(opened["Location"], {"password1": password, "password2": password})


def _add(kit: PracticeKit, address: str) -> None:
    filled = {"email": address, "name": "Aoife Byrne", "display_name": "Aoife Byrne", "roles": ["receptionist"]}
    assert send(kit.client_for("owner"), "/practice/people/new/", **filled).status_code == 302


def test_a_new_member_chooses_a_password_and_logs_in(practice: PracticeKit) -> None:
    address = fresh_address()
    with mail_server() as letters:
        _add(practice, address)
        assert letters.taken == []
        do_jobs(letters)
    (letter,) = letters.to(address)
    assert letter["Subject"] == "Filiform: you are a member of Test practice"
    assert "Hello Aoife Byrne" in letter.get_content()
    path = link_in(letter)
    assert log_in(address, "")[1].status_code == 200
    weak = _choose(path, "short")
    assert weak.status_code == 200
    assert "at least 12" in weak.content.decode()
    assert _choose(path, PASSWORD).status_code == 302
    assert "does not work any more" in _choose(path, "another long sentence").content.decode()
    client, answer = log_in(address)
    assert answer.status_code == 302
    assert client.get("/practice/").context["practice"].id == practice.id


def test_somebody_who_logs_in_already_gets_no_link(practice: PracticeKit, other_practice: PracticeKit) -> None:
    address = with_password(other_practice, "practitioner")
    with mail_server() as letters:
        _add(practice, address)
        do_jobs(letters)
    (letter,) = letters.to(address)
    assert "Log in as you do already" in letter.get_content()
    assert "/password/" not in letter.get_content()


def test_an_owner_sends_a_link_again(practice: PracticeKit) -> None:
    row = membership(practice, "practitioner")
    with mail_server() as letters:
        assert send(practice.client_for("owner"), f"/practice/people/{row.id}/link/").status_code == 302
        do_jobs(letters)
    (letter,) = letters.to(practice.emails["practitioner"])
    assert _choose(link_in(letter), PASSWORD).status_code == 302
    assert log_in(practice.emails["practitioner"])[1].status_code == 302
    assert [act for act, _why, _who in entries(practice, "practitioner")] == [
        "link-sent", "password-changed", "log-in",
    ]  # fmt: skip


def test_a_reset_is_asked_for_at_the_log_in_page(practice: PracticeKit) -> None:
    address, stranger = with_password(practice, "practitioner"), fresh_address()
    there = log_in(address)[0]
    with mail_server() as letters:
        for asked in (address, stranger):
            assert Client().post("/account/password/reset/", {"email": asked}).status_code == 302
        do_jobs(letters)
    (letter,), (unknown,) = letters.to(address), letters.to(stranger)
    assert letter["Subject"] == "Filiform: choose a new password"
    assert "nobody logs in with it" in unknown.get_content()
    assert "http" not in unknown.get_content()
    assert _choose(link_in(letter), "quite another sentence").status_code == 302
    assert there.get("/practice/").status_code == 302
    assert log_in(address, "quite another sentence")[1].status_code == 302


def test_no_letter_leaves_when_nothing_was_saved(practice: PracticeKit) -> None:
    address = practice.emails["receptionist"]
    filled = {"email": address, "name": "A", "display_name": "A", "roles": ["owner"]}
    with mail_server() as letters:
        assert send(practice.client_for("owner"), "/practice/people/new/", **filled).status_code == 422
        do_jobs(letters)
    assert letters.to(address) == []


def test_a_letter_waits_for_a_mail_server_that_is_down(practice: PracticeKit) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    address = fresh_address()
    with mail_server() as letters:
        pass  # its port is closed again
    _add(practice, address)
    user = User.objects.get(email=address)
    do_jobs(letters)
    waiting = ProcrastinateJob.objects.get(args__user=str(user.pk))
    assert (waiting.status, waiting.attempts) == ("todo", 1)
    assert waiting.scheduled_at is not None
    assert "reset" not in str(waiting.args)
