"""A real browser and a real server for stories; each page that is looked at is checked by axe."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.clinic import Clinic
from tests.support.practice import PracticeKit

# The browser's driver keeps an event loop in this thread; our own calls to the database stay synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(database: str) -> Iterator[str]:
    """The address of a web server on this worker's own database."""
    data = Path(os.environ["FILIFORM_DATA"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = (data / f"server-{os.getpid()}.log").open("w")
    child = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "filiform.project.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
         "--no-control-socket"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "filiform.project.settings"},
        stdout=log, stderr=log,
    )  # fmt: skip
    try:
        _wait(f"{address}/healthz", child)
        yield address
    finally:
        child.terminate()
        child.wait(timeout=20)
        log.close()


def _wait(url: str, child: subprocess.Popen[bytes]) -> None:
    for _try in range(150):
        if child.poll() is not None:
            raise RuntimeError(f"The server ended with {child.returncode} before it served a page.")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server did not serve within thirty seconds.")


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
