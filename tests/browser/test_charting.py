"""A follow-up on a phone: last time's needles again, each by one tap, out by one tap, counted by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answers import answer
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.journey.treatment.buttons import later
from tests.journey.treatment.stage import Stage, ready_stage

LEFT, RIGHT = "In: Tibialis anterior, left (1)", "In: Tibialis anterior, right (2)"


@pytest.fixture
def again(clinic: Clinic) -> Stage:
    """The second visit of a patient who had two needles, with one box open in the room."""
    from filiform.backoffice.stock.models import OpenBox
    from filiform.backoffice.stock.public import close_box

    stage = ready_stage(clinic.practice)
    with clinic.practice.as_role("owner"):
        close_box(box=OpenBox.objects.get(lot_id=clinic.lots["good"]).id)
    stage.place(dwell="8", depth_mm="22", twitches="3")
    stage.place(dwell="8", where="right tibialis-anterior")
    return later(stage)


def _tap(page: Page, name: str) -> None:
    with answer(page, name):
        page.get_by_role("button", name=name, exact=True).tap()


def test_given_last_time_when_each_is_tapped_then_it_goes_in_stays_in_view_and_comes_out(
    clinic: Clinic, again: Stage
) -> None:
    page = clinic.window(screen=PHONE, has_touch=True)
    page.goto(again.needles_url)
    accessible(page)
    _then_the_button_stays_under_the_thumb(page, LEFT)
    _then_the_button_stays_under_the_thumb(page, RIGHT)
    _then_the_bar_stays_in_view(page)
    accessible(page)
    _tap(page, "Twitch at Tibialis anterior, left (1), one more")
    expect(page.locator("#repeat-1")).to_contain_text("Twitch 1")
    first, second = again.entries()
    assert [(one.state, one.depth_mm, one.insertion.planned_dwell) for one in (first, second)] == [
        ("in", None, 480)
    ] * 2
    assert (first.twitches, second.twitches) == (1, None)
    _then_its_depth_is_noted(page)
    assert [one.depth_mm for one in again.entries()] == [18, None]
    _then_a_mark_shows_when_the_time_is_up(page, again)
    for number in (1, 2, 3):
        _tap(page, f"Needle {number} is out")
    with answer(page, "To the count"):
        page.locator(".needle-bar").get_by_role("link", name="To the count").tap()
    accessible(page)
    _tap(page, "3 needles counted out")
    assert again.state().balanced


def _then_the_button_stays_under_the_thumb(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    button.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 500)")
    _tap(page, name)
    place = button.bounding_box()
    assert place is not None
    assert abs(place["y"] - 500) < 60  # its line has grown, by the state and the twitches


def _then_its_depth_is_noted(page: Page) -> None:
    page.get_by_role("link", name="Note something of needle 1, or take it back").tap()
    expect(page.get_by_role("heading", name="1. Tibialis anterior, left")).to_be_focused()
    expect(page.get_by_role("link", name="Note something of needle 2, or take it back")).to_be_visible()
    accessible(page)
    noting = page.get_by_role("article").filter(has=page.get_by_text("Note something of needle 1", exact=True))
    noting.get_by_label("Depth").fill("18")
    with answer(page, "Note it"):
        noting.get_by_role("button", name="Note it").tap()


def _then_the_bar_stays_in_view(page: Page) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    bar = page.locator(".needle-bar").bounding_box()
    assert bar is not None
    assert 0 <= bar["y"] < 200
    expect(page.get_by_role("heading", name="Needles in place: 2")).to_be_in_viewport()


def _then_a_mark_shows_when_the_time_is_up(page: Page, again: Stage) -> None:
    from filiform.foundation.tenancy.clock import now

    again.place(dwell="5", at=(now() - timedelta(minutes=6)).isoformat())
    page.reload()
    expect(page.locator(".needle-chip.clock--over")).to_have_count(1)
    expect(page.locator(".needle-chip.clock--over")).to_contain_text("time is up")
    page.get_by_label("Sound when due").check()
    page.reload()
    expect(page.get_by_label("Sound when due")).to_be_checked()
    accessible(page)


def test_given_no_scripts_when_the_same_is_tapped_then_it_is_recorded_the_same(clinic: Clinic, again: Stage) -> None:
    page = clinic.window(screen=PHONE, java_script_enabled=False)
    page.goto(again.needles_url)
    for name in (LEFT, RIGHT, "Needle 1 is out", "Needle 2 is out"):
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()
    page.goto(again.count_url)
    with page.expect_navigation():
        page.get_by_role("button", name="2 needles counted out", exact=True).click()
    assert again.state().balanced
