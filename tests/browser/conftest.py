"""A real browser and a real server for stories; each page that is looked at is checked by axe."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.clinic import Clinic, keep_what_is_sound
from tests.browser.serving import serving
from tests.support.practice import PracticeKit

# The browser's driver keeps an event loop in this thread; our own calls to the database stay synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def kinds_found_sound(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One folder for all workers of this run; a worker's own base is a folder in that of the run."""
    base = tmp_path_factory.getbasetemp()
    keep_what_is_sound((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sound")


@pytest.fixture(scope="session")
def server(database: str) -> Iterator[str]:
    """The address of a web server on this worker's own database."""
    with serving() as served:
        yield served.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all stories of this worker."""
    from filiform.project.setup.chromium import chromium

    found = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=str(found.path), args=list(found.args), env={**os.environ, **found.env}
        )
        yield launched
        launched.close()


@pytest.fixture
def clinic(server: str, browser: Browser, practice: PracticeKit) -> Iterator[Clinic]:
    """A practice with needles in stock and a credentialled practitioner, seen through browser windows."""
    opened = Clinic(server, browser, practice)
    opened.equip()
    yield opened
    opened.close()
