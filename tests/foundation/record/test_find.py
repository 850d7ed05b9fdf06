"""Finding patients by one box: any order, accents, dates, phones, numbers; never another practice's."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from filiform.foundation.audit.models import AuditEntry
from filiform.foundation.record.finding import find_patients
from tests.support.practice import PracticeKit


@pytest.fixture
def sean(practice: PracticeKit) -> UUID:
    """A patient among others who are nearly found."""
    practice.make_patient(family_name="Obara", given_name="Sean", birth_date=date(1980, 4, 3), phone="01 234 5678")
    practice.make_patient(family_name="Mannion", given_name="Jana", birth_date=date(1981, 3, 4), phone="")
    return practice.make_patient(
        family_name="Ó Briain-Murphy",
        given_name="Seán Paul",
        birth_date=date(1980, 3, 4),
        phone="+353 (0)87 765 4321",
    )


@pytest.mark.parametrize(
    "typed",
    [
        "sean murphy", "MURPHY Seán", "o briain", "obriain sean", "murphy, sean p", "se mur", "pau bri",
        "1980-03-04", "4/3/1980", "04.03.80", "4 mar 1980", "4th March 1980", "March 4, 1980",
        "04031980", "19800304",
        "murphy 1980", "1980-03", "sean 4/3/1980",
        "087 765 4321", "+353 87 7654321", "00353877654321", "353877654321", "0877654321",
        "087 765", "4321", "murphy 4321",
        "3", "#3", "no. 3", "No 3", "3 murphy",
    ],
)  # fmt: skip
def test_found_by_any_of_these(practice: PracticeKit, sean: UUID, typed: str) -> None:
    with practice.as_role():
        assert sean in [one.id for one in find_patients(typed).found]


@pytest.mark.parametrize("typed", ["sean murphy", "4/3/1980 sean", "087 765 4321", "murphy 4321", "#3", "no. 3"])
def test_found_alone(practice: PracticeKit, sean: UUID, typed: str) -> None:
    with practice.as_role():
        assert [one.id for one in find_patients(typed).found] == [sean]


@pytest.mark.parametrize(
    "typed",
    [
        "sean kelly",
        "urphy",
        "#33",
        "087 765 4322",
        "5/3/1980",
        "%",
        "_",
        "' OR 1=1 --",
        "\x00",
        "*",
    ],
)
def test_found_by_none_of_these(practice: PracticeKit, sean: UUID, typed: str) -> None:
    with practice.as_role():
        assert find_patients(typed).found == ()


def test_a_day_that_is_none_is_said(practice: PracticeKit, sean: UUID) -> None:
    with practice.as_role():
        answer = find_patients("murphy 31/02/1980")
    assert answer.unreadable == ("31/02/1980",)


def test_more_is_said_and_everybody_comes_once(practice: PracticeKit) -> None:
    for number in range(8):
        practice.make_patient(family_name="Martin", given_name=f"Mary{'abcdefgh'[number]} Maeve", phone="")
    with practice.as_role():
        some, every = find_patients("ma", limit=5), find_patients("ma mar", limit=8)
    assert (len(some.found), some.more) == (5, True)
    assert (len({one.id for one in every.found}), every.more) == (8, False)


def test_nobody_from_another_practice(practice: PracticeKit, other_practice: PracticeKit) -> None:
    practice.make_patient()
    for typed in ("murphy", "#1", "1985-03-04", "4567"):
        with other_practice.as_role():
            assert find_patients(typed).found == ()
    with other_practice.as_role(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_patienttoken")
        assert cursor.fetchone() == (0,)


def test_a_search_is_on_the_audit_log_without_its_words(practice: PracticeKit) -> None:
    practice.make_patient()
    with practice.as_role():
        find_patients("murphy")
    with practice.as_role():
        entry = AuditEntry.objects.filter(act="search").latest("seq")
    assert entry.actor == str(practice.users["practitioner"])
    assert entry.why.startswith("1 found, query ")
    assert "murphy" not in entry.why


def test_the_index_is_used_under_row_level_security(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    with practice.as_role(), connection.cursor() as cursor:
        # A table this small has other ways; with a sort forbidden the plan shows whether the index may be used.
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SELECT current_user, row_security_active('record_patienttoken')")
        assert cursor.fetchone() == ("filiform_app", True)
        cursor.execute(
            "INSERT INTO record_patienttoken (id, practice_id, patient_id, token)"
            " SELECT gen_random_uuid(), %s, %s, md5(n::text) FROM generate_series(1, 5000) AS n",
            [practice.id, patient],
        )
        cursor.execute(
            "EXPLAIN SELECT patient_id FROM record_patienttoken"
            " WHERE practice_id = %s AND token >= 'ab' AND token < %s ORDER BY token LIMIT 20",
            [practice.id, "ab\U0010ffff"],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using token_prefix" in plan
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert "token >= 'ab'" in condition.replace("(token)::text", "token")
