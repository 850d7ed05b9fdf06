"""The manual of the shorthand is true: each of its examples is read as it says, and its names are those of the data."""

import re

import pytest

from filiform.core.needling.shorthand import carry_on, read_line, write_entry
from filiform.journey.treatment.line.words import FAULTS
from filiform.knowledge.needling.shorthand import vocabulary
from filiform.knowledge.structures.abbreviations import abbreviations
from tests.repository.tree import ROOT

MANUAL = (ROOT / "docs" / "journey" / "shorthand.md").read_text()
WORDS = vocabulary()


def rows(heading):
    """The cells of the table below a heading."""
    table = MANUAL.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ") and "---" not in line]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[1:]]


def code(cell):
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize("part", rows("An entry")[1:], ids=lambda row: row[0])
def test_each_part_is_read_as_it_is_written(part):
    for written in code(part[1]):
        line = read_line(f"ut {written}", WORDS)
        assert line.faults == (), written
        assert line.entries[0] != read_line("ut", WORDS).entries[0], written


@pytest.mark.parametrize("row", rows("What goes on from entry to entry"), ids=str)
def test_what_goes_on(row):
    typed, same = code(row[0])[-1], code(row[1])[0]
    read = read_line(typed, WORDS)
    assert read.faults == ()
    assert ", ".join(write_entry(entry, WORDS) for entry in carry_on(read.entries, WORDS)) == same


@pytest.mark.parametrize("row", rows("What it will not take"), ids=str)
def test_what_it_will_not_take(row):
    assert [fault.code for fault in read_line(code(row[0])[0], WORDS).faults] == code(row[1])
    assert set(code(row[1])) <= set(FAULTS)


def test_six_needles_take_at_most_120_keystrokes():
    text = MANUAL.split("\n## Keystrokes\n")[1].split("\n## ")[0]
    (typed,) = code(text)
    entries = read_line(typed, WORDS).entries
    assert sum(entry.insertions for entry in entries) == 6
    assert all(entry.depth_mm is not None and entry.twitches is not None for entry in entries)
    # No capitals and no signs that take two keys; Enter is the last.
    assert re.fullmatch(r"[a-z0-9 .,]+", typed)
    keystrokes = len(typed) + 1
    assert keystrokes <= 120
    assert f"in {keystrokes} keystrokes" in text


def test_the_short_names_are_those_of_the_data():
    printed = {}
    for row in rows("Short names"):
        for short, meant in re.findall(r"`(\w+)` (\([^)]*\)|[\w-]+)", row[1]):
            printed[short] = meant
    expected = {
        short: meant[0] if len(meant) == 1 else f"({', '.join(WORDS.write[one] for one in meant)})"
        for short, meant in abbreviations().structures.items()
    }
    assert printed == expected
