"""A planned visit is cancelled with its reason, by desk and practitioner; one that took place is not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from tests.journey.treatment.stage import ready_stage
from tests.support.practice import PracticeKit

SAID = {"reason": "patient", "words": "Has a cold"}


def _planned(practice: PracticeKit) -> tuple[UUID, UUID]:
    """A patient and a visit of today that nobody arrived for yet."""
    from filiform.foundation.record.public import plan_visit
    from filiform.foundation.tenancy.clock import now

    patient = practice.make_patient()
    with practice.as_role("receptionist"):
        made = plan_visit(
            patient=patient, practitioner=practice.users["practitioner"], site=practice.site, room=practice.room,
            starts_at=now(), reason="Stiff neck",
        )  # fmt: skip
    return patient, made.id


def _cancel(practice: PracticeKit, visit: UUID, role: str = "receptionist", **sent: str) -> Any:
    return practice.client_for(role).post(reverse("visit-cancel", args=[visit]), sent or SAID)


def _events(practice: PracticeKit, visit: UUID) -> list[dict[str, Any]]:
    from filiform.foundation.record.models import VisitEvent

    with practice.as_role():
        return [row.detail for row in VisitEvent.objects.filter(visit_id=visit, kind="cancelled")]


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", ["receptionist", "practitioner", "owner"])
def test_a_planned_visit_is_cancelled_with_its_reason(practice: PracticeKit, role: str) -> None:
    _patient, visit = _planned(practice)
    assert _cancel(practice, visit, role).status_code == 302
    assert _events(practice, visit) == [SAID]


def test_an_auditor_cancels_nothing(practice: PracticeKit) -> None:
    _patient, visit = _planned(practice)
    assert _cancel(practice, visit, "auditor").status_code == 403
    assert _events(practice, visit) == []


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"reason": "", "words": "x"}, "Choose a reason."),
        ({"reason": "other", "words": " "}, "Write what it was."),
        ({"reason": "whim", "words": ""}, "Select a valid choice"),
        ({"reason": "patient", "words": "a\x00b"}, "cannot be kept"),
        ({"reason": "patient", "words": "x" * 301}, "300 characters fit"),
    ],
)
def test_what_is_missing_is_told_at_the_field(practice: PracticeKit, sent: dict[str, str], says: str) -> None:
    _patient, visit = _planned(practice)
    answer = _cancel(practice, visit, **sent)
    assert answer.status_code == 422
    assert says in _text(answer)
    assert _events(practice, visit) == []


def test_the_second_press_changes_nothing(practice: PracticeKit) -> None:
    _patient, visit = _planned(practice)
    _cancel(practice, visit)
    assert _cancel(practice, visit, reason="practice", words="").status_code == 302
    assert _events(practice, visit) == [SAID]
    page = _text(practice.client_for().get(reverse("visit-cancel", args=[visit])))
    assert "This visit was cancelled" in page
    assert 'name="reason"' not in page


def test_a_visit_with_needles_or_a_signature_cannot_be_cancelled(practice: PracticeKit) -> None:
    from filiform.foundation.record.models import Visit
    from filiform.foundation.record.public import sign

    needled, signed = ready_stage(practice), ready_stage(practice)
    needled.place()
    with practice.as_role():
        sign(visit=Visit.objects.get(id=signed.visit), note={"steps": {}})
    for visit, says in ((needled.visit, "Needles were placed"), (signed.visit, "signed and locked")):
        page = _text(practice.client_for("receptionist").get(reverse("visit-cancel", args=[visit])))
        assert says in page
        assert 'name="reason"' not in page
        answer = _cancel(practice, visit)
        assert answer.status_code == 409
        assert says in _text(answer)
        assert _events(practice, visit) == []


def test_a_needle_that_was_entered_in_error_does_not_hold_the_visit(practice: PracticeKit) -> None:
    from filiform.journey.treatment.public import void

    stage = ready_stage(practice)
    insertion = stage.place()
    with practice.as_role():
        void(visit=stage.file(), insertion=insertion, reason="wrong patient")
    assert _cancel(practice, stage.visit).status_code == 302


def test_no_needle_goes_in_afterwards(practice: PracticeKit) -> None:
    stage = ready_stage(practice)
    assert _cancel(practice, stage.visit, "practitioner").status_code == 302
    assert stage.tap("dropped", stage.visit).status_code == 409
    page = _text(practice.client_for().get(stage.needles_url))
    assert "This visit was cancelled" in page
    assert "Next needle" not in page


def test_a_needle_and_a_cancelling_at_the_same_moment_never_both_stand(practice: PracticeKit) -> None:
    from threading import Barrier, Thread

    from django.db import connection

    stage = ready_stage(practice)
    gate, codes = Barrier(2), {}
    address = reverse("visit-cancel", args=[stage.visit])
    senders = {
        "needle": (practice.client_for("practitioner"), stage.needles_url, stage.needle()),
        "cancel": (practice.client_for("receptionist"), address, SAID),
    }

    def send(name: str) -> None:
        client, url, fields = senders[name]
        gate.wait(10)
        codes[name] = client.post(url, fields).status_code
        connection.close()

    threads = [Thread(target=send, args=[name]) for name in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(codes.values()) == [302, 409], codes
    assert bool(_events(practice, stage.visit)) != bool(stage.state().placed)


def test_it_shows_as_cancelled_on_the_list_and_the_timeline(practice: PracticeKit) -> None:
    patient, visit = _planned(practice)
    _cancel(practice, visit)
    for role, address in (
        ("receptionist", reverse("today")),
        ("practitioner", reverse("today")),
        ("practitioner", reverse("timeline", args=[patient])),
        ("receptionist", reverse("timeline", args=[patient])),
    ):
        page = _text(practice.client_for(role).get(address))
        assert "Cancelled" in page
        assert "The patient cancelled: Has a cold" in page
        assert f"{reverse('visit-plan', args=[patient])}?like={visit}" in page
        assert reverse("visit-arrive", args=[visit]) not in page


def test_an_attended_visit_that_was_cancelled_waits_for_no_signature(practice: PracticeKit) -> None:
    from filiform.journey.visit.today import unsigned, unsigned_by_patient

    patient = practice.make_patient()
    visit = practice.make_visit(patient)
    with practice.as_role():
        assert unsigned_by_patient([patient]) == {patient: {visit}}
    _cancel(practice, visit)
    with practice.as_role():
        assert unsigned_by_patient([patient]) == {}
        assert visit not in {one.id for one in unsigned()}


def test_planning_anew_starts_from_what_was_cancelled(practice: PracticeKit) -> None:
    patient, visit = _planned(practice)
    address = reverse("visit-plan", args=[patient])
    form = practice.client_for("receptionist").get(address, {"like": str(visit)}).context["form"]
    assert form["reason"].value() == "Stiff neck"
    assert form["practitioner"].value() == str(practice.users["practitioner"])
    assert form["place"].value() == practice.room
    other = practice.make_patient(given_name="Tadhg")
    blank = practice.client_for("receptionist").get(reverse("visit-plan", args=[other]), {"like": str(visit)})
    assert blank.context["form"]["reason"].value() is None
    for nonsense in ("", "not-an-id", str(patient)):
        assert practice.client_for("receptionist").get(address, {"like": nonsense}).status_code == 200


def test_a_practitioner_plans_for_oneself_unless_another_is_chosen(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    address = reverse("visit-plan", args=[patient])
    form = practice.client_for("practitioner").get(address).context["form"]
    assert form["practitioner"].value() == str(practice.users["practitioner"])


def test_of_several_rooms_and_practitioners_none_is_taken_for_granted(practice: PracticeKit) -> None:
    from django.contrib.auth import get_user_model

    from filiform.foundation.accounts.models import Membership
    from filiform.foundation.tenancy.models import Room

    patient = practice.make_patient()
    address = reverse("visit-plan", args=[patient])
    desk = practice.client_for("receptionist")
    alone = desk.get(address).context["form"]
    assert (alone["place"].value(), alone["practitioner"].value()) == (
        practice.room,
        str(practice.users["practitioner"]),
    )
    with practice.as_role("owner"):
        Room.objects.create(site_id=practice.site, name="Room 2")
        other = get_user_model()(email=f"second-{patient}@example.org", name="Second Person")
        other.set_unusable_password()
        other.save()
        Membership.objects.create(user=other, roles=["practitioner"], display_name="Second Person")
    form = desk.get(address).context["form"]
    assert (form["place"].value(), form["practitioner"].value()) == (None, None)
    answer = desk.post(address, {"starts_at": "2026-03-01T09:30"})
    assert answer.status_code == 422
    for says in ("Choose who treats.", "Choose a room."):
        assert says in _text(answer)


def test_the_patients_first_visit_is_still_to_come(practice: PracticeKit) -> None:
    from filiform.foundation.tenancy.clock import now, today
    from filiform.journey.visit.today import lines

    patient, visit = _planned(practice)
    _cancel(practice, visit)
    again = practice.make_visit(patient, starts_at=now())
    with practice.as_role():
        first = {line.visit.id: line.first for line in lines(today(), course=False)}
    assert first[again]
