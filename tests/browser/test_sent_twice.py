"""A form that is sent twice saves once, with and without scripts; sent again with other content it is refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import Clinic
from tests.browser.seeing import refused


def _visits(clinic: Clinic) -> list[str]:
    from filiform.foundation.record.models import Visit

    with clinic.practice.as_role():
        return list(Visit.objects.order_by("id").values_list("reason", flat=True))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_given_a_double_click_when_sent_then_it_is_saved_once(clinic: Clinic, scripts: bool) -> None:
    patient = clinic.practice.make_patient()
    page = clinic.window("receptionist", java_script_enabled=scripts)
    page.goto(f"/patients/{patient}/plan/")
    page.get_by_label("What brings the patient").fill("Calf pain after a run")
    page.get_by_role("button", name="Put on the list").dblclick()
    expect(page.get_by_text("Calf pain after a run").first).to_be_visible()
    assert _visits(clinic) == ["Calf pain after a run"]


def test_given_a_form_sent_before_when_sent_again_with_other_content_then_it_is_refused_and_kept(
    clinic: Clinic,
) -> None:
    patient = clinic.practice.make_patient()
    address = f"/patients/{patient}/plan/"
    page = clinic.window("receptionist")
    page.goto(address)
    form = page.locator("form").filter(has=page.get_by_label("What brings the patient"))
    key = form.locator("[name=_key]").input_value()
    page.get_by_label("What brings the patient").fill("Calf pain after a run")
    visits.press(page, "Put on the list")
    page.goto(address)
    # As a browser that kept the page would send it.
    form.locator("[name=_key]").evaluate("(field, key) => { field.value = key }", key)
    page.get_by_label("What brings the patient").fill("Heel pain in the morning")
    visits.press(page, "Put on the list")
    expect(refused(page, "key-reused")).to_contain_text("already sent with other content")
    assert _visits(clinic) == ["Calf pain after a run"]
    page.get_by_role("link", name="Back to the page").click()
    expect(page.get_by_label("What brings the patient")).to_have_value("Heel pain in the morning")
    visits.press(page, "Put on the list")
    assert _visits(clinic) == ["Calf pain after a run", "Heel pain in the morning"]
