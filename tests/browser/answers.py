"""Waits for the page that answers a form, by whichever way it comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Error, Page

#: Looks at a page, forty a second, before it is given up on a busy machine.
PATIENCE = 1800


@contextmanager
def answer(page: Page, what: str) -> Iterator[None]:
    """Send a form inside the block; afterwards the page that answers is there. Raises AssertionError when none comes.

    It comes by navigation, or, where the browser's queue has sent the form and it was refused, in place of this one.
    """
    page.evaluate("document.querySelector('.page, main').dataset.before = 'yes'")
    yield
    for _try in range(PATIENCE):
        try:
            if page.evaluate("document.readyState === 'complete' && !document.querySelector('[data-before]')"):
                return
        except Error:  # the page is just being exchanged
            page.wait_for_load_state()
        page.wait_for_timeout(25)
    raise AssertionError(f"no page answers “{what}” on {page.url}")
