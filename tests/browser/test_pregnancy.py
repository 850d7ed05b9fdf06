"""Pregnancy: the first twelve weeks are not needled, later weeks with care and a consent of their own."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import Clinic

SITE, SPOKEN = "left trapezius-upper", "left upper trapezius"


def test_given_the_first_trimester_then_another_therapy(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck")
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], pregnant="yes", gestation_weeks=9)
    expect(page.get_by_role("heading", name="First twelve weeks of pregnancy")).to_be_visible()
    expect(page.get_by_text("Sources disagree.")).to_be_visible()
    expect(page.get_by_text("Offer another therapy for now.")).to_be_visible()
    expect(page.get_by_role("button", name="Record the decision")).to_have_count(0)
    visits.go(page, visit, "needles")
    expect(page.get_by_text("Screening stops needling: First twelve weeks of pregnancy.")).to_be_visible()
    visits.examine(page, visit, 5)
    visits.without(page, visit, "stopped", "Massage lying on the side")
    visits.sign(page, visit)


def test_given_the_second_trimester_then_with_care(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck")
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], pregnant="yes", gestation_weeks=20)
    expect(page.get_by_role("heading", name="Pregnant, thirteen weeks or more")).to_be_visible()
    visits.weigh_all(page)
    expect(page).to_have_url(re.compile("/consent/$"))
    expect(page.get_by_label("I went through the separate text on pregnancy")).to_be_attached()
    visits.consent(page, visit)
    visits.examine(page, visit, 5)
    visits.in_and_out(page, visit, SITE, technique="superficial")
    visits.close(page, visit, 1)


def test_given_nobody_knows_then_it_is_not_taken_for_no(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], pregnant="unsure")
    expect(page.get_by_text("Nothing stands against needling")).to_have_count(0)
    visits.go(page, visit, "needles")
    expect(page.locator("#refused")).to_be_visible()
