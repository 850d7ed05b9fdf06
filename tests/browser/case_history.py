"""What stories do with the questions of a case history, with the page's own controls."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect


def answer(page: Page, **given: Any) -> None:
    """Answer the case history: `given` by field (a choice's code, words for a list); all else is "no" or none."""
    # By the keyboard: what is answered may close, and what stands below it moves away from under a pointer.
    for none in page.locator("input[type=radio][name^=q_][name$=__none][value=none]").all():
        _tick(none)
    for no in page.locator("input[type=radio][name^=q_][value=no]:visible").all():
        _tick(no)
    if page.locator("[name=q_previous_dry_needling]").count():
        _tick(page.locator("[name=q_previous_dry_needling]").first)
    if page.locator("[name=q_bmi]").count():
        page.fill("[name=q_bmi]", "24")
    for field, value in given.items():
        _answer_one(page, field, value)


def _tick(box: Locator) -> None:
    if not box.is_checked():
        box.press("Space")
    expect(box).to_be_checked()


def _answer_one(page: Page, field: str, value: Any) -> None:
    words = page.locator(f"[name='q_{field}__words']")
    radio = page.locator(f"input[type=radio][name='q_{field}'][value='{value}']")
    if isinstance(value, list):
        for code in value:
            _apply(page, field, code)
    elif words.count():
        _open_around(words)
        words.fill(value)
    elif radio.count():
        _tick(radio)
    else:
        page.fill(f"[name='q_{field}']", str(value))


def _apply(page: Page, field: str, code: str) -> None:
    """Tick one item of a list: open its block by "some apply", tick, and deny the others again."""
    box = page.locator(f"input[type=checkbox][name='q_{field}'][value='{code}']")
    block = page.locator(".asked-block").filter(has=box)
    if not block.count():
        _open_around(box)
        _tick(box)
        return
    some, none = (block.locator(f"input[name$=__none][value={value}]") for value in ("some", "none"))
    if some.count() and not box.is_visible():
        some.press("Space")
    _tick(box)
    if none.get_attribute("type") == "radio":
        _tick(none)


def _open_around(control: Locator) -> None:
    """Open the folded part of the page in which a control stands."""
    fold = control.locator("xpath=ancestor::details[1]")
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("> summary").press("Enter")
