"""What waits on a device is sent by its author only, however the session ended, and what is refused stays in words."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible
from tests.browser.serving import Served, serving
from tests.browser.test_locked_screen import give_password, is_locked, unlock
from tests.browser.test_offline_charting import LEFT, needle_in, waits
from tests.browser.test_server_killed_while_saving import _wait_until_it_hangs
from tests.browser.test_session_ended_while_typing import _let_sit
from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    return ready_stage(clinic.practice)


def _states(stage: Stage) -> list[str]:
    return [one.state for one in stage.entries()]


def _becomes(page: Page, clinic: Clinic, role: str) -> None:
    """Another person has logged in at this browser."""
    session = clinic.practice.client_for(role).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": clinic.address}])


def test_given_entries_that_wait_when_somebody_else_logs_in_then_they_wait_for_their_author(
    clinic: Clinic, stage: Stage
) -> None:
    stage.place()
    page = clinic.window()
    visits.go(page, stage.visit, "needles")
    page.context.clear_cookies()
    page.get_by_role("button", name="Needle 1 is out").click()
    expect(page.get_by_text("You were logged out. Log in again to send.")).to_be_visible()
    accessible(page)
    page.goto("/account/login/")
    expect(page.get_by_text("1 entry waits on this device.")).to_be_visible()
    assert "tibialis" not in page.content().lower()

    _becomes(page, clinic, "owner")
    page.goto("/patients/")
    expect(page.get_by_text("1 entry of another person waits on this device.")).to_be_visible()
    accessible(page)
    assert "tibialis" not in page.content().lower()
    assert _states(stage) == ["in"]

    _becomes(page, clinic, "practitioner")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        page.goto("/patients/")
    expect(page.get_by_role("region", name="Waiting to be sent")).to_be_hidden()
    assert _states(stage) == ["out"]


def test_given_an_idle_session_when_a_tap_is_made_then_it_waits_until_its_author_has_unlocked(
    clinic: Clinic, stage: Stage
) -> None:
    stage.place()
    page = clinic.window()
    give_password(clinic, page)
    visits.go(page, stage.visit, "needles")
    _let_sit(page)
    page.get_by_role("button", name="Needle 1 is out").click()
    expect(page.get_by_text("The session is locked. Unlock it to send.")).to_be_visible()
    accessible(page)
    assert _states(stage) == ["in"]
    page.get_by_role("link", name="Unlock").click()
    is_locked(page)
    unlock(page)
    page.wait_for_url(f"**/visits/{stage.visit}/needles/**")
    expect(page.get_by_role("button", name="Needle 1 is out")).to_have_count(0)
    expect(page.get_by_role("region", name="Waiting to be sent")).to_be_hidden()
    assert _states(stage) == ["out"]


def test_given_two_devices_when_they_meet_then_both_are_told_and_nothing_is_dropped(
    clinic: Clinic, stage: Stage
) -> None:
    both, wrong = stage.place(), stage.place()
    phone = clinic.window()
    visits.go(phone, stage.visit, "needles")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Needle 1 is out").click()
    phone.get_by_role("button", name="Needle 2 is out").click()
    needle_in(phone, LEFT)
    waits(phone, "3 entries wait to be sent")
    # Meanwhile, at the desk: the first out too, the second taken back.
    stage.tap("out", both)
    stage.post({"do": "void", "_key": str(uuid4()), "insertion": str(wrong), "reason": "wrong patient"})
    phone.context.set_offline(False)
    expect(phone.get_by_text(re.compile("This needle was out already: .* recorded it at"))).to_be_visible()
    expect(phone.get_by_text("1 entry was not taken")).to_be_visible()
    entry = phone.get_by_role("region", name="Waiting to be sent").get_by_role("listitem").first
    expect(entry).to_contain_text("This insertion was entered in error and taken back.")
    accessible(phone)
    assert _states(stage) == ["out", "void", "in"]
    entry.get_by_text("Discard", exact=True).click()
    entry.get_by_role("button", name="Discard for good").click()
    expect(phone.get_by_role("region", name="Waiting to be sent")).to_be_hidden()


def test_given_a_needle_that_is_refused_when_its_form_is_opened_and_mended_then_its_out_follows(
    clinic: Clinic, stage: Stage
) -> None:
    page = clinic.window()
    visits.go(page, stage.visit, "needles")
    page.context.set_offline(True)
    needle_in(page, LEFT, technique="")
    queue = page.get_by_role("region", name="Waiting to be sent")
    queue.get_by_role("button", name="Out", exact=True).click()
    waits(page, "2 entries wait to be sent")
    page.context.set_offline(False)
    expect(queue.get_by_text("Choose the technique.")).to_be_visible()
    waits(page, "1 entry waits to be sent")
    assert _states(stage) == []
    page.goto("/patients/")
    queue.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("heading", name="Needles", exact=True)).to_be_visible()
    expect(page.locator("[name=dwell]:visible")).to_have_value("5")
    accessible(page)
    page.locator("#next-needle [name=technique]").select_option("deep-static")
    page.get_by_role("button", name="It is in: start the clock").click()
    expect(queue).to_be_hidden()
    expect(page.get_by_text("Recorded: the needle is in.")).to_be_visible()
    expect(page.get_by_role("button", name="Needle 1 is out")).to_have_count(0)
    assert _states(stage) == ["out"]


@pytest.fixture
def own(database: str) -> Iterator[Served]:
    """A server with one worker."""
    with serving(workers=1) as served:
        yield served


def test_given_a_worker_killed_in_a_save_then_the_queue_sends_it_again_and_it_is_there_once(
    own: Served, browser: Browser, practice: PracticeKit
) -> None:
    from filiform.foundation.record.public import leave_fact

    clinic, stage = Clinic(own.address, browser, practice), ready_stage(practice)
    stage.place()
    page = clinic.window()
    visits.go(page, stage.visit, "needles")
    (worker,) = own.workers()
    with practice.as_role(), connection.cursor() as cursor:
        # Holds the practice's audit chain, which every save needs last: the save has written all else by then.
        leave_fact(patient=stage.patient, kind="test", value=1, source="test")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        page.get_by_role("button", name="Needle 1 is out").click(no_wait_after=True)
        _wait_until_it_hangs()
        os.kill(worker, signal.SIGKILL)
    expect(page.get_by_role("button", name="Needle 1 is out")).to_have_count(0, timeout=60_000)
    expect(page.get_by_role("region", name="Waiting to be sent")).to_be_hidden()
    assert _removals(stage) == 1
    clinic.close()


def _removals(stage: Stage) -> int:
    from filiform.journey.treatment.models import NeedleEvent

    with stage.practice.as_role():
        return NeedleEvent.objects.filter(visit_id=stage.visit, kind="removed").count()
