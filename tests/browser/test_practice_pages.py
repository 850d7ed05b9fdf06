"""An owner's pages open at both widths and in both themes, axe finds no fault, and a member is added by the form."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.clinic import DESK, PHONE, Clinic, accessible
from tests.browser.seeing import complains


@pytest.mark.parametrize(("screen", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_the_owner_s_pages_are_accessible(clinic: Clinic, screen: dict[str, int], scheme: str) -> None:
    from tests.foundation.office.stage import membership

    member = membership(clinic.practice, "practitioner").id
    page = clinic.window("owner", screen=screen, color_scheme=scheme)
    for address in (
        "/practice/", "/practice/edit/", "/practice/people/", "/practice/people/new/", f"/practice/people/{member}/",
        f"/practice/people/{member}/end/", f"/practice/people/{member}/link/", "/practice/places/",
        f"/practice/places/{clinic.practice.site}/", "/help/",
    ):  # fmt: skip
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is too wide"


def test_given_no_address_when_adding_a_member_then_it_is_told_there_and_nothing_is_lost(clinic: Clinic) -> None:
    page = clinic.window("owner")
    page.goto("/practice/people/")
    page.get_by_role("link", name="Add a member").click()
    page.fill("#id_name", "Aoife Byrne")
    page.fill("#id_display_name", "Aoife Byrne, MISCP")
    page.get_by_label("Practitioner: treats and signs").check(force=True)
    page.get_by_role("button", name="Add and send the letter").click()
    complains(page, "#id_email", "Write the address they will log in with.")
    expect(page.locator("#id_name")).to_have_value("Aoife Byrne")
    expect(page.get_by_label("Practitioner: treats and signs")).to_be_checked()
    page.fill("#id_email", f"aoife-{clinic.practice.id}@example.org")
    page.get_by_role("button", name="Add and send the letter").click()
    expect(page.get_by_text("Added. A letter is on its way to the address.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Aoife Byrne, MISCP")).to_be_visible()
