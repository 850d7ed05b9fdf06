"""An entry that waits is taken back before it is sent: the rest keeps its order; what may have been sent stays."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.browser.test_offline_charting import LEFT, RIGHT, needle_in, waits
from tests.journey.treatment.stage import Stage, ready_stage

_A_MINUTE_LATER = """() => new Promise(done => {
    indexedDB.open('filiform').onsuccess = (opened) => {
        const queue = opened.target.result.transaction('queue', 'readwrite').objectStore('queue');
        queue.openCursor().onsuccess = ({ target: { result } }) => {
            if (!result) return done();
            result.update({ ...result.value, back: result.value.back - 61000 });
            result.continue();
        };
    };
})"""

_LEFT = """async () => {
    let left = -1;
    for (let look = 0; left && look < 100; look += 1) {
        left = await new Promise(done => {
            indexedDB.open('filiform').onsuccess = (opened) => {
                const queue = opened.target.result.transaction('queue').objectStore('queue');
                queue.count().onsuccess = ({ target: { result } }) => done(result);
            };
        });
        if (left) await new Promise(done => setTimeout(done, 50));
    }
    return left;
}"""


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    return ready_stage(clinic.practice)


def _queue(page: Page) -> Locator:
    return page.get_by_role("region", name="Waiting to be sent")


def _line(page: Page, words: str) -> Locator:
    return _queue(page).get_by_role("listitem").filter(has_text=words)


def test_given_entries_that_wait_when_some_are_taken_back_then_only_the_rest_arrives_in_its_order(
    clinic: Clinic, stage: Stage
) -> None:
    stage.place()
    page = clinic.window(screen=PHONE)
    visits.go(page, stage.visit, "needles")
    page.context.set_offline(True)
    first_out = page.get_by_role("button", name="Needle 1 is out")
    first_out.click()
    needle_in(page, LEFT)
    needle_in(page, RIGHT)
    _line(page, "Needle in, Tibialis anterior, left").get_by_role("button", name="Out", exact=True).click()
    waits(page, "4 entries wait to be sent")

    # A needle goes with its "out", and comes back with it, each in its old place.
    left = _line(page, "Needle in, Tibialis anterior, left")
    left.get_by_role("button", name="Take back").click()
    waits(page, "2 entries wait to be sent")
    expect(_queue(page).get_by_role("button", name="Put it back")).to_have_count(2)
    expect(left.get_by_role("button", name="Put it back")).to_be_focused()
    accessible(page)
    left.get_by_role("button", name="Put it back").click()
    waits(page, "4 entries wait to be sent")
    expect(_queue(page).locator("[data-queue-words]")).to_have_text(
        ["Needle 1 out: Tibialis anterior, left", "Needle in, Tibialis anterior, left",
         "Needle in, Tibialis anterior, right", "Needle out, Tibialis anterior, left"]
    )  # fmt: skip

    right = _line(page, "Needle in, Tibialis anterior, right")
    expect(right.locator("[data-clock]")).to_be_visible()
    right.get_by_role("button", name="Take back").click()
    expect(right.locator("[data-clock-shown]")).to_be_hidden()
    # The needle is in after all: its own button and clock go on.
    expect(first_out).to_be_disabled()
    _line(page, "Needle 1 out").get_by_role("button", name="Take back").click()
    expect(first_out).to_be_enabled()
    waits(page, "2 entries wait to be sent")

    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Needles in place: 1")).to_be_visible()
    waits_no_more(page)
    page.evaluate(_A_MINUTE_LATER)
    page.reload()
    assert page.evaluate(_LEFT) == 0
    assert [(str(one.site.side), one.state) for one in stage.entries()] == [("left", "in"), ("left", "out")]


def waits_no_more(page: Page) -> None:
    """Nothing waits; what was taken back can still be put back."""
    expect(page.locator("[data-queue-waiting]")).to_be_hidden()
    expect(_queue(page).get_by_role("button", name="Put it back").first).to_be_visible()


def test_given_an_entry_that_may_have_arrived_then_it_cannot_be_taken_back_and_the_next_one_can(
    clinic: Clinic, stage: Stage
) -> None:
    page = clinic.window(screen=PHONE)
    visits.go(page, stage.visit, "needles")
    page.route("**/needles/", _answer_lost)
    page.route("**/queue/", lambda route: route.abort("connectionreset"))
    needle_in(page, LEFT)
    left = _line(page, "Needle in, Tibialis anterior, left")
    expect(left.get_by_text("It may have reached the server already.")).to_be_visible()
    expect(left.get_by_role("button", name="Take back")).to_be_hidden()
    needle_in(page, RIGHT)
    waits(page, "2 entries wait to be sent")
    _line(page, "Needle in, Tibialis anterior, right").get_by_role("button", name="Take back").click()
    waits(page, "1 entry waits to be sent")
    accessible(page)
    page.unroute_all()
    page.get_by_role("button", name="Send now").click()
    waits_no_more(page)
    assert [str(one.site.side) for one in stage.entries()] == ["left"]


def _answer_lost(route: Any) -> None:
    if route.request.method == "POST":
        route.fetch()
        route.abort("connectionreset")
    else:
        route.continue_()
