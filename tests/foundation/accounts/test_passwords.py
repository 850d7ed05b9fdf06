"""Passwords: long, not common, no composition rules; a change ends the other sessions and leaves a trace."""

from __future__ import annotations

import pytest

from tests.support.practice import PASSWORD, PracticeKit

from .stage import entries, log_in, with_password


def _change(client: object, new: str) -> object:
    body = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    return client.post("/account/password/change/", body)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("elevenchars", "at least 12 characters"),
        ("qwertyqwerty", "too common"),
        ("practitioner person", "too similar"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(practice: PracticeKit, new: str, says: str) -> None:
    client, _answer = log_in(with_password(practice, "practitioner"))
    answer = _change(client, new)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert log_in(practice.emails["practitioner"])[1].status_code == 302


@pytest.mark.parametrize("new", ["all in small letters", "194 817 365 204 998", "ünd ärger über öl", "x y" * 40])
def test_no_rule_asks_for_digits_or_signs(practice: PracticeKit, new: str) -> None:
    client, _answer = log_in(with_password(practice, "practitioner"))
    assert _change(client, new).status_code == 302
    assert log_in(practice.emails["practitioner"], new)[1].status_code == 302
    assert log_in(practice.emails["practitioner"])[1].status_code == 200


def test_the_old_password_is_asked_for(practice: PracticeKit) -> None:
    client, _answer = log_in(with_password(practice, "practitioner"))
    body = {"oldpassword": "not it", "password1": "a brand new sentence", "password2": "a brand new sentence"}
    assert client.post("/account/password/change/", body).status_code == 200
    assert log_in(practice.emails["practitioner"])[1].status_code == 302


def test_a_change_ends_every_session(practice: PracticeKit) -> None:
    address = with_password(practice, "practitioner")
    here, there = log_in(address)[0], log_in(address)[0]
    assert _change(here, "a brand new sentence").status_code == 302
    assert there.get("/practice/").status_code == 302
    assert here.get("/practice/").status_code == 302
    assert "password-changed" in [act for act, _why, _who in entries(practice, "practitioner")]
