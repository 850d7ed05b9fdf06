"""Five wrong passwords lock an address for five minutes, for every client and no other address."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from filiform.foundation.accounts.adapter import StaffAdapter
from tests.support.practice import PracticeKit

from .stage import entries, log_in, network, with_password


def _fail(address: str, times: int, **more: str) -> None:
    for _try in range(times):
        _client, answer = log_in(address, "not the password at all", **more)
        assert answer.status_code == 200
        assert "is not right" in answer.content.decode()


@pytest.fixture
def own_network() -> dict[str, str]:
    """Where this test's clients come from."""
    return {"REMOTE_ADDR": network()}


def test_five_failures_lock_the_address_everywhere(practice: PracticeKit, own_network: dict[str, str]) -> None:
    address, other = with_password(practice, "practitioner"), with_password(practice, "receptionist")
    _fail(address, 5, **own_network)
    client, answer = log_in(address, **own_network)
    assert "Wait five minutes" in answer.content.decode()
    assert client.get("/practice/").status_code == 302
    # From another network, by another host name and port, in capitals: still locked.
    for more in ({"REMOTE_ADDR": "2001:db8:ffff::9"}, {"HTTP_HOST": "localhost:81"}, {"HTTP_HOST": "127.0.0.1:82"}):
        _client, answer = log_in(address.upper(), **{**own_network, **more})
        assert "Wait five minutes" in answer.content.decode(), more
    _client, answer = log_in(other, **own_network)
    assert answer.status_code == 302
    assert [act for act, _why, _who in entries(practice, "practitioner")] == ["log-in-failed"] * 9
    assert [why for _act, why, _who in entries(practice, "practitioner")] == ["password"] * 5 + ["locked"] * 4


def test_a_lock_ends_after_five_minutes(practice: PracticeKit, own_network: dict[str, str]) -> None:
    address = with_password(practice, "owner")
    _fail(address, 5, **own_network)
    assert log_in(address, **own_network)[1].status_code == 200
    _let_pass(address, 270)
    assert log_in(address, **own_network)[1].status_code == 200
    _let_pass(address, 31)
    assert log_in(address, **own_network)[1].status_code == 302


def _let_pass(address: str, seconds: int) -> None:
    """Move the failures that are on record back in time."""
    name = StaffAdapter()._get_login_attempts_cache_key(Client().get("/healthz").wsgi_request, email=address)
    key = _stored_under(name)
    kept = cache.get(key)
    assert len(kept) == 5
    cache.set(key, [moment - seconds for moment in kept], 300)


def _stored_under(name: str) -> str:
    from allauth.core.internal.ratelimit import get_cache_key, get_rates

    rates = get_rates(app="allauth.account", action="login_failed")
    rate = next(one for one in rates if one.per == "key")
    assert (rate.amount, rate.duration) == (5, 300)
    return get_cache_key(None, app="allauth.account", action="login_failed", rate=rate, key=name)  # type: ignore[arg-type]


def test_a_right_password_between_does_not_count(practice: PracticeKit, own_network: dict[str, str]) -> None:
    address = with_password(practice, "auditor")
    _fail(address, 4, **own_network)
    for _time in range(3):
        assert log_in(address, **own_network)[1].status_code == 302
    _fail(address, 1, **own_network)
    assert log_in(address, **own_network)[1].status_code == 200


def test_failures_are_shared_by_all_server_processes() -> None:
    from django.conf import settings

    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
