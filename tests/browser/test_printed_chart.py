"""A chart is printed with every view that holds marks, strengths in numbers and words, the day and the drawing."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from filiform.foundation.bodychart import words
from filiform.foundation.bodychart.public import version
from tests.browser import visits
from tests.browser.clinic import Clinic

VIEWS = """() => [...document.querySelectorAll("[data-sheets] .bodychart__sheet")].map((one) => ({
    view: one.querySelector("figcaption").textContent,
    marked: [...one.querySelectorAll(".is-marked")].map((zone) => `${zone.dataset.zone} ${zone.dataset.level}`),
    numbers: [...one.querySelectorAll("text")].map((text) => text.textContent),
}))"""


def test_given_marks_on_several_views_when_printed_then_all_of_them_are_on_paper(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Shoulder")
    page = clinic.window()
    visits.go(page, visit, "examination")
    page.locator("[name=figure][value=female]").check(force=True)
    _mark(page, "front", "shoulder-front", "left", "7")
    _mark(page, "front", "arm-front", "left", "")
    _mark(page, "back", "lumbar-lower", "right", "9")
    page.locator("[data-view=front]").click()
    page.wait_for_load_state("networkidle")
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.printed = ({VIEWS})(); }})")
    assert page.pdf(format="A4").startswith(b"%PDF")
    sheets = {one["view"].partition(":")[0]: one for one in page.evaluate("printed")}
    assert list(sheets)[:2] == ["Front", "Back"]
    assert sheets["Front"]["marked"] == ["shoulder-front 3", "arm-front "]
    assert sorted(sheets["Front"]["numbers"]) == ["7", "×"]
    assert sheets["Back"]["numbers"] == ["9"]
    assert "Left side" in sheets
    paper = page.locator("[data-paper]")
    expect(paper).to_be_hidden()
    expect(paper.locator("[data-said]")).to_contain_text("Lower low back beside spine (L4-L5), right: 9/10")
    expect(paper.locator("[data-said]")).to_contain_text("left: strength not said")
    expect(paper).to_contain_text(f"Drawing {version()}.")
    _draws_levels_as_the_server_does(page)


def _mark(page: Page, view: str, zone: str, side: str, strength: str) -> None:
    page.locator(f"[data-view={view}]").click()
    expect(page.locator("svg.bodychart__drawing")).to_have_attribute("aria-label", view.capitalize())
    page.locator(f".zone[data-zone={zone}][data-side={side}]").first.focus()
    page.keyboard.press(strength or "Enter")


def _draws_levels_as_the_server_does(page: Page) -> None:
    drawn = page.locator("body-chart").evaluate(
        "chart => [...Array(11).keys()].map((n) => chart.level({ intensity: String(n) }))"
    )
    assert drawn == [words.level(n) for n in range(11)]
