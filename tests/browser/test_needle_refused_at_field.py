"""A needle that cannot be is told at its field in the browser; what was typed stays, and no needle is on record."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic
from tests.browser.seeing import complains
from tests.journey.treatment.stage import Stage, ready_stage


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    """A visit where nothing stands against a needle."""
    return ready_stage(clinic.practice)


@pytest.fixture
def page(clinic: Clinic, stage: Stage) -> Page:
    """The needles step with a needle typed in, not yet sent."""
    window = clinic.window()
    window.goto(stage.needles_url)
    visits.unfold(window).get_by_label("Tibialis anterior, left").first.check(force=True)
    window.select_option("#id_technique", "deep-static")
    window.locator("[name=guidance][value=landmark]").check(force=True)
    window.select_option("#id_lot", str(stage.lot))
    window.fill("#id_point", "a hand below the knee")
    return window


@pytest.mark.parametrize(
    ("depth", "says"),
    [("-1", "Write 0 or more"), ("41", "deeper than the needle is long"), ("9999", "or less")],
)
def test_given_a_depth_that_cannot_be_then_it_is_told_there(stage: Stage, page: Page, depth: str, says: str) -> None:
    page.fill("#id_depth_mm", depth)
    page.get_by_role("button", name="In and out: record").click()
    complains(page, "#id_depth_mm", says)
    expect(page.locator("#id_depth_mm")).to_have_value(depth)
    expect(page.locator("#id_point")).to_have_value("a hand below the knee")
    assert stage.entries() == ()


def test_given_400_needles_counted_then_it_is_told_there(clinic: Clinic, stage: Stage) -> None:
    stage.tap("out", stage.place())
    page = clinic.window()
    page.goto(stage.count_url)
    page.fill("#id_counted", "400")
    page.fill("#id_note", "counted by two")
    page.get_by_role("button", name="Close the count").click()
    complains(page, "#id_counted", "or less")
    expect(page.locator("#id_counted")).to_have_value("400")
    expect(page.locator("#id_note")).to_have_value("counted by two")
    assert not stage.state().hand


def test_given_text_of_a_megabyte_then_it_is_told_there(stage: Stage, page: Page) -> None:
    page.locator("#id_point").evaluate("field => { field.removeAttribute('maxlength'); field.value = 'x'.repeat(1e6) }")
    page.get_by_role("button", name="In and out: record").click()
    expect(page.locator("#id_point")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".error-summary")).to_contain_text("200")
    assert len(page.input_value("#id_point")) == 1_000_000
    assert stage.entries() == ()
