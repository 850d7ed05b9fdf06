"""Synthetic patients for the search benchmark, loaded with COPY past triggers and keys."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import psycopg
from uuid6 import uuid7

SAMPLE = 2000
FAMILY = [
    "Murphy",
    "Kelly",
    "O'Sullivan",
    "Walsh",
    "Smith",
    "O'Brien",
    "Byrne",
    "Ryan",
    "O'Connor",
    "O'Neill",
    "O'Reilly",
    "Doyle",
    "McCarthy",
    "Gallagher",
    "Doherty",
    "Kennedy",
    "Lynch",
    "Murray",
    "Quinn",
    "Moore",
    "McLoughlin",
    "Carroll",
    "Connolly",
    "Daly",
    "Wilson",
    "Dunne",
    "Brennan",
    "Burke",
    "Collins",
    "Campbell",
    "Clarke",
    "Johnston",
    "Hughes",
    "Farrell",
    "Fitzgerald",
    "Brown",
    "Martin",
    "Maguire",
    "Nolan",
    "Flynn",
    "Thompson",
    "Callaghan",
    "Duffy",
    "O'Mahony",
    "Boyle",
    "Healy",
    "Shea",
    "White",
    "Sweeney",
    "Hayes",
    "Kavanagh",
    "Power",
    "McGrath",
    "Moran",
    "Brady",
    "Stewart",
    "Casey",
    "Foley",
    "Fitzpatrick",
    "Leary",
    "Nowak",
    "Kowalski",
    "Silva",
    "Santos",
    "Müller",
    "Nguyen",
    "Li",
    "Singh",
    "Khan",
    "Ivanov",
    "Popescu",
    "Ó",
    "Briain",
    "Ní",
    "Dhomhnaill",
    "Jönsson",
    "Mac",
    "Giolla",
]
GIVEN = [
    "Mary",
    "John",
    "Patrick",
    "Margaret",
    "Michael",
    "Anne",
    "James",
    "Catherine",
    "Thomas",
    "Bridget",
    "William",
    "Elizabeth",
    "Paul",
    "Joan",
    "Peter",
    "Maria",
    "David",
    "Sarah",
    "Seán",
    "Nóra",
    "Emma",
    "Jack",
    "Aoife",
    "Conor",
    "Ciara",
    "Niamh",
    "Daniel",
    "Liam",
    "Siobhán",
    "Eoin",
    "Kate",
    "Marie",
    "Jolanta",
    "Joanna",
    "Jorge",
    "Joseph",
    "Josephine",
    "Martin",
    "Maura",
    "Maeve",
    "Mark",
    "Martha",
    "Mateusz",
    "Piotr",
    "Agnieszka",
    "Wei",
    "Amir",
    "Fatima",
    "Olga",
    "Zoë",
    "Renée",
    "Áine",
    "Úna",
]
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "ke",
    "li",
    "mo",
    "nu",
    "pa",
    "re",
    "si",
    "to",
    "va",
    "wi",
    "ya",
    "zu",
    "bran",
    "cor",
    "del",
    "fin",
    "gal",
    "hart",
    "kin",
    "lor",
    "mar",
    "nor",
]


@dataclass(frozen=True)
class Person:
    """One synthetic patient, as far as the box can find them."""

    id: UUID
    number: int
    family: str
    given: str
    born: date
    phone: str


def people(count: int) -> Iterator[Person]:
    """The same `count` people each time: common names often, a long tail of rare ones."""
    draw = random.Random(20261122)
    family_weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(FAMILY))))
    given_weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(GIVEN))))
    first = date(1930, 1, 1)
    for number in range(1, count + 1):
        rare = draw.random() < 0.45
        tail = "".join(draw.choices(SYLLABLES, k=3)).capitalize()
        yield Person(
            id=uuid7(),
            number=number,
            family=tail if rare else draw.choices(FAMILY, cum_weights=family_weights)[0],
            given=draw.choices(GIVEN, cum_weights=given_weights)[0],
            born=first + timedelta(days=draw.randrange(30_000)),
            phone=f"+353 8{draw.randrange(3, 10)} {draw.randrange(100, 1000)} {draw.randrange(10_000):04d}",
        )


def load(reach, count: int) -> tuple[UUID, UUID, list[Person]]:
    """Load `count` patients into a practice, unless they are there; returns practice, user and a sample."""
    admin = psycopg.connect(**reach.psycopg("admin"), autocommit=True)
    name = f"bench {count}"
    there = admin.execute(
        "SELECT p.id, u.id FROM tenancy_practice p, accounts_user u WHERE p.name = %s", [name]
    ).fetchone()
    if there is None:
        there = _practice(admin, name)
        _fill(admin, there[0], count)
    found = admin.execute(
        "SELECT p.id, number, family_name, given_name, birth_date, phone FROM record_patient p"
        " JOIN record_patientdetails d ON d.patient_id = p.id WHERE p.practice_id = %s AND number %% %s = 0",
        [there[0], max(1, count // SAMPLE)],
    ).fetchall()
    admin.close()
    return there[0], there[1], [Person(*row) for row in found]


def _practice(admin: psycopg.Connection, name: str) -> tuple[UUID, UUID]:
    practice, user = uuid7(), uuid7()
    admin.execute(
        "INSERT INTO tenancy_practice (id, name, jurisdiction, time_zone, created_at)"
        " VALUES (%s, %s, 'IE', 'Europe/Dublin', now())", [practice, name]
    )  # fmt: skip
    admin.execute(
        "INSERT INTO accounts_user (id, password, email, name, is_active, created_at)"
        " VALUES (%s, '!', %s, 'Bench', true, now())", [user, f"{user}@example.org"]
    )  # fmt: skip
    return practice, user


def _fill(admin: psycopg.Connection, practice: UUID, count: int) -> None:
    from filiform.foundation.record.search.rows import Findable, rows_of

    # A bulk load by the administrator: no audit entry for each synthetic row, indexes made once at the end.
    admin.execute("SET session_replication_role = replica")
    admin.execute("SET maintenance_work_mem = '512MB'")
    indexes = admin.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'record_patienttoken' AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint WHERE conrelid = 'record_patienttoken'::regclass)"
    ).fetchall()
    for index, _definition in indexes:
        admin.execute(f'DROP INDEX "{index}"')
    moment = datetime.now(UTC)
    for batch in _batches(people(count), 20_000):
        _copy(
            admin,
            "record_patient (id, practice_id, number, recorded_at)",
            ((one.id, practice, one.number, moment) for one in batch),
        )
        _copy(
            admin,
            "record_patientdetails (id, practice_id, patient_id, family_name, given_name, birth_date, sex,"
            " phone, email, address, reason, recorded_at)",
            (
                (uuid7(), practice, one.id, one.family, one.given, one.born, "unknown", one.phone, "", "", "", moment)
                for one in batch
            ),
        )
        _copy(admin, "record_patienttoken (id, practice_id, patient_id, token)",
              ((uuid7(), practice, one.id, token) for one in batch
               for token in rows_of(Findable(one.number, one.family, one.given, one.born, one.phone))))  # fmt: skip
    for _index, definition in indexes:
        admin.execute(definition)
    admin.execute("SET session_replication_role = DEFAULT")
    for table in ("record_patient", "record_patientdetails", "record_patienttoken"):
        admin.execute(f"VACUUM ANALYZE {table}")


def _copy(admin: psycopg.Connection, target: str, rows: Iterator[tuple]) -> None:
    with admin.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _batches(everybody: Iterator[Person], size: int) -> Iterator[list[Person]]:
    while batch := list(itertools.islice(everybody, size)):
        yield batch
