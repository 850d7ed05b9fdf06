"""Needles in are not needles out: the patient stays; what has happened all the same opens an incident."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible

SITE, SPOKEN = "left trapezius-upper", "left upper trapezius"


@pytest.fixture
def needled(clinic: Clinic) -> tuple[Page, UUID]:
    """A window and a visit with two needles in and one of them out."""
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck")
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"])
    visits.consent(page, visit)
    visits.examine(page, visit, 5)
    visits.place(page, visit, SITE, dwell="8")
    visits.place(page, visit, SITE, dwell="8")
    visits.remove(page, 1)
    return page, visit


def test_the_patient_stays_while_a_needle_is_in(needled: tuple[Page, UUID]) -> None:
    page, visit = needled
    visits.go(page, visit, "count")
    visits.press(page, "The patient leaves")
    _then_leaving_is_refused(page, "1 needle is still in place.")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    form = {"csrfmiddlewaretoken": token, "_key": str(uuid4()), "do": "leave"}
    answer = page.request.post(f"/visits/{visit}/count/", form=form, headers={"Referer": page.url})
    assert answer.status == 409
    assert "1 needle is still in place." in answer.text()
    visits.go(page, visit, "count")
    visits.press(page, "Needle 2 is out")
    visits.press(page, "The patient leaves")
    _then_leaving_is_refused(page, "Count what came out")
    visits.count(page, visit, 2)
    visits.leave(page, visit)
    visits.advise(page, visit)
    visits.sign(page, visit)


def test_a_count_that_does_not_fit_opens_an_incident(needled: tuple[Page, UUID]) -> None:
    page, visit = needled
    visits.remove(page, 2)
    visits.go(page, visit, "count")
    page.fill("[name=counted]", "1")
    visits.press(page, "Close the count")
    expect(page.get_by_text("2 went in by the record, 1 were counted out.").first).to_be_visible()
    expect(page.locator("[name=counted]")).to_have_value("1")
    accessible(page)
    page.locator("[name=counted_again]").check(force=True)
    visits.press(page, "Close the count")
    expect(page.get_by_text("The count is on record and an incident is open")).to_be_visible()
    visits.incident(page, visit)
    visits.leave(page, visit)
    visits.advise(page, visit)
    visits.sign(page, visit)


def _then_leaving_is_refused(page: Page, reason: str) -> None:
    alert = page.get_by_role("alert").filter(has_text="This was not recorded")
    expect(alert).to_contain_text(reason)
    expect(alert.locator("details")).to_have_count(1)
    accessible(page)
