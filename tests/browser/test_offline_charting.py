"""The network is cut in the middle of charting: taps go on, and arrive once, in order, with the device's times."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.journey.treatment.stage import Stage, ready_stage

LEFT, RIGHT = "left tibialis-anterior", "right tibialis-anterior"


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    return ready_stage(clinic.practice)


def _describe(page: Page, site: str, technique: str) -> None:
    form = visits.unfold(page).locator("form[data-queue]")
    expect(form).not_to_have_attribute("aria-busy", "true")
    visits.choose(form, "where", site)
    form.locator("[name=technique]").select_option(technique)
    visits.choose(form, "guidance", "landmark")
    form.locator("[name=lot]").select_option(index=1)
    form.locator("[name=dwell]").fill("5")


def needle_in(page: Page, site: str, technique: str = "deep-static") -> None:
    """Describe a needle and press that it is in."""
    _describe(page, site, technique)
    page.get_by_role("button", name="It is in: start the clock").click()


def waits(page: Page, text: str) -> None:
    """The page says how many entries wait."""
    expect(page.locator("[data-queue-waiting]")).to_have_text(text)


def test_given_no_network_when_needles_go_in_and_out_then_they_arrive_once_in_order(
    clinic: Clinic, stage: Stage
) -> None:
    there = stage.place()
    page = clinic.window(screen=PHONE)
    visits.go(page, stage.visit, "needles")
    page.context.set_offline(True)
    page.get_by_role("button", name="Needle 1 is out").click()
    waits(page, "1 entry waits to be sent")
    expect(page.get_by_role("button", name="Needle 1 is out")).to_be_disabled()
    needle_in(page, LEFT)
    waits(page, "2 entries wait to be sent")
    needle_in(page, RIGHT)
    waits(page, "3 entries wait to be sent")
    queue = page.get_by_role("region", name="Waiting to be sent")
    expect(queue).to_contain_text("No connection. Go on")
    first = queue.get_by_role("listitem").filter(has_text="Needle in, Tibialis anterior, left").first
    expect(first.locator("[data-clock-shown]")).not_to_have_text("0:00")
    accessible(page)
    first.get_by_role("button", name="Out").click()
    waits(page, "4 entries wait to be sent")
    expect(first.locator("[data-clock]")).to_be_hidden()
    assert [one.state for one in stage.entries()] == ["in"]

    page.context.set_offline(False)
    expect(queue).to_be_hidden()
    expect(page.get_by_role("heading", name="Needles in place: 1")).to_be_visible()
    accessible(page)
    entries = stage.entries()
    assert [(one.site.structure, str(one.site.side), one.state) for one in entries] == [
        ("tibialis-anterior", "left", "out"),
        ("tibialis-anterior", "left", "out"),
        ("tibialis-anterior", "right", "in"),
    ]
    assert entries[0].id == there
    removed = _times(stage, "removed")
    placed = _times(stage, "placed")
    assert placed == sorted(placed)
    assert removed == sorted(removed)


def _times(stage: Stage, kind: str) -> list[Any]:
    """The device's times of these events, in the order in which they arrived."""
    from filiform.journey.treatment.models import NeedleEvent

    with stage.practice.as_role():
        found = NeedleEvent.objects.filter(visit_id=stage.visit, kind=kind).order_by("recorded_at")
        assert all(one.at < one.recorded_at for one in found)
        return [one.at for one in found]


def test_given_entries_that_wait_when_the_tab_is_closed_and_opened_then_they_are_sent_once(
    clinic: Clinic, stage: Stage
) -> None:
    page = clinic.window(screen=PHONE)
    visits.go(page, stage.visit, "needles")
    # The first is taken, but the answer never comes back.
    page.route("**/needles/", _answer_lost)
    needle_in(page, LEFT)
    expect(page.get_by_text("No connection. Go on: each entry")).to_be_visible()
    waits(page, "1 entry waits to be sent")
    assert len(stage.entries()) == 1
    page.context.set_offline(True)
    needle_in(page, RIGHT)
    waits(page, "2 entries wait to be sent")
    page.close()

    context = clinic.contexts[-1]
    context.set_offline(False)
    again = context.new_page()
    with again.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        again.goto(f"/visits/{stage.visit}/count/")
    expect(again.get_by_role("button", name="Needle 2 is out")).to_be_visible()
    expect(again.get_by_role("region", name="Waiting to be sent")).to_be_hidden()
    assert [str(one.site.side) for one in stage.entries()] == ["left", "right"]


def _answer_lost(route: Any) -> None:
    if route.request.method == "POST":
        route.fetch()
        route.abort("connectionreset")
    else:
        route.continue_()
