"""Finds patients by what was typed into the one box; each search leaves an entry in the audit log."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection

from filiform.foundation.audit import log as audit
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.queries import practice
from filiform.foundation.tenancy.scope import current

from .links import kept_for, linked_to
from .models import Patient, PatientDetails
from .search import names
from .search.query import Query, Term, read_query

#: Patients shown for one search.
SHOWN = 20
#: Rows of one word that are looked through at most; with them the time of the worst search is bounded.
MOST_ROWS = 20_000
#: Rows looked through at first, and counted to tell which word is the rarest.
FEW_ROWS = 2_000
#: One patient may answer with several rows (Mary Martin, former names).
ROWS_A_PATIENT = 2

_BEGUN = (
    "SELECT patient_id, token FROM record_patienttoken"
    " WHERE practice_id = %s AND token >= %s AND token < %s ORDER BY token LIMIT %s"
)


@dataclass(frozen=True)
class Found:
    """A patient as lists show one. `formerly` is the earlier name that answered; `linked` are numbers of duplicates."""

    id: UUID
    number: int
    family_name: str
    given_name: str
    birth_date: date
    sex: str
    phone: str
    formerly: str = ""
    linked: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """Family name first, as on lists."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)


@dataclass(frozen=True)
class Answer:
    """What a search found, best first; `more` when there are or may be others, `unreadable` as in `Query`."""

    found: tuple[Found, ...] = ()
    more: bool = False
    unreadable: tuple[str, ...] = field(default=())


def find_patients(text: str, *, limit: int = SHOWN) -> Answer:
    """Patients who answer every word of `text` (names, birth date, phone, number), in any order of the words."""
    query = read_query(text, today(), month_first=_has_digit(text) and writes_month_first())
    if not query.terms:
        return Answer(unreadable=query.unreadable)
    ids, more = matching(query, limit)
    found = _summaries(ids, query, joined=True)
    _leave_trace(text, len(found))
    return Answer(tuple(found), more, query.unreadable)


def recent_patients(limit: int = 10) -> tuple[Found, ...]:
    """The patients registered last, newest first."""
    ids = list(Patient.objects.order_by("-number").values_list("id", flat=True)[:limit])
    audit.note("search", "record.patient", why=f"recent: {len(ids)} shown")
    return tuple(_summaries(ids, Query(())))


def summaries(ids: Sequence[UUID]) -> list[Found]:
    """These patients as lists show them, in this order; ids of other practices are left out."""
    return _summaries(ids, Query(()))


def _has_digit(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


def writes_month_first() -> bool:
    """Whether the practice writes the month before the day (4/3/1980 is April there)."""
    return practice().jurisdiction.split("-")[0] in ("US", "PH", "FM", "MH", "PW")


def matching(query: Query, limit: int = SHOWN) -> tuple[list[UUID], bool]:
    """Ids of patients who answer all terms, best first, and whether there may be more."""
    most = limit * ROWS_A_PATIENT + 1
    ids = _side_by_side(query.terms, most)
    if len(ids) > limit:
        return ids[:limit], True
    lead, others = _apart(query.terms, max(query.terms, key=lambda term: len(term.starts[0])))
    if others and not lead.is_name:
        # Dates and numbers are rarer than the beginnings of names beside them; one pass will do.
        ids = _stream(lead, others, most)
        return ids[:limit], len(ids) > limit or _count([lead], MOST_ROWS)[0] >= MOST_ROWS
    # Most searches end here: the longest word is rare, or its first rows hold a page of answers.
    ids, ended = _look_through(lead, others, FEW_ROWS, most)
    if not ended and others and len(ids) <= limit:
        rarest, rows = _rarest(query.terms)
        ids = _stream(*_apart(query.terms, rarest), most)
        ended = rows < FEW_ROWS and len(ids) < most
    return ids[:limit], len(ids) > limit or not ended


def _apart(terms: Sequence[Term], lead: Term) -> tuple[Term, list[Term]]:
    return lead, [term for term in terms if term is not lead]


def _side_by_side(terms: Sequence[Term], most: int) -> list[UUID]:
    """Patients whose row begins with two of the words in full, one after the other: the common name typed out."""
    typed = sorted((term for term in terms if term.is_name), key=lambda term: -len(term.starts[0]))[:2]
    if len(typed) < 2:
        return []
    one, other = (term.starts[0] for term in typed)
    pair = Term((f"{one} {other}", f"{other} {one}"))
    return _stream(pair, [term for term in terms if term not in typed], most)


def _look_through(lead: Term, others: Sequence[Term], rows: int, most: int) -> tuple[list[UUID], bool]:
    """Patients among the first `rows` rows that begin with `lead` and hold the others; whether that was all of them."""
    # Only names of columns and placeholders are put together here.
    statement = (
        f"WITH begun AS MATERIALIZED ({_BEGUN}) SELECT (SELECT count(*) FROM begun),"  # noqa: S608
        f" ARRAY(SELECT patient_id FROM begun WHERE {_holding(others)} LIMIT %s)"
    )
    values = [part for term in others for part in term.inside()]
    cap = rows if others else most
    found: list[UUID] = []
    ended = True
    with connection.cursor() as cursor:
        for begin, end in lead.ranges():
            cursor.execute(statement, [current().practice, begin, end, cap, *values, most])
            looked, answers = cursor.fetchone()
            found += answers
            ended = ended and looked < cap and len(answers) < most
    return list(dict.fromkeys(found)), ended


def _stream(lead: Term, others: Sequence[Term], most: int) -> list[UUID]:
    """Patients among the first MOST_ROWS rows that begin with `lead` and hold the others; stops at `most`."""
    one = f"(SELECT patient_id FROM ({_BEGUN}) AS begun WHERE {_holding(others)} LIMIT %s)"  # noqa: S608
    values: list[UUID | str | int] = []
    for begin, end in lead.ranges():
        values += [
            current().practice,
            begin,
            end,
            MOST_ROWS,
            *(part for term in others for part in term.inside()),
            most,
        ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(lead.starts)), values)
        return list(dict.fromkeys(patient for (patient,) in cursor.fetchall()))


