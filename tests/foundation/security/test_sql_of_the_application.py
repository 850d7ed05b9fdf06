"""Somebody with SQL as the application role: what belongs together stays together, and practices stay apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import DatabaseError, IntegrityError, connection
from uuid6 import uuid7

from filiform.foundation.decisions.models import Decision
from filiform.foundation.record.models import Episode, Fact, Visit
from filiform.foundation.tenancy.models import Practice
from tests.support.practice import PracticeKit


def run(statement: str, values: Sequence[object] = ()) -> int:
    """Run one statement as the application role; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def a_visit(practice: PracticeKit) -> tuple[object, object]:
    """(patient, visit) of a new patient."""
    patient = practice.make_patient()
    return patient, practice.make_visit(patient)


def test_row_of_one_patient_in_a_visit_of_another_is_refused(practice: PracticeKit) -> None:
    (one, _visit), (_other, visit) = a_visit(practice), a_visit(practice)
    with pytest.raises(IntegrityError, match="ff_decisions_decision_visit_id_patient_id"), practice.as_role():
        Decision.objects.create(patient_id=one, visit_id=visit, item="x", basis="1", choice="proceed", reason="r")


def test_fact_of_one_patient_in_a_visit_of_another_is_refused(practice: PracticeKit) -> None:
    (one, _visit), (_other, visit) = a_visit(practice), a_visit(practice)
    with pytest.raises(IntegrityError, match="ff_record_fact_visit_id_patient_id"), practice.as_role():
        Fact.objects.create(patient_id=one, visit_id=visit, kind="k", value=1, at="2026-01-01T00:00Z", source="s")


def test_visit_in_the_episode_of_another_patient_is_refused(practice: PracticeKit) -> None:
    (one, visit), (other, _visit) = a_visit(practice), a_visit(practice)
    with practice.as_role():
        episode = Episode.objects.create(patient_id=other, problem="stiff neck")
        seen = Visit.objects.get(id=visit)
    with pytest.raises(IntegrityError, match="ff_record_visit_episode_id_patient_id"), practice.as_role():
        Visit.objects.create(
            patient_id=one, episode=episode, practitioner_id=seen.practitioner_id, site_id=seen.site_id,
            starts_at=seen.starts_at,
        )  # fmt: skip


def test_needle_event_of_another_visit_is_refused(practice: PracticeKit) -> None:
    from filiform.journey.treatment.models import Insertion, NeedleEvent

    patient, first = a_visit(practice)
    second = practice.make_visit(patient)
    with practice.as_role():
        row = Insertion.objects.create(
            patient_id=patient, visit_id=first, structure="trapezius-upper", side="left", needle=uuid7(),
            lot_text="unknown", technique="superficial", guidance="landmark",
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="ff_treatment_needleevent_insertion_id_visit_id"), practice.as_role():
        NeedleEvent.objects.create(
            patient_id=patient, visit_id=second, kind="removed", needle=row.needle, insertion_id=row.id
        )


def test_nobody_makes_themselves_owner_elsewhere(practice: PracticeKit, other_practice: PracticeKit) -> None:
    user = practice.users["receptionist"]
    owner_roles = "UPDATE accounts_membership SET roles = '{owner}' WHERE user_id = %s AND practice_id = %s"
    with other_practice.as_role(), connection.cursor() as cursor:
        # In the scope of one practice, as a user who is a member of another: seen, and not to be changed.
        cursor.execute("SELECT set_config('filiform.actor', %s, true)", (str(user),))
        assert run("SELECT 1 FROM accounts_membership WHERE user_id = %s", (user,)) == 1
        assert run(owner_roles, (user, practice.id)) == 0
    moved = "UPDATE accounts_membership SET practice_id = %s WHERE user_id = %s"
    with other_practice.as_role(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('filiform.actor', %s, true)", (str(user),))
        assert run(moved, (other_practice.id, user)) == 0
    added = (
        "INSERT INTO accounts_membership (id, practice_id, user_id, roles, display_name)"
        " VALUES (%s, %s, %s, '{owner}', 'x')"
    )
    guest = other_practice.users["receptionist"]
    with pytest.raises(DatabaseError, match="row-level security"), other_practice.as_role("receptionist"):
        run(added, (uuid7(), practice.id, guest))


def test_practice_changes_only_itself(practice: PracticeKit, other_practice: PracticeKit) -> None:
    with practice.as_role("owner"):
        assert run("UPDATE tenancy_practice SET name = 'Taken over' WHERE id = %s", (other_practice.id,)) == 0
        assert run("UPDATE tenancy_practice SET name = 'Our new name' WHERE id = %s", (practice.id,)) == 1
    assert run("UPDATE tenancy_practice SET name = 'From outside'") == 0
    assert Practice.objects.get(id=other_practice.id).name == "The other practice"
    with pytest.raises(DatabaseError, match="permission denied"), practice.as_role("owner"):
        run("DELETE FROM tenancy_practice WHERE id = %s", (practice.id,))


def test_audit_entry_goes_to_the_practice_of_its_row(practice: PracticeKit, other_practice: PracticeKit) -> None:
    patient = practice.make_patient()

    def write_and_go_over() -> None:
        with practice.as_role():
            Episode.objects.create(patient_id=patient, problem="stiff neck")
            run("SELECT set_config('filiform.practice', %s, true)", (str(other_practice.id),))

    with pytest.raises(IntegrityError, match="another practice"):
        write_and_go_over()
