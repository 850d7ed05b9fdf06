"""Medicines and illnesses that make people bleed: each as the knowledge says, none of them ever stopped by us."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible

SITE, SPOKEN = "right levator-scapulae", "right levator scapulae"
THINNER = "Blood-thinning medicine"
PLATELETS = "Aspirin or another platelet inhibitor"


@pytest.mark.parametrize(
    ("medicines", "finding"),
    [
        ({"medications": "clopidogrel 75 mg"}, PLATELETS),
        ({"medications": "warfarin 3 mg", "inr": 2.4}, THINNER),
        ({"medications": "apixaban 5 mg"}, THINNER),
    ],
    ids=["clopidogrel", "warfarin", "apixaban"],
)
def test_given_one_thinner_then_it_is_weighed_and_needled(
    clinic: Clinic, medicines: dict[str, str], finding: str
) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck")
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], **medicines)
    expect(page.get_by_role("heading", name=finding, exact=True)).to_be_visible()
    expect(page.get_by_text("The medicine is continued as prescribed.")).to_be_visible()
    _then_nothing_says_to_stop_a_medicine(page)
    visits.weigh_all(page)
    visits.consent(page, visit)
    visits.examine(page, visit, 5)
    visits.in_and_out(page, visit, SITE, technique="superficial")
    visits.close(page, visit, 1)


def test_given_warfarin_without_an_inr_then_it_is_asked(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], medications="warfarin 3 mg")
    expect(page.get_by_text("Answers are missing that matter here.")).to_be_visible()
    expect(page.locator("#missing")).to_contain_text("Last INR")
    visits.weigh_all(page)
    visits.go(page, visit, "needles")
    expect(page.get_by_text(re.compile("An answer is missing: Last INR"))).to_be_visible()
    accessible(page)
    visits.examine(page, visit, 5)
    visits.without(page, visit, "other-therapy", "Massage; the INR will be known next week")
    visits.sign(page, visit)


def test_given_warfarin_and_aspirin_then_the_prescriber_is_asked_first(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], medications="warfarin 3 mg\naspirin 75 mg", inr=2.4)
    both = "Anticoagulant together with a platelet inhibitor"
    expect(page.get_by_role("heading", name=both, exact=True)).to_be_visible()
    expect(page.get_by_label(both, exact=True)).to_have_count(0)
    _then_nothing_says_to_stop_a_medicine(page)
    _when_a_doctor_clears_it(page, "Dr O’Brien, prescriber")
    visits.weigh_all(page)
    expect(page).to_have_url(re.compile("/consent/$"))
    visits.consent(page, visit)
    visits.examine(page, visit, 5)
    visits.in_and_out(page, visit, SITE, technique="superficial")
    visits.close(page, visit, 1)


@pytest.mark.parametrize("illness", ["haemophilia A", "von Willebrand disease"])
def test_given_a_bleeding_disorder_then_haematology_is_asked_first(clinic: Clinic, illness: str) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], conditions=illness)
    expect(page.get_by_text("Do not needle as planned.")).to_be_visible()
    expect(page.get_by_role("heading", name="Bleeding disorder", exact=True)).to_be_visible()
    expect(page.get_by_text("Ask haematology first")).to_be_visible()
    visits.go(page, visit, "needles")
    expect(page.get_by_text("Screening stops needling: Bleeding disorder.")).to_be_visible()
    visits.examine(page, visit, 5)
    visits.without(page, visit, "stopped", "Heat and stretching; a letter to haematology")
    visits.sign(page, visit)


def _when_a_doctor_clears_it(page: Page, who: str) -> None:
    page.fill("[name=cleared_by]", who)
    page.fill("[name=reason]:visible >> nth=0", "May be needled with a thin needle.")
    visits.press(page, "Record the clearance")
    expect(page.get_by_text("Clearance recorded.")).to_be_visible()
    accessible(page)


def _then_nothing_says_to_stop_a_medicine(page: Page) -> None:
    words = page.inner_text("main").lower()
    assert not re.search(r"\b(stop|pause|skip|omit)\b[^.\n]*\b(medicine|warfarin|aspirin|apixaban|clopidogrel)", words)
