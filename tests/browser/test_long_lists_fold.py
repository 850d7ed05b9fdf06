"""Long lists of the case history fold once they were asked and denied; what was said stays, and nothing moves away."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible


def test_given_a_phone_when_lists_are_denied_then_the_page_grows_short_and_the_tick_stays(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Neck")
    page = clinic.window(screen=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/visits/{visit}/case-history/")
    expect(page.locator("#site-0")).to_be_visible()
    expect(page.locator("#site-1")).to_be_hidden()
    visits.plan(page, visit, ["left upper trapezius"], ["Neck"])
    expect(page.locator("#site-1")).to_be_visible()
    before = _height(page)
    asthma = page.locator("input[value=asthma][name^=q_conditions]")
    low = page.locator("input[value=heart-failure][name^=q_conditions]")
    asthma.check(force=True)
    none = page.locator("[name=q_conditions__none]")
    none.evaluate("one => one.scrollIntoView({ block: 'center' })")
    where = _top(page)
    page.locator("label:has([name=q_conditions__none])").tap()
    expect(none).to_be_checked()
    assert abs(_top(page) - where) < 12, "the tick stays under the finger"
    expect(asthma).to_be_visible()
    expect(low).to_be_hidden()
    expect(page.locator("#conditions .asked__folded")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], "nothing stands out at the side"
    none.uncheck(force=True)
    expect(low).to_be_visible()
    none.check(force=True)
    visits.answer(page, conditions=["asthma"])
    assert _height(page) < before / 2.5
    accessible(page)
    visits.screen(page)
    page.goto(f"/visits/{visit}/case-history/")
    expect(page.locator("input[value=asthma][name^=q_conditions]")).to_be_checked()
    assert _height(page) < before / 2.5


def _height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def _top(page: Page) -> float:
    box = page.locator("label:has([name=q_conditions__none])").bounding_box()
    assert box is not None
    return box["y"]
