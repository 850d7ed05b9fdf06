"""What stories do with Tab, Enter, Space, arrows and letters, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.answers import answer

#: More stops than any page has.
MOST_STOPS = 700
FOCUSED = """() => {
  const e = document.activeElement;
  return [e.tagName.toLowerCase(), e.type || "", e.name || "", e.value || "", (e.innerText || "").trim(), !!e.checked,
          e.closest("form")?.querySelector("[name=do][type=hidden]")?.value || ""];
}"""


@dataclass(frozen=True)
class Stop:
    """What has the focus."""

    tag: str
    kind: str
    name: str
    value: str
    text: str
    checked: bool
    form: str


#: What is wanted of a stop: None passes it by, True presses or ticks it, text is typed or chosen.
Wish = Callable[[Stop], str | bool | None]


def focus(page: Page) -> Stop:
    """What has the focus now."""
    return Stop(*page.evaluate(FOCUSED))


def walk(page: Page, wish: Wish, press: str, *, form: str | None = None) -> None:
    """Tab from stop to stop, fill in what is wished, until the button or link `press`; press Enter there.

    `form` names the form (by its field `do`) where several have a button of this name.
    """
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = focus(page)
        if stop.tag in ("a", "button", "summary") and press in stop.text and form in (None, stop.form):
            with answer(page, press):
                page.keyboard.press("Enter")
            return
        wanted = wish(stop)
        if wanted is not None:
            _fill(page, stop, wanted)
    raise AssertionError(f"Tab never came to “{press}” on {page.url}")


def fields(wanted: Mapping[str, str | bool]) -> Wish:
    """Wishes by the field's name."""
    return lambda stop: wanted.get(stop.name) if stop.name else None


def _fill(page: Page, stop: Stop, wanted: str | bool) -> None:
    if stop.tag == "summary":
        page.keyboard.press("Enter")
    elif stop.kind == "checkbox":
        if not stop.checked:
            page.keyboard.press("Space")
    elif stop.kind == "radio":
        _choose(page, stop, str(wanted), first="Space")
    elif stop.tag == "select":
        _choose(page, stop, str(wanted))
    elif stop.tag in ("input", "textarea"):
        page.keyboard.type(str(wanted))


def _choose(page: Page, stop: Stop, wanted: str, first: str = "") -> None:
    """Go on with the arrow down until the wanted value has the focus."""
    if first and not stop.checked:
        page.keyboard.press(first)
    for _option in range(60):
        if focus(page).value == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never came to {wanted} of {stop.name}")
