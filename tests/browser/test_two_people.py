"""Two people at one record: the second is told who saved what, nothing of either is lost."""

from __future__ import annotations

from uuid import UUID, uuid4

from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible
from tests.browser.seeing import refused
from tests.support.practice import PracticeKit


def colleague(practice: PracticeKit) -> str:
    """A second practitioner joins; returns the role to open windows with."""
    from django.contrib.auth import get_user_model

    from filiform.foundation.accounts.models import Membership
    from filiform.foundation.tenancy.scope import SYSTEM, enter

    with enter(practice=practice.id, actor=SYSTEM, origin="test"):
        user = get_user_model()(email=f"colleague-{uuid4().hex[:12]}@example.org", name="Saoirse Colleague")
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, roles=["practitioner"], display_name="Saoirse Colleague")
    practice.users["colleague"] = user.id
    return "colleague"


def _words_on_record(clinic: Clinic, visit: UUID) -> list[str]:
    from filiform.journey.screening.queries import newest

    with clinic.practice.as_role():
        row = newest(visit)
        assert row is not None
        words: list[str] = row.answers["medications"]["value"]["words"]
        return words


def test_given_two_at_one_case_history_when_the_second_saves_then_it_is_told_and_kept(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    first, second = clinic.window(), clinic.window(colleague(clinic.practice))
    visits.plan(first, visit, ["left infraspinatus"], ["Shoulder"])
    visits.go(second, visit, "case-history")
    visits.answer(first, medications="warfarin 3 mg")
    visits.answer(second, medications="ramipril")
    visits.press(first, "Save and screen")
    assert _words_on_record(clinic, visit) == ["warfarin 3 mg"]

    visits.press(second, "Save and screen")
    told = second.locator("main")
    expect(told).to_contain_text("Practitioner Person")
    accessible(second)
    assert _words_on_record(clinic, visit) == ["warfarin 3 mg"]
    visits.go(second, visit, "case-history")
    expect(second.locator("[name=q_medications__words]")).to_have_value("ramipril")
    expect(second.get_by_text("Practitioner Person saved this page on")).to_be_visible()
    expect(second.get_by_text("Below is your draft from before that.")).to_be_visible()
    accessible(second)


def test_given_two_at_one_patient_when_the_second_saves_then_both_versions_are_shown(clinic: Clinic) -> None:
    patient = clinic.practice.make_patient()
    first, second = clinic.window("receptionist"), clinic.window("owner")
    for page in (first, second):
        page.goto(f"/patients/{patient}/edit/")
    first.fill("#id_phone", "087 765 4321")
    first.fill("#id_reason", "new phone")
    visits.press(first, "Save")
    second.fill("#id_address", "1 Quay Street, Galway")
    second.fill("#id_reason", "moved")
    visits.press(second, "Save")
    expect(second.get_by_text("Receptionist Person saved these details")).to_be_visible()
    expect(second.get_by_role("alert").filter(has_text="new phone")).to_be_visible()
    expect(second.locator("#id_address")).to_have_value("1 Quay Street, Galway")
    accessible(second)
    second.fill("#id_phone", "087 765 4321")
    visits.press(second, "Save")
    expect(second.get_by_text("Saved.", exact=True)).to_be_visible()
    second.goto(f"/patients/{patient}/details/")
    for kept in ("1 Quay Street, Galway", "087 765 4321"):
        expect(second.get_by_text(kept).first).to_be_visible()


def test_given_a_visit_of_another_practitioner_when_signing_then_it_is_refused(clinic: Clinic) -> None:
    visit = clinic.practice.make_visit(clinic.practice.make_patient())
    page = clinic.window()
    visits.verdict(page, visit, ["left tibialis anterior"], ["Leg"])
    if page.locator("#weigh").count():
        visits.weigh_all(page)
    visits.consent(page, visit)
    visits.examine(page, visit, 4)
    visits.without(page, visit, "declined", "Exercises shown")
    visits.advise(page, visit)
    other = clinic.window(colleague(clinic.practice))
    visits.go(other, visit, "sign")
    visits.press(other, "Sign the note")
    expect(refused(other, "not-yours")).to_contain_text("Only the practitioner of this visit signs it.")
    visits.sign(page, visit)
