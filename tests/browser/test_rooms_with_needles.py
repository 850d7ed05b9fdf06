"""Every page shows in which room needles are in, without a name; who may opens the visit from there."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.clinic import PHONE, Clinic, accessible
from tests.browser.keys import fields, walk
from tests.browser.test_alarm import EAR
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


def test_given_a_page_that_stays_open_then_its_bar_counts_down_sounds_and_follows_the_server(clinic: Clinic) -> None:
    from filiform.foundation.tenancy.clock import now

    stage = ready_stage(clinic.practice)
    first = stage.place(dwell="5", at=(now() - timedelta(seconds=293)).isoformat())
    tones: list[float] = []
    page = clinic.window(screen=PHONE, has_touch=True)
    page.context.expose_binding("toneHeard", lambda _source, peak: tones.append(peak))
    page.context.add_init_script(f"localStorage.setItem('filiform-alarm', 'yes'); {EAR}")
    page.goto("/patients/")
    page.get_by_role("heading", name="Patients").tap()
    beside = page.context.new_page()  # a second window of the same browser does not sound again
    beside.goto("/today/")
    beside.get_by_role("heading", name="Today").tap()
    bar = page.locator(".page-bar")
    expect(bar).to_contain_text(re.compile(r"1 needle in since \d\d:\d\d, 0:0\d left"))
    expect(bar).to_contain_text("time is up", timeout=15_000)
    for _try in range(60):
        if len(tones) >= 3:
            break
        page.wait_for_timeout(100)
    assert len(tones) == 3
    assert min(tones) > 0.05
    accessible(page)
    assert not page.evaluate(SHIFTED)

    second = stage.place(dwell="20")
    stage.tap("out", first)
    _look_again(page)
    expect(bar).to_contain_text(re.compile(r"1 needle in since \d\d:\d\d, (20:00|19:5\d) left"))
    stage.tap("out", second)
    _look_again(page)
    expect(bar).to_have_count(0)
    page.wait_for_timeout(700)
    assert len(tones) == 3


def test_given_a_device_whose_clock_is_set_meanwhile_then_clocks_and_times_go_on_by_the_servers(clinic: Clinic) -> None:
    from filiform.foundation.tenancy.clock import now

    stage = ready_stage(clinic.practice)
    stage.place(dwell="10", at=(now() - timedelta(minutes=2)).isoformat())
    page = clinic.window(screen=PHONE)
    page.clock.install(time=now())
    page.goto(stage.needles_url)
    page.clock.set_system_time(now() - timedelta(hours=1))
    _look_again(page)
    page.clock.run_for(1100)
    expect(page.locator(".needle-chip [data-clock-shown]")).to_have_text(re.compile(r"^2:\d\d$"))
    with page.expect_response("**/needles/tap/"):
        page.get_by_role("button", name="Needle 1 is out").click()
    (entry,) = stage.entries()
    assert entry.state == "out"
    assert 120 <= entry.dwell < 180


def _look_again(page: Page) -> None:
    """As when somebody comes back to the window."""
    with page.expect_response("**/rooms/**"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
