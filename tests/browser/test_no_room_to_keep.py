"""A browser whose disk is full: what cannot be written down is held by its page, said so, and sent all the same."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.browser.test_offline_charting import LEFT, RIGHT, needle_in, waits
from tests.journey.treatment.stage import ready_stage

FULL = """() => {
    const full = () => { throw new DOMException("full", "QuotaExceededError"); };
    for (const name of ["add", "put"]) IDBObjectStore.prototype[name] = full;
    Storage.prototype.setItem = full;
}"""
NO_ROOM = "This browser has no room to keep it. Leave this page open until all is sent."


def test_given_no_room_and_no_network_then_the_page_holds_what_was_tapped_until_it_is_sent(clinic: Clinic) -> None:
    stage = ready_stage(clinic.practice)
    page = clinic.window(screen=PHONE)
    visits.go(page, stage.visit, "needles")
    page.evaluate(FULL)
    page.context.set_offline(True)
    needle_in(page, LEFT)
    needle_in(page, RIGHT)
    waits(page, "2 entries wait to be sent")
    expect(page.get_by_text(NO_ROOM)).to_be_visible()
    accessible(page)
    waiting = page.get_by_role("region", name="Waiting to be sent")
    right = waiting.get_by_role("listitem").filter(has_text="right")
    right.get_by_role("button", name="Take back").click()
    expect(right.get_by_text("taken back")).to_be_visible()
    right.get_by_role("button", name="Put it back").click()
    waiting.get_by_role("listitem").filter(has_text="left").get_by_role("button", name="Out", exact=True).click()
    waits(page, "3 entries wait to be sent")
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))"), "leaving asks first"

    page.context.set_offline(False)
    expect(waiting).to_be_hidden()
    expect(page.get_by_role("button", name="Needle 2 is out")).to_be_visible()
    assert [(str(one.site.side), one.state) for one in stage.entries()] == [("left", "out"), ("right", "in")]
