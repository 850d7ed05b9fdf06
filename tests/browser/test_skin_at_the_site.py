"""Skin that bars one planned site: the other goes on once the barred one is out of the plan."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible

OTHER = "left infraspinatus"


@pytest.mark.parametrize("skin", ["psoriasis", "wound"])
def test_given_bad_skin_over_one_site_then_the_other_goes_on(clinic: Clinic, skin: str) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Shoulder pain")
    page = clinic.window()
    over = {"skin_at_site@left_trapezius-upper": [skin]}
    visits.verdict(page, visit, ["left upper trapezius", OTHER], ["Shoulder"], **over)
    expect(page.locator("#by-site").get_by_role("listitem").filter(has_text="Trapezius")).to_contain_text("Stop")
    expect(page.locator("#by-site").get_by_role("listitem").filter(has_text="nfraspinatus")).not_to_contain_text("Stop")
    visits.go(page, visit, "needles")
    expect(page.get_by_text("Screening stops needling: Skin lesion at the site.")).to_be_visible()
    page.goto(f"/visits/{visit}/screening/")
    page.get_by_role("link", name="Take the stopped site out of the plan").click()
    page.wait_for_url("**/case-history/#sites")
    page.fill("#site-0", "")
    visits.screen(page)
    if page.locator("[name=items]").count():
        visits.weigh_all(page)
    visits.consent(page, visit)
    visits.examine(page, visit, 5)
    _then_the_barred_site_stays_barred(page, visit)
    visits.in_and_out(page, visit, OTHER, technique="deep-pistoning")
    visits.close(page, visit, 1)


def _then_the_barred_site_stays_barred(page: Page, visit: UUID) -> None:
    visits.go(page, visit, "needles")
    visits.describe(page, "other", structure="left upper trapezius", technique="deep-pistoning")
    visits.press(page, "In and out: record")
    expect(page.get_by_role("alert").filter(has_text="was not part of the plan that was screened")).to_be_visible()
    accessible(page)
