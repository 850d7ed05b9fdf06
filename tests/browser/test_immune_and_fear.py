"""A weak immune system, and fear of needles: what stops, what is weighed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import Clinic

SITE, SPOKEN = "left trapezius-upper", "left upper trapezius"


@pytest.mark.parametrize(
    ("said", "finding", "guidance"),
    [
        ({"conditions": "kidney transplant", "medications": "tacrolimus"}, "Weakened immune system",
         "Ask the treating doctor where it is severe"),
        ({"needle_phobia": "yes"}, "Needle phobia", "Offer another therapy."),
    ],
    ids=["transplant", "phobia"],
)  # fmt: skip
def test_given_it_stops_then_the_visit_goes_without_needles(
    clinic: Clinic, said: dict[str, str], finding: str, guidance: str
) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], **said)
    expect(page.get_by_role("heading", name=finding, exact=True)).to_be_visible()
    expect(page.get_by_text(guidance)).to_be_visible()
    visits.go(page, visit, "needles")
    expect(page.get_by_text(f"Screening stops needling: {finding}.")).to_be_visible()
    visits.examine(page, visit, 5)
    visits.without(page, visit, "stopped", "Exercise for the neck")
    visits.sign(page, visit)


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ({"medications": "methotrexate 15 mg weekly"}, "Medicine or disease that lowers immunity somewhat"),
        ({"symptoms": ["very-anxious"]}, "High anxiety or acute mental distress"),
    ],
    ids=["methotrexate", "anxious"],
)
def test_given_it_is_weighed_then_needles_may_go_in(clinic: Clinic, said: dict[str, str], finding: str) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], **said)
    expect(page.get_by_role("heading", name=finding, exact=True)).to_be_visible()
    visits.weigh_all(page)
    visits.consent(page, visit)
    visits.examine(page, visit, 5)
    visits.in_and_out(page, visit, SITE, technique="superficial")
    visits.close(page, visit, 1)
