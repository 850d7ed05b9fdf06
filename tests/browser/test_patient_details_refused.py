"""Details that cannot be are told at their field; what was typed stays, and nobody is registered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.clinic import PHONE, Clinic
from tests.browser.seeing import complains


def _patients(clinic: Clinic) -> int:
    from filiform.foundation.record.models import Patient

    with clinic.practice.as_role():
        return Patient.objects.count()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("1980-02-30", "There is no such day."),
        ("31/02/1980", "There is no such day."),
        ("tomorrow", "There is no such day."),
        ("1780-03-04", "more than 130 years ago"),
    ],
)
def test_given_an_impossible_birth_date_when_registering_then_it_is_told_there(
    clinic: Clinic, written: str, says: str
) -> None:
    page = clinic.window("receptionist")
    page.goto("/patients/new/")
    page.fill("#id_family_name", "Ní Bhriain")
    # As a browser without a date control sends it.
    page.locator("#id_birth_date").evaluate("field => field.type = 'text'")
    page.fill("#id_birth_date", written)
    page.get_by_label("Female").check(force=True)
    page.get_by_role("button", name="Register", exact=True).click()
    complains(page, "#id_birth_date", says)
    expect(page.locator("#id_birth_date")).to_have_value(written)
    expect(page.locator("#id_family_name")).to_have_value("Ní Bhriain")
    expect(page.get_by_label("Female")).to_be_checked()
    assert _patients(clinic) == 0


def test_given_a_birth_date_to_come_when_registering_then_it_is_told_there(clinic: Clinic) -> None:
    from filiform.foundation.tenancy.clock import today

    page = clinic.window("receptionist", screen=PHONE)
    page.goto("/patients/new/")
    page.fill("#id_family_name", "Ní Bhriain")
    page.fill("#id_birth_date", (today() + timedelta(days=1)).isoformat())
    page.get_by_label("Female").check(force=True)
    page.get_by_role("button", name="Register", exact=True).click()
    complains(page, "#id_birth_date", "in the future")
    assert _patients(clinic) == 0
    page.fill("#id_birth_date", "1980-02-28")
    page.get_by_role("button", name="Register", exact=True).click()
    expect(page.get_by_text("Ní Bhriain").first).to_be_visible()
    assert _patients(clinic) == 1
