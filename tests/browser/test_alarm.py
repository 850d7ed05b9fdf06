"""When a planned dwell is over: tones that really sound, once for each needle, where the browser lets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answers import answer
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.journey.treatment.stage import Stage, ready_stage

#: Listens to what each tone sends to the loudspeaker, and tells when it has ended how loud that was.
EAR = """
const connect = AudioNode.prototype.connect;
const begin = OscillatorNode.prototype.start;
const ears = new Map();
AudioNode.prototype.connect = function (to, ...more) {
  if (to === this.context.destination) ears.set(this.context, connect.call(this, this.context.createAnalyser()));
  return connect.call(this, to, ...more);
};
OscillatorNode.prototype.start = function (...at) {
  const ear = ears.get(this.context);
  const wave = new Float32Array(ear.fftSize);
  let peak = 0;
  const look = setInterval(() => {
    ear.getFloatTimeDomainData(wave);
    peak = Math.max(peak, ...wave);
  }, 10);
  this.addEventListener("ended", () => {
    clearInterval(look);
    window.toneHeard(peak);
  });
  return begin.apply(this, at);
};
"""
SILENT = "The browser keeps this page silent until you touch it."


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    return ready_stage(clinic.practice)


@pytest.fixture
def tones(clinic: Clinic) -> list[float]:
    """Loudness of every tone that has ended, 0 to 1."""
    return []


@pytest.fixture
def page(clinic: Clinic, tones: list[float]) -> Page:
    """A phone whose tones are listened to."""
    page = clinic.window(screen=PHONE, has_touch=True)
    page.context.expose_binding("toneHeard", lambda _source, peak: tones.append(peak))
    page.context.add_init_script(EAR)
    return page


def _needle(stage: Stage, seconds_left: int) -> None:
    """A needle of five minutes that has so many seconds left."""
    from filiform.foundation.tenancy.clock import now

    at: Any = now() - timedelta(seconds=300 - seconds_left)
    stage.place(dwell="5", at=at.isoformat())


def _until(page: Page, holds: Callable[[], bool], what: str) -> None:
    for _try in range(150):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(what)


def _heard(page: Page, tones: list[float], number: int) -> None:
    """So many tones were heard, each of them loud enough, and no further one follows."""
    _until(page, lambda: len(tones) >= number, f"{len(tones)} of {number} tones")
    page.wait_for_timeout(700)
    assert len(tones) == number
    assert min(tones) > 0.05


def test_given_the_sound_is_wanted_then_each_needle_sounds_once_also_on_a_page_that_came_after(
    page: Page, stage: Stage, tones: list[float]
) -> None:
    _needle(stage, seconds_left=6)
    page.goto(stage.needles_url)
    page.get_by_label("Sound when due").check()
    expect(page.locator(".needle-chip.clock--over")).to_have_count(1, timeout=20_000)
    _heard(page, tones, 3)
    _needle(stage, seconds_left=-1)
    with answer(page, "Twitch + 1 at needle 1"):
        page.get_by_role("button", name="Twitch + 1 at needle 1", exact=True).tap()
    expect(page.locator(".needle-chip.clock--over")).to_have_count(2)
    _heard(page, tones, 6)
    page.get_by_label("Sound when due").uncheck()
    _needle(stage, seconds_left=-1)
    with answer(page, "Twitch + 1 at needle 1"):
        page.get_by_role("button", name="Twitch + 1 at needle 1", exact=True).tap()
    expect(page.locator(".needle-chip.clock--over")).to_have_count(3)
    _heard(page, tones, 6)
    page.get_by_label("Sound when due").check()  # what was passed over in silence does not sound afterwards
    _heard(page, tones, 6)


def test_given_the_browser_keeps_a_page_silent_then_it_says_so_and_sounds_after_a_touch(
    page: Page, stage: Stage, tones: list[float]
) -> None:
    _needle(stage, seconds_left=-1)
    page.add_init_script("localStorage.setItem('filiform-alarm', 'yes')")
    page.goto(stage.needles_url)
    expect(page.get_by_text(SILENT)).to_be_visible()
    expect(page.get_by_label("Sound when due")).to_be_checked()
    expect(page.locator(".needle-chip.clock--over")).to_contain_text("time is up")
    assert tones == []
    page.get_by_role("heading", name="Needles in place: 1").tap()
    expect(page.get_by_text(SILENT)).to_be_hidden()
    _heard(page, tones, 3)
    page.reload()
    expect(page.get_by_text(SILENT)).to_be_visible()
    accessible(page)
    _heard(page, tones, 3)


def test_given_a_browser_without_sound_then_the_mark_is_there_and_words_say_so(page: Page, stage: Stage) -> None:
    _needle(stage, seconds_left=2)
    page.add_init_script("localStorage.setItem('filiform-alarm', 'yes'); delete window.AudioContext")
    page.goto(stage.needles_url)
    expect(page.get_by_text("This browser gives no sound. Rely on the mark.")).to_be_visible()
    expect(page.locator(".needle-chip.clock--over")).to_contain_text("time is up", timeout=20_000)
