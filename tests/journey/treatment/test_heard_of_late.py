"""A needle that went in before the patient left and is heard of afterwards is on record, in view and looked for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages

from tests.journey.treatment.stage import Stage
from tests.journey.treatment.told_late import ago, form, line, tap

WAYS_IN = pytest.mark.parametrize("sent", [tap, line, form])


@WAYS_IN
def test_it_is_recorded_counted_as_in_and_an_incident_asks_to_look_for_it(gone: Stage, sent: Any) -> None:
    from filiform.journey.treatment.public import rooms_with_needles

    answer = sent(gone, at=ago(minutes=5))
    assert answer.status_code == 302, answer.content.decode()
    assert any("call the patient back" in str(one) for one in get_messages(answer.wsgi_request))
    assert [one.state for one in gone.entries()] == ["out", "in"]
    (incident,) = gone.incidents()
    assert (incident.kind, incident.detail["what"]) == ("retained-needle", "needle-heard-of-late")
    assert gone.state().count.in_place == 1
    assert not gone.state().closed
    with gone.practice.as_role():
        assert [room.needles for room in rooms_with_needles()] == [1]


@WAYS_IN
def test_what_went_in_afterwards_or_at_no_time_belongs_to_the_next_visit(gone: Stage, sent: Any) -> None:
    for at in (ago(seconds=0), "", "2020-02-02T10:00:00Z"):
        answer = sent(gone, at=at)
        assert answer.status_code in (403, 409, 422), at
        assert "The patient has left. Open a new visit for further needles." in answer.content.decode()
    assert len(gone.entries()) == 1
    assert gone.incidents() == []


def test_a_second_one_opens_no_second_incident_and_the_way_out_stays_open(gone: Stage) -> None:
    key = str(uuid4())
    tap(gone, at=ago(minutes=5), event=key)
    tap(gone, at=ago(minutes=4))
    assert len(gone.incidents()) == 1
    for insertion in [one.id for one in gone.entries() if one.state == "in"]:
        assert gone.tap("out", insertion).status_code == 302
    assert gone.state().count.in_place == 0
    assert gone.count(3).status_code == 302
    assert gone.state().closed


def test_in_and_out_at_once_leaves_nothing_to_look_for(gone: Stage) -> None:
    answer = tap(gone, at=ago(minutes=5), technique="deep-pistoning")
    assert answer.status_code == 302
    assert not any("call the patient back" in str(one) for one in get_messages(answer.wsgi_request))
    assert gone.incidents() == []
