"""Taps that arrive late or from two devices: ids of the device, its time, and conflicts told in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages

from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit


@pytest.fixture
def stage(practice: PracticeKit) -> Stage:
    return ready_stage(practice)


def _ago(**ago: int) -> Any:
    from filiform.foundation.tenancy.clock import now

    return now().replace(microsecond=0) - timedelta(**ago)


def _tapped(stage: Stage, do: str, insertion: UUID, **more: Any) -> Any:
    return stage.post(
        {"do": do, "_key": str(uuid4()), "event": str(uuid4()), "insertion": str(insertion), **more}, stage.tap_url
    )


def _out(stage: Stage, insertion: UUID, **more: Any) -> Any:
    return _tapped(stage, "out", insertion, **more)


def _told(answer: Any) -> list[str]:
    return [str(one) for one in get_messages(answer.wsgi_request)]


def _removals(stage: Stage) -> list[Any]:
    from filiform.journey.treatment.models import NeedleEvent

    with stage.practice.as_role():
        return list(NeedleEvent.objects.filter(visit_id=stage.visit, kind="removed").order_by("recorded_at"))


def _noted(stage: Stage) -> list[dict[str, Any]]:
    with stage.practice.as_role():
        return [one.detail for one in stage.file().events if one.kind == "needle-out-again"]


def test_a_needle_is_taken_out_by_the_id_that_the_device_gave_it_with_the_devices_times(stage: Stage) -> None:
    key, went_in, came_out = uuid4(), _ago(minutes=9), _ago(minutes=2)
    placed = stage.place(event=str(key), at=went_in.isoformat())
    assert _out(stage, key, at=came_out.isoformat()).status_code == 302
    (entry,) = stage.entries()
    assert (entry.id, entry.state, entry.since, entry.dwell) == (placed, "out", went_in, 7 * 60)


#: With an offset and in the past, and still no time of this visit; the first cannot even be read back from a table.
LONG_AGO = ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2020-02-02T10:00:00Z")


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-40T25:61:00Z", "2026-11-22T10:00:00", "9999-12-31T23:59:59Z", *LONG_AGO]
)
def test_a_time_that_cannot_be_believed_gives_way_to_the_servers(stage: Stage, text: str) -> None:
    from filiform.foundation.tenancy.clock import now

    before = now()
    assert _out(stage, stage.place(), at=text).status_code == 302
    (event,) = _removals(stage)
    assert before <= event.at <= now()


@pytest.mark.parametrize("text", LONG_AGO)
def test_no_way_in_takes_a_clock_set_wrong_for_the_time_of_a_needle(stage: Stage, text: str) -> None:
    from filiform.foundation.tenancy.clock import now

    before = now()
    first = stage.place(at=text)
    tap = {"site": "left tibialis-anterior", "technique": "deep-static", "guidance": "landmark", "lot": str(stage.lot)}
    line = {"line": "ta l .25x40 static lm dwell 5m", "words": ""}
    for fields, url in ((tap, "now/"), (line, "line/")):
        sent = {"_key": str(uuid4()), "event": str(uuid4()), "at": text, **fields}
        assert stage.post(sent, stage.needles_url + url).status_code == 302
    for _time in range(2):
        assert _out(stage, first, at=text).status_code == 302
    assert _tapped(stage, "twitch", first, at=text).status_code == 302
    assert stage.get().status_code == 200, "the visit can still be opened"
    assert [before <= entry.since <= now() for entry in stage.entries()] == [True, True, True]
    assert stage.entries()[0].dwell is not None


def test_what_was_tapped_before_the_visit_was_entered_keeps_its_time(stage: Stage) -> None:
    went_in = _ago(hours=3)
    stage.place(at=went_in.isoformat())
    assert stage.entries()[0].since == went_in


def test_a_needle_out_on_two_devices_is_out_once_and_both_are_told(stage: Stage) -> None:
    insertion, second = stage.place(), uuid4()
    assert _told(_out(stage, insertion)) == ["Recorded: the needle is out."]
    late = _out(stage, insertion, event=str(second), at=_ago(minutes=1).isoformat())
    (told,) = _told(late)
    assert told.startswith("This needle was out already: ")
    assert len(_removals(stage)) == 1
    assert _noted(stage) == [{"insertion": str(insertion), "event": str(second)}]
    _out(stage, insertion, event=str(second), at=_ago(minutes=1).isoformat())
    assert len(_noted(stage)) == 1, "sent again, it is kept once"


def test_a_needle_that_another_device_took_back_is_refused_in_words(stage: Stage) -> None:
    insertion = stage.place()
    stage.post({"do": "void", "_key": str(uuid4()), "insertion": str(insertion), "reason": "wrong patient"})
    answer = _out(stage, insertion)
    assert answer.status_code == 409
    assert "This insertion was entered in error and taken back." in answer.content.decode()
    assert _removals(stage) == []
