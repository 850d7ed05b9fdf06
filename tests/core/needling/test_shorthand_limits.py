"""The bounds of the typed line from both sides, and that a fault swallows no word after it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filiform.core.needling import Used, Way, usual
from filiform.core.needling.shorthand import read_line
from filiform.knowledge.needling.shorthand import vocabulary

STATIC = Way("deep-static", "landmark", Decimal("0.25"), Decimal(40))
PISTON = Way("deep-pistoning", "landmark", Decimal("0.30"), Decimal(50))


def faults(text: str) -> list[tuple[str, str]]:
    """Codes and words of all that is wrong in a line."""
    return [(each.code, each.word) for each in read_line(text, vocabulary()).faults]


@pytest.mark.parametrize(
    ("text", "last", "beyond"),
    [
        ("ut l x{}", "1", "0"),
        ("ut l x{}", "60", "61"),
        ("ut l ltr{}", "99", "100"),
        ("ut l d{}", "150", "150.1"),
        ("ut l .25x{}", "150", "151"),
        ("ut l .25x{}", "5", "4"),
        ("ut l {}m", "120", "121"),
        ("ut l {}s", "1", "0"),
        ('ut l lot "{}"', "a" * 100, "a" * 101),
        ('ut l pt "{}"', "a" * 200, "a" * 201),
    ],
    ids=lambda text: text[:12],
)
def test_the_last_that_is_taken_and_the_first_that_is_not(text: str, last: str, beyond: str) -> None:
    assert faults(text.format(last)) == []
    assert len(faults(text.format(beyond))) == 1


def test_a_note_may_be_longer_than_the_name_of_a_point() -> None:
    assert faults(f'ut l note "{"a" * 900}"') == []


def test_a_line_has_a_thousand_characters_and_thirty_entries() -> None:
    assert faults("ut l".ljust(1000)) == []
    assert [code for code, _ in faults("ut l".ljust(1001))] == ["line-too-long"]
    assert faults(", ".join(["ut l"] * 30)) == []
    assert [code for code, _ in faults(", ".join(["ut l"] * 31))] == ["entries-too-many"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (f'lot "{"a" * 101}"', "words-too-long"),
        ('note "a\u0007b"', "words-unprintable"),
        ("30g", "gauge-number"),
        ("40mm", "millimetres-of-what"),
        ("40 mm", "millimetres-of-what"),
        ("40", "number-alone"),
        ("dwell", "dwell-empty"),
        ("d 151", "depth-implausible"),
        ("d 151 mm", "depth-implausible"),
    ],
    ids=lambda text: text[:12],
)
def test_a_fault_reaches_to_its_own_end(words: str, code: str) -> None:
    assert [each for each, _ in faults(f"ut l {words} frob")] == [code, "word-unknown"]


@pytest.mark.parametrize(
    "words", ["d 20", "d 20 mm", "d20 mm", "depth 20", 'lot "7"', 'pt "edge"', "no ltr", "ltr 3", "dwell 8 min"]
)
def test_a_part_that_is_taken_ends_where_it_ends(words: str) -> None:
    assert faults(f"ut l {words}") == []
    assert faults(f"ut l {words} frob") == [("word-unknown", "frob")]


def test_the_dwell_of_another_way_is_no_habit_of_this_one() -> None:
    own = [Used(way, dwell) for dwell in (600, 480, 300) for way, dwell in ((STATIC, dwell), (PISTON, 60))]
    found = usual(own, [])
    assert found is not None
    assert (found.way, found.dwell) == (STATIC, None)
