"""A page that is opened without a connection: our own page, what waits in words, and back by itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.answers import answer as answered
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.browser.test_offline_charting import LEFT, RIGHT, needle_in, waits
from tests.journey.treatment.stage import Stage, ready_stage

_READY = """async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== 'activated') await new Promise(done => active.addEventListener('statechange', done));
}"""
_KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
    return found;
}"""
_POST = "() => fetch('/queue/', { method: 'POST' }).then(() => 'answered', () => 'no answer')"


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    return ready_stage(clinic.practice)


def window(clinic: Clinic) -> Page:
    """A window of the practitioner's that may have a worker."""
    return clinic.window(screen=PHONE, service_workers="allow")


def has_worker(page: Page) -> None:
    page.evaluate(_READY)


def without_connection(page: Page) -> None:
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()


def test_given_needles_that_wait_when_the_page_is_opened_without_a_network_then_it_tells_and_comes_back(
    clinic: Clinic, stage: Stage
) -> None:
    stage.place()
    first = window(clinic)
    context = first.context
    visits.go(first, stage.visit, "needles")
    has_worker(first)
    context.set_offline(True)
    first.get_by_role("button", name="Needle 1 is out").click()
    needle_in(first, LEFT)
    needle_in(first, RIGHT)
    waits(first, "3 entries wait to be sent")
    first.close()

    page = context.new_page()
    answer = page.goto(stage.needles_url)
    assert answer is not None
    assert (answer.status, answer.from_service_worker) == (503, True)
    without_connection(page)
    waits(page, "3 entries wait to be sent")
    left = page.get_by_role("listitem").filter(has_text="Needle in, Tibialis anterior, left")
    expect(left.locator("[data-clock-shown]")).to_have_text(re.compile(r"^0:0[1-9]|^0:[1-5]\d"))
    assert "Murphy" not in page.content()
    accessible(page)
    left.get_by_role("button", name="Out", exact=True).click()
    waits(page, "4 entries wait to be sent")
    expect(left.locator("[data-clock]")).to_be_hidden()
    page.reload()
    waits(page, "4 entries wait to be sent")
    assert page.evaluate(_POST) == "no answer"
    kept = page.evaluate(_KEPT)
    assert "/offline/" in kept
    assert [one for one in kept if not one.startswith("/static/ui/") and one != "/offline/"] == []
    assert [one.state for one in stage.entries()] == ["in"]

    context.set_offline(False)
    expect(page.get_by_role("button", name="Needle 3 is out")).to_be_visible()
    expect(page.get_by_role("region", name="Waiting to be sent")).to_be_hidden()
    assert [(str(one.site.side), one.state) for one in stage.entries()] == [
        ("left", "out"), ("left", "out"), ("right", "in"),
    ]  # fmt: skip
    assert all(one.dwell < 60 for one in stage.entries() if one.dwell is not None)


def test_given_a_locked_screen_or_another_person_then_the_page_tells_clocks_and_numbers_only(
    clinic: Clinic, stage: Stage
) -> None:
    page = window(clinic)
    visits.go(page, stage.visit, "needles")
    has_worker(page)
    page.context.set_offline(True)
    needle_in(page, LEFT)
    waits(page, "1 entry waits to be sent")
    page.get_by_role("button", name="Lock", exact=True).click()
    expect(page.get_by_role("heading", name="Locked, without a connection")).to_be_visible()
    expect(page.get_by_text("Murphy").first).to_be_hidden()
    page.reload()
    tells_no_more(page)
    accessible(page)
    page.get_by_role("button", name="Go on with this visit").click()
    expect(page.get_by_text("Needle in, Tibialis anterior, left")).to_be_visible()

    # Whoever leaves is not known to this page any more, however long it is ago.
    page.context.clear_cookies(name="sessionid")
    page.context.set_offline(False)
    page.wait_for_url("**/account/login/**")
    expect(page.get_by_text("1 entry waits on this device.")).to_be_visible()
    page.context.set_offline(True)
    page.goto("/today/")
    tells_no_more(page)
    expect(page.get_by_role("button", name="Go on with this visit")).to_be_hidden()

    session = clinic.practice.client_for("owner").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": clinic.address}])
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(page.get_by_text("1 entry of another person waits on this device.")).to_be_visible()
    page.context.set_offline(True)
    page.reload()
    tells_no_more(page)
    assert stage.entries() == ()


def tells_no_more(page: Page, count: str = "1 entry waits on this device.") -> None:
    """That there is no connection, how many wait, how long a needle has been in: nothing of where or in whom."""
    without_connection(page)
    expect(page.get_by_text(count).first).to_be_visible()
    expect(page.get_by_text("A needle went in at")).to_be_visible()
    expect(page.locator("[data-clock-shown]:visible")).to_have_text(re.compile(r"^\d+:\d\d$"))
    assert "tibialis" not in page.content().lower()


