"""The locked screen: clocks and rooms without names, opened by the same person, with what was typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PASSWORD


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    return ready_stage(clinic.practice)


def give_password(clinic: Clinic, page: Page) -> None:
    """Give the practitioner a password, and the window the session that goes on with it."""
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(id=clinic.practice.users["practitioner"])
    user.set_password(PASSWORD)
    user.save()
    session = clinic.practice.client_for().cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": clinic.address}])


def unlock(page: Page) -> None:
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def is_locked(page: Page) -> None:
    expect(page.get_by_role("heading", name="Locked", exact=True)).to_be_visible()


def test_given_needles_in_when_locked_then_clocks_go_on_without_names_and_one_returns_to_what_was_typed(
    clinic: Clinic, stage: Stage
) -> None:
    from filiform.foundation.tenancy.clock import now

    page = clinic.window(screen=PHONE)
    give_password(clinic, page)
    # Its five minutes are over in a few seconds.
    stage.place(at=(now() - _seconds(297)).isoformat())
    visits.go(page, stage.visit, "needles")
    with page.expect_response(lambda answer: answer.url.endswith("/drafts/") and answer.status == 200):
        visits.unfold(page).locator("#id_point").fill("a hand below the knee")
    page.get_by_role("button", name="Lock", exact=True).click()
    is_locked(page)
    accessible(page)
    assert "Murphy" not in page.content()
    expect(page.get_by_text("Main Street, Room 1")).to_be_visible()
    expect(page.locator("[data-clock-shown]")).to_have_text(re.compile(r"^[45]:\d\d$"))
    expect(page.locator("[data-clock-due]")).to_have_text(re.compile("Time is up"), timeout=15_000)
    accessible(page)
    page.goto(f"/visits/{stage.visit}/needles/")
    is_locked(page)
    unlock(page)
    expect(page).to_have_url(re.compile(f"/visits/{stage.visit}/needles/"))
    expect(page.locator("#id_point")).to_have_value("a hand below the knee")


def _seconds(number: int) -> Any:
    from datetime import timedelta

    return timedelta(seconds=number)


def test_given_nobody_at_the_screen_then_it_locks_itself_and_is_covered_where_there_is_no_network(
    clinic: Clinic, stage: Stage
) -> None:
    stage.place()
    page = clinic.window()
    give_password(clinic, page)
    page.clock.install()
    visits.go(page, stage.visit, "needles")
    page.context.set_offline(True)
    page.clock.run_for(16 * 60 * 1000)
    expect(page.get_by_role("heading", name="Locked, without a connection")).to_be_visible()
    expect(page.get_by_text("Murphy").first).to_be_hidden()
    expect(page.locator("[data-cover] [data-clock-shown]").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Go on with this visit").click()
    expect(page.get_by_role("heading", name="Needles", exact=True)).to_be_visible()
    page.clock.run_for(16 * 60 * 1000)
    expect(page.get_by_role("heading", name="Locked, without a connection")).to_be_visible()
    page.context.set_offline(False)
    is_locked(page)
    unlock(page)
    expect(page.get_by_role("heading", name="Needles", exact=True)).to_be_visible()
