"""The whole browser is closed while entries wait: they are there when it is opened again, and arrive once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser import visits
from tests.browser.clinic import PATIENCE, Clinic, accessible
from tests.browser.test_offline_charting import LEFT, needle_in, waits
from tests.browser.test_offline_page import has_worker, tells_no_more
from tests.journey.treatment.stage import Stage, ready_stage


@contextmanager
def opened(browser: Browser, profile: Path, address: str) -> Iterator[Page]:
    """A browser of its own whose profile lies in a folder, with one window; closed at the end."""
    from filiform.project.setup.chromium import chromium

    found = chromium()
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=str(found.path), args=list(found.args), env={**os.environ, **found.env},
        base_url=address,
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def _logs_in(page: Page, clinic: Clinic, role: str) -> None:
    """A session that ends with the browser, as every log-in's does."""
    session = clinic.practice.client_for(role).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": clinic.address}])


def test_given_entries_that_wait_when_the_browser_is_closed_and_opened_then_their_author_alone_sends_them(
    clinic: Clinic, browser: Browser, tmp_path: Path
) -> None:
    stage: Stage = ready_stage(clinic.practice)
    stage.place()
    with opened(browser, tmp_path, clinic.address) as page:
        _logs_in(page, clinic, "practitioner")
        visits.go(page, stage.visit, "needles")
        has_worker(page)
        page.context.set_offline(True)
        page.get_by_role("button", name="Needle 1 is out").click()
        needle_in(page, LEFT)
        waits(page, "2 entries wait to be sent")

    with opened(browser, tmp_path, clinic.address) as page:
        page.context.set_offline(True)
        page.goto(stage.needles_url)
        tells_no_more(page, "2 entries wait on this device.")
        page.context.set_offline(False)
        page.wait_for_url("**/account/login/**")
        expect(page.get_by_text("2 entries wait on this device.")).to_be_visible()
        assert "tibialis" not in page.content().lower()
        _logs_in(page, clinic, "owner")
        page.goto("/patients/")
        expect(page.get_by_text("2 entries of other people wait on this device.")).to_be_visible()
        accessible(page)
        assert "tibialis" not in page.content().lower()
        assert [one.state for one in stage.entries()] == ["in"]

    with opened(browser, tmp_path, clinic.address) as page:
        _logs_in(page, clinic, "practitioner")
        page.goto("/patients/")
        expect(page.get_by_role("region", name="Waiting to be sent")).to_be_hidden()
        page.goto(stage.needles_url)
        expect(page.get_by_role("heading", name="Needles in place: 1")).to_be_visible()
        page.reload()
    assert [(str(one.site.side), one.state) for one in stage.entries()] == [("left", "out"), ("left", "in")]
