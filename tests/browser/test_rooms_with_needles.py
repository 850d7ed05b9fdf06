"""Every page shows in which room needles are in, without a name; who may opens the visit from there."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.clinic import PHONE, Clinic, accessible
from tests.browser.keys import fields, walk
from tests.journey.treatment.stage import ready_stage

SHIFTED = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def _bar(page: Page) -> str:
    bar = page.get_by_role("complementary", name="Needles in place")
    expect(bar).to_be_visible()
    accessible(page)
    assert not page.evaluate(SHIFTED)
    return bar.inner_text()


def test_given_needles_in_a_room_when_any_page_is_open_then_the_bar_tells(clinic: Clinic) -> None:
    stage = ready_stage(clinic.practice)
    first = stage.place()
    second = stage.place()
    desk = clinic.window("receptionist", screen=PHONE)
    for address in ("/today/", "/patients/", f"/patients/{stage.patient}/", "/help/"):
        desk.goto(address)
        told = _bar(desk)
        assert "Main Street, Room 1 2 needles in since" in told
        assert "Murphy" not in told
        expect(desk.locator(".page-bar a")).to_have_count(0)
    page = clinic.window()
    page.goto("/patients/")
    walk(page, fields({}), "Room 1")
    page.wait_for_url(f"**/visits/{stage.visit}/**")
    expect(page.locator(".page-bar")).to_have_count(0)
    stage.tap("out", first)
    stage.tap("out", second)
    desk.goto("/today/")
    expect(desk.locator(".page-bar")).to_have_count(0)
