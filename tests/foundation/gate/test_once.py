"""A form sent twice changes the practice once; the same key with another body is refused."""

from __future__ import annotations

import threading
from uuid import uuid4

from django.db import connection
from django.urls import reverse

from filiform.foundation.record.models import Visit
from tests.support.practice import PracticeKit


def _plan(practice: PracticeKit, **more: str) -> dict[str, str]:
    return {
        "starts_at": "2026-11-20T09:30",
        "practitioner": str(practice.users["practitioner"]),
        "place": str(practice.room),
        "reason": "Stiff neck",
        **more,
    }


def _visits(practice: PracticeKit) -> int:
    with practice.as_role():
        return Visit.objects.count()


def test_same_key_same_body_changes_nothing_and_answers_the_same(practice: PracticeKit) -> None:
    patient, key = practice.make_patient(), uuid4().hex
    client, address = practice.client_for("receptionist"), reverse("visit-plan", args=[patient])
    first = client.post(address, _plan(practice, _key=key))
    second = client.post(address, _plan(practice, _key=key))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert _visits(practice) == 1


def test_same_key_with_another_body_is_refused(practice: PracticeKit) -> None:
    patient, key = practice.make_patient(), uuid4().hex
    client, address = practice.client_for("receptionist"), reverse("visit-plan", args=[patient])
    client.post(address, _plan(practice, _key=key))
    again = client.post(address, _plan(practice, _key=key, reason="Low back pain"))
    assert again.status_code == 409
    assert "already sent with other content" in again.content.decode()
    assert _visits(practice) == 1


def test_same_key_and_body_at_another_page_is_refused(practice: PracticeKit) -> None:
    """The page says whose visit it is: the answer given for one patient must not be taken for another's."""
    key, client = uuid4().hex, practice.client_for("receptionist")
    first, second = (reverse("visit-plan", args=[practice.make_patient()]) for _patient in range(2))
    assert client.post(first, _plan(practice, _key=key)).status_code == 302
    assert client.post(second, _plan(practice, _key=key)).status_code == 409
    assert _visits(practice) == 1


def test_a_refused_form_keeps_its_key_free(practice: PracticeKit) -> None:
    patient, key = practice.make_patient(), uuid4().hex
    client, address = practice.client_for("receptionist"), reverse("visit-plan", args=[patient])
    assert client.post(address, _plan(practice, _key=key, starts_at="never")).status_code == 422
    assert client.post(address, _plan(practice, _key=key)).status_code == 302
    assert _visits(practice) == 1


def test_two_at_once_write_once(practice: PracticeKit) -> None:
    patient, key = practice.make_patient(), uuid4().hex
    address, answers = reverse("visit-plan", args=[patient]), []

    def send() -> None:
        try:
            answers.append(practice.client_for("receptionist").post(address, _plan(practice, _key=key)).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert answers == [302] * 4
    assert _visits(practice) == 1


def test_another_user_may_use_the_same_key(practice: PracticeKit) -> None:
    patient, key = practice.make_patient(), uuid4().hex
    address = reverse("visit-plan", args=[patient])
    for role in ("receptionist", "owner"):
        assert practice.client_for(role).post(address, _plan(practice, _key=key)).status_code == 302
    assert _visits(practice) == 2
