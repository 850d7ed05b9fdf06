"""A phone whose owner has set text twice as large: nothing runs out of the page, and words keep their lines."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.journey.treatment.stage import ready_stage

SHIFTED = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: Elements with words that are left a few pixels for them.
SQUEEZED = """() => [...document.querySelectorAll('h1, h2, h3, p, a, button, label, dt, dd, td, strong')]
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.visually-hidden'))
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 7))
    .filter(one => one.getBoundingClientRect().width < 60 && one.getBoundingClientRect().height > 160)
    .map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture
def large(clinic: Clinic, browser: Browser) -> Iterator[Clinic]:
    """The same practice in a browser whose usual text has 32 pixels."""
    from filiform.project.setup.chromium import chromium

    found = chromium()
    args = [*found.args, "--blink-settings=defaultFontSize=32"]
    clinic.browser = browser.browser_type.launch(
        executable_path=str(found.path), args=args, env={**os.environ, **found.env}
    )
    yield clinic
    for context in clinic.contexts:
        context.close()
    clinic.contexts.clear()
    clinic.browser.close()


def test_given_text_twice_as_large_when_needles_are_in_then_all_pages_of_the_hour_are_whole(large: Clinic) -> None:
    stage = ready_stage(large.practice)
    stage.place()
    page = large.window(screen=PHONE)
    for step in ("needles", "count", "consent"):
        visits.go(page, stage.visit, step)
        _whole(page)
    page.goto("/today/")
    _whole(page)
    accessible(page)


def _whole(page: Page) -> None:
    assert not page.evaluate(SHIFTED), page.url
    assert page.evaluate(SQUEEZED) == [], page.url
