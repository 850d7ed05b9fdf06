"""Without scripts the questions, the verdict, consent and the refusal of a needle work the same."""

from __future__ import annotations

from uuid import UUID

from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic

SITE = "left piriformis"


def test_given_no_scripts_when_a_sign_of_the_cauda_equina_is_said_then_needling_stops(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Buttock pain")
    page = clinic.window(java_script_enabled=False)
    _screen(page, visit, "numb when wiping")
    expect(page.locator(".verdict--stop[role=alert]")).to_contain_text("Cauda equina syndrome suspected")
    visits.go(page, visit, "needles")
    expect(page.get_by_text("Needling is refused as things stand")).to_be_visible()


def test_given_no_scripts_when_nothing_stands_against_it_then_consent_is_recorded_and_a_needle_goes_in(
    clinic: Clinic,
) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Buttock pain")
    page = clinic.window(java_script_enabled=False)
    _screen(page, visit, "tight buttock")
    if page.locator("#weigh").count():
        for box in page.locator("[name=items]").all():
            box.check(force=True)
        page.locator("[name=reason]").first.fill("Weighed with the patient.")
        visits.press(page, "Record the decision")
    visits.go(page, visit, "consent")
    form = page.locator("#record form")
    for field, value in (("kind", "given"), ("by", "patient"), ("capacity", "yes"), ("interpreter", "not-needed"),
                         ("form", "written"), ("copy_given", "yes")):  # fmt: skip
        visits.choose(form, field, value)
    for box in form.locator("[name=everything], [name^=tick_], [name=regions]").all():
        box.check(force=True)
    form.locator("[name=signed_name]").fill(visits.PATIENT)
    visits.press(form, "Record the answer")
    expect(page.get_by_text("Consent recorded.")).to_be_visible()
    visits.go(page, visit, "needles")
    visits.describe(page, SITE)
    visits.press(page, "It is in: start the clock")
    expect(page.get_by_text("Recorded: the needle is in.")).to_be_visible()
    visits.remove(page, 1)


def _screen(page: Page, visit: UUID, said: str) -> None:
    """Plan, answer and screen; axe needs scripts, so these pages are checked elsewhere."""
    visits.plan(page, visit, [SITE], ["Buttock"])
    for _round in range(4):
        visits.answer(page, symptoms=said)
        visits.press(page, "Save and screen")
        if page.url.endswith("/screening/"):
            return
    raise AssertionError(f"still asked: {page.url}")
