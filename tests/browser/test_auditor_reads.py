"""An auditor reads a visit step by step and is offered nothing to send; what is sent all the same is refused."""

from __future__ import annotations

from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.clinic import PHONE, Clinic, accessible
from tests.journey.treatment.stage import ready_stage

STEPS = ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare", "sign")


def test_given_an_auditor_when_opening_a_visit_then_every_step_shows_and_nothing_can_be_sent(clinic: Clinic) -> None:
    stage = ready_stage(clinic.practice)
    page = clinic.window("auditor")
    for step in STEPS:
        answer = page.goto(f"/visits/{stage.visit}/{step}/")
        assert answer is not None
        assert answer.status == 200
        expect(page.get_by_text("Your role reads this visit")).to_be_visible()
        expect(page.locator("main form")).to_have_count(0)
        accessible(page)
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    sent = {"csrfmiddlewaretoken": token, "_key": uuid4().hex, "do": "sign"}
    answer = page.request.post(f"/visits/{stage.visit}/sign/", form=sent, headers={"Referer": page.url})
    assert answer.status == 403
    page.goto(f"/patients/{stage.patient}/history/")
    expect(page.get_by_text("Auditor Person").first).to_be_visible()


def test_given_an_auditor_when_looking_for_a_visit_then_links_lead_there(clinic: Clinic) -> None:
    stage = ready_stage(clinic.practice)
    page = clinic.window("auditor", screen=PHONE)
    page.goto("/")
    page.get_by_role("link", name="Murphy").first.click()
    accessible(page)
    expect(page.get_by_role("link", name="Plan a visit")).to_have_count(0)
    page.locator("#visits a").first.click()
    page.wait_for_url(f"**/visits/{stage.visit}/**")
    expect(page.get_by_text("Your role reads this visit")).to_be_visible()
