"""Sessions lock after fifteen idle minutes and end after twelve hours; what was typed is there afterwards."""

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


def _age(client: Client, key: str, seconds: int) -> None:
    session = client.session
    session[STARTED] = session.get(STARTED) or int(now().timestamp())
    session[SEEN] = session.get(SEEN) or int(now().timestamp())
    session[key] = int((now() - timedelta(seconds=seconds)).timestamp())
    session.save()


def test_an_old_session_ends(practice: PracticeKit) -> None:
    client = practice.client_for()
    assert client.get("/today/").status_code == 200
    _age(client, STARTED, settings.SESSION_ABSOLUTE_SECONDS + 5)
    answer = client.get("/today/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=%2Ftoday%2F")
    assert "_auth_user_id" not in client.session


def test_a_session_in_use_goes_on(practice: PracticeKit) -> None:
    client = practice.client_for()
    _age(client, SEEN, settings.SESSION_IDLE_SECONDS - 60)
    assert client.get("/today/").status_code == 200


@pytest.mark.parametrize(
    ("key", "seconds"),
    [(SEEN, settings.SESSION_IDLE_SECONDS + 5), (STARTED, settings.SESSION_ABSOLUTE_SECONDS + 5)],
    ids=["idle", "absolute"],
)
def test_what_was_typed_is_there_afterwards(practice: PracticeKit, key: str, seconds: int) -> None:
    patient = practice.make_patient()
    address = reverse("visit-plan", args=[patient])
    client = practice.client_for("receptionist")
    _age(client, key, seconds)
    answer = client.post(address, {"reason": "Pain between the shoulder blades", "password": "secret"})
    assert answer.status_code == 302
    with practice.as_role("receptionist"):
        draft = Draft.objects.get(path=address)
        assert draft.fields == {"reason": ["Pain between the shoulder blades"]}


def test_no_parameter_skips_the_lock(practice: PracticeKit) -> None:
    client = practice.client_for()
    _age(client, SEEN, settings.SESSION_IDLE_SECONDS + 5)
    answer = client.get("/today/?keep=1", headers={"X-Requested-With": "XMLHttpRequest", "HX-Request": "true"})
    assert answer["HX-Redirect"] == "/lock/?next=%2Ftoday%2F"
