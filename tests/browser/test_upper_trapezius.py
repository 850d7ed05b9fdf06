"""A knot in the top of the shoulder with pain to head and neck; the patient takes aspirin."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import Clinic


def test_aspirin_is_shown_weighed_and_recorded(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck, headache")
    page = clinic.window()
    visits.plan(page, visit, ["left upper trapezius"], ["Neck", "Head"])
    visits.answer(page, medications="aspirin 75 mg")
    visits.screen(page)
    expect(page.get_by_role("heading", name="Aspirin or another platelet inhibitor")).to_be_visible()
    expect(page.get_by_text("Sources disagree.")).to_be_visible()
    visits.weigh_all(page)
    expect(page).to_have_url(f"{clinic.address}/visits/{visit}/consent/")
    expect(page.get_by_text("Collapsed lung", exact=True).first).to_be_visible()
