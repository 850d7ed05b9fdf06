"""The browser that tests use: found or fetched, it shows text and takes clicks."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from filiform.project.setup import chromium as module
from filiform.project.setup.errors import SetupError

pytestmark = pytest.mark.browser


def test_the_browser_draws_and_clicks() -> None:
    # In a thread of its own: the browser of other tests in this process has a loop of events in the main one.
    with ThreadPoolExecutor(1) as threads:
        text, width, blank, drawn = threads.submit(_drawn_and_clicked).result()
    assert text == "Größe"
    assert width > 20
    assert drawn > 1.5 * blank


def _drawn_and_clicked() -> tuple[str | None, float, int, int]:
    """Text and width of a button that was clicked, and sizes of the pictures without and with it."""
    from playwright.sync_api import sync_playwright

    found = module.chromium()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(found.path), args=list(found.args), env={**os.environ, **found.env}
        )
        page = browser.new_page(viewport={"width": 300, "height": 200})
        page.set_content("<p></p>")
        blank = page.screenshot()
        page.set_content("<button onclick=\"this.textContent='Größe'\">press</button>")
        page.click("button")
        box = page.locator("button").bounding_box()
        drawn = page.text_content("button"), box["width"] if box else 0.0, len(blank), len(page.screenshot())
        browser.close()
    return drawn


def test_archive_that_was_changed_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "ON_PATH", ())
    monkeypatch.delenv("FILIFORM_CHROMIUM", raising=False)
    (tmp_path / "filiform").mkdir()
    changed = tmp_path / "filiform" / module.ARCHIVE
    changed.write_bytes(b"something else")
    with pytest.raises(SetupError, match="SHA-512 differs"):
        module.chromium()
    assert not changed.exists()


def test_named_browser_that_does_not_start_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILIFORM_CHROMIUM", "/nonexistent/chromium")
    with pytest.raises(SetupError, match="FILIFORM_CHROMIUM=/nonexistent/chromium"):
        module.chromium()
