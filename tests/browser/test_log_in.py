"""Logging in by the real forms: second factor, recovery codes, passkeys; nothing that a page does is blocked."""

from __future__ import annotations

import time
from uuid import UUID

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.clinic import DESK, PATIENCE, Clinic, accessible
from tests.support.practice import PASSWORD


def _with_password(clinic: Clinic, role: str) -> str:
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(id=clinic.practice.users[role])
    user.set_password(PASSWORD)
    user.save()
    return clinic.practice.emails[role]


def _window(clinic: Clinic) -> Page:
    """A window with nobody logged in, at a name that passkeys can belong to; its console is heard."""
    context = clinic.browser.new_context(viewport=DESK, base_url=clinic.address.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(PATIENCE)
    clinic.contexts.append(context)
    page = context.new_page()
    page.on("console", lambda message: clinic._heard(message.type, message.text))
    page.on("pageerror", lambda error: clinic.faults.append(f"script: {error}"))
    return page


def _log_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.goto("/practice/")
    page.fill("[name=login]", address)
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Log in", exact=True).click()


def _in_the_practice(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="Test practice")).to_be_visible()
    accessible(page)


def _confirm(page: Page) -> None:
    """Confirm who one is, as asked before a change of factors."""
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    accessible(page)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def _code(secret: str) -> str:
    """The code of an authenticator app for now (RFC 6238: SHA-1, six digits, thirty seconds)."""
    import base64
    import hashlib
    import hmac

    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, (int(time.time()) // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def _acts(clinic: Clinic, user: UUID) -> list[tuple[str, str]]:
    from filiform.foundation.audit.models import AuditEntry

    with clinic.practice.as_role("auditor"):
        rows = AuditEntry.objects.filter(object_id=user, what="accounts.user").order_by("seq")
        return list(rows.values_list("act", "why"))


def _with_app(clinic: Clinic, page: Page, address: str) -> tuple[str, list[str]]:
    """Log in and turn on an authenticator app; returns its secret and the recovery codes."""
    _log_in(page, address)
    _in_the_practice(page)
    page.goto("/account/2fa/totp/activate/")
    _confirm(page)
    expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()
    accessible(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.fill("[name=code]", "000000" if _code(secret) != "000000" else "111111")
    page.get_by_role("button", name="Use this app").click()
    _is_wrong(page)
    page.fill("[name=code]", _code(secret))
    page.get_by_role("button", name="Use this app").click()
    page.goto("/account/2fa/recovery-codes/")
    accessible(page)
    codes = page.get_by_role("list", name="Codes that are left").inner_text().split()
    assert len(codes) == 10
    return secret, codes


def _log_out(page: Page) -> None:
    page.goto("/account/logout/")
    accessible(page)
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    page.wait_for_url(lambda url: not url.endswith("/logout/"))


def _second_factor(page: Page, address: str, code: str) -> None:
    """Log in by password, and give a code at the page that asks for one."""
    page.context.clear_cookies()
    _log_in(page, address)
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Log in", exact=True).click()


def _is_wrong(page: Page) -> None:
    expect(page.get_by_text("This code is not right.").first).to_be_visible()


def test_given_an_authenticator_app_when_logging_in_then_its_code_is_asked(clinic: Clinic) -> None:
    address = _with_password(clinic, "practitioner")
    page = _window(clinic)
    secret, codes = _with_app(clinic, page, address)
    _log_out(page)
    _log_in(page, address)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    accessible(page)
    # The password alone opens nothing.
    assert page.request.get("/practice/").url.startswith(page.url.split("/account/")[0] + "/account/")
    page.fill("[name=code]", "000000" if _code(secret) != "000000" else "111111")
    page.get_by_role("button", name="Log in", exact=True).click()
    _is_wrong(page)
    good = _code(secret)
    page.fill("[name=code]", good)
    page.get_by_role("button", name="Log in", exact=True).click()
    _in_the_practice(page)
    told = _acts(clinic, clinic.practice.users["practitioner"])
    assert ("log-in-failed", "second-factor") in told
    assert told[-1] == ("log-in", "password,totp")
    _second_factor(page, address, good)  # each code is good for one log-in only
    _is_wrong(page)
    _second_factor(page, address, codes[0])
    _in_the_practice(page)
    _second_factor(page, address, codes[0])
    _is_wrong(page)
    _second_factor(page, address, codes[1])
    _in_the_practice(page)


@pytest.fixture
def page_with_key(clinic: Clinic) -> tuple[Page, CDPSession]:
    """A window on a device that has a fingerprint reader."""
    page = _window(clinic)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page, device


def test_given_a_passkey_when_logging_in_then_no_password_is_asked(
    clinic: Clinic, page_with_key: tuple[Page, CDPSession]
) -> None:
    page, _device = page_with_key
    _log_in(page, _with_password(clinic, "practitioner"))
    _in_the_practice(page)
    page.goto("/account/2fa/webauthn/add/")
    _confirm(page)
    expect(page.locator("[name=name]")).to_be_visible()
    page.wait_for_load_state("networkidle")  # the key is asked by a script
    accessible(page)
    page.fill("[name=name]", "This tablet")
    page.get_by_label("Log in with this key alone").check(force=True)
    page.get_by_role("button", name="Add this key").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_role("rowheader", name="This tablet passkey")).to_be_visible()
    accessible(page)
    _log_out(page)
    page.goto("/account/login/?next=/practice/")
    accessible(page)
    page.get_by_role("button", name="Log in with a passkey").click()
    _in_the_practice(page)
    told = _acts(clinic, clinic.practice.users["practitioner"])
    assert ("second-factor-added", "webauthn") in told
    assert told[-1] == ("log-in", "webauthn")


def test_given_no_key_that_works_when_one_is_asked_then_the_page_says_why(
    clinic: Clinic, page_with_key: tuple[Page, CDPSession]
) -> None:
    page, _device = page_with_key
    page.goto(f"{clinic.address}/account/login/?next=/help/")  # the address in numbers
    press = page.get_by_role("button", name="Log in with a passkey")
    press.click()
    expect(page.get_by_role("alert")).to_contain_text("the address of this page is a number")
    accessible(page)
    page.get_by_role("link", name="Open it by its name").click()
    page.wait_for_url("http://localhost:*/account/login/?next=/help/")
    press.click()
    expect(page.get_by_role("alert")).to_contain_text("No key answered")


def test_given_another_browser_when_its_session_is_ended_then_it_is_out(clinic: Clinic) -> None:
    address = _with_password(clinic, "practitioner")
    here, there = _window(clinic), _window(clinic)
    for page in (here, there):
        _log_in(page, address)
        _in_the_practice(page)
    here.goto("/account/sessions/")
    expect(here.get_by_role("rowheader")).to_have_count(2)
    accessible(here)
    here.get_by_role("button", name="End all other sessions").click()
    expect(here.get_by_role("rowheader")).to_have_count(1)
    there.goto("/practice/")
    expect(there.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    here.goto("/practice/")
    _in_the_practice(here)


def test_given_five_wrong_passwords_when_the_right_one_comes_then_the_page_says_why_it_waits(clinic: Clinic) -> None:
    address = _with_password(clinic, "receptionist")
    page, elsewhere = _window(clinic), _window(clinic)
    for _try in range(5):
        _log_in(page, address, "not the password at all")
        expect(page.locator(".error-summary")).to_contain_text("The address or the password is not right.")
    accessible(page)
    for other in (page, elsewhere):
        _log_in(other, address)
        expect(other.locator(".error-summary")).to_contain_text("Wait five minutes")
        accessible(other)


def test_given_nobody_logged_in_when_signing_up_then_it_is_closed(clinic: Clinic) -> None:
    page = _window(clinic)
    page.goto("/account/signup/")
    expect(page.get_by_role("heading", name="Log-ins are made by the practice")).to_be_visible()
    accessible(page)
