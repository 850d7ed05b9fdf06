"""Needling against a stop: refused by page, by a typed address, by a sent form; what has happened is recorded."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible

SITE, SPOKEN = "left trapezius-upper", "left upper trapezius"
STOPPED = "Screening stops needling: Bleeding disorder."


@pytest.fixture
def stopped(clinic: Clinic) -> tuple[Page, UUID]:
    """A window and a visit that screening stops, for haemophilia."""
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck")
    page = clinic.window()
    visits.verdict(page, visit, [SPOKEN], ["Neck"], conditions="haemophilia A")
    return page, visit


def test_by_page_it_is_refused_with_its_source(stopped: tuple[Page, UUID], clinic: Clinic) -> None:
    page, visit = stopped
    visits.go(page, visit, "needles")
    visits.describe(page, SITE, depth_mm="15")
    visits.press(page, "It is in: start the clock")
    alert = page.get_by_role("alert").filter(has_text="This was not recorded")
    expect(alert).to_contain_text(STOPPED)
    expect(alert.locator("[data-reason=screening-stop] details")).to_have_count(1)
    expect(page.locator("#next-needle [name=depth_mm]")).to_have_value("15")
    accessible(page)
    _then_no_needle_is_on_record(clinic, visit)


def test_by_a_typed_address_and_a_sent_form_it_is_refused(stopped: tuple[Page, UUID], clinic: Clinic) -> None:
    page, visit = stopped
    visits.go(page, visit, "needles")
    expect(page.get_by_text(STOPPED)).to_be_visible()
    for do in ("place", "in-out"):
        answer = _send(page, visit, do, clinic)
        assert answer.status == 409, do
        assert STOPPED in answer.text()
    _then_no_needle_is_on_record(clinic, visit)


def test_what_has_happened_is_recorded_and_opens_an_incident(stopped: tuple[Page, UUID], clinic: Clinic) -> None:
    page, visit = stopped
    visits.go(page, visit, "needles")
    visits.describe(page, SITE, why="The answer was read too late")
    page.locator("[name=happened]").check(force=True)
    visits.press(page, "It is in: start the clock")
    expect(page.get_by_text("Recorded although planning was refused")).to_be_visible()
    accessible(page)
    visits.remove(page, 1)
    visits.count(page, visit, 1)
    _then_the_note_waits_for_the_incident(page, visit)
    visits.incident(page, visit)
    expect(page.get_by_text(STOPPED)).to_be_visible()
    visits.leave(page, visit)
    visits.examine(page, visit, 4)
    visits.advise(page, visit)
    visits.sign(page, visit)


def _send(page: Page, visit: UUID, do: str, clinic: Clinic) -> object:
    form = {
        "csrfmiddlewaretoken": page.locator("[name=csrfmiddlewaretoken]").first.input_value(),
        "_key": str(uuid4()), "do": do, "event": str(uuid4()), "where": SITE, "technique": "deep-static",
        "guidance": "landmark", "needle": "new", "lot": str(clinic.lots["good"]),
    }  # fmt: skip
    return page.request.post(f"/visits/{visit}/needles/", form=form, headers={"Referer": page.url})


def _then_no_needle_is_on_record(clinic: Clinic, visit: UUID) -> None:
    from filiform.journey.treatment import public as treatment

    with clinic.practice.as_role():
        from filiform.foundation.record.public import open_visit

        assert treatment.count_state(open_visit(visit, why="test")).placed == 0


def _then_the_note_waits_for_the_incident(page: Page, visit: UUID) -> None:
    visits.go(page, visit, "count")
    expect(page.get_by_text("An incident waits for its steps")).to_be_visible()
    visits.go(page, visit, "sign")
    expect(page.locator("#open")).to_be_visible()