def test_given_needles_on_record_when_the_network_goes_then_rooms_and_clocks_are_there_without_a_name(
    clinic: Clinic, stage: Stage
) -> None:
    from filiform.foundation.tenancy.clock import now

    stage.place(dwell="5", at=(now() - timedelta(minutes=7)).isoformat())
    stage.place(where="right tibialis-anterior", dwell="20")
    page = window(clinic)
    visits.go(page, stage.visit, "needles")
    has_worker(page)
    page.context.set_offline(True)
    page.goto("/today/")
    without_connection(page)
    rooms = page.get_by_role("region", name="Needles in place")
    expect(rooms).to_contain_text("Main Street, Room 1 2 needles in")
    expect(rooms.locator("[data-clock-shown]")).to_have_text(re.compile(r"^7:\d\d$"))
    expect(rooms).to_contain_text("Time is up")
    told = page.content().lower()
    assert [word for word in ("murphy", "tibialis", str(stage.visit)) if word in told] == []
    accessible(page)

    # What waits to be sent counts: the needle that was taken out here is not told of any more.
    page.go_back()
    page.context.set_offline(False)
    page.get_by_role("button", name="Needle 1 is out").wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="Needle 1 is out").click()
    waits(page, "1 entry waits to be sent")
    page.goto("/today/")
    expect(rooms).to_contain_text("1 needle in")
    expect(rooms).to_contain_text(re.compile(r"1[89]:\d\d left"))

    # Behind the lock as before it; whoever logs out takes it along.
    page.evaluate("localStorage.setItem('filiform-seen', '1')")
    page.reload()
    expect(page.get_by_text("Go on with this visit")).to_be_visible()
    expect(rooms).to_contain_text("1 needle in")
    page.context.set_offline(False)
    page.get_by_role("heading", name="Today").wait_for()
    page.evaluate("document.querySelector('form[data-forget-drafts]').requestSubmit()")
    expect(page.get_by_role("heading", name="Needles are in")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Log out all the same").click()
    page.wait_for_url("**/account/login/**")
    assert page.evaluate("localStorage.getItem('filiform-rooms')") is None


def test_given_a_form_pressed_without_a_network_then_our_page_says_so_and_what_was_typed_comes_back(
    clinic: Clinic,
) -> None:
    from filiform.foundation.record.models import Visit

    patient = clinic.practice.make_patient()
    page = clinic.window("receptionist", screen=PHONE, service_workers="allow")
    page.goto(f"/patients/{patient}/plan/")
    has_worker(page)
    page.locator("#id_reason").fill("Calf pain after a run")
    page.context.set_offline(True)
    page.get_by_role("button", name="Put on the list").click()
    expect(page.get_by_role("heading", name="Not sent")).to_be_visible()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("What you pressed was not sent, or no answer came.")
    expect(told).to_contain_text("What you typed is kept in this window")
    expect(page.get_by_text("It opens by itself")).to_be_hidden()
    assert "Calf pain" not in page.content()
    accessible(page)
    page.context.set_offline(False)
    expect(page.get_by_text("The connection is back.", exact=True)).to_be_visible()
    page.get_by_role("link", name="Back to the page").click()
    expect(page.locator("#id_reason")).to_have_value("Calf pain after a run")
    with clinic.practice.as_role("receptionist"):
        assert not Visit.objects.filter(patient_id=patient).exists()
    page.reload()  # a form that is sent with a network goes through the worker as it is
    with answered(page, "Put on the list"):
        page.get_by_role("button", name="Put on the list").click()
    with clinic.practice.as_role("receptionist"):
        assert Visit.objects.get(patient_id=patient).reason == "Calf pain after a run"


def test_given_a_worker_of_an_older_version_when_a_page_is_opened_then_the_new_one_keeps_its_own_files_only(
    clinic: Clinic, stage: Stage
) -> None:
    page = window(clinic)
    page.goto("/patients/")
    has_worker(page)
    (name,) = page.evaluate("caches.keys()")
    page.evaluate("caches.open('filiform-offline-0123456789abcdef')")
    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.unregister())")
    page.goto("/patients/")
    has_worker(page)
    assert page.evaluate("caches.keys()") == [name]


def test_given_log_out_pressed_without_a_connection_when_it_is_back_then_whatever_page_is_opened_is_locked(
    clinic: Clinic, stage: Stage
) -> None:
    stage.place()
    page = window(clinic)
    page.goto("/patients/")
    has_worker(page)
    # The device has a network, and no way to the server.
    page.route("**/*", lambda route: route.abort())
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Locked, without a connection")).to_be_visible()
    expect(page.locator("[data-cover-clocks]")).to_contain_text("1 needle in")
    page.close()
    later = another_window(clinic)
    later.goto("/patients/")
    expect(later.get_by_role("heading", name="Locked", exact=True)).to_be_visible()
    later.go_back()
    later.goto("/today/")
    expect(later.get_by_role("heading", name="Locked", exact=True)).to_be_visible()


def another_window(clinic: Clinic) -> Page:
    """Another window of the browser that was used last."""
    return clinic.contexts[-1].new_page()
