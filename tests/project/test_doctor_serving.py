"""The doctor says what is unsafe in how an installation is served to others."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from filiform.project.doctor import serving
from filiform.project.doctor.finding import State

#: As it should be behind one proxy, with letters by TLS.
SOUND = {
    "ALLOWED_HOSTS": ["clinic.example"],
    "SECURE": True,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "mail.example",
    "EMAIL_USE_TLS": True,
    "EMAIL_USE_SSL": False,
    "DEFAULT_FROM_EMAIL": "desk@clinic.example",
}


def told(settings: Any, **changed: object) -> dict[str, State]:
    """What the doctor looked at and found, under sound settings but for what is `changed`."""
    for name, value in {**SOUND, **changed}.items():
        setattr(settings, name, value)
    found = list(serving.look())
    assert all(one.mend for one in found if one.state is not State.OK)
    return {one.what: one.state for one in found}


def test_sound_settings_have_no_fault(database: str, settings: Any) -> None:
    assert set(told(settings).values()) == {State.OK}


def test_this_machine_alone_needs_no_tls(database: str, settings: Any) -> None:
    hosts = ["localhost", "127.0.0.1", "[::1]"]
    found = told(settings, ALLOWED_HOSTS=hosts, SECURE=False, ALLAUTH_TRUSTED_PROXY_COUNT=0)
    assert found == {"names": State.OK}


@pytest.mark.parametrize(
    ("changed", "what", "state"),
    [
        ({"ALLOWED_HOSTS": ["*"]}, "names", State.FAULT),
        ({"SECURE": False}, "transport", State.FAULT),
        ({"ALLAUTH_TRUSTED_PROXY_COUNT": 0}, "proxies", State.WARNING),
        ({"EMAIL_USE_TLS": False}, "mail transport", State.WARNING),
        ({"DEFAULT_FROM_EMAIL": "filiform@localhost"}, "mail sender", State.WARNING),
    ],
    ids=["any-name", "clear", "proxies", "mail", "sender"],
)
def test_what_is_unsafe_is_told(database: str, settings: Any, changed: Any, what: str, state: State) -> None:
    assert told(settings, **changed)[what] is state


def test_a_demo_in_the_open_is_a_fault(database: str, settings: Any) -> None:
    from filiform.foundation.accounts.models import Membership
    from filiform.foundation.tenancy.models import Practice
    from filiform.foundation.tenancy.scope import SYSTEM, enter
    from filiform.project.demo import staff, whole

    with transaction.atomic():
        made = Practice.objects.create(name=whole.NAME, jurisdiction="IE")
        owner, _ = get_user_model().objects.get_or_create(email=staff.BY_CODE[staff.OWNER].email)
        with enter(practice=made.id, actor=SYSTEM, origin="test"):
            Membership.objects.create(user=owner, roles=["owner"], display_name="Owner")
        assert told(settings)["demo"] is State.FAULT
        assert "demo" not in told(settings, ALLOWED_HOSTS=["localhost"])
        transaction.set_rollback(True)  # or this database would hold a demo practice for the tests that follow
