"""Which muscles could refer there: asked for chosen zones, read with reasons, one taken over into a row."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import visits
from tests.browser.clinic import DESK, PHONE, Clinic, accessible

ZONES = (
    ("Front of shoulder (anterior deltoid)", "left"),
    ("Outer side of upper arm", "left"),
    ("Front of ankle", "right"),
    ("Big toe", "right"),
)


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_given_two_pains_when_asked_then_muscles_come_in_order_with_reasons(
    clinic: Clinic, screen: dict[str, int]
) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Shoulder and ankle")
    page = clinic.window(screen=screen)
    visits.go(page, visit, "examination")
    _ask(page)
    first = _muscles(page).first
    expect(first.locator("summary").first).to_contain_text("Infraspinatus, left: 2 of 4 marked zones")
    expect(page.get_by_text("These explain more together:")).to_be_visible()
    expect(page.locator("#candidates .panel")).to_contain_text("Tibialis anterior, right")
    accessible(page)
    first.locator("summary").first.click()
    expect(first.get_by_text(re.compile("^Left unexplained: .*Front of ankle"))).to_be_visible()
    expect(first.get_by_text(re.compile("^Rule out:"))).to_be_visible()
    expect(first.get_by_text(re.compile("^Hazards:"))).to_be_visible()
    accessible(page)
    visits.press(first, "Add a row for Infraspinatus")
    expect(page.locator("[name=findings-0-structure]")).to_have_value("Infraspinatus")
    expect(page.locator("[name=zones-0-zone]")).to_have_value(ZONES[0][0])


def test_given_no_scripts_when_asked_then_the_order_is_the_same(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Shoulder and ankle")
    orders = []
    for scripts in (True, False):
        page = clinic.window(java_script_enabled=scripts)
        visits.go(page, visit, "examination")
        _ask(page)
        orders.append([each.get_attribute("data-structure") for each in _muscles(page).all()])
    assert orders[0] == orders[1]
    assert len(orders[0]) == 10


def _ask(page: Page) -> None:
    visits.in_words(page)
    visits.press(page, "More zones")
    for at, (zone, side) in enumerate(ZONES):
        page.fill(f"[name=zones-{at}-zone]", zone)
        page.select_option(f"[name=zones-{at}-side]", side)
    visits.press(page, "Which muscles could refer there?")


def _muscles(page: Page) -> Locator:
    return page.locator("#candidates .candidate")
