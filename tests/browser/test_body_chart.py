"""The body chart: marked by finger on a phone, by keys alone, and as a list without scripts; the ranking follows."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from filiform.foundation.bodychart.public import version
from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.browser.seeing import complains

SHOULDER = "Front of shoulder (anterior deltoid)"


def test_given_a_phone_when_zones_are_touched_then_they_are_in_the_list_and_the_ranking_follows(clinic: Clinic) -> None:
    visit = _visit(clinic)
    page = clinic.window(screen=PHONE, has_touch=True, is_mobile=True)
    _open(page, visit)
    page.locator(".bodychart__stage").scroll_into_view_if_needed()
    _zone(page, "nose", "midline").tap()
    expect(_said(page)).to_contain_text("Tap again to mark: Nose")
    assert _rows(page) == []
    assert min(_zone(page, "nose", "midline").bounding_box()[side] for side in ("width", "height")) >= 44
    _zone(page, "nose", "midline").tap()
    assert _rows(page) == [("Nose", "", "", version())]
    page.get_by_role("button", name="Whole").click()
    _drag(page, _zone(page, "shoulder-front", "left"), _zone(page, "arm-front", "left"))
    page.locator("[data-intensity='7']").click()
    rows = _rows(page)
    assert (SHOULDER, "left", "7", version()) in rows
    assert ("Front of upper arm", "left", "7", version()) in rows
    _undo(page, 2)
    assert _rows(page) == [("Nose", "", "", version())]
    _undo(page, 1)
    assert _rows(page) == []
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    _zone(page, "shoulder-front", "left").tap()
    if not _rows(page):
        _zone(page, "shoulder-front", "left").tap()
    page.locator("[data-intensity='6']").click()
    page.locator("[data-quality]").select_option("burning")
    first = page.locator("#candidates .candidate").first
    expect(first.locator("summary").first).to_contain_text("1 of 1 marked zone")
    _pinch(page)
    page.locator("[name=figure][value=male]").check(force=True)
    expect(_zone(page, "shoulder-front", "left")).to_have_attribute("aria-selected", "true")
    accessible(page)
    visits.press(page, "Save the examination")
    _open(page, visit)
    assert _rows(page) == [(SHOULDER, "left", "6", version())]
    expect(page.locator("[name=zones-0-quality]")).to_have_value("burning")
    expect(page.locator("[name=figure][value=male]")).to_be_checked()
    expect(_zone(page, "shoulder-front", "left")).to_have_accessible_name(f"{SHOULDER}, left: marked, 6, Burning")


def test_given_keys_alone_when_zones_are_marked_then_all_is_said_and_a_muscle_is_lit(clinic: Clinic) -> None:
    visit = _visit(clinic)
    page = clinic.window()
    _open(page, visit)
    page.locator("[data-close-ups]").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".zone:focus")).to_have_count(1)
    page.keyboard.type("front of sho")
    zone = _zone(page, "shoulder-front", "right")
    expect(page.locator(".zone:focus")).to_have_attribute("data-zone", "shoulder-front")
    side = str(page.locator(".zone:focus").get_attribute("data-side"))
    zone = _zone(page, "shoulder-front", side)
    page.keyboard.press("Enter")
    expect(zone).to_have_attribute("aria-selected", "true")
    expect(_live(page)).to_have_text(f"{SHOULDER}, {side}: marked")
    page.keyboard.type("10")
    expect(_live(page)).to_have_text(f"{SHOULDER}, {side}: marked, 10")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".zone:focus")).not_to_have_attribute("data-zone", "shoulder-front")
    page.keyboard.press("4")
    assert len(_rows(page)) == 2
    page.keyboard.press("Delete")
    expect(_live(page)).to_contain_text("taken out")
    page.keyboard.press("Control+z")
    expect(_live(page)).to_have_text("The last change was undone.")
    page.keyboard.press("Control+z")
    assert _rows(page) == [(SHOULDER, side, "10", version())]
    _reaches_all(page)
    muscle = page.locator("#candidates .candidate").first
    name = str(muscle.get_attribute("data-structure"))
    leads = muscle.locator("summary").first.inner_text()
    expect(page.locator("[data-ranked]")).to_have_text(f"First in the ranking: {leads}")
    muscle.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(muscle.get_by_text(re.compile("^Hazards:"))).to_be_visible()
    expect(page.locator(".lit--primary").first).to_be_attached()
    fills = {each.get_attribute("fill") for each in page.locator(".lit").all()}
    assert len(fills) > 1, f"{name}: main referral and spread look alike"
    expect(page.locator(".lit--landmark").first).to_be_attached()
    page.locator("[data-view=back]").press("Enter")
    expect(_zone(page, "scapula-lower", "left")).to_be_attached()
    accessible(page)
    findings = page.get_by_role("button", name="Taut band, tender spot, recognised: all yes")
    expect(findings).to_be_hidden()
    page.get_by_label("Muscle or other structure").fill("Infraspinatus")
    findings.press("Enter")
    expect(page.locator("#findings-0-state")).to_have_text("Active trigger point")
    expect(page.locator("[name=findings-0-referred_pain][value=unknown]")).to_be_checked()


def test_given_more_marks_than_rows_when_the_page_is_left_at_once_then_they_come_back(clinic: Clinic) -> None:
    visit = _visit(clinic)
    page = clinic.window()
    _open(page, visit)
    for zone in ("shoulder-front", "arm-front", "elbow-front", "forearm-front"):
        _zone(page, zone, "right").focus()
        page.keyboard.press("5")
    rows = _rows(page)
    assert len(rows) == 4
    page.goto("/gallery/")
    _open(page, visit)
    assert _rows(page) == rows
    expect(_zone(page, "forearm-front", "right")).to_have_attribute("aria-selected", "true")


def test_given_a_new_visit_on_a_phone_then_the_page_is_short_and_nothing_typed_is_hidden(clinic: Clinic) -> None:
    visit = _visit(clinic)
    page = clinic.window(screen=PHONE, has_touch=True, is_mobile=True)
    _open(page, visit)
    assert page.evaluate("document.documentElement.scrollHeight") < 3500
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    words = page.locator("[name=zones-0-zone]")
    expect(words).to_be_hidden()
    visits.in_words(page)
    words.fill("elbowish")
    visits.choose(page, "painkiller", "yes")
    page.locator("[name=painkiller_what]").fill("Ibuprofen")
    visits.choose(page, "painkiller", "no")
    expect(page.locator("[name=painkiller_what]")).to_be_visible()
    visits.press(page, "Save the examination")
    expect(words).to_be_visible()
    complains(page, "[name=zones-0-zone]", "“elbowish” is not one entry of the list")
    expect(page.locator(".error-summary")).to_contain_text("A painkiller is named below")
    expect(page.locator("[name=painkiller_what]")).to_be_visible()
    expect(page.locator("[name=painkiller_what]")).to_have_value("Ibuprofen")


def test_given_no_scripts_when_zones_are_listed_then_the_next_visit_shows_them_against_the_first(
    clinic: Clinic,
) -> None:
    patient = clinic.practice.make_patient()
    page = clinic.window(java_script_enabled=False)
    for strength in ("7", "3"):
        visit = clinic.practice.make_visit(patient, reason="Shoulder")
        visits.go(page, visit, "examination")
        expect(page.locator("body-chart")).to_be_hidden()
        page.fill("[name=zones-0-zone]", SHOULDER)
        page.select_option("[name=zones-0-side]", "left")
        page.select_option("[name=zones-0-intensity]", strength)
        visits.press(page, "Save the examination")
    visits.go(page, visit, "examination")
    page.get_by_text("Pain now against the first visit").click()
    picture = page.get_by_role("img", name="Pain now and at the first visit: Front")
    expect(picture).to_be_visible()
    expect(picture.locator("text")).to_have_text("3")
    page.get_by_text("The same in words").click()
    expect(page.get_by_text(f"{SHOULDER}, left: now 3, at the first visit 7")).to_be_visible()


def _visit(clinic: Clinic) -> UUID:
    return clinic.practice.make_visit(clinic.practice.make_patient(), reason="Shoulder")


def _open(page: Page, visit: UUID) -> None:
    visits.go(page, visit, "examination")
    expect(page.locator("svg.bodychart__drawing .zone").first).to_be_attached()


def _zone(page: Page, zone: str, side: str) -> Locator:
    return page.locator(f".zone[data-zone={zone}][data-side={side}]").first


def _said(page: Page) -> Locator:
    return page.locator("body-chart [data-name]")


def _live(page: Page) -> Locator:
    return page.locator("body-chart [data-live]")


def _rows(page: Page) -> list[tuple[str, str, str, str]]:
    """Zone, side, intensity and drawing of each row that is filled in, as the form would send them."""
    found = []
    for row in page.locator("#zone-rows [data-row]").all():
        values = tuple(row.locator(f"[name$='-{name}']").input_value() for name in ("zone", "side", "intensity"))
        if any(values):
            found.append((*values, row.locator("[name$='-drawing']").input_value()))
    return found


def _undo(page: Page, times: int) -> None:
    for _time in range(times):
        page.get_by_role("button", name="Undo").click()


def _middle(zone: Locator) -> tuple[float, float]:
    box: Any = zone.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


class _Fingers:
    """Touches of one or more fingers, as the device sends them."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def do(self, kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def _drag(page: Page, start: Locator, end: Locator) -> None:
    fingers, (x, y), (to_x, to_y) = _Fingers(page), _middle(start), _middle(end)
    fingers.do("touchStart", (x, y))
    for part in (0.25, 0.5, 0.75, 1.0):
        fingers.do("touchMove", (x + part * (to_x - x), y + part * (to_y - y)))
    fingers.do("touchEnd")


def _pinch(page: Page) -> None:
    """Two fingers drawn apart zoom, and mark nothing."""
    page.get_by_role("button", name="Whole").click()
    page.locator(".bodychart__stage").scroll_into_view_if_needed()
    before, marked = _box(page), _rows(page)
    x, y = _middle(page.locator(".bodychart__stage"))
    fingers = _Fingers(page)
    fingers.do("touchStart", (x - 30, y))
    fingers.do("touchStart", (x - 30, y), (x + 30, y))
    for apart in (60, 90):
        fingers.do("touchMove", (x - apart, y), (x + apart, y))
    fingers.do("touchEnd")
    assert _box(page) < before / 2
    assert _rows(page) == marked


def _box(page: Page) -> float:
    """Width of what is seen of the drawing."""
    return float(str(page.locator("svg.bodychart__drawing").get_attribute("viewBox")).split()[2])


def _reaches_all(page: Page) -> None:
    """Letters and arrows come to every zone of the view; Home and End are its first and last."""
    page.keyboard.press("Home")
    zones = page.locator("svg.bodychart__drawing .zone")
    expect(zones.first).to_be_focused()
    page.keyboard.press("End")
    expect(zones.last).to_be_focused()
