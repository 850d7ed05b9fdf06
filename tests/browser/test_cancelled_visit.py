"""A planned visit is cancelled at the desk, by keyboard; it shows as such and is planned anew."""

from __future__ import annotations

from uuid import UUID

from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.browser.keys import fields, walk
from tests.journey.treatment.stage import ready_stage


def _planned(clinic: Clinic) -> tuple[UUID, UUID]:
    from filiform.foundation.record.public import plan_visit
    from filiform.foundation.tenancy.clock import now

    practice = clinic.practice
    patient = practice.make_patient()
    with practice.as_role("receptionist"):
        made = plan_visit(
            patient=patient, practitioner=practice.users["practitioner"], site=practice.site, room=practice.room,
            starts_at=now(), reason="Stiff neck",
        )  # fmt: skip
    return patient, made.id


def test_given_a_planned_visit_when_the_desk_cancels_then_it_shows_and_is_planned_anew(clinic: Clinic) -> None:
    patient, visit = _planned(clinic)
    desk = clinic.window("receptionist", screen=PHONE)
    desk.goto("/today/")
    accessible(desk)
    walk(desk, fields({}), "Cancel")
    accessible(desk)
    walk(desk, fields({}), "Cancel the visit")
    expect(desk.locator(".error-summary")).to_contain_text("Choose a reason.")
    accessible(desk)
    walk(desk, fields({"reason": "patient", "words": "Has a cold"}), "Cancel the visit")
    _then_the_list_says_so(desk)
    walk(desk, fields({}), "Plan it anew")
    expect(desk.locator("[name=reason]")).to_have_value("Stiff neck")
    visits.press(desk, "Put on the list")
    expect(desk.get_by_role("button", name="Arrived")).to_have_count(1)
    _then_the_visit_offers_nothing(clinic, patient, visit)


def _then_the_list_says_so(desk: Page) -> None:
    line = desk.locator(".day-line--cancelled")
    expect(line).to_contain_text("Cancelled")
    expect(line).to_contain_text("The patient cancelled: Has a cold")
    expect(line.get_by_role("button", name="Arrived")).to_have_count(0)
    accessible(desk)


def _then_the_visit_offers_nothing(clinic: Clinic, patient: UUID, visit: UUID) -> None:
    page = clinic.window()
    for step in ("case-history", "needles", "sign"):
        visits.go(page, visit, step)
        expect(page.get_by_text("This visit was cancelled")).to_be_visible()
        expect(page.locator("main form")).to_have_count(0)
        accessible(page)
    page.goto(f"/patients/{patient}/")
    expect(page.locator("#visits")).to_contain_text("Has a cold")
    accessible(page)


def test_given_needles_when_cancelling_then_it_is_refused_with_its_reason(clinic: Clinic) -> None:
    stage = ready_stage(clinic.practice)
    page = clinic.window(screen=PHONE)
    page.goto(f"/visits/{stage.visit}/cancel/")
    stage.place()
    page.locator("[name=reason][value=practice]").check(force=True)
    visits.press(page, "Cancel the visit")
    expect(page.get_by_text("Needles were placed: this visit took place.")).to_be_visible()
    accessible(page)
    page.goto(f"/visits/{stage.visit}/cancel/")
    expect(page.locator("main form")).to_have_count(0)
    accessible(page)
