"""An auditor reads a visit step by step and can send nothing; the refusal keeps the record as it was."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible
from tests.browser.seeing import refused
from tests.journey.treatment.stage import ready_stage

STEPS = ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare", "sign")


def test_given_an_auditor_when_opening_a_visit_then_every_step_shows_and_signing_is_refused(clinic: Clinic) -> None:
    stage = ready_stage(clinic.practice)
    page = clinic.window("auditor")
    for step in STEPS:
        answer = page.goto(f"/visits/{stage.visit}/{step}/")
        assert answer is not None
        assert answer.status == 200
        accessible(page)
    visits.press(page, "Sign the note")
    refused(page, "role")
    page.goto(f"/patients/{stage.patient}/history/")
    expect(page.get_by_text("Auditor Person").first).to_be_visible()
