"""No needle without a consent, without an answer, or from a lot that has expired."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible

SITE, SPOKEN = "left trapezius-upper", "left upper trapezius"


@pytest.fixture
def screened(clinic: Clinic) -> tuple[Page, UUID]:
    """A window and a visit that screening clears."""
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck")
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"])
    return page, visit


def test_without_consent_no_needle_is_planned(screened: tuple[Page, UUID]) -> None:
    page, visit = screened
    visits.go(page, visit, "needles")
    visits.describe(page, SITE)
    visits.press(page, "It is in: start the clock")
    _then_it_is_refused(page, "No consent is on record for this problem.")


def test_a_withdrawn_consent_is_none(screened: tuple[Page, UUID]) -> None:
    page, visit = screened
    visits.consent(page, visit)
    visits.go(page, visit, "consent")
    page.locator("#withdraw > summary").click()
    visits.choose(page.locator("#withdraw"), "why", "changed-mind")
    visits.press(page, "Record the withdrawal")
    visits.go(page, visit, "needles")
    visits.describe(page, SITE)
    visits.press(page, "In and out: record")
    _then_it_is_refused(page, "Consent was withdrawn")
    visits.examine(page, visit, 5)
    visits.without(page, visit, "declined", "Massage")
    visits.sign(page, visit)


def test_from_an_expired_lot_no_needle_is_planned(screened: tuple[Page, UUID], clinic: Clinic) -> None:
    page, visit = screened
    visits.consent(page, visit)
    visits.examine(page, visit, 5)
    _given_a_box_that_was_opened_in_time(clinic)
    visits.go(page, visit, "needles")
    visits.describe(page, SITE)
    page.select_option("[name=lot]", str(clinic.lots["expired"]))
    visits.press(page, "It is in: start the clock")
    _then_it_is_refused(page, "Lot OLD-1 expired on")
    page.select_option("[name=lot]", str(clinic.lots["good"]))
    visits.press(page, "It is in: start the clock")
    expect(page.get_by_text("Recorded: the needle is in.")).to_be_visible()


def _given_a_box_that_was_opened_in_time(clinic: Clinic) -> None:
    from filiform.backoffice.stock.public import open_box
    from filiform.foundation.tenancy.clock import now, telling

    with telling(now() - timedelta(days=10)), clinic.practice.as_role("owner"):
        open_box(lot=clinic.lots["expired"], site=clinic.practice.site, room=clinic.practice.room)


def _then_it_is_refused(page: Page, reason: str) -> None:
    alert = page.get_by_role("alert").filter(has_text="This was not recorded")
    expect(alert).to_contain_text(reason)
    expect(page.get_by_text("Needles in place")).to_have_count(0)
    accessible(page)
