"""What stories do at each step of a visit, with the page's own controls."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from playwright.sync_api import Page

from tests.browser.clinic import accessible


def plan(page: Page, visit: UUID, sites: list[str], complaint: list[str]) -> None:
    """Open the visit, name the sites and the complaint, go on to the questions."""
    page.goto(f"/visits/{visit}/case-history/")
    for number, site in enumerate(sites):
        page.fill(f"#site-{number}", site)
    for area in complaint:
        page.get_by_label(area, exact=True).check(force=True)
    page.get_by_role("button", name="Show the questions for this").click()
    page.wait_for_url("**/case-history/")


def answer(page: Page, **given: Any) -> None:
    """Answer the case history: `given` by field (a choice's code, words for a list); all else is "no" or none."""
    for box in page.locator("[name^=q_][name$=__none]").all():
        box.check(force=True)
    for no in page.locator("input[type=radio][name^=q_][value=no]").all():
        no.check(force=True)
    page.locator("[name=q_previous_dry_needling]").first.check(force=True) if page.locator(
        "[name=q_previous_dry_needling]"
    ).count() else None
    if page.locator("[name=q_bmi]").count():
        page.fill("[name=q_bmi]", "24")
    for field, value in given.items():
        _answer_one(page, field, value)


def _answer_one(page: Page, field: str, value: Any) -> None:
    words = page.locator(f"[name='q_{field}__words']")
    radio = page.locator(f"input[type=radio][name='q_{field}'][value='{value}']")
    if isinstance(value, list):
        for code in value:
            page.locator(f"input[type=checkbox][name^='q_{field}'][value='{code}']").first.check(force=True)
    elif radio.count():
        radio.check(force=True)
    elif words.count():
        words.fill(value)
    else:
        page.fill(f"[name='q_{field}']", str(value))


def screen(page: Page) -> None:
    """Save the case history and arrive at the verdict; new questions that followed are answered with no."""
    accessible(page)
    page.get_by_role("button", name="Save and screen").click()
    page.wait_for_load_state()
    accessible(page)


def weigh_all(page: Page) -> None:
    """Weigh every precaution and go on."""
    for box in page.locator("[name=items]").all():
        box.check(force=True)
    page.get_by_role("button", name="Record the decision").click()
    page.wait_for_load_state()
