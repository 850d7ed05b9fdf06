"""Taps, keystrokes and seconds of charting six needles on a phone: real browser, real server, a finger that is counted.

    python bench/charting.py [--rounds 3]

A tap is one touch of the screen (a choice from a list takes two), a keystroke is one key; scrolling is neither.
Seconds are the time from the first touch to the closed count, with a hand that needs no time of its own: what the
system makes one wait. Screening and consent are done before, as on every visit. Works on a throw-away database in
FILIFORM_DATA (default build/bench-data).
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import throwaway

PHONE = {"width": 390, "height": 844}
MUSCLES = ("tibialis-anterior", "gastrocnemius-medial", "gastrocnemius-lateral")
LINE = "ta l .25x40 pist lm d20 ltr3, ta r d20 ltr2, gcm l d15 ltr1, gcm r d15 no ltr, gcl l d12 ltr2, gcl r d12 no ltr"
AS_USUAL = "ta l d20 ltr3, ta r d20 ltr2, gcm l d15 ltr1, gcm r d15 no ltr, gcl l d12 ltr2, gcl r d12 no ltr"
SITES = tuple(f"{side} {muscle}" for muscle in MUSCLES for side in ("left", "right"))


@dataclass
class Finger:
    """One finger on a phone, and how often it touched the screen or a key."""

    page: Any
    taps: int = 0
    keys: int = 0

    def tap(self, target: Any, until: str = "") -> None:
        """Touch a target, and wait until the page shows what it led to (a selector)."""
        self.taps += 1
        target.tap()
        if until:
            self.page.wait_for_selector(until)
            self.page.wait_for_load_state()

    def type(self, target: Any, text: str, until: str) -> None:
        """Touch a field, type into it key by key, wait for what the page shows of it, and press Enter."""
        self.tap(target)
        target.press_sequentially(text)
        self.page.wait_for_selector(until)
        target.press("Enter")
        self.keys += len(text) + 1

    def choose(self, target: Any, value: str) -> None:
        """Open a list and touch one of its lines."""
        self.taps += 2
        target.select_option(value)


@dataclass(frozen=True)
class Way:
    """One way of charting with its goals."""

    name: str
    prepare: Callable[[], Any]
    chart: Callable[[Finger], None]
    most_taps: int
    most_keys: int = 0


def main() -> int:
    """Print every way against its goals; 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    if not 1 <= rounds <= 20:
        parser.error("1 to 20 rounds")
    with throwaway.database():
        return _measure(rounds)


def _measure(rounds: int) -> int:
    from playwright.sync_api import sync_playwright
    from tests.browser.serving import serving

    from filiform.project.setup.chromium import chromium

    found = chromium()
    missed = False
    throwaway.tell_load()
    print(f"{'six needles, in, out and counted':50}{'taps':>6}{'goal':>6}{'keys':>6}{'goal':>6}{'seconds':>9}")
    with serving() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found.path), args=list(found.args), env={**os.environ, **found.env}
        )
        for way in WAYS:
            runs = [_run(browser, served.address, way) for _round in range(rounds)]
            taps, keys = max(run[0] for run in runs), max(run[1] for run in runs)
            seconds = statistics.median(run[2] for run in runs)
            over = taps > way.most_taps or keys > way.most_keys
            missed |= over
            line = f"{way.name:50}{taps:>6}{way.most_taps:>6}{keys:>6}{way.most_keys:>6}{seconds:>9.1f}"
            print(line + ("  missed" if over else ""))
        browser.close()
    return 1 if missed else 0


def _run(browser: Any, address: str, way: Way) -> tuple[int, int, float]:
    stage = way.prepare()
    context = browser.new_context(viewport=PHONE, base_url=address, has_touch=True)
    session = stage.practice.client_for().cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    page.goto(stage.needles_url)
    finger = Finger(page)
    began = time.perf_counter()
    way.chart(finger)
    seconds = time.perf_counter() - began
    state = stage.state()
    context.close()
    if (state.placed, state.in_place, state.closed, state.balanced) != (6, 0, True, True):
        raise SystemExit(f"{way.name}: the record does not hold six needles, out and counted: {state}")
    return finger.taps, finger.keys, seconds


def _first() -> Any:
    """A patient who was never needled, and a practitioner who never needled."""
    from tests.journey.treatment.stage import ready_stage
    from tests.support.practice import make_practice

    return ready_stage(make_practice(), *SITES)


def _needled() -> Any:
    stage = _first()
    for site in SITES:
        stage.place(where=site, dwell="8")
    return stage


