"""The walls of the database hold against the application's own role."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django_scopes.exceptions import ScopeError

from filiform.foundation.record.models import Episode, Visit
from filiform.foundation.record.public import amend, note_event, sign
from filiform.foundation.tenancy.protect import practice_models
from filiform.foundation.tenancy.refusal import Refused
from filiform.foundation.tenancy.rows import PracticeRow, Protection
from tests.support.practice import PracticeKit


def test_no_query_outside_a_scope(practice: PracticeKit) -> None:
    with pytest.raises(ScopeError):
        Visit.objects.count()


def test_raw_sql_sees_only_its_practice(practice: PracticeKit, other_practice: PracticeKit) -> None:
    practice.make_visit(practice.make_patient())
    with other_practice.as_role(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_visit")
        assert cursor.fetchone() == (0,)


def test_no_scope_sees_no_row(practice: PracticeKit) -> None:
    practice.make_patient()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_patient")
        assert cursor.fetchone() == (0,)


def test_foreign_key_into_another_practice_is_refused(practice: PracticeKit, other_practice: PracticeKit) -> None:
    patient = practice.make_patient()
    with pytest.raises(IntegrityError, match="ff_record_episode_patient_id"), other_practice.as_role():
        Episode.objects.create(patient_id=patient, problem="stiff neck")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_visit SET reason = 'x'",
        "DELETE FROM record_visit",
        "TRUNCATE record_visit",
        "UPDATE audit_entry SET act = 'x'",
        "DELETE FROM audit_entry",
        "INSERT INTO audit_entry (practice_id, seq) VALUES (gen_random_uuid(), 1)",
        "UPDATE audit_head SET seq = 0",
        "ALTER TABLE record_visit DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE record_visit DISABLE TRIGGER ALL",
        "SET ROLE filiform_owner",
        "CREATE TABLE mine (id int)",
    ],
)
def test_application_role_may_not(practice: PracticeKit, statement: str) -> None:
    with pytest.raises(DatabaseError), practice.as_role(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_signed_visit_takes_no_more_rows(practice: PracticeKit) -> None:
    from filiform.foundation.decisions.models import Decision

    patient = practice.make_patient()
    visit_id = practice.make_visit(patient)
    with practice.as_role():
        sign(visit=Visit.objects.get(id=visit_id), note={"step": "all"})
    with pytest.raises(IntegrityError, match="signed and locked"), practice.as_role():
        Decision.objects.create(
            patient_id=patient, visit_id=visit_id, item="x", basis="1", choice="proceed", reason="r"
        )
    with practice.as_role():
        amend(visit=Visit.objects.get(id=visit_id), text="The left side was meant.", reason="slip of the pen")


def test_a_signed_visit_takes_only_the_leaving(practice: PracticeKit) -> None:
    visit_id = practice.make_visit(practice.make_patient())
    with practice.as_role():
        sign(visit=Visit.objects.get(id=visit_id), note={})
    for kind in ("cancelled", "no-needles", "arrived"):
        with pytest.raises(IntegrityError, match="signed and locked"), practice.as_role():
            note_event(visit=Visit.objects.get(id=visit_id), kind=kind)
    with practice.as_role():
        note_event(visit=Visit.objects.get(id=visit_id), kind="left")


def test_signing_twice_is_refused(practice: PracticeKit) -> None:
    visit_id = practice.make_visit(practice.make_patient())
    with practice.as_role():
        sign(visit=Visit.objects.get(id=visit_id), note={})
    with pytest.raises(Refused), practice.as_role():
        sign(visit=Visit.objects.get(id=visit_id), note={})


@pytest.mark.parametrize("model", practice_models(), ids=lambda model: model._meta.label_lower)
def test_every_table_of_a_practice_has_its_walls(database: str, model: type[PracticeRow]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity,"
            " (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid),"
            " has_table_privilege('filiform_app', c.oid, 'UPDATE'),"
            " has_table_privilege('filiform_app', c.oid, 'DELETE')"
            " FROM pg_class c WHERE oid = %s::regclass",
            (f'"{table}"',),
        )
        secured, forced, policies, may_update, may_delete = cursor.fetchone()
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled = 'O'",
            (f'"{table}"',),
        )
        triggers = {name for (name,) in cursor.fetchall()}
    assert (secured, forced, policies) == (True, True, 2 if getattr(model, "seen_by_its_user", False) else 1)
    assert may_update == (model.protection in (Protection.EDIT, Protection.WORK))
    assert may_delete == (model.protection in (Protection.WORK, Protection.ERASE))
    assert ("ff_erase" in triggers) == (model.protection is Protection.ERASE)
    assert ("ff_append" in triggers) == model.protection.frozen
    assert ("ff_audit" in triggers) == model.audited
    assert ("ff_signed" in triggers) == model.locked_by_signature
    assert ("ff_lock" in triggers) == model.locks_its_visit
