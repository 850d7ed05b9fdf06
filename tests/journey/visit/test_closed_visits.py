"""A signed visit and a cancelled one take nothing at any step, from any role, by page or in the database."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError
from django.urls import reverse

from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit

STEPS = ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare", "sign")
POSTS = {
    "case-history": {"do": "save", "site": "left tibialis anterior", "q_medications__words": "warfarin"},
    "screening": {"do": "weigh", "items": "aspirin", "reason": "known"},
    "consent": {"do": "withdraw", "why": "no-reason"},
    "examination": {"do": "save", "phase": "before", "pain_now": "3"},
    "needles": {"do": "modality", "kind": "massage", "here": "yes", "what": "calf"},
    "count": {"do": "count", "counted": "0"},
    "aftercare": {"copy": "printed", "note": "walk"},
    "sign": {"do": "sign"},
}


def _rows(practice: PracticeKit, visit: UUID) -> dict[str, int]:
    """How many rows each table holds of this visit."""
    from filiform.foundation.record.models.rows import VisitRow

    found = {}
    with practice.as_role():
        for model in _kinds(VisitRow):
            found[model._meta.label] = model.objects.filter(visit_id=visit).count()
    return found


def _kinds(parent: type) -> list[type]:
    kinds = [one for child in parent.__subclasses__() for one in (child, *_kinds(child))]
    return [one for one in kinds if not one._meta.abstract]  # type: ignore[attr-defined]


def _sign(stage: Stage) -> None:
    from filiform.foundation.record.models import Visit
    from filiform.foundation.record.public import sign

    with stage.practice.as_role():
        sign(visit=Visit.objects.get(id=stage.visit), note={"steps": {}})


def _cancel(stage: Stage) -> None:
    from filiform.foundation.record.models import Visit
    from filiform.foundation.record.public import note_event

    with stage.practice.as_role("receptionist"):
        note_event(visit=Visit.objects.get(id=stage.visit), kind="cancelled")


@pytest.mark.parametrize("close", [_sign, _cancel], ids=["signed", "cancelled"])
def test_a_closed_visit_takes_nothing_at_any_step(practice: PracticeKit, close) -> None:  # type: ignore[no-untyped-def]
    stage = ready_stage(practice)
    close(stage)
    before = _rows(practice, stage.visit)
    client = practice.client_for()
    for code in STEPS:
        answer = client.post(reverse("visit-step", args=[stage.visit, code]), POSTS[code] | {"_key": uuid4().hex})
        assert answer.status_code in (409, 422), f"{code}: {answer.status_code}"
    assert _rows(practice, stage.visit) == before


def test_the_steps_of_a_signed_visit_show_and_offer_nothing_to_send(practice: PracticeKit) -> None:
    from tests.support.forms import forms_of

    stage = ready_stage(practice)
    _sign(stage)
    client = practice.client_for()
    allowed = {"sign": {"amend"}, "count": {"leave"}}
    for code in STEPS:
        address = reverse("visit-step", args=[stage.visit, code])
        page = client.get(address)
        assert page.status_code == 200
        assert code == "sign" or "This visit is signed" in page.content.decode()
        offered = {
            value
            for one in forms_of(page.content.decode(), address)
            if "/visits/" in one.action
            for value in one.values.get("do", ["save"])
        }
        assert offered <= allowed.get(code, set()), f"{code} offers {offered}"


def test_a_tap_on_a_signed_visit_is_refused(practice: PracticeKit) -> None:
    stage = ready_stage(practice)
    insertion = stage.place()
    _sign(stage)
    for do in ("out", "twitch", "dropped", "opened"):
        assert stage.tap(do, insertion).status_code == 409


def test_an_amendment_that_says_nothing_is_told_at_its_field(practice: PracticeKit) -> None:
    stage = ready_stage(practice)
    _sign(stage)
    client = practice.client_for()
    address = reverse("visit-step", args=[stage.visit, "sign"])
    for sent, says in (
        ({"text": "", "reason": "slip"}, "Write what is to be added"),
        ({"text": "x" * 1_000_000, "reason": "slip"}, "characters fit"),
        ({"text": "a\x00b", "reason": "slip"}, "cannot be kept"),
    ):
        answer = client.post(address, {"do": "amend", **sent})
        assert answer.status_code == 422
        assert says in answer.content.decode()


def test_a_visit_without_signature_takes_no_amendment(practice: PracticeKit) -> None:
    stage = ready_stage(practice)
    answer = practice.client_for().post(
        reverse("visit-step", args=[stage.visit, "sign"]), {"do": "amend", "text": "left", "reason": "slip"}
    )
    assert answer.status_code == 409


def test_the_database_takes_no_row_of_a_signed_visit(practice: PracticeKit) -> None:
    from filiform.foundation.record.models.rows import VisitRow

    stage = ready_stage(practice)
    _sign(stage)
    locked = [one for one in _kinds(VisitRow) if one.locked_by_signature]  # type: ignore[attr-defined]
    assert len(locked) > 5
    for model in locked:
        with pytest.raises(DatabaseError), practice.as_role():
            model.objects.create(visit_id=stage.visit, patient_id=stage.patient)  # type: ignore[attr-defined]
