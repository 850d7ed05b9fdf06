"""Sessions end after fifteen idle minutes and twelve hours; what was typed is there after log-in."""

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


@pytest.mark.parametrize(
    ("key", "seconds"),
    [(SEEN, settings.SESSION_IDLE_SECONDS + 5), (STARTED, settings.SESSION_ABSOLUTE_SECONDS + 5)],
    ids=["idle", "absolute"],
)
def test_an_old_session_ends(practice: PracticeKit, key: str, seconds: int) -> None:
    client = practice.client_for()
    assert client.get("/today/").status_code == 200
    _age(client, key, seconds)
    answer = client.get("/today/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=%2Ftoday%2F")
    assert "_auth_user_id" not in client.session


def test_a_session_in_use_goes_on(practice: PracticeKit) -> None:
    client = practice.client_for()
    _age(client, SEEN, settings.SESSION_IDLE_SECONDS - 60)
    assert client.get("/today/").status_code == 200


def test_what_was_typed_is_there_after_log_in(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    address = reverse("visit-plan", args=[patient])
    client = practice.client_for("receptionist")
    _age(client, SEEN, settings.SESSION_IDLE_SECONDS + 5)
    answer = client.post(address, {"reason": "Pain between the shoulder blades", "password": "secret"})
    assert answer.status_code == 302
    with practice.as_role("receptionist"):
        draft = Draft.objects.get(path=address)
        assert draft.fields == {"reason": ["Pain between the shoulder blades"]}


def test_no_parameter_skips_the_end_of_a_session(practice: PracticeKit) -> None:
    client = practice.client_for()
    _age(client, SEEN, settings.SESSION_IDLE_SECONDS + 5)
    answer = client.get("/today/?keep=1", headers={"X-Requested-With": "XMLHttpRequest", "HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/account/login/")
