"""New rows added together are those that `save` would have written, all or none, behind the same walls."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from filiform.foundation.record.models import Fact
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.models import Room, Site
from filiform.foundation.tenancy.scope import OutOfScope, remember
from filiform.foundation.tenancy.writing import add_together
from tests.support.practice import PracticeKit


def _fact(patient: Any, **other: Any) -> Fact:
    plain = {"kind": "soreness", "source": "it's 100 %s", "at": now(), "value": {"a": [1, None, "'%s"], "b": "ü"}}
    return Fact(patient_id=patient, **(plain | other))


def test_rows_are_those_that_save_writes(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    with practice.as_role():
        rows = [_fact(patient), _fact(patient, value=[], visit_id=practice.make_visit(patient)), Site(name="Annexe")]
        rows.append(Room(site=rows[2], name="One"))
        add_together(*rows)
        for row in rows:
            read, saved = type(row).objects.get(id=row.id), type(row).objects.get(id=row.id)
            saved.id, saved._state.adding = uuid4(), True
            if isinstance(row, Fact):
                saved.save()
                saved = Fact.objects.get(id=saved.id)
            columns = [field.attname for field in row._meta.concrete_fields if field.attname != "id"]
            assert [getattr(read, one) for one in columns] == [getattr(saved, one) for one in columns]
            assert [getattr(read, one) for one in columns] == [getattr(row, one) for one in columns]
            assert (row._state.adding, read.practice_id) == (False, practice.id)


def test_they_go_in_one_trip_and_nothing_old_is_remembered(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    with practice.as_role():
        add_together(_fact(patient))
        assert remember("facts", Fact.objects.count) == 1
        with CaptureQueriesContext(connection) as caught:
            add_together(_fact(patient), _fact(patient))
        assert len(caught) == 1
        assert remember("facts", Fact.objects.count) == 3


def test_one_that_fails_takes_the_others_with_it(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    with practice.as_role():
        first = _fact(patient)
        with pytest.raises(IntegrityError), transaction.atomic():
            add_together(first, _fact(patient, id=first.id))
        assert first._state.adding
        with pytest.raises(DatabaseError), transaction.atomic():
            add_together(_fact(patient), _fact(patient, kind="k" * 999))
        assert Fact.objects.count() == 0
        add_together(first)
        with pytest.raises(TypeError, match="new rows"):
            add_together(first)


def test_a_row_of_another_practice_is_refused_by_the_database(
    practice: PracticeKit, other_practice: PracticeKit
) -> None:
    patient = other_practice.make_patient()
    with practice.as_role(), pytest.raises(DatabaseError), transaction.atomic():
        add_together(_fact(patient, practice_id=other_practice.id))
    with pytest.raises(OutOfScope):
        add_together(_fact(patient))
    with other_practice.as_role():
        assert Fact.objects.count() == 0
