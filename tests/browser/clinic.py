"""Words for stories: who looks at which page, on which screen."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.practice import PracticeKit

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
#: Milliseconds a page may take on a busy machine before a story fails.
PATIENCE = 45_000
#: Console errors that are part of a story (a refused form answers 4xx and the browser says so).
EXPECTED = ("Failed to load resource",)


class Clinic:
    """A practice, and the browser windows its people use. Closing it fails on console errors."""

    def __init__(self, address: str, browser: Browser, practice: PracticeKit) -> None:
        self.address = address
        self.browser = browser
        self.practice = practice
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.lots: dict[str, UUID] = {}

    def equip(self) -> None:
        """A credential for the practitioner, a lot in date with its box open, a lot that has expired."""
        from filiform.backoffice.credentials.public import enter_credential
        from filiform.backoffice.stock.public import add_lot, add_product, open_box
        from filiform.foundation.tenancy.clock import today

        with self.practice.as_role("owner"):
            enter_credential(
                practitioner=self.practice.users["practitioner"], profession="physiotherapist", licence_number="PT-1",
                register="CORU", jurisdiction="IE", valid_from=today() - timedelta(days=400),
                valid_until=today() + timedelta(days=400), regions=None, techniques=None, training_hours=80,
            )  # fmt: skip
            needle = add_product(maker="Example Needles", diameter_mm=Decimal("0.25"), length_mm=Decimal(40))
            good = add_lot(product=needle.id, number="GOOD-1", expires_on=today() + timedelta(days=700))
            self.lots["good"] = good.id
            self.lots["expired"] = add_lot(product=needle.id, number="OLD-1", expires_on=today() - timedelta(days=3)).id
            open_box(lot=good.id, site=self.practice.site, room=self.practice.room)

    def window(self, role: str = "practitioner", *, screen: dict[str, int] = DESK, **more: Any) -> Page:
        """A browser window with this member logged in; `service_workers="allow"` where the story is about one."""
        session = self.practice.client_for(role).cookies["sessionid"].value
        more = {"service_workers": "block", **more}
        context = self.browser.new_context(viewport=screen, base_url=self.address, **more)
        context.add_cookies([{"name": "sessionid", "value": session, "url": self.address}])
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        return page

    def stranger(self, *, screen: dict[str, int] = DESK) -> Page:
        """A browser window with nobody logged in."""
        context = self.browser.new_context(viewport=screen, base_url=self.address)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context.new_page()

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(EXPECTED):
            self.faults.append(f"console: {text}")

    def close(self) -> None:
        """Close all windows; raises AssertionError when a page complained."""
        for context in self.contexts:
            context.close()
        assert self.faults == []


#: The folder with a file for each kind of page that axe found sound in this run, in whichever worker: same address but
#: for ids, same kinds of elements, same screen.
_SOUND: list[Path] = []


def keep_what_is_sound(folder: Path) -> None:
    """Note kinds of pages that are sound here, where other workers of this run look too."""
    folder.mkdir(exist_ok=True)
    _SOUND[:] = [folder]


_KINDS = """() => [...new Set([...document.querySelectorAll('*')].map(one => [
    one.tagName, one.getAttribute('class'), one.getAttribute('role'), one.getAttribute('aria-invalid'), one.open
].join(' ')))].sort().join('|')"""


def accessible(page: Page) -> None:
    """The page has no fault that axe can find; raises AssertionError with the report.

    A page made of the very same kinds of elements as one that was found sound is not examined again.
    """
    page.wait_for_load_state()
    kind = "|".join((
        re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", page.url.partition("?")[0]),
        str(page.viewport_size),
        str(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")),
        page.evaluate(_KINDS),
    ))  # fmt: skip
    seen = _SOUND[0] / hashlib.sha256(kind.encode()).hexdigest()
    if seen.exists():
        return
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    seen.touch()
