"""The words of the shorthand line: every structure can be written, and a broken list is told."""

from dataclasses import replace

import pytest

from filiform.core.needling.shorthand import read_line
from filiform.knowledge import load
from filiform.knowledge.needling import shorthand
from filiform.knowledge.structures import abbreviations as book
from filiform.knowledge.structures import parse_all


def test_every_structure_has_a_name_that_is_read_as_itself_alone():
    words = shorthand.vocabulary()
    assert set(words.write) == set(load().structures)
    for structure, text in words.write.items():
        (entry,) = read_line(text, words).entries
        assert entry.structure == structure


def test_every_id_is_read_too():
    words = shorthand.vocabulary()
    for identity in load().structures:
        assert [entry.structure for entry in read_line(identity, words).entries] == [identity]


def test_a_short_name_never_means_something_else_than_the_same_name_elsewhere():
    for short, meant in book.abbreviations().structures.items():
        try:
            elsewhere = {site.structure for site in parse_all(short)}
        except ValueError:
            continue
        assert elsewhere == set(meant), short


def test_the_words_are_sound():
    assert list(book.faults()) == []
    assert list(shorthand.faults()) == []


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"structures": {"Ut": ("trapezius-upper",)}}, "abbreviations/Ut", "one word of small letters"),
        ({"structures": {"traps": ("trapezius-upper",)}}, "abbreviations/traps", "read as trapezius"),
        ({"structures": {"d": ("trapezius-upper",)}}, "abbreviations/d", "a word of the shorthand itself"),
        ({"structures": {"us": ("trapezius-upper",)}}, "abbreviations/us", "guidance or a technique"),
        ({"structures": {"zz": ("no-such",)}}, "abbreviations/zz", "unknown structure no-such"),
        ({"unclear": {"us": ("lm",)}}, "abbreviations/us", "called unclear"),
        ({"techniques": {"mag": "magic"}}, "abbreviations/magic", "no technique"),
        ({"leaves_in": frozenset({"deep-pistoning"})}, "abbreviations/deep-pistoning", "cannot both"),
    ],
)
def test_a_broken_list_is_told(monkeypatch, change, where, what):
    broken = replace(book.abbreviations(), **change)
    monkeypatch.setattr(book, "abbreviations", lambda: broken)
    assert any(place == where and what in text for place, text in book.faults())


def test_what_keeps_the_line_from_reading_is_told(monkeypatch):
    words = shorthand.vocabulary()
    lacking = replace(
        words,
        write={},
        techniques={},
        names={("d", "ut"): ("trapezius-upper",)},
    )
    monkeypatch.setattr(shorthand, "vocabulary", lambda: lacking)
    found = dict(shorthand.faults())
    assert "no short name" in found["shorthand/trapezius-upper"]
    assert "no word" in found["shorthand/deep-static"]
    assert "holds d" in found["shorthand/d ut"]
