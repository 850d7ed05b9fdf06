"""A crash shows a reference and no trace and keeps what was typed; wrong addresses and roles get honest pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.clinic import Clinic, accessible
from tests.browser.seeing import opens


@contextmanager
def _database_refuses(table: str) -> Iterator[None]:
    """The application may not read this table while the block runs."""
    import psycopg

    from filiform.project.database import ensure

    reach = ensure(Path(os.environ["FILIFORM_DATA"]), throwaway=True)
    with psycopg.connect(**reach.psycopg("owner", os.environ["FILIFORM_DATABASE"]), autocommit=True) as owner:
        owner.execute(f"REVOKE SELECT, INSERT ON {table} FROM filiform_app")
        try:
            yield
        finally:
            owner.execute(f"GRANT SELECT, INSERT ON {table} TO filiform_app")


def test_given_a_crash_when_saving_then_a_reference_is_shown_and_the_text_is_there(clinic: Clinic) -> None:
    patient = clinic.practice.make_patient()
    page = clinic.window("receptionist")
    page.goto(f"/patients/{patient}/plan/")
    page.get_by_label("What brings the patient").fill("Calf pain after a run")
    with _database_refuses("record_visit"):
        page.get_by_role("button", name="Put on the list").click()
        expect(page.get_by_role("heading", name="Something broke on our side")).to_be_visible()
        reference = page.locator(".fault__reference").inner_text()
        assert re.fullmatch(r"[0-9a-f-]{36}|[2-9A-Z]{4}-[2-9A-Z]{4}", reference)
        for leak in ("Traceback", "psycopg", "record_visit", "permission denied", "/src/", "Calf pain"):
            assert leak not in page.content()
        accessible(page)
    page.goto(f"/patients/{patient}/plan/")
    expect(page.get_by_label("What brings the patient")).to_have_value("Calf pain after a run")
    page.get_by_role("button", name="Put on the list").click()
    expect(page.get_by_text("The visit is on the list.")).to_be_visible()


@pytest.mark.parametrize(
    "address",
    [
        "/no-such-page/",
        "/patients/018f0000-0000-7000-8000-000000000001/",
        "/visits/018f0000-0000-7000-8000-000000000002/sign/",
    ],
)
def test_given_an_address_that_leads_nowhere_then_an_honest_page_says_so(clinic: Clinic, address: str) -> None:
    page = clinic.window()
    opens(page, address, 404)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("start|today", re.I)).first).to_be_visible()


def test_given_an_unknown_step_then_it_is_said(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window()
    opens(page, f"/visits/{visit}/dreams/", 404)
    expect(page.get_by_text("There is no such step in a visit.")).to_be_visible()


@pytest.mark.parametrize("step", ["case-history", "screening", "consent", "examination", "needles", "count", "sign"])
def test_given_the_desk_when_a_clinical_step_is_typed_by_hand_then_it_stays_shut(clinic: Clinic, step: str) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window("receptionist")
    opens(page, f"/visits/{visit}/{step}/", 403)
    expect(page.get_by_text("Your role in this practice does not open this page.")).to_be_visible()


def test_given_a_form_without_its_token_then_it_is_told_and_kept(clinic: Clinic) -> None:
    patient = clinic.practice.make_patient()
    page = clinic.window("receptionist")
    page.goto(f"/patients/{patient}/plan/")
    page.get_by_label("What brings the patient").fill("Calf pain after a run")
    form = page.locator("form").filter(has=page.get_by_label("What brings the patient"))
    form.locator("[name=csrfmiddlewaretoken]").evaluate("field => field.remove()")
    page.get_by_role("button", name="Put on the list").click()
    expect(page.get_by_role("heading", name="Please send that again")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Open the page again").click()
    expect(page.get_by_label("What brings the patient")).to_have_value("Calf pain after a run")
