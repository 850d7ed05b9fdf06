"""What stories do at each step of a visit, with the page's own controls."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from playwright.sync_api import Locator, Page, expect

from tests.browser.answers import answer as answer_to
from tests.browser.case_history import answer
from tests.browser.clinic import accessible

PATIENT = "Nóra Murphy"


def plan(page: Page, visit: UUID, sites: list[str], complaint: list[str]) -> None:
    """Open the visit, name the sites and the complaint, go on to the questions."""
    page.goto(f"/visits/{visit}/case-history/")
    for number, site in enumerate(sites):
        page.fill(f"#site-{number}", site)
    for area in complaint:
        page.get_by_label(area, exact=True).check(force=True)
    press(page, "Show the questions for this")


def screen(page: Page) -> None:
    """Save the case history and arrive at the verdict; new questions that followed are answered with no."""
    accessible(page)
    press(page, "Save and screen")
    accessible(page)


def verdict(page: Page, visit: UUID, sites: list[str], complaint: list[str], **given: Any) -> None:
    """Plan, answer and screen in one breath; ends at the verdict."""
    plan(page, visit, sites, complaint)
    answer_until_judged(page, **given)


def answer_until_judged(page: Page, **given: Any) -> None:
    """Answer what is asked, and what follows from it, until there is a verdict."""
    for _round in range(4):
        answer(page, **{field: value for field, value in given.items() if _asked(page, field)})
        screen(page)
        if page.url.endswith("/screening/"):
            return
    raise AssertionError(f"still asked: {page.url}")


def _asked(page: Page, field: str) -> bool:
    return page.locator(f"[name='q_{field}'], [name^='q_{field}__'], [name^='q_{field}@']").count() > 0


def weigh_all(page: Page, why: str = "technique") -> None:
    """Weigh every precaution and go on."""
    for box in page.locator("[name=items]").all():
        box.check(force=True)
    page.locator(f"[name=reason_code][value={why}]").check(force=True) if page.locator(
        "input[name=reason_code]"
    ).count() else page.select_option("[name=reason_code]", why)
    press(page, "Record the decision")


def press(page: Page | Locator, button: str) -> None:
    """Press a button that sends a form, and wait for the page that answers."""
    window = page if isinstance(page, Page) else page.page
    with answer_to(window, button):
        page.get_by_role("button", name=button, exact=True).click()


def go(page: Page, visit: UUID, step: str) -> None:
    """Open a step of the visit."""
    found = page.goto(f"/visits/{visit}/{step}/")
    assert found is not None
    assert found.status == 200, f"{page.url}: {found.status}"


def choose(page: Page | Locator, name: str, value: str) -> None:
    """Take one of the buttons, boxes or lines of the field `name`."""
    page.locator(f"input[name='{name}'][value='{value}']").check(force=True)


def consent(page: Page, visit: UUID, name: str = PATIENT) -> None:
    """Explain everything, ask, and record a written consent of the patient."""
    go(page, visit, "consent")
    accessible(page)
    form = page.locator("#record form")
    choose(form, "kind", "given")
    form.locator("[name=everything]").check(force=True)
    for tick in form.locator("[name^=tick_]").all():
        tick.check(force=True)
    for region in form.locator("[name=regions]").all():
        region.check(force=True)
    for field, value in (("by", "patient"), ("capacity", "yes"), ("interpreter", "not-needed"), ("form", "written")):
        choose(form, field, value)
    form.locator("[name=signed_name]").fill(name)
    choose(form, "copy_given", "yes")
    press(form, "Record the answer")
    expect(page.get_by_text("Consent recorded.")).to_be_visible()


def examine(page: Page, visit: UUID, pain: int, *, painkiller: str = "", hours: int | None = None,
            zones: tuple[tuple[str, str, int], ...] = (), muscle: str = "",
            motions: tuple[tuple[str, str, int], ...] = (), after: bool = False) -> None:  # fmt: skip
    """Record pain (with the painkiller beside it), zones, one muscle with its signs, motions; before or after."""
    page.goto(f"/visits/{visit}/examination/" + ("?phase=after" if after else ""))
    accessible(page)
    choose(page, "pain_now", str(pain))
    choose(page, "painkiller", "yes" if painkiller else "no")
    if painkiller:
        page.fill("[name=painkiller_what]", painkiller)
        page.fill("[name=painkiller_hours]", "" if hours is None else str(hours))
    if zones:
        in_words(page)
    for at, (zone, side, intensity) in enumerate(zones):
        page.fill(f"[name=zones-{at}-zone]", zone)
        page.select_option(f"[name=zones-{at}-side]", side)
        page.select_option(f"[name=zones-{at}-intensity]", str(intensity))
    if muscle:
        page.fill("[name=findings-0-structure]", muscle)
        for sign in ("taut_band", "tender_spot", "referred_pain", "recognised"):
            choose(page, f"findings-0-{sign}", "yes")
    for at, (movement, side, degrees) in enumerate(motions):
        page.select_option(f"[name=motions-{at}-movement]", movement)
        page.select_option(f"[name=motions-{at}-side]", side)
        page.fill(f"[name=motions-{at}-degrees]", str(degrees))
    press(page, "Save the examination")
    expect(page.get_by_text("Examination saved.")).to_be_visible()


def in_words(page: Page) -> None:
    """Open the list of zones, which folds where the chart does the same."""
    page.wait_for_load_state("load")  # by then the scripts have folded it
    if page.locator("#zone-rows:not([open])").count():
        page.locator("#zone-rows > summary").click()


def unfold(page: Page, card: str = "#next-needle") -> Locator:
    """Open a card that is folded; one that is open stays so."""
    found = page.locator(card)
    if found.locator("> details:not([open])").count():
        found.locator("> details > summary").click()
    return found


def describe(page: Page, site: str, *, technique: str = "deep-static", guidance: str = "landmark", **more: str) -> None:
    """Fill in the next needle: `site` as stored ("left trapezius-upper"); `more` by the field's name."""
    form = unfold(page)
    choose(form, "where", site)
    form.locator("[name=technique]").select_option(technique)
    choose(form, "guidance", guidance)
    for summary in form.locator("form > details > summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    for field, value in more.items():
        form.locator(f"[name={field}]:visible").fill(value)


def place(page: Page, visit: UUID, site: str, *, minutes_ago: int = 0, **more: str) -> None:
    """Place a needle; `minutes_ago` as a device sends it that had no connection meanwhile."""
    go(page, visit, "needles")
    describe(page, site, **more)
    if minutes_ago:
        from filiform.foundation.tenancy.clock import now

        moment = (now() - timedelta(minutes=minutes_ago)).isoformat(timespec="seconds")
        page.locator("#next-needle [name=at]").evaluate("(field, text) => { field.value = text }", moment)
    press(page, "It is in: start the clock")
    expect(page.get_by_text("Recorded: the needle is in.")).to_be_visible()


def in_and_out(page: Page, visit: UUID, site: str, **more: str) -> None:
    """Record a needle that went in and came out again."""
    go(page, visit, "needles")
    describe(page, site, **more)
    press(page, "In and out: record")
    expect(page.get_by_text("Recorded: in and out.")).to_be_visible()


def twitch(page: Page, number: int) -> None:
    """One twitch more at a needle."""
    press(page, f"Twitch + 1 at needle {number}")
    expect(page.get_by_text("One twitch more.")).to_be_visible()


def remove(page: Page, number: int) -> None:
    """Take a needle out."""
    press(page, f"Needle {number} is out")
    expect(page.get_by_text("Recorded: the needle is out.")).to_be_visible()


def count(page: Page, visit: UUID, counted: int) -> None:
    """Count the needles by hand and close the count."""
    go(page, visit, "count")
    accessible(page)
    page.fill("[name=counted]", str(counted))
    press(page, "Close the count")
    expect(page.get_by_text("The count is closed: all needles are out.")).to_be_visible()


def incident(page: Page, visit: UUID) -> None:
    """Record every step of the visit's incident."""
    go(page, visit, "count")
    page.locator("#steps a").first.click()
    page.wait_for_url("**/incidents/**")
    for _step in range(12):
        accessible(page)
        waiting = page.locator("main form").filter(has=page.locator("[name=note]"))
        if not waiting.count():
            return
        waiting.first.locator("[name=note]").fill("Done at once; the patient is well.")
        press(waiting.first, "Record this step")
    raise AssertionError("the steps of the incident do not end")


def leave(page: Page, visit: UUID) -> None:
    """The patient leaves."""
    go(page, visit, "count")
    press(page, "The patient leaves")
    expect(page.get_by_text("The patient has left.")).to_be_visible()
    accessible(page)


def advise(page: Page, visit: UUID) -> None:
    """Talk the advice through and hand out the sheet."""
    go(page, visit, "aftercare")
    accessible(page)
    choose(page, "copy", "printed")
    press(page, "Advice given")
    page.wait_for_url("**/sign/")


def without(page: Page, visit: UUID, reason: str, instead: str) -> None:
    """Record that there are no needles today, why, and what was done instead."""
    go(page, visit, "needles")
    page.locator("#without > summary").click() if page.locator("#without:not([open])").count() else None
    choose(page.locator("#without"), "reason", reason)
    page.locator("#without [name=instead]").fill(instead)
    press(page, "No needles today")
    expect(page.get_by_text("Recorded: no needles today.")).to_be_visible()


def sign(page: Page, visit: UUID) -> None:
    """Sign the note."""
    go(page, visit, "sign")
    accessible(page)
    press(page, "Sign the note")
    expect(page.get_by_text("Signed. The note is locked.")).to_be_visible()
    accessible(page)
    papers(page, visit)


def close(page: Page, visit: UUID, counted: int) -> None:
    """Count, leave, advise and sign by the same forms, sent at once: for stories that are about what came before.

    The server, its rules and the papers are the real ones; what these pages look like, other stories see.
    """
    _send(page, visit, "count", do="count", event=str(uuid4()), counted=str(counted))
    _send(page, visit, "count", do="leave")
    advice = page.request.get(f"/visits/{visit}/aftercare/").text()
    _send(page, visit, "aftercare", copy="printed", codes=re.findall('name="codes" value="([^"]+)"', advice))
    assert "Signed. The note is locked." in _send(page, visit, "sign", do="sign")
    papers(page, visit)


def _send(page: Page, visit: UUID, step: str, **fields: str | list[str]) -> str:
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    sent = urlencode({"csrfmiddlewaretoken": token, "_key": str(uuid4()), **fields}, doseq=True)
    headers = {"Referer": page.url, "Content-Type": "application/x-www-form-urlencoded"}
    answer = page.request.post(f"/visits/{visit}/{step}/", data=sent, headers=headers)
    assert answer.ok, f"{step}: {answer.status}"
    return answer.text()


def papers(page: Page, visit: UUID) -> None:
    """The note and the patient's sheet come as PDF."""
    for paper in ("note.pdf", "sheet.pdf"):
        found = page.request.get(f"/visits/{visit}/{paper}")
        assert found.status == 200, f"{paper}: {found.status}"
        assert found.headers["content-type"] == "application/pdf"
        assert found.body().startswith(b"%PDF")
