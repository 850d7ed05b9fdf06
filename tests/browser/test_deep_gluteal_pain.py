"""Buttock pain running down the leg, thought to be sciatica, from deep gluteal points: it passes and is needled."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible

SITES = ["left piriformis", "left gluteus minimus posterior"]


def test_given_plain_gluteal_pain_when_screened_then_it_is_needled_counted_and_signed(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Buttock pain, sciatica?")
    page = clinic.window(screen=PHONE)
    visits.plan(page, visit, SITES, ["Buttock", "Leg"])
    for asked in ("Numb between the legs, or when wiping", "Both legs weak", "Pain below the knee", "Changed reflex"):
        expect(page.get_by_text(asked).first).to_be_visible()
    visits.answer_until_judged(page, symptoms="tight buttock, aching down the thigh")
    expect(page.get_by_text("Do not needle")).to_have_count(0)
    if page.locator("#weigh").count():
        visits.weigh_all(page)
    visits.consent(page, visit)
    visits.examine(page, visit, 6, muscle="left piriformis", zones=(("Middle of buttock", "left", 6),))
    visits.place(page, visit, "left piriformis", depth_mm="35")
    accessible(page)
    visits.twitch(page, 1)
    visits.remove(page, 1)
    visits.in_and_out(page, visit, "left gluteus-minimus-posterior")
    visits.examine(page, visit, 3, after=True)
    visits.count(page, visit, 2)
    visits.leave(page, visit)
    visits.advise(page, visit)
    visits.sign(page, visit)
    for step in ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare"):
        visits.go(page, visit, step)
        expect(page.get_by_text("This visit is signed: read only.")).to_be_visible()
        accessible(page)
    visits.go(page, visit, "case-history")
    expect(page.get_by_text("tight buttock, aching down the thigh")).to_be_visible()
