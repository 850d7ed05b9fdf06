"""What a browser kept and sends later: only in its author's name, in the practice where it was written, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from filiform.foundation.gate.limits import SEEN
from filiform.foundation.gate.models import Draft
from filiform.foundation.tenancy.clock import now
from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit


def _header(practice: PracticeKit, *, role: str = "practitioner", where: UUID | None = None, late: bool = False) -> Any:
    return {"Filiform-Queue": f"{practice.users[role]} {where or practice.id}{' late' if late else ''}"}


def _send(stage: Stage, client: Client, fields: dict[str, Any], *, url: str = "", **more: Any) -> Any:
    return client.post(url or stage.needles_url, fields, headers=_header(stage.practice, **more))


def _drafts(practice: PracticeKit) -> list[Draft]:
    with practice.as_role():
        return list(Draft.objects.all())


@pytest.fixture
def stage(practice: PracticeKit) -> Stage:
    return ready_stage(practice)


def test_what_is_taken_is_said_and_sent_again_it_changes_nothing(stage: Stage) -> None:
    client, fields = stage.practice.client_for(), stage.needle()
    for _time in range(2):
        answer = _send(stage, client, fields)
        assert (answer.status_code, answer.json()) == (200, {"state": "taken", "to": stage.needles_url})
    assert len(stage.entries()) == 1


def test_nobody_a_stranger_and_another_practice_take_nothing(stage: Stage, other_practice: PracticeKit) -> None:
    practice, fields = stage.practice, stage.needle()
    tries = [
        (_send(stage, Client(), fields), 401, "log-in"),
        (_send(stage, practice.client_for("owner"), fields), 409, "other-person"),
        (_send(stage, practice.client_for(), fields, where=other_practice.id), 409, "other-practice"),
    ]
    assert [(answer.status_code, answer.json()["state"]) for answer, _status, _state in tries] == [
        (status, state) for _answer, status, state in tries
    ]
    assert stage.entries() == ()
    assert _drafts(practice) == []


def test_a_session_that_sat_idle_takes_nothing_and_makes_no_draft(stage: Stage) -> None:
    client = stage.practice.client_for()
    client.get("/today/")
    session = client.session
    session[SEEN] = int((now() - timedelta(minutes=16)).timestamp())
    session.save()
    answer = _send(stage, client, stage.needle())
    assert answer.status_code == 401
    assert answer.json()["state"] in ("log-in", "locked")
    assert (stage.entries(), _drafts(stage.practice)) == ((), [])


def test_a_refusal_is_the_page_that_says_why_and_makes_no_draft(stage: Stage) -> None:
    answer = _send(stage, stage.practice.client_for(), stage.needle(technique=""))
    assert answer.status_code == 422
    assert "Choose the technique." in answer.content.decode()
    missing = {"do": "out", "_key": str(uuid4()), "event": str(uuid4()), "insertion": str(uuid4())}
    answer = _send(stage, stage.practice.client_for(), missing, url=stage.tap_url)
    assert answer.status_code == 404
    assert "There is no such insertion in this visit." in answer.content.decode()
    assert _drafts(stage.practice) == []


def test_a_token_that_does_not_fit_is_asked_for_again(stage: Stage) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = stage.practice.client_for().cookies
    assert _send(stage, client, stage.needle()).json() == {"state": "token"}
    told = client.get(reverse("queue"), headers=_header(stage.practice)).json()
    assert (told["user"], told["practice"]) == (str(stage.practice.users["practitioner"]), str(stage.practice.id))
    fields = stage.needle() | {"csrfmiddlewaretoken": told["token"]}
    assert _send(stage, client, fields).json()["state"] == "taken"


@pytest.mark.parametrize("late", [False, True], ids=["now", "late"])
def test_success_is_not_told_late(stage: Stage, late: bool) -> None:
    client = stage.practice.client_for()
    assert _send(stage, client, stage.needle(), late=late).json()["state"] == "taken"
    assert ("Recorded: the needle is in." in client.get(stage.needles_url).content.decode()) is not late


def test_a_warning_is_told_late_too(stage: Stage) -> None:
    insertion = stage.place()
    stage.tap("out", insertion)
    fields = {"do": "out", "_key": str(uuid4()), "event": str(uuid4()), "insertion": str(insertion)}
    client = stage.practice.client_for()
    assert _send(stage, client, fields, url=stage.tap_url, late=True).json()["state"] == "taken"
    refused = fields | {"_key": str(uuid4()), "event": str(uuid4()), "insertion": str(uuid4())}
    assert _send(stage, client, refused, url=stage.tap_url, late=True).status_code == 404
    assert "This needle was out already" in client.get(stage.needles_url).content.decode()


def test_the_draft_of_the_next_needle_outlives_what_comes_late(stage: Stage) -> None:
    client, sent = stage.practice.client_for(), stage.needle()
    typed = {"_page": stage.needles_url, "event": str(uuid4()), "point": "two fingers below"}
    assert client.post(reverse("draft-save"), typed).status_code == 200
    assert _send(stage, client, sent, late=True).json()["state"] == "taken"
    assert [draft.fields["point"] for draft in _drafts(stage.practice)] == [["two fingers below"]]
    assert client.post(reverse("draft-save"), typed | {"event": sent["event"]}).status_code == 200
    _send(stage, client, stage.needle(event=sent["event"]))
    assert _drafts(stage.practice) == []
