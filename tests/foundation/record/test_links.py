"""Linking duplicates: both sides show it, it can be undone, and nothing else changes."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from filiform.foundation.record.actions.links import link_patients, unlink_patients
from filiform.foundation.record.finding import find_patients
from filiform.foundation.record.models import PatientDetails, PatientLink
from filiform.foundation.tenancy.refusal import Missing, Refused
from tests.support.practice import PracticeKit


@pytest.fixture
def pair(practice: PracticeKit) -> tuple[UUID, UUID]:
    """Two entries of one person."""
    return practice.make_patient(), practice.make_patient(given_name="Norah")


def link(practice: PracticeKit, kept: UUID, duplicate: UUID) -> None:
    with practice.as_role("receptionist"):
        link_patients(kept=kept, duplicate=duplicate, reason="same person")


def test_linked_entries_are_found_as_one(practice: PracticeKit, pair: tuple[UUID, UUID]) -> None:
    kept, duplicate = pair
    link(practice, kept, duplicate)
    with practice.as_role():
        for typed in ("murphy", "norah"):
            assert [(one.id, one.linked) for one in find_patients(typed).found] == [(kept, (2,))]
    with practice.as_role("receptionist"):
        unlink_patients(kept=kept, duplicate=duplicate, reason="two sisters")
    with practice.as_role():
        assert [(one.id, one.linked) for one in find_patients("murphy").found] == [(kept, ()), (duplicate, ())]
        assert PatientLink.objects.count() == 2
        assert PatientDetails.objects.count() == 2


def test_linked_again_after_an_undo(practice: PracticeKit, pair: tuple[UUID, UUID]) -> None:
    kept, duplicate = pair
    link(practice, kept, duplicate)
    with practice.as_role("receptionist"):
        unlink_patients(kept=kept, duplicate=duplicate, reason="slip")
    link(practice, duplicate, kept)
    with practice.as_role():
        assert [one.id for one in find_patients("murphy").found] == [duplicate]


def test_what_cannot_be_linked(practice: PracticeKit, other_practice: PracticeKit, pair: tuple[UUID, UUID]) -> None:
    kept, duplicate = pair
    third, stranger = practice.make_patient(), other_practice.make_patient()
    link(practice, kept, duplicate)
    for one, other, code in (
        (kept, kept, "same-entry"),
        (kept, duplicate, "linked-already"),
        (duplicate, kept, "linked-already"),
        (third, duplicate, "linked-elsewhere"),
        (duplicate, third, "kept-is-duplicate"),
        (third, kept, "duplicate-is-kept"),
    ):
        with pytest.raises(Refused, match=code):
            link(practice, one, other)
    with pytest.raises(Missing):
        link(practice, kept, stranger)
    with pytest.raises(Refused, match="not-linked"), practice.as_role():
        unlink_patients(kept=kept, duplicate=third, reason="x")


@pytest.mark.parametrize(
    "statement", ["UPDATE record_patientlink SET linked = false", "DELETE FROM record_patientlink"]
)
def test_a_link_is_never_changed(practice: PracticeKit, pair: tuple[UUID, UUID], statement: str) -> None:
    link(practice, *pair)
    with pytest.raises(DatabaseError), practice.as_role(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_link_and_undo_by_the_page(practice: PracticeKit, pair: tuple[UUID, UUID]) -> None:
    kept, duplicate = pair
    desk = practice.client_for("receptionist")
    page = f"/patients/{duplicate}/link/"
    found = unescape(desk.post(page, {"do": "find", "q": "nora mur"}).content.decode())
    assert str(kept) in found
    assert desk.post(page, {"do": "link", "q": "nora"}).status_code == 422
    sent = {"do": "link", "other": str(kept), "keep": "other", "reason": "asked her"}
    assert desk.post(page, sent).status_code == 302
    for here, other in ((kept, 2), (duplicate, 1)):
        assert f"no. {other}" in desk.get(f"/patients/{here}/details/").content.decode()
    undo = {"do": "unlink", "kept": str(kept), "duplicate": str(duplicate)}
    assert desk.post(page, undo).status_code == 422
    assert desk.post(page, {**undo, "reason": "two people"}).status_code == 302
    assert "no. 1" not in desk.get(f"/patients/{duplicate}/details/").content.decode()


def test_a_link_named_by_another_page_is_left_alone(practice: PracticeKit, pair: tuple[UUID, UUID]) -> None:
    kept, duplicate = pair
    third = practice.make_patient()
    link(practice, kept, duplicate)
    undo = {"do": "unlink", "kept": str(kept), "duplicate": str(duplicate), "reason": "x"}
    assert practice.client_for("receptionist").post(f"/patients/{third}/link/", undo).status_code == 422
    with practice.as_role():
        assert PatientLink.objects.count() == 1


def test_entries_that_look_alike_are_offered_until_they_are_linked(
    practice: PracticeKit, pair: tuple[UUID, UUID]
) -> None:
    kept, duplicate = pair
    practice.make_patient(family_name="Kelly", phone="", birth_date=date(1971, 1, 2))
    client = practice.client_for("receptionist")
    assert [one.id for one in client.get(f"/patients/{duplicate}/link/").context["found"]] == [kept]
    link(practice, kept, duplicate)
    assert client.get(f"/patients/{duplicate}/link/").context["found"] == []
