"""Buttock pain with a sign of the cauda equina: everything stops and the patient is sent on, whatever page is tried."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible
from tests.journey.treatment.stage import Stage

SITE = "left piriformis"


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ("numb when wiping", "Numb between the legs"),
        ("weakness in both legs", "Both legs weak"),
        ("bladder trouble of unknown duration", "flow of urine"),
    ],
    ids=["numb when wiping", "both legs weak", "bladder, nobody knows since when"],
)
def test_given_a_sign_when_screened_then_needling_stops_and_the_visit_closes_without(
    clinic: Clinic, said: str, because: str
) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Buttock pain, sciatica?")
    page = clinic.window()
    visits.verdict(page, visit, [SITE], ["Buttock"], symptoms=said)
    alert = page.locator(".verdict--stop[role=alert]")
    expect(alert).to_contain_text("Cauda equina syndrome suspected")
    expect(alert).to_contain_text("mergency department")
    expect(alert).to_contain_text("MRI")
    expect(page.locator("article, section").filter(has_text=because).first).to_be_visible()
    expect(page.get_by_role("link", name="On to consent")).to_have_count(0)

    visits.consent(page, visit)
    visits.go(page, visit, "needles")
    accessible(page)
    expect(page.get_by_text("Needling is refused as things stand")).to_be_visible()
    visits.describe(page, SITE)
    visits.press(page, "In and out: record")
    expect(page.get_by_text("This was not recorded")).to_be_visible()
    accessible(page)
    stage = Stage(clinic.practice, visit, visit, clinic.lots["good"])
    answer = stage.post(stage.needle(where=SITE, lot=str(clinic.lots["good"])))
    assert answer.status_code in (409, 422)
    assert stage.entries() == ()

    visits.without(page, visit, "stopped", "Sent to the emergency department for an MRI, with a letter; does not drive")
    visits.advise(page, visit)
    visits.sign(page, visit)
