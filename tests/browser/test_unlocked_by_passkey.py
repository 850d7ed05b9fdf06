"""The locked screen opens by a passkey of the one who is logged in."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.clinic import Clinic, accessible
from tests.browser.test_locked_screen import is_locked
from tests.browser.test_session_ended_while_typing import _log_in as log_in
from tests.support.practice import PASSWORD


def test_given_a_passkey_when_locked_then_it_opens_where_one_was(clinic: Clinic) -> None:
    # A passkey belongs to a name, and an address in numbers is none.
    clinic.address = clinic.address.replace("127.0.0.1", "localhost")
    page = clinic.stranger()
    page.goto("/account/login/?next=/help/")
    log_in(page, clinic, "practitioner")
    page.wait_for_url("**/help/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                     "isUserVerified": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip
    page.set_default_timeout(10_000)
    page.goto("/account/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/**")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("recovery|webauthn/$|2fa/$"))
    page.goto("/patients/")
    page.get_by_role("button", name="Lock", exact=True).click()
    is_locked(page)
    accessible(page)
    page.get_by_role("button", name="Unlock with a passkey").click()
    expect(page).to_have_url(re.compile("/patients/$"))
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()