def _holding(others: Sequence[Term]) -> str:
    held = ["(" + " OR ".join(["strpos(token, %s) > 0"] * len(term.starts)) + ")" for term in others]
    return " AND ".join(held) or "true"


def _rarest(terms: Sequence[Term]) -> tuple[Term, int]:
    """The term that begins the fewest rows, and how many (counted up to FEW_ROWS); of equal ones the longest."""
    counts = _count(terms, FEW_ROWS)
    pairs = zip(terms, counts, strict=True)
    return min(pairs, key=lambda pair: (pair[1], -len(pair[0].starts[0]), pair[0].starts))


def _count(terms: Sequence[Term], most: int) -> list[int]:
    """Rows that begin with each term, counted up to `most`."""
    # In the order of the index, so that the index alone is read.
    one = (
        "(SELECT count(*) FROM (SELECT FROM record_patienttoken"
        " WHERE practice_id = %s AND token >= %s AND token < %s ORDER BY token LIMIT %s) AS begun)"
    )
    values: list[UUID | str | int] = []
    sums = []
    for term in terms:
        sums.append(" + ".join([one] * len(term.ranges())))
        for begin, end in term.ranges():
            values += [current().practice, begin, end, most]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(sums), values)
        return [min(count, most) for count in cursor.fetchone()]


# Few rows a patient: the last one counts. Links are looked up only where the practice has any.
_DETAILS = """
SELECT p.id, p.number, d.family_name, d.given_name, d.birth_date, d.sex, d.phone,
       EXISTS (SELECT FROM record_patientlink WHERE practice_id = %s)
FROM record_patientdetails d JOIN record_patient p ON p.id = d.patient_id
WHERE d.practice_id = %s AND d.patient_id = ANY(%s) ORDER BY d.recorded_at, d.id
"""


def _summaries(ids: Sequence[UUID], query: Query, *, joined: bool = False) -> list[Found]:
    """These patients in this order; with `joined` a duplicate gives way to the entry that is kept."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_DETAILS, [current().practice, current().practice, list(ids)])
        rows = {row[0]: row for row in cursor.fetchall()}
    found = {one: Found(*row[:7]) for one, row in rows.items()}
    if any(row[7] for row in rows.values()):
        if joined and (kept := kept_for(ids)):
            return _summaries(list(dict.fromkeys(kept.get(one, one) for one in ids)), query)
        for one, others in linked_to(ids).items():
            if one in found:
                found[one] = replace(found[one], linked=tuple(sorted(number for _id, number in others)))
    return _with_former_names([found[one] for one in ids if one in found], query.name_words)


def _with_former_names(rows: list[Found], typed: Iterable[str]) -> list[Found]:
    """Mark those whose present name does not account for every word typed."""
    typed = tuple(typed)
    open_ids = [row.id for row in rows if _unanswered(f"{row.family_name} {row.given_name}", typed)]
    if not open_ids:
        return rows
    earlier: dict[UUID, list[str]] = {}
    for patient, family, given in (
        PatientDetails.objects.filter(patient_id__in=open_ids)
        .order_by("-recorded_at")
        .values_list("patient_id", "family_name", "given_name")
    ):
        earlier.setdefault(patient, []).append(f"{given} {family}".strip())
    return [replace(row, formerly=_answering(row, earlier.get(row.id, []), typed)) for row in rows]


def _answering(row: Found, earlier: list[str], typed: tuple[str, ...]) -> str:
    missing = _unanswered(f"{row.family_name} {row.given_name}", typed)
    return next((name for name in earlier if missing and len(_unanswered(name, missing)) < len(missing)), "")


def _unanswered(name: str, typed: tuple[str, ...]) -> tuple[str, ...]:
    left = _without(typed, names.words(name))
    if not left:
        return ()
    left = _without(left, [word for part in name.split() for word in names.variants(part)])
    return _without(left, names.variants(name))


def _without(typed: tuple[str, ...], there: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in typed if not any(one.startswith(word) for one in there))


def _leave_trace(text: str, found: int) -> None:
    # Keyed, so that nobody with the log alone can try names until one fits.
    digest = hmac.new(settings.SECRET_KEY.encode(), names.fold(text).encode(), "sha256").hexdigest()[:16]
    audit.note("search", "record.patient", why=f"{found} found, query {digest}")
