"""A practice rules on an item: the owner by the page, and a visit that was open is told that its verdict moved."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.clinic import DESK, PHONE, Clinic, accessible
from tests.browser.seeing import complains
from tests.journey.treatment.stage import NOTHING, Stage

ITEM = "/practice/policy/item/antiplatelet-aspirin/"


def screened(clinic: Clinic) -> Stage:
    """A visit of somebody who takes aspirin, screened by the guidelines."""
    practice = clinic.practice
    patient = practice.make_patient(sex="m", given_name="Cian")
    found = Stage(practice, patient, practice.make_visit(patient), clinic.lots["good"])
    aspirin = {**NOTHING, "present": ["antiplatelet"]}
    assert found.screen("left trapezius-upper", medications=aspirin) == "caution"
    return found


def test_given_an_open_visit_when_the_owner_rules_then_the_verdict_moves_and_says_so(clinic: Clinic) -> None:
    visit = screened(clinic)
    owner = clinic.window("owner", screen=PHONE, java_script_enabled=False)
    owner.goto("/practice/policy/")
    expect(owner.get_by_text("Nothing: the strictest guideline counts everywhere.")).to_be_visible()
    owner.get_by_text("Bleeding (", exact=False).click()
    owner.get_by_role("link", name="Aspirin or another platelet inhibitor").click()
    owner.get_by_label("Stop: not needled").check(force=True)
    owner.get_by_role("button", name="Put on record").click()
    summary = owner.locator(".error-summary")
    expect(summary).to_contain_text("Write why, in words that a colleague understands in a year.")
    expect(owner.get_by_label("Stop: not needled")).to_be_checked()
    owner.get_by_label("Why", exact=True).fill("Two large bruises last winter.")
    owner.get_by_label("Source", exact=True).fill("Letter of our GP, 2026")
    owner.get_by_role("button", name="Put on record").click()
    expect(owner.get_by_text("On record. Visits that are not signed are judged by it.")).to_be_visible()

    page = clinic.window("practitioner", screen=PHONE, color_scheme="dark")
    page.goto(f"/visits/{visit.visit}/screening/")
    told = page.get_by_role("status").filter(has_text="The practice’s policy has changed since")
    expect(told).to_contain_text("Aspirin or another platelet inhibitor")
    finding = page.locator("article.finding").filter(has_text="Aspirin or another platelet inhibitor")
    expect(finding).to_contain_text("weighed as “Stop”. The guidelines say: Precaution. Change the technique.")
    expect(finding).to_contain_text("Practice policy of")
    expect(page.get_by_role("button", name="Record the decision")).to_have_count(0)
    accessible(page)
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_text("Two large bruises last winter.").first).to_be_visible()
    expect(page.get_by_role("button", name="Put on record")).to_have_count(0)


@pytest.mark.parametrize(("screen", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_the_pages_of_policy_are_accessible(clinic: Clinic, screen: dict[str, int], scheme: str) -> None:
    from filiform.backoffice.policy.public import rule_item, set_threshold

    why = {"reason": "Our routine.", "source": "Munoz 2022"}
    with clinic.practice.as_role("owner"):
        rule_item(item="antiplatelet-aspirin", weight="note", **why)
        set_threshold(threshold="inr_high", value=2.5, **why)
    page = clinic.window("owner", screen=screen, color_scheme=scheme)
    for address in ("/practice/policy/", ITEM, "/practice/policy/threshold/inr_high/", "/practice/policy/item/rf-dvt/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for summary in page.locator("details:not([open]) > summary").all()[:12]:
            if summary.is_visible():
                summary.click()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is too wide"
    page.goto("/practice/policy/threshold/inr_high/")
    page.fill("#id_value", "9")
    page.get_by_role("button", name="Put on record").click()
    complains(page, "#id_value", "Write a number from 1.5 to 4.")
