"""When every needle is out and counted, the patient leaves from the page one stands on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.forms import forms_of
from tests.support.practice import PracticeKit


@pytest.fixture
def stage(practice: PracticeKit) -> Stage:
    return ready_stage(practice)


def _offer(stage: Stage, step: str, role: str = "practitioner") -> dict[str, Any] | None:
    """What the button of this step would send, None where it has none."""
    address = f"/visits/{stage.visit}/{step}/"
    page = stage.practice.client_for(role).get(address).content.decode()
    found = [one for one in forms_of(page, address) if one.values.get("do") == ["leave"] and "back" in one.values]
    assert len(found) <= 1
    assert all(one.action == stage.count_url for one in found)
    return found[0].fill() if found else None


def _counted(stage: Stage) -> None:
    insertion = stage.place()
    stage.tap("out", insertion)
    assert stage.count(1).status_code == 302


def test_closing_the_count_leads_to_a_page_with_the_button(stage: Stage) -> None:
    insertion = stage.place()
    assert _offer(stage, "aftercare") is None
    stage.tap("out", insertion)
    assert _offer(stage, "aftercare") is None
    answer = stage.count(1)
    assert answer.status_code == 302
    assert _offer(stage, answer["Location"].rstrip("/").rpartition("/")[2]) is not None


@pytest.mark.parametrize("step", ["examination", "aftercare", "sign"])
def test_one_press_and_one_is_back_where_one_was(stage: Stage, step: str) -> None:
    _counted(stage)
    sent = _offer(stage, step)
    assert sent is not None
    answer = stage.practice.client_for().post(stage.count_url, sent)
    assert answer["Location"].endswith(f"/{step}/")
    with stage.practice.as_role():
        assert stage.file().happened("left")
    assert _offer(stage, step) is None


def test_a_made_up_way_back_leads_to_the_count(stage: Stage) -> None:
    _counted(stage)
    answer = stage.leave(back="//elsewhere.example/")
    assert answer["Location"].endswith("/count/")


def test_it_is_not_offered_while_a_needle_is_in_or_to_whom_it_would_be_refused(stage: Stage) -> None:
    _counted(stage)
    assert _offer(stage, "aftercare", "auditor") is None
    stage.place()
    assert _offer(stage, "aftercare") is None


def test_a_count_that_does_not_fit_offers_nothing(stage: Stage) -> None:
    insertion = stage.place()
    stage.tap("out", insertion)
    stage.count(2, counted_again="on")
    assert _offer(stage, "aftercare") is None
