"""A session that is locked or ends in the middle of typing costs nothing: say who you are, and the text is there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible
from tests.support.practice import PASSWORD


def _let_sit(page: Page) -> None:
    """The browser's session was last seen sixteen minutes ago."""
    from django.contrib.sessions.backends.db import SessionStore

    from filiform.foundation.gate.limits import SEEN
    from filiform.foundation.tenancy.clock import now

    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    session = SessionStore(session_key=key)
    session[SEEN] = int((now() - timedelta(minutes=16)).timestamp())
    session.save()


def _log_in(page: Page, clinic: Clinic, role: str) -> None:
    """Log in by the form that the page shows."""
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(id=clinic.practice.users[role])
    user.set_password(PASSWORD)
    user.save()
    accessible(page)
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


@pytest.fixture
def visit(clinic: Clinic) -> UUID:
    return clinic.practice.make_visit(clinic.practice.make_patient())


def test_given_an_idle_session_when_the_case_history_is_sent_then_it_waits_behind_the_lock(
    clinic: Clinic, visit: UUID
) -> None:
    page = clinic.window()
    visits.plan(page, visit, ["left infraspinatus"], ["Shoulder"])
    page.fill("[name=q_medications__words]", "warfarin 3 mg\nramipril")
    _let_sit(page)
    page.get_by_role("button", name="Save and screen").click()
    expect(page).to_have_url(f"{clinic.address}/lock/?next=%2Fvisits%2F{visit}%2Fcase-history%2F")
    page.get_by_role("button", name="Log out").click()
    page.goto(f"/visits/{visit}/case-history/")
    _log_in(page, clinic, "practitioner")
    expect(page).to_have_url(f"{clinic.address}/visits/{visit}/case-history/")
    expect(page.get_by_text("What you typed is back")).to_be_visible()
    expect(page.locator("[name=q_medications__words]")).to_have_value("warfarin 3 mg\nramipril")
    expect(page.locator("#site-0")).to_have_value("left Infraspinatus")
    accessible(page)
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text("What you typed is back")).to_have_count(0)
    expect(page.locator("[name=q_medications__words]")).to_have_value("")


def test_given_an_idle_session_when_the_draft_saves_itself_then_the_text_is_there_after_log_in(
    clinic: Clinic, visit: UUID
) -> None:
    patient = clinic.practice.make_patient(given_name="Ailbhe")
    page = clinic.window("receptionist")
    page.goto(f"/patients/{patient}/plan/")
    _let_sit(page)
    with page.expect_response(lambda answer: answer.url.endswith("/drafts/")) as sent:
        page.get_by_label("What brings the patient").fill("Pain between the shoulder blades")
    assert sent.value.status == 302
    page.reload()
    page.get_by_role("button", name="Log out").click()
    page.goto(f"/patients/{patient}/plan/")
    _log_in(page, clinic, "receptionist")
    expect(page).to_have_url(f"{clinic.address}/patients/{patient}/plan/")
    expect(page.get_by_label("What brings the patient")).to_have_value("Pain between the shoulder blades")


def test_given_a_log_out_in_another_window_when_the_form_is_sent_then_it_is_told_and_kept(
    clinic: Clinic, visit: UUID
) -> None:
    page = clinic.window()
    visits.plan(page, visit, ["left infraspinatus"], ["Shoulder"])
    page.fill("[name=q_medications__words]", "apixaban")
    other = page.context.new_page()
    other.goto("/account/logout/")
    accessible(other)
    other.locator("main").get_by_role("button", name="Log out").click()
    other.close()
    page.get_by_role("button", name="Save and screen").click()
    page.wait_for_load_state()
    accessible(page)
    page.goto(f"/visits/{visit}/case-history/")
    _log_in(page, clinic, "practitioner")
    expect(page).to_have_url(f"{clinic.address}/visits/{visit}/case-history/")
    expect(page.locator("[name=q_medications__words]")).to_have_value("apixaban")
