"""The case history on a phone: lists are named in sentences, few taps, short, and nothing is denied unseen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible

#: Pixels of the page with the questions, and taps from an empty page to the verdict; the needles go in over the lungs.
LENGTH, TAPS = 5_800, 28
STILL = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_given_a_healthy_new_patient_when_nothing_applies_then_few_taps_lead_to_the_verdict(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Neck")
    page = clinic.window(screen=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/visits/{visit}/case-history/")
    expect(page.locator("#site-1")).to_be_hidden()
    page.fill("#site-0", "left upper trapezius")
    taps = [
        page.get_by_label("Neck", exact=True),
        page.get_by_label("Nowhere else"),
        page.locator("[name=q_electrical_stimulation][value=no]"),
    ]
    for one in taps:
        _tap(one)
    visits.press(page, "Show the questions for this")
    accessible(page)
    assert _height(page) < LENGTH
    expect(page.locator("#site-0")).to_be_hidden()
    sentence = page.locator("#at-q_conditions__1__none")
    expect(sentence).to_contain_text("Heart failure")
    expect(sentence.locator("[value=heart-failure]")).to_be_hidden()
    answers = [*page.locator(".asked-block input[value=none]:visible").all(), *_no(page)]
    for one in answers:
        _tap(one)
    page.fill("[name=q_bmi]", "24")
    expect(page.get_by_text("All that matters here has been asked.")).to_be_visible()
    expect(page.locator("[data-left-next]")).to_be_hidden()
    accessible(page)
    assert len(taps) + len(answers) + 2 <= TAPS
    visits.press(page, "Save and screen")
    page.wait_for_url("**/screening/")
    expect(page.locator(".verdict--clear")).to_be_visible()


def test_given_something_applies_then_its_block_opens_and_only_what_was_named_is_denied(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Neck")
    page = clinic.window(screen=PHONE, has_touch=True, is_mobile=True)
    visits.plan(page, visit, ["left upper trapezius"], ["Neck"])
    left = _left(page)
    block = page.locator("#at-q_conditions__1__none")
    heart = block.locator("[value=heart-failure]")
    _tap(block.get_by_label("Some apply"))
    expect(heart).to_be_visible()
    assert _left(page) == left, "opened is not answered"
    _tap(heart)
    none = block.get_by_label("None of the others")
    none.evaluate("one => one.scrollIntoView({ block: 'center' })")
    where = _top(none)
    _tap(none)
    page.evaluate(STILL)
    assert abs(_top(none) - where) < 12, "the answer stays under the finger"
    expect(heart).to_be_visible()
    expect(block.locator("[value=lung-disease]")).to_be_hidden()
    assert _left(page) == left - 1
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], "nothing stands out at the side"
    page.locator("[data-left-next]").click()
    expect(page.locator(":target")).to_be_in_viewport()
    visits.press(page, "Save and screen")
    _then_only_what_was_named_is_denied(clinic, visit)
    page.goto(f"/visits/{visit}/case-history/")
    expect(heart).to_be_checked()
    expect(none).to_be_checked()
    accessible(page)


def _then_only_what_was_named_is_denied(clinic: Clinic, visit: object) -> None:
    from filiform.journey.screening.models import CaseHistory

    with clinic.practice.as_role():
        said = CaseHistory.objects.filter(visit_id=visit).latest("recorded_at").answers["conditions"]["value"]
    assert said["present"] == ["heart-failure"]
    assert "lung-disease" in said["absent"]
    assert "haemophilia" not in said["absent"], "a block that was not answered denies nothing"
    assert said["complete"] is False


def _tap(control: Locator) -> None:
    control.locator("xpath=ancestor::label").tap()
    expect(control).to_be_checked()


def _no(page: Page) -> list[Locator]:
    """The answers of a healthy person to the single questions that stand open."""
    never = page.locator("[name=q_previous_dry_needling][value=never]")
    return [*page.locator(".asked-one input[type=radio][value=no]:visible").all(), *never.all()]


def _left(page: Page) -> int:
    return int(page.locator("[data-left-next] [data-left-count]").inner_text().split()[0])


def _height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def _top(control: Locator) -> float:
    box = control.locator("xpath=ancestor::label").bounding_box()
    assert box is not None
    return box["y"]
