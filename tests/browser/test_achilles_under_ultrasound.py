"""A tendon needled under ultrasound, beside stretching and after a steroid injection: all of it is on record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible
from tests.support.papers import says


def _beside(page: Page, visit: UUID, kind: str, here: str, **facts: str) -> None:
    """Record another therapy on the needles step."""
    visits.go(page, visit, "needles")
    form = page.locator("#others form").filter(has=page.locator("[name=kind]"))
    if not form.is_visible():
        page.locator("#others summary").last.click()
    form.locator("[name=kind]").select_option(kind)
    visits.choose(form, "here", here)
    for field, value in facts.items():
        form.locator(f"[name={field}]").fill(value)
    accessible(page)
    visits.press(form, "Record the therapy")
    expect(page.get_by_text("Recorded.", exact=True)).to_be_visible()


def _close(page: Page, visit: UUID, needles: int) -> None:
    visits.count(page, visit, needles)
    visits.leave(page, visit)
    visits.advise(page, visit)
    visits.sign(page, visit)


def _on_paper(page: Page, visit: UUID, *facts: str) -> None:
    """The PDF of the note says all of these."""
    paper = page.request.get(f"/visits/{visit}/note.pdf").body()
    missing = [fact for fact in facts if not says(paper, fact)]
    assert missing == []


def _signed(clinic: Clinic, visit: UUID) -> dict[str, Any]:
    """What the signature locked of the needles step."""
    import json

    from filiform.foundation.record.models import Signature

    with clinic.practice.as_role():
        found: dict[str, Any] = json.loads(Signature.objects.get(visit_id=visit).snapshot)["steps"]["needles"]
        return found


def test_given_an_achilles_tendon_under_ultrasound_then_guidance_and_other_therapies_are_signed(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Heel cord pain in runners")
    page = clinic.window()
    visits.verdict(page, visit, ["right Achilles tendon"], ["Ankle, heel or foot"], conditions=[])
    if page.locator("#weigh").count():
        visits.weigh_all(page)
    visits.consent(page, visit)
    visits.examine(page, visit, 5)
    visits.in_and_out(page, visit, "right achilles-tendon", technique="tendon-fenestration", guidance="ultrasound")
    _beside(page, visit, "stretching", "yes", what="Calf stretch on a step, 3 × 30 s", where="Right calf")
    _beside(
        page, visit, "injection", "no", what="Methylprednisolone 40 mg", where="Right Achilles tendon",
        on="2026-03-02", by_whom="Dr Walsh, sports clinic",
    )  # fmt: skip
    _close(page, visit, 1)
    note = _signed(clinic, visit)
    (needle,) = note["insertions"]
    assert (needle["structure"], needle["guidance"]) == ("achilles-tendon", "ultrasound")
    facts = ("Calf stretch on a step", "Methylprednisolone 40 mg", "Right Achilles tendon", "Walsh")
    assert [fact for fact in (*facts, "2026-03-02") if fact not in str(note)] == []
    _on_paper(page, visit, *facts, "Achilles tendon", "ltrasound", "2 March 2026")


def test_given_a_plantar_fascia_by_landmark_and_an_injection_nobody_can_date_then_the_words_are_kept(
    clinic: Clinic,
) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Heel pain on the first steps")
    page = clinic.window()
    visits.verdict(page, visit, ["left plantar fascia"], ["Ankle, heel or foot"])
    if page.locator("#weigh").count():
        visits.weigh_all(page)
    visits.consent(page, visit)
    visits.examine(page, visit, 7)
    visits.in_and_out(page, visit, "left plantar-fascia", guidance="landmark")
    _beside(
        page, visit, "injection", "no", what="Steroid, name not known", where="Left heel",
        when_text="not known, before summer", by_whom="not known",
    )  # fmt: skip
    _close(page, visit, 1)
    note = _signed(clinic, visit)
    (needle,) = note["insertions"]
    assert (needle["structure"], needle["guidance"]) == ("plantar-fascia", "landmark")
    assert "not known, before summer" in str(note)
    _on_paper(page, visit, "Plantar fascia", "andmark", "Steroid, name not known", "not known, before summer")
