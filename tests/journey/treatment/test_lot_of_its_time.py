"""A tap or a line that arrives late takes the lot of the box that was open when it was made, or says that none was."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from filiform.foundation.tenancy.clock import now
from tests.journey.treatment.stage import Stage, give_box, ready_stage
from tests.support.practice import PracticeKit

TEN_AGO = timedelta(minutes=10)


@pytest.fixture
def stage(practice: PracticeKit) -> Stage:
    return ready_stage(practice)


def _ago(minutes: float) -> datetime:
    return now().replace(microsecond=0) - timedelta(minutes=minutes)


def _close(stage: Stage, lot: UUID, minutes: float) -> None:
    """The lot's box was put away so long ago."""
    from filiform.backoffice.stock.models import BoxClosed, OpenBox

    with stage.practice.as_role("owner"):
        BoxClosed.objects.create(box=OpenBox.objects.get(lot_id=lot), recorded_at=_ago(minutes))


def _changed(stage: Stage) -> UUID:
    """Ten minutes ago the box A1 of the room was put away and B2 of the same size was opened; returns B2's lot."""
    _close(stage, stage.lot, 10)
    return give_box(stage.practice, number="B2", opened_at=_ago(10))


def _line(stage: Stage, text: str, at: datetime | None, **more: str) -> Any:
    said = {"_key": str(uuid4()), "event": str(uuid4()), "line": text, "words": "", "at": at.isoformat() if at else ""}
    return stage.post({**said, **more}, stage.needles_url + "line/")


def _tap(stage: Stage, lot: UUID, at: datetime | str, **more: str) -> Any:
    said = {
        "_key": str(uuid4()), "event": str(uuid4()), "at": str(at).replace(" ", "T"), "lot": str(lot),
        "site": "left tibialis-anterior", "technique": "deep-static", "guidance": "landmark",
    }  # fmt: skip
    return stage.post({**said, **more}, stage.needles_url + "now/")


def _lots(stage: Stage) -> list[str]:
    return [entry.insertion.lot.number for entry in stage.entries()]


def test_a_line_takes_the_box_of_its_own_time(stage: Stage) -> None:
    _changed(stage)
    for minutes, said in ((12, "ta l stat lm"), (5, "ta r stat lm"), (0.2, "ta l pist lm")):
        assert _line(stage, said, _ago(minutes)).status_code == 302
    assert _line(stage, "ta r pist lm", None).status_code == 302
    assert _lots(stage) == ["A1", "B2", "B2", "B2"]


def test_a_line_of_a_time_without_a_box_says_so_and_takes_none_by_itself(stage: Stage) -> None:
    _close(stage, stage.lot, 20)
    give_box(stage.practice, number="B2", opened_at=_ago(10))
    moment = _ago(15)
    answer = _line(stage, "ta l stat lm", moment)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"No box was open in this room at {_clock(stage, moment)}, when this was recorded on the device." in page
    assert stage.entries() == ()
    # The time stays with the line, and its preview goes on asking for that time.
    assert f'name="at" value="{moment.isoformat()}"' in page
    said = {"line": "ta l stat lm .25x40", "at": moment.isoformat()}
    client = stage.practice.client_for()
    preview = client.post(stage.needles_url + "line/", said, headers={"HX-Request": "true"}).content.decode()
    assert "No box of 0.25 × 40 mm was open in this room at " in preview
    assert _line(stage, "ta l stat lm lot B2", moment).status_code == 302
    (entry,) = stage.entries()
    assert (entry.insertion.lot.number, entry.since) == ("B2", moment)


def _clock(stage: Stage, moment: datetime) -> str:
    from zoneinfo import ZoneInfo

    from filiform.foundation.tenancy.models import Practice

    zone = ZoneInfo(Practice.objects.get(id=stage.practice.id).time_zone)
    return moment.astimezone(zone).strftime("%H:%M")


def test_several_boxes_of_that_time_are_asked_about(stage: Stage) -> None:
    give_box(stage.practice, number="B2")
    _close(stage, stage.lot, 10)
    page = _line(stage, "ta l stat lm", _ago(12)).content.decode()
    assert "Several boxes were open here at " in page
    assert _line(stage, "ta l stat lm", _ago(5)).status_code == 302
    assert _lots(stage) == ["B2"]


def test_a_tap_keeps_its_lot_although_the_box_is_put_away_by_now(stage: Stage) -> None:
    second = _changed(stage)
    assert _tap(stage, stage.lot, _ago(12)).status_code == 302
    assert _tap(stage, second, _ago(5), site="right tibialis-anterior").status_code == 302
    assert _lots(stage) == ["A1", "B2"]
    # The same tap sent again is the same needle.
    event, moment = str(uuid4()), _ago(11)
    for _time in range(2):
        assert _tap(stage, stage.lot, moment, event=event).status_code == 302
    assert len(stage.entries()) == 3


def test_a_tap_on_a_box_that_was_put_away_before_it_is_told_and_no_other_lot_is_taken(stage: Stage) -> None:
    _changed(stage)
    moment = _ago(5)
    answer = _tap(stage, stage.lot, moment)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"The box of this lot was not open here at {_clock(stage, moment)}, when this was pressed." in page
    assert stage.entries() == ()


def test_a_tap_of_a_time_without_a_box_says_so_and_the_form_leaves_the_lot_to_be_chosen(stage: Stage) -> None:
    _close(stage, stage.lot, 20)
    later = give_box(stage.practice, number="B2", opened_at=_ago(10))
    moment = _ago(15)
    page = _tap(stage, stage.lot, moment).content.decode()
    assert f"No box was open in this room at {_clock(stage, moment)}, when this was pressed." in page
    query = {"site": "left tibialis-anterior", "event": str(uuid4()), "at": moment.isoformat()}
    form = stage.practice.client_for().get(stage.needles_url, query).content.decode()
    assert f'<option value="{later}">B2' in form
    assert f'<option value="{later}" selected' not in form
    stage.place(at=moment.isoformat(), lot=str(later))
    assert _lots(stage) == ["B2"]


def test_the_form_takes_a_lot_that_was_open_when_it_was_filled_in(stage: Stage) -> None:
    _changed(stage)
    stage.place(at=_ago(12).isoformat(), lot=str(stage.lot))
    assert _lots(stage) == ["A1"]
    late = stage.post(stage.needle(at=_ago(5).isoformat(), lot=str(uuid4())))
    assert late.status_code == 422


@pytest.mark.parametrize("text", ["", "1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z"])
def test_where_the_clock_is_not_believed_the_boxes_of_now_count(stage: Stage, text: str) -> None:
    second = _changed(stage)
    assert _tap(stage, stage.lot, text).status_code == 422
    assert _tap(stage, second, text).status_code == 302
    assert _lots(stage) == ["B2"]
