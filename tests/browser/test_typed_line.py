"""Needles are typed as a line: shown while typing as they will be recorded, recorded by Enter."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clinic import PHONE, Clinic, accessible
from tests.journey.treatment.stage import Stage, ready_stage


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    """A visit where nothing stands against a needle."""
    return ready_stage(clinic.practice)


def _typing(page: Page, text: str) -> int:
    """Type a line key by key; how many keys it took."""
    page.get_by_label("Needles as a line").press_sequentially(text)
    return len(text)


def test_given_a_line_when_it_is_typed_then_it_is_shown_and_enter_records_it(clinic: Clinic, stage: Stage) -> None:
    page = clinic.window()
    page.goto(stage.needles_url)
    keys = _typing(page, "ta l pist lm lot a1 d20 ltr3, ta r stat dwell 8m, gmed l")
    shown = page.locator(".line-preview")
    expect(shown.locator("[data-entry=clear]")).to_have_count(2)
    expect(shown).to_contain_text("0.25 × 40 mm · lot A1 · Deep, in and out · Landmarks · 20 mm deep · 3 twitches")
    expect(shown).to_contain_text("gmedp (Gluteus medius")
    accessible(page)
    page.keyboard.press("Enter")  # shows what is still open, and sends nothing
    page.wait_for_timeout(300)
    expect(page).to_have_url(re.compile("/needles/$"))
    assert stage.entries() == ()
    for _key in ", gmed l":
        page.keyboard.press("Backspace")
    expect(shown.locator("[data-line-ready]")).to_contain_text("2 needles")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recorded: 2 insertions.")).to_be_visible()
    assert [(entry.state, entry.twitches) for entry in stage.entries()] == [("out", 3), ("in", None)]
    assert keys + len(", gmed l") + 2 <= 120


def test_given_a_line_that_is_refused_when_it_has_happened_then_it_is_recorded_all_the_same(
    clinic: Clinic, stage: Stage
) -> None:
    page = clinic.window()
    page.goto(stage.needles_url)
    _typing(page, "isp l pist lm lot a1")
    expect(page.locator(".line-preview [data-reason=site-not-screened]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("This was not recorded")).to_be_visible()
    assert stage.entries() == ()
    page.get_by_label("It has already happened: record it").check(force=True)
    page.get_by_label("How it came about").fill("Seen during the session.")
    page.get_by_label("Needles as a line").press("Enter")
    expect(page.get_by_text("Recorded: 1 insertion.")).to_be_visible()
    assert [bool(entry.insertion.against) for entry in stage.entries()] == [True]


def test_given_no_scripts_when_a_line_is_wrong_then_the_page_says_it_and_keeps_it(clinic: Clinic, stage: Stage) -> None:
    page = clinic.window(screen=PHONE, java_script_enabled=False)
    page.goto(stage.needles_url)
    page.get_by_label("Needles as a line").fill("ta l pist lm frob")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("“frob” is not understood.")).to_be_visible()
    page.get_by_label("Needles as a line").fill("ta l pist lm lot a1")
    page.get_by_role("button", name="Record the line").click()
    expect(page.get_by_text("Recorded: 1 insertion.")).to_be_visible()
    assert len(stage.entries()) == 1
