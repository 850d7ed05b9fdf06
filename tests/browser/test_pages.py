"""The pages of the desk open in both themes and both widths, and axe finds no fault."""

from __future__ import annotations

import pytest

from tests.browser.clinic import DESK, PHONE, Clinic, accessible

PAGES = [
    "/today/",
    "/unsigned/",
    "/patients/",
    "/patients/new/",
    "/practice/stock/",
    "/practice/credentials/",
    "/gallery/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_are_accessible(clinic: Clinic, screen: dict[str, int], scheme: str) -> None:
    clinic.practice.make_visit(clinic.practice.make_patient(), reason="Stiff neck")
    page = clinic.window("practitioner", screen=screen, color_scheme=scheme)
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in (200, 403), address
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is too wide"


def test_log_in_by_the_form(clinic: Clinic) -> None:
    from django.contrib.auth import get_user_model

    from tests.support.practice import PASSWORD

    user = get_user_model().objects.get(id=clinic.practice.users["practitioner"])
    user.set_password(PASSWORD)
    user.save()
    page = clinic.stranger()
    page.goto("/today/")
    accessible(page)
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/today/")
