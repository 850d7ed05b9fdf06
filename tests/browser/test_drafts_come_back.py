"""Whatever is typed into a form that saves itself is there again in another browser, until it is recorded."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.clinic import PATIENCE, Clinic, accessible
from tests.journey.treatment.stage import ready_stage


def _begin(page: Page, address: str, control: str, text: str) -> None:
    """Type, and leave the draft to save itself."""
    page.goto(address)
    if page.locator(f"details:not([open]) {control}").count():
        page.locator("details:not([open])", has=page.locator(control)).locator("> summary").click()
    page.locator(control).fill(text)


def test_given_drafts_in_one_browser_when_opened_in_another_then_they_are_there(clinic: Clinic) -> None:
    stage = ready_stage(clinic.practice)
    typed = {
        f"/patients/{stage.patient}/plan/": ("#id_reason", "Calf pain after a run"),
        f"/patients/{stage.patient}/edit/": ("#id_address", "1 Quay Street, Galway"),
        f"/visits/{stage.visit}/case-history/": ("[name=q_medications__words]", "ramipril"),
        f"/visits/{stage.visit}/examination/": ("#id_notes", "Dorsiflexion strong"),
        f"/visits/{stage.visit}/needles/": ("#id_point", "a hand below the knee"),
        f"/visits/{stage.visit}/aftercare/": ("#id_note", "Walk, do not run, tomorrow"),
    }
    roles = {"plan": "receptionist", "edit": "receptionist"}
    role_of = {address: roles.get(address.split("/")[-2], "practitioner") for address in typed}
    windows = {role: clinic.window(role) for role in set(role_of.values())}
    for address, (control, text) in typed.items():
        _begin(windows[role_of[address]].context.new_page(), address, control, text)
    for window in windows.values():
        for page in window.context.pages[1:]:
            expect(page.locator("[data-draft-status]", has_text="Saved")).to_be_visible(timeout=PATIENCE)
    others = {role: clinic.window(role) for role in set(role_of.values())}
    for address, (control, text) in typed.items():
        page = others[role_of[address]]
        page.goto(address)
        expect(page.locator(control)).to_have_value(text)
        accessible(page)


def test_given_a_draft_of_somebody_else_then_it_is_not_shown(clinic: Clinic) -> None:
    patient = clinic.practice.make_patient()
    address = f"/patients/{patient}/plan/"
    writer = clinic.window("receptionist")
    with writer.expect_response(lambda answer: answer.url.endswith("/drafts/") and answer.status == 200):
        _begin(writer, address, "#id_reason", "Calf pain after a run")
    page = clinic.window("owner")
    page.goto(address)
    expect(page.locator("#id_reason")).to_have_value("")