def _next(stage: Any, patient: Any) -> Any:
    from tests.journey.treatment.stage import Stage

    from filiform.foundation.tenancy.clock import now

    visit = stage.practice.make_visit(patient, starts_at=now() + timedelta(days=7))
    found = Stage(stage.practice, patient, visit, stage.lot)
    found.screen(*SITES)
    found.weigh()
    found.consent()
    return found


def _follow_up() -> Any:
    """The second visit of a patient who had six needles."""
    stage = _needled()
    return _next(stage, stage.patient)


def _first_with_habits() -> Any:
    """A first visit to a practitioner who needles these muscles as always."""
    stage = _needled()
    for site in SITES[::2]:
        stage.place(where=site, dwell="8")
    return _next(stage, stage.practice.make_patient(sex="m"))


def _by_buttons(finger: Finger) -> None:
    for number in range(1, 7):
        button = finger.page.locator(f"button[aria-label^='In: '][aria-label$='({number})']")
        finger.tap(button, until=f".offer--done:nth-of-type({number})")
    _out_and_counted(finger)


def _first_by_form(finger: Finger) -> None:
    """The first needle is described, the others go in as the first."""
    page = finger.page
    finger.tap(
        page.locator("#site-1 .offer__button"),
        until="#next-needle [name=where][value='left tibialis-anterior']:checked",
    )
    form = page.locator("#next-needle")
    finger.choose(form.locator("[name=technique]"), "deep-static")
    finger.tap(form.locator("label", has_text="Landmarks"))
    finger.tap(form.get_by_role("button", name="It is in: start the clock"), until="#site-1.offer--done")
    for number in range(2, 7):
        finger.tap(page.locator(f"#site-{number} button.offer__button"), until=f"#site-{number}.offer--done")
    _out_and_counted(finger)


def _by_line(finger: Finger) -> None:
    """One line with a size, a way, depths and twitches; needles go in and out at once, only the count is left."""
    page = finger.page
    finger.type(page.get_by_label("Needles as a line"), LINE, until="[data-line-ready]:has-text('6 needles')")
    page.wait_for_selector(".messages")
    page.wait_for_load_state()
    finger.tap(page.locator(".needle-bar a.button"), until="button[name=tapped]")
    finger.tap(page.locator("button[name=tapped][value='6']"), until=".messages")


def _by_line_as_usual(finger: Finger) -> None:
    """One line with depths and twitches only: needle, technique, guidance and dwell are those that are usual there."""
    page = finger.page
    finger.tap(page.locator("#needle-line summary"), until="#needle-line details[open] textarea")
    finger.type(page.get_by_label("Needles as a line"), AS_USUAL, until="[data-line-ready]:has-text('6 needles')")
    page.wait_for_selector(".needle-chip:nth-child(6)")
    page.wait_for_load_state()
    _out_and_counted(finger)


def _from_the_body(finger: Finger) -> None:
    """The body is opened once; each needle is its area and its button, the other side is one touch more."""
    page = finger.page
    finger.tap(page.locator("#on-body summary"), until="[data-body-map] svg")
    for side in ("left", "right"):
        if side == "right":
            right = page.locator("[data-body-map] nav").get_by_role("link", name="Right", exact=True)
            finger.tap(right, until="[data-body-map] svg a[href*='find=right']")
        for muscle in MUSCLES:
            area = page.locator(f"[data-body-map] svg a[href*='find={side}+{muscle}'] path").first
            finger.tap(area, until="#found-1:not(.offer--done) button.offer__button")
            finger.tap(page.locator("#found-1 button.offer__button"), until="#found-1.offer--done")
            page.wait_for_selector("[data-body-map] svg")
    _out_and_counted(finger)


def _out_and_counted(finger: Finger) -> None:
    page = finger.page
    for number in range(1, 7):
        button = page.get_by_role("button", name=f"Needle {number} is out", exact=True)
        left = f".needle-chip:nth-child({6 - number}):last-child" if number < 6 else ".needle-bar a.button"
        finger.tap(button, until=left)
    finger.tap(page.locator(".needle-bar a.button"), until="button[name=tapped]")
    finger.tap(page.locator("button[name=tapped][value='6']"), until=".messages")


WAYS = (
    Way("follow-up, by repeat", _follow_up, _by_buttons, most_taps=14),
    Way("first visit, by buttons, nothing usual yet", _first, _first_by_form, most_taps=30),
    Way("first visit, by buttons, where habits are known", _first_with_habits, _by_buttons, most_taps=30),
    Way("first visit, from the drawn body, habits known", _first_with_habits, _from_the_body, most_taps=30),
    Way("first visit, by a typed line", _first, _by_line, most_taps=30, most_keys=120),
    Way("the same where habits are known", _first_with_habits, _by_line_as_usual, most_taps=30, most_keys=120),
)

if __name__ == "__main__":
    raise SystemExit(main())
