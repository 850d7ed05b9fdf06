"""Reads whose SQL is put together once give what the queryset gives, for whoever asks, and are never stale."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext

from filiform.foundation.record.models import Episode, Fact, PatientDetails, Visit
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.models import Room, Site
from filiform.foundation.tenancy.reading import Reading, read_together, reading
from filiform.foundation.tenancy.scope import OutOfScope, current
from tests.support.practice import PracticeKit


def _visits(patient: UUID, since: Any) -> QuerySet[Visit]:
    rows = Visit.objects.filter(patient_id=patient, starts_at__gte=since).select_related("room", "practitioner")
    return rows.annotate(happened=Count("events")).order_by("-starts_at")[:5]


def _facts(patient: UUID, kind: str) -> QuerySet[Fact]:
    return Fact.objects.filter(patient_id=patient, kind=kind).order_by("at")


def _born(day: date) -> QuerySet[PatientDetails]:
    return PatientDetails.objects.filter(birth_date=day).order_by("id")


def _at_number(number: Any) -> QuerySet[PatientDetails]:
    return PatientDetails.objects.filter(patient__number=number)


def test_rows_are_those_of_the_queryset(practice: PracticeKit) -> None:
    one, other = practice.make_patient(), practice.make_patient()
    start = now()
    for at in range(3):
        practice.make_visit(one, starts_at=start + timedelta(hours=at))
    practice.make_visit(other)
    asked = reading(_visits)
    with practice.as_role():
        Visit.objects.create(
            patient_id=one, practitioner_id=practice.users["practitioner"], site=Site.objects.first(), room=None,
            starts_at=start + timedelta(days=1),
        )  # fmt: skip
        for patient, since in ((one, start), (one, start + timedelta(hours=2)), (other, start), (uuid4(), start)):
            found, expected = asked(patient, since), list(_visits(patient, since))
            assert [(row.id, vars(row).keys()) for row in found] == [(row.id, vars(row).keys()) for row in expected]
            with CaptureQueriesContext(connection) as caught:
                assert [(row.room, row.practitioner, row.happened) for row in found] == [
                    (row.room, row.practitioner, row.happened) for row in expected
                ]
            assert len(caught) == 0


def test_each_kind_of_value_is_put_in(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    by_day, by_kind = reading(_born), reading(_facts)
    with practice.as_role():
        Fact.objects.create(patient_id=patient, kind="soreness", source="test", at=now(), value={"a": [1, None, "'%s"]})
        details = PatientDetails.objects.get(patient_id=patient)
        for day in (details.birth_date, details.birth_date + timedelta(days=1)):
            assert by_day(day) == list(_born(day))
        assert [row.value for row in by_kind(patient, "soreness")] == [{"a": [1, None, "'%s"]}]
        assert by_kind(patient, "it's 100 %s") == []


def test_another_practice_gets_nothing_and_its_own(practice: PracticeKit, other_practice: PracticeKit) -> None:
    mine, theirs = practice.make_patient(), other_practice.make_patient()
    asked = reading(_visits)
    long_ago = now() - timedelta(days=9)
    visits = {"mine": practice.make_visit(mine), "theirs": other_practice.make_visit(theirs)}
    for kit, whose, own, foreign in ((practice, "mine", mine, theirs), (other_practice, "theirs", theirs, mine)):
        with kit.as_role():
            assert [row.id for row in asked(own, long_ago)] == [visits[whose]]
            assert asked(foreign, long_ago) == []
    with pytest.raises(OutOfScope):
        asked(mine, long_ago)


def test_several_go_in_one_trip_and_are_kept_until_something_is_written(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    visits, facts = reading(_visits), reading(_facts)
    long_ago = now() - timedelta(days=9)
    with practice.as_role():
        read_together(visits.of(uuid4(), long_ago), facts.of(uuid4(), "a"))
        with CaptureQueriesContext(connection) as caught:
            read_together(visits.of(patient, long_ago), facts.of(patient, "a"), facts.of(patient, "b"))
            assert (visits(patient, long_ago), facts(patient, "a"), facts.first(patient, "b")) == ([], [], None)
            read_together(visits.of(patient, long_ago))
        assert len(caught) == 1
        Fact.objects.create(patient_id=patient, kind="b", source="test", at=now(), value=1)
        assert len(facts(patient, "b")) == 1
        # Whoever changes the list they were given changes nobody else's.
        facts(patient, "b").clear()
        assert len(facts(patient, "b")) == 1


def _of_now(patient: UUID) -> QuerySet[Visit]:
    return Visit.objects.filter(patient_id=patient, starts_at__lt=now())


def _of_somebody(patient: UUID) -> QuerySet[Visit]:
    return Visit.objects.filter(patient_id=patient, practitioner_id=current().actor.user)


def _of_nobody(patient: UUID) -> QuerySet[Episode]:
    return Episode.objects.all()


def _of_every_practice(patient: UUID) -> QuerySet[Visit]:
    return Visit._base_manager.filter(patient_id=patient)


@pytest.mark.parametrize("build", [_of_now, _of_somebody, _of_nobody, _of_every_practice])
def test_what_would_stay_as_it_was_the_first_time_is_refused(practice: PracticeKit, build: Any) -> None:
    patient = practice.make_patient()
    with practice.as_role(), pytest.raises(TypeError, match=build.__name__):
        Reading(build)(patient)


@pytest.mark.parametrize("value", [True, None, 7])
def test_a_value_that_cannot_be_told_from_others_is_refused(practice: PracticeKit, value: Any) -> None:
    with practice.as_role(), pytest.raises(TypeError, match="cannot take"):
        reading(_at_number)(value)
    with practice.as_role(), pytest.raises(TypeError, match="by position"):
        reading(_at_number)(number="7")


def test_a_row_without_a_related_one_says_so(practice: PracticeKit) -> None:
    def rooms(site: UUID) -> QuerySet[Room]:
        return Room.objects.filter(site_id=site).select_related("site")

    with practice.as_role():
        site = Site.objects.create(name="Annexe")
        assert reading(rooms)(site.id) == []
        Room.objects.create(site=site, name="One")
        assert [(row.name, row.site.name) for row in reading(rooms)(site.id)] == [("One", "Annexe")]
