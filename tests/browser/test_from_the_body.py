"""From the drawing to the needle by touch: an area of the body, its needle, the next; unplanned ones are planned."""

from __future__ import annotations

import os
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.answers import answer
from tests.browser.clinic import DESK, PHONE, Clinic, accessible
from tests.journey.examination.stage import Exam
from tests.journey.treatment.stage import Stage, ready_stage
from tests.journey.treatment.test_from_the_ranking import SHOULDER

ISP = "Infraspinatus, left"


@pytest.fixture
def stage(clinic: Clinic) -> Stage:
    """A visit with a drawing at the shoulder, infraspinatus planned and often needled by this hand."""
    from filiform.backoffice.stock.models import OpenBox
    from filiform.backoffice.stock.public import close_box

    made = ready_stage(clinic.practice, "left infraspinatus")
    with clinic.practice.as_role("owner"):  # one box of the size is left, so that a tap knows its lot
        close_box(box=OpenBox.objects.get(lot_id=clinic.lots["good"]).id)
    Exam(made.practice, made.patient, made.visit).save(**SHOULDER)
    for _time in range(3):
        made.place(do="in-out", where="left infraspinatus", technique="deep-pistoning", dwell=None)
    return made


def _area(page: Page, name: str) -> Locator:
    return page.locator(f'[data-body-map] svg a:has(title:text-is("{name}")) path').first


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("screen", [PHONE], ids=["phone"])
def test_given_a_drawing_when_areas_are_touched_then_needles_go_in_and_an_unplanned_one_is_planned_first(
    clinic: Clinic, stage: Stage, screen: dict[str, int]
) -> None:
    page = clinic.window(screen=screen, has_touch=True)
    page.goto(stage.needles_url)
    expect(page.get_by_role("heading", name="From the ranking")).to_be_visible()
    page.get_by_text("From the body", exact=True).tap()
    expect(_area(page, ISP)).to_be_visible()
    _then_a_finger_fits(_area(page, ISP))
    accessible(page)
    _picture(page, "body-phone")
    _area(page, ISP).tap()
    expect(page).to_have_url(re.compile(r"find=left\+infraspinatus.*#offers-found"))
    with answer(page, "In and out"):
        page.locator("#found-1").get_by_role("button", name=re.compile("^In and out: Infraspinatus, left")).tap()
    assert len(stage.entries()) == 4
    expect(_area(page, ISP)).to_be_visible()  # open again, for the next one
    _area(page, "Supraspinatus, left").tap()
    expect(page.locator("#found-1")).to_contain_text("Not in the plan that was screened")
    accessible(page)
    _picture(page, "found-phone")
    with answer(page, "Plan it too"):
        page.get_by_role("button", name="Plan it too: Supraspinatus, left").tap()
    expect(page.get_by_text("Planned too: Supraspinatus, left.")).to_be_visible()
    assert len(stage.entries()) == 4
    _picture(page, "planned-phone")


def _then_a_finger_fits(area: Locator) -> None:
    box = area.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_given_no_scripts_then_the_body_is_a_page_of_its_own(clinic: Clinic, stage: Stage) -> None:
    page = clinic.window(screen=DESK, java_script_enabled=False)
    page.goto(stage.needles_url)
    page.get_by_text("From the body", exact=True).click()
    page.get_by_role("link", name="Show the body").click()
    page.get_by_role("link", name="Hip and buttock").click()
    page.get_by_role("link", name="Right", exact=True).click()
    expect(page.get_by_role("link", name="Right", exact=True)).to_have_attribute("aria-current", "true")
    _picture(page, "hip-desk")
    page.get_by_role("link", name="Piriformis, right").click()
    expect(page.locator("#found-1")).to_contain_text("Piriformis, right")
