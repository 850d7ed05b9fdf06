"""Folding and reading of the box, for any name, order, accent, date and number: no database needed."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from filiform.foundation.record.search import birth_dates, names, phones
from filiform.foundation.record.search.query import MOST_TERMS, Query, read_query
from filiform.foundation.record.search.rows import LONGEST_ROW, Findable, rows_of

TODAY = date(2026, 11, 22)
LETTERS = st.text("abcdefghiklmnoprstuvyzáéíóúñçäöüßøłÉÓŠЖфλ李", min_size=1, max_size=12)
NAMES = st.lists(LETTERS, min_size=1, max_size=3).map(" ".join)
BIRTH_DATES = st.dates(date(1900, 1, 1), TODAY)
PEOPLE = st.builds(
    Findable,
    number=st.integers(1, 9_999_999),
    family_name=NAMES,
    given_name=NAMES,
    birth_date=BIRTH_DATES,
    phone=st.sampled_from(["", "+353 87 123 4567", "01 234 5678", "0044 20 7946 0000"]),
)


def answers(query: Query, rows: frozenset[str]) -> set[bool]:
    """For each word taken as the leading one: whether a row begins with it and holds the others."""
    return {
        any(
            row.startswith(lead.starts)
            and all(any(part in row for part in other.inside()) for other in query.terms if other is not lead)
            for row in rows
        )
        for lead in query.terms
    }


@settings(max_examples=200, deadline=None)
@given(PEOPLE, st.data())
def test_any_order_of_any_beginnings_finds(person: Findable, data: st.DataObject) -> None:
    words = names.words(f"{person.family_name} {person.given_name}")
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=MOST_TERMS - 1, unique=True))
    typed = [word[: data.draw(st.integers(1, len(word)))] for word in chosen]
    typed.append(data.draw(st.sampled_from([person.birth_date.isoformat(), f"#{person.number}"])))
    assume(len(set(typed)) == len(typed))
    order = data.draw(st.permutations(typed))
    assert answers(read_query(" ".join(order), TODAY), rows_of(person)) == {True}


@given(NAMES)
def test_accents_and_case_do_not_matter(name: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    assert names.fold(name) == names.fold(name.upper()) == names.fold(bare)
    assert names.fold(unicodedata.normalize("NFD", name)) == names.fold(unicodedata.normalize("NFC", name))


@given(st.text(max_size=300))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    query = read_query(text, TODAY)
    assert len(query.terms) <= MOST_TERMS
    assert all(term.starts and all(term.starts) for term in query.terms)


@given(PEOPLE)
def test_rows_fit_their_column(person: Findable) -> None:
    rows = rows_of(person)
    assert rows
    assert max(map(len, rows)) <= LONGEST_ROW
    assert not any("\x00" in row for row in rows)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("O'Brien", "obrien"), ("O’Brien", "brien"), ("Ó Briain", "obriain"), ("Mac Carthy", "maccarthy"),
        ("McCarthy", "carthy"), ("Smith-Jones", "smithjones"), ("Smith-Jones", "jones"), ("Müller", "mueller"),
        ("Müller", "muller"), ("Straße", "strasse"), ("Łukasz", "lukasz"), ("Søren", "soren"), ("Æsa", "aesa"),
        ("Nguyễn", "nguyen"), ("van der Berg", "berg"), ("D'Angelo", "dangelo"), ("ＭＡＲＩＡ",
        "maria"), ("Иванов", "иван"),
    ],
)  # fmt: skip
def test_ways_to_write_a_name(name: str, typed: str) -> None:
    rows = rows_of(Findable(1, name, "X", date(1980, 3, 4)))
    assert answers(read_query(typed, TODAY), rows) == {True}


@given(BIRTH_DATES)
def test_every_writing_of_a_date_is_that_date(day: date) -> None:
    written = [
        f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}",
        f"{day.day} {day:%b %Y}", f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}", f"{day.day}th {day:%b} {day.year}", f"{day:%Y/%m/%d}",
    ]  # fmt: skip
    for text in written:
        assert birth_dates.read(text, TODAY).dates == (day,), text


@given(BIRTH_DATES)
def test_a_year_of_two_digits_is_never_guessed(day: date) -> None:
    found = birth_dates.read(f"{day:%d.%m.%y}", TODAY).dates
    assert day in found
    assert len(found) == 1 + any(
        other != day and other.year >= 1896 and other <= TODAY and (other.year - day.year) % 100 == 0
        for other in found
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["31/02/1980", "1980-13-01", "0/0/1980", "32 mar 1980", "4 mar", "soon", "", "29/2/2023"]
)
def test_no_such_day(text: str) -> None:
    assert birth_dates.read(text, TODAY).dates == ()


def test_month_first_where_the_practice_writes_so() -> None:
    assert birth_dates.read("4/3/1980", TODAY, month_first=True).dates == (date(1980, 4, 3),)
    assert birth_dates.read("25/3/1980", TODAY, month_first=True).dates == (date(1980, 3, 25),)
    assert birth_dates.read("3/25/1980", TODAY).dates == (date(1980, 3, 25),)


@pytest.mark.parametrize(
    ("day", "code"),
    [(TODAY, ""), (TODAY + timedelta(days=1), "future"), (date(1896, 1, 1), ""), (date(1895, 12, 31), "too-old")],
)
def test_what_is_wrong_with_a_birth_date(day: date, code: str) -> None:
    assert birth_dates.fault(day, TODAY) == code


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("087 123 4567", "871234567"), ("+353 87 1234567", "871234567"), ("00353-87-123.4567", "871234567"),
        ("+353 (0)87 123 4567", "871234567"), ("+44 20 7946 0000", "2079460000"),
        ("+1 (303) 555-0101", "3035550101"),
        ("+27 11 123 4567", "111234567"), ("", ""),
    ],
)  # fmt: skip
def test_one_number_however_written(written: str, number: str) -> None:
    assert phones.national(written) == number


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("087 123 4567", "0871234567"),
        ("+353 (0)87 123-4567", "+353871234567"),
        ("00353 87 123 4567", "+353871234567"),
        ("(01) 234 5678 ext. 12", "012345678;ext=12"),
        ("01 234 5678 x9", "012345678;ext=9"),
        ("fax, next door: 01 234 5678", "012345678"),
        ("", ""),
    ],
)
def test_a_number_is_dialled_as_it_is_meant(written, dialled):
    assert phones.dialled(written) == dialled


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Murphy Nora", "Nora Murphy", True),
        ("Murphy Nora", "Murphy Nora Mary", True),
        ("Murphy Nora", "Murhpy Nora", True),
        ("Murphy Pat", "Murphy Patricia", True),
        ("Murphy Nora", "Murphy Liam", False),
        ("Murphy Nora", "Kelly Nora", False),
        ("Li Wei", "Lu Wei", False),
    ],
)
def test_alike(one: str, other: str, alike: bool) -> None:
    for first, second in permutations((names.words(one), names.words(other))):
        assert names.alike(first, second) is alike


@given(st.text("abcde", min_size=4, max_size=8), st.integers(0, 7), st.sampled_from("abcdexyz"))
def test_one_slip_is_one_slip_either_way(word: str, at: int, letter: str) -> None:
    at %= len(word)
    for other in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        assert names.one_slip_apart(word, other)
        assert names.one_slip_apart(other, word)
