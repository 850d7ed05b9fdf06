"""What stories see on a page: a complaint at its field, a refusal, a fault page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.clinic import accessible


def complains(page: Page, control: str, text: str) -> None:
    """The control named by the selector is marked wrong, says `text`, and the summary leads to it."""
    field = page.locator(control).first
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(text)))
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text(text)
    summary.get_by_role("link").filter(has_text=text).first.click()
    expect(field).to_be_focused()
    accessible(page)


def refused(page: Page, reason: str) -> Locator:
    """The honest page of a refusal with this reason's code; returns the reason."""
    expect(page.get_by_role("heading", name="This was not done")).to_be_visible()
    found = page.locator(f"[data-reason='{reason}']")
    expect(found).to_be_visible()
    accessible(page)
    return found


def opens(page: Page, address: str, status: int) -> None:
    """The address answers with this status, by a page that axe finds no fault with."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, f"{address} answers {answer.status}"
    accessible(page)
