"""On a phone the ranking stands below the chart: an open muscle shows its place, and stays where it was pressed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible


def test_given_a_ranking_below_the_chart_when_muscles_are_opened_then_each_shows_its_place(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Headache from the neck")
    page = clinic.window(screen=PHONE, has_touch=True, is_mobile=True)
    visits.go(page, visit, "examination")
    page.locator("[data-view=back]").tap()
    zone = page.locator(".zone[data-zone=occiput][data-side=left]")
    zone.focus()
    page.keyboard.press("6")
    entries = page.locator("#candidates .candidate")
    expect(entries.nth(3)).to_be_visible()
    assert page.get_by_text("How to mark by keys").is_hidden()
    for number in (0, 3, 2):
        summary = entries.nth(number).locator("summary").first
        summary.scroll_into_view_if_needed()
        before = summary.bounding_box()
        summary.tap()
        glimpse = entries.nth(number).locator(".bodychart__glimpse")
        expect(glimpse).to_be_visible()
        expect(page.locator(".bodychart__glimpse")).to_have_count(1)
        expect(glimpse.locator(".lit--landmark").first).to_be_attached()
        after = summary.bounding_box()
        assert before is not None
        assert after is not None
        # The one that was open above closed; the one that was pressed is still under the finger.
        assert abs(after["y"] - before["y"]) < 2
    # What is shown is a picture: the zones of the chart are still the only ones.
    assert page.locator(".bodychart__glimpse [role=option], .bodychart__glimpse [tabindex]").count() == 0
    assert page.locator(".zone[data-zone=occiput][data-side=left]").count() == 1
    accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".bodychart__glimpse")).to_be_hidden()
