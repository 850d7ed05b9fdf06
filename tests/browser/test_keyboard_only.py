"""The visit of the upper trapezius from the first question to the signature, without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible
from tests.browser.keys import Stop, fields, walk

SITE = "left trapezius-upper"


def test_a_whole_visit_by_keyboard(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck, headache")
    page = clinic.window()
    page.goto("/today/")
    walk(page, fields({}), "Open visit")
    _when_the_history_is_told(page)
    _when_aspirin_is_weighed_and_consent_asked(page)
    walk(page, fields({"pain_now": "6", "painkiller": "no"}), "Save the examination")
    for depth in ("20", "18"):
        _when_a_needle_goes_in(page, depth)
    for number in (1, 2):
        walk(page, fields({}), f"Needle {number} is out")
    walk(page, fields({}), "Pain and motion after")
    walk(page, fields({"pain_now": "3", "painkiller": "no"}), "Save the examination")
    walk(page, fields({"counted": "2"}), "Close the count")
    walk(page, fields({"copy": "printed"}), "Advice given")
    _when_the_patient_leaves(page)
    walk(page, fields({}), "Sign the note")
    expect(page.get_by_text("Signed. The note is locked.")).to_be_visible()
    accessible(page)
    visits.papers(page, visit)


def _when_the_history_is_told(page: Page) -> None:
    first = iter(["left upper trapezius"])
    walk(page, lambda stop: next(first, None) if stop.name == "site" else _neck(stop), "Show the questions for this")
    walk(page, _denied_but_aspirin, "Save and screen")
    expect(page.get_by_role("heading", name="Aspirin or another platelet inhibitor")).to_be_visible()


def _neck(stop: Stop) -> bool | None:
    return True if stop.name.startswith("q_complaint") and stop.value == "neck" else None


def _denied_but_aspirin(stop: Stop) -> str | bool | None:
    if stop.name == "q_medications__words":
        return "aspirin 75 mg"
    if stop.name == "q_bmi":
        return "24"
    if stop.name == "q_previous_dry_needling":
        return "never"
    if stop.kind == "radio" and stop.name.startswith("q_"):
        return "none" if stop.name.endswith("__none") else "no"
    return None


def _when_aspirin_is_weighed_and_consent_asked(page: Page) -> None:
    walk(page, fields({"items": True, "reason_code": "technique"}), "Record the decision")
    wanted = {
        "kind": "given", "everything": True, "regions": True, "by": "patient", "capacity": "yes",
        "interpreter": "not-needed", "form": "written", "signed_name": visits.PATIENT, "copy_given": "yes",
    }  # fmt: skip
    walk(
        page,
        lambda stop: True if stop.name.startswith("tick_") else fields(wanted)(stop),
        "Record the answer",
    )
    expect(page.get_by_text("Consent recorded.")).to_be_visible()


def _when_a_needle_goes_in(page: Page, depth: str) -> None:
    wanted = {"where": SITE, "technique": "deep-static", "guidance": "landmark", "depth_mm": depth, "dwell": "8"}
    walk(page, lambda stop: _folded(stop) or fields(wanted)(stop), "It is in: start the clock")
    expect(page.get_by_text("Recorded: the needle is in.")).to_be_visible()


def _folded(stop: Stop) -> bool | None:
    return True if stop.tag == "summary" and stop.text.startswith("Next needle") else None


def _when_the_patient_leaves(page: Page) -> None:
    """From the page that the last step led to: the count need not be found again."""
    walk(page, fields({}), "The patient leaves", form="leave")
    expect(page.get_by_text("The patient has left.")).to_be_visible()
    expect(page.get_by_role("heading", name="Sign", exact=True)).to_be_visible()
