"""A knot in the top of the shoulder with pain to head and neck and a stiff neck; the patient takes aspirin 75 mg."""

from __future__ import annotations

import re
from uuid import UUID

from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible

SITE = "left trapezius-upper"


def test_the_whole_visit_is_signed_and_amended(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck, headache")
    page = clinic.window()
    _when_aspirin_is_weighed(page, visit)
    _then_consent_names_the_lung(page, visit)
    visits.consent(page, visit)
    visits.examine(
        page, visit, 6, painkiller="paracetamol 1 g", hours=3, muscle="left upper trapezius",
        zones=(("Side of neck", "left", 5),), motions=(("neck-rotation", "left", 55),),
    )  # fmt: skip
    _when_two_needles_stay_in(page, visit)
    _then_twitches_and_dwell_are_on_record(page)
    visits.examine(page, visit, 3, motions=(("neck-rotation", "left", 70),), after=True)
    _then_the_change_of_rotation_shows(page, visit)
    visits.count(page, visit, 2)
    visits.leave(page, visit)
    visits.advise(page, visit)
    visits.sign(page, visit)
    _when_it_is_amended(page)
    _then_the_note_holds_it_all(page, visit)


def _when_aspirin_is_weighed(page: Page, visit: UUID) -> None:
    visits.verdict(page, visit, ["left upper trapezius"], ["Neck", "Head"], medications="aspirin 75 mg")
    expect(page.get_by_role("heading", name="Aspirin or another platelet inhibitor")).to_be_visible()
    expect(page.get_by_text("Sources disagree.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="physioman.in")).to_contain_text("Relative contraindication")
    expect(page.get_by_text("The medicine is continued as prescribed.")).to_be_visible()
    visits.weigh_all(page)
    expect(page).to_have_url(re.compile("/consent/$"))
    visits.go(page, visit, "screening")
    expect(page.get_by_text("Every finding has been weighed.")).to_be_visible()
    expect(page.get_by_text("I needle with the technique that the finding asks for.").first).to_be_visible()


def _then_consent_names_the_lung(page: Page, visit: UUID) -> None:
    visits.go(page, visit, "consent")
    expect(page.get_by_role("heading", name="Collapsed lung", exact=True)).to_be_visible()
    expect(page.get_by_label("I said by itself: air around the lung")).to_be_attached()
    expect(page.get_by_role("heading", name="Deeper bleeding", exact=True)).to_be_visible()


def _when_two_needles_stay_in(page: Page, visit: UUID) -> None:
    visits.place(page, visit, SITE, minutes_ago=7, dwell="8", depth_mm="20")
    visits.place(page, visit, SITE, minutes_ago=6, dwell="8", depth_mm="18")
    expect(page.get_by_role("heading", name="Needles in place: 2")).to_be_visible()
    expect(page.get_by_text(re.compile(r"7:\d\d ?/ 8:00"))).to_be_visible()
    accessible(page)
    for number in (1, 1, 1, 2):
        visits.twitch(page, number)
    visits.remove(page, 1)
    visits.remove(page, 2)
    accessible(page)


def _then_twitches_and_dwell_are_on_record(page: Page) -> None:
    for number, twitches, dwell in ((1, "3", r"7:\d\d min"), (2, "1", r"6:\d\d min")):
        needle = page.locator("article").filter(has=page.get_by_role("heading", name=re.compile(rf"^{number}\. ")))
        for term, value in (("Twitches", twitches), ("Dwell", re.compile(dwell))):
            about = needle.locator("div").filter(has=page.locator("dt", has_text=re.compile(f"^{term}$"))).last
            expect(about.locator("dd")).to_have_text(value)


def _then_the_change_of_rotation_shows(page: Page, visit: UUID) -> None:
    page.goto(f"/visits/{visit}/examination/?phase=after")
    accessible(page)
    line = page.get_by_role("row").filter(has_text="rotation").filter(has_text="55")
    expect(line).to_contain_text("70")
    expect(line).to_contain_text("15")
    expect(page.get_by_text("painkiller: paracetamol 1 g").first).to_be_visible()


def _when_it_is_amended(page: Page) -> None:
    page.fill("[name=text]", "The left arm was tingling for a minute.")
    page.fill("[name=reason]", "Left out by mistake")
    visits.press(page, "Add the amendment")
    expect(page.locator("article.amendment")).to_contain_text("The left arm was tingling for a minute.")
    accessible(page)


def _then_the_note_holds_it_all(page: Page, visit: UUID) -> None:
    visits.papers(page, visit)
    for step in ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare"):
        visits.go(page, visit, step)
        expect(page.get_by_text("This visit is signed: read only.")).to_be_visible()
        accessible(page)
