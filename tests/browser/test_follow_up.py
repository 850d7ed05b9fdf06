"""A second visit: what was said is shown with its day, five things are asked anew, decisions still hold."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible

SITE, SPOKEN = "left trapezius-upper", "left upper trapezius"


@pytest.fixture
def second(clinic: Clinic) -> tuple[Page, UUID, UUID]:
    """A window, the patient, and a visit a week after one that was signed."""
    from filiform.foundation.tenancy.clock import now

    patient = clinic.practice.make_patient()
    first = clinic.practice.make_visit(patient, reason="Stiff neck")
    page = clinic.window()
    visits.verdict(page, first, [SPOKEN], ["Neck"], medications="aspirin 75 mg")
    visits.weigh_all(page)
    visits.consent(page, first)
    visits.examine(page, first, 6, painkiller="paracetamol 1 g", hours=3)
    visits.in_and_out(page, first, SITE, technique="deep-pistoning", depth_mm="20", twitches="2")
    visits.examine(page, first, 4, after=True)
    visits.count(page, first, 1)
    visits.leave(page, first)
    visits.advise(page, first)
    visits.sign(page, first)
    return page, patient, clinic.practice.make_visit(patient, starts_at=now() + timedelta(days=7))


def test_what_was_said_is_confirmed_by_name(second: tuple[Page, UUID, UUID]) -> None:
    page, patient, visit = second
    visits.go(page, visit, "case-history")
    accessible(page)
    page.fill("#site-0", SPOKEN)
    visits.press(page, "Show the questions for this")
    _then_each_line_has_its_day(page)
    _then_five_things_are_asked_anew(page)
    visits.answer(page, medications="aspirin 75 mg")
    page.locator("[name=confirm_all]").check(force=True)
    visits.screen(page)
    _then_the_earlier_decision_is_one_line(page)
    visits.go(page, visit, "consent")
    visits.press(page, "Asked today: consent still holds")
    expect(page.get_by_text("Consent confirmed for today.")).to_be_visible()
    visits.examine(page, visit, 3)
    visits.in_and_out(page, visit, SITE, technique="deep-pistoning")
    visits.count(page, visit, 1)
    visits.leave(page, visit)
    visits.advise(page, visit)
    visits.sign(page, visit)
    _then_the_timeline_tells_the_course(page, patient)


def test_a_line_that_changed_is_asked_anew(second: tuple[Page, UUID, UUID]) -> None:
    page, _patient, visit = second
    visits.go(page, visit, "case-history")
    page.fill("#site-0", SPOKEN)
    visits.press(page, "Show the questions for this")
    page.locator("[name=reopen][value=conditions]").check(force=True)
    visits.press(page, "Ask the ticked lines anew")
    accessible(page)
    visits.answer(page, medications="aspirin 75 mg", conditions="haemophilia A")
    page.locator("[name=confirm_all]").check(force=True)
    visits.screen(page)
    expect(page.get_by_role("heading", name="Bleeding disorder", exact=True)).to_be_visible()
    visits.without(page, visit, "stopped", "Massage of the neck")
    visits.examine(page, visit, 5)
    visits.sign(page, visit)


def _then_each_line_has_its_day(page: Page) -> None:
    from filiform.foundation.tenancy.clock import today

    lines = page.locator(".confirm-list__item")
    assert lines.count() >= 5
    for line in lines.all():
        expect(line).to_contain_text(f"{today():%-d %b %Y}")
    expect(lines.filter(has_text="implanted")).to_contain_text("None of those asked")


def _then_five_things_are_asked_anew(page: Page) -> None:
    for field in ("pregnant", "symptoms", "medications", f"skin_at_site@{SITE.replace(' ', '_')}"):
        asked = page.locator(f"[name='q_{field}']")
        assert asked.count(), field
        assert not any(box.is_checked() for box in asked.all()), f"{field} was filled in from last time"
    expect(page.get_by_label("Fever or feeling feverish")).not_to_be_checked()
    expect(page.locator("[name=q_medications__words]")).to_have_value("")


def _then_the_earlier_decision_is_one_line(page: Page) -> None:
    expect(page.get_by_text("Every finding has been weighed.")).to_be_visible()
    expect(page.get_by_role("button", name="Record the decision")).to_have_count(0)
    expect(page.get_by_text("I needle with the technique that the finding asks for.")).to_have_count(1)


def _then_the_timeline_tells_the_course(page: Page, patient: UUID) -> None:
    page.goto(f"/patients/{patient}/")
    accessible(page)
    expect(page.locator("ol.timeline > li")).to_have_count(2)
    chart = page.request.get(f"/patients/{patient}/pain.svg")
    assert chart.status == 200
    assert b"<svg" in chart.body()
    expect(page.locator("#findings")).to_contain_text("Aspirin or another platelet inhibitor")
    expect(page.locator("#decisions")).to_contain_text("I needle with the technique that the finding asks for.")
    expect(page.locator("#readers")).to_contain_text("Practitioner")
