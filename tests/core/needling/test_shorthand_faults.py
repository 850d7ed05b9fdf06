"""What a shorthand line cannot say is told: the word, its place, what may be meant; nothing of its entry is taken."""

import pytest

from filiform.core.needling.shorthand import LONGEST, MOST_ENTRIES, read_line
from filiform.knowledge.needling.shorthand import vocabulary

UT = "trapezius-upper"


def read(text):
    return read_line(text, vocabulary())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("d20", [("structure-missing", "d20")]),
        ("l", [("structure-missing", "l")]),
        ("uper trap l", [("structure-unknown", "uper trap")]),
        ('"ut" l', [("structure-missing", "ut"), ("quote-alone", "ut")]),
        ("gmed r d20", [("structure-ambiguous", "gmed")]),
        ("ut l frob d20 bla", [("word-unknown", "frob"), ("word-unknown", "bla")]),
        ("ut lt", [("word-unknown", "lt")]),
        ("ut l ls r", [("comma-missing", "ls")]),
        ("ut ut l", [("comma-missing", "ut")]),
        ("ut l d20 d20", [("said-twice", "d20")]),
        ("ut l l", [("said-twice", "l")]),
        ("ut b l", [("said-twice", "l")]),
        ("ut l m", [("said-twice", "m")]),
        ("ut l static pist", [("said-twice", "pist")]),
        ("ut l in out", [("said-twice", "out")]),
        ("ut l x0", [("times-implausible", "x0")]),
        ("ut l x61", [("times-implausible", "x61")]),
        ("ut l d151", [("depth-implausible", "d151")]),
        ("ut l d2.55", [("depth-implausible", "d2.55")]),
        ("ut l ltr100", [("twitches-implausible", "ltr100")]),
        ("ut l .9x30", [("size-implausible", ".9x30")]),
        ("ut l .25x300", [("size-implausible", ".25x300")]),
        ("ut l .255x30", [("size-implausible", ".255x30")]),
        ("ut l 121m", [("dwell-implausible", "121m")]),
        ("ut l 0s", [("dwell-implausible", "0s")]),
        ("ut l .5s", [("dwell-implausible", ".5s")]),
        ("ut l dwell", [("dwell-empty", "dwell")]),
        ("ut l dwell long", [("dwell-empty", "dwell"), ("word-unknown", "long")]),
        ("ut l #30", [("gauge-number", "#30")]),
        ("ut l 30g", [("gauge-number", "30g")]),
        ("ut l 30mm", [("millimetres-of-what", "30mm")]),
        ("ut l 30 mm", [("millimetres-of-what", "30 mm")]),
        ("ut l 30", [("number-alone", "30")]),
        ("ut 8 m", [("number-alone", "8")]),
        ("ut l 8 m", [("number-alone", "8"), ("said-twice", "m")]),
        ("ut l 5 x y", [("number-alone", "5"), ("word-unknown", "x"), ("word-unknown", "y")]),
        ("ut l d", [("word-unknown", "d")]),
        ("ut l no", [("word-unknown", "no")]),
        ("ut l lot", [("lot-empty", "lot")]),
        ('ut l lot ""', [("lot-empty", "lot"), ("quote-alone", 'ut l lot ""')]),
        ("ut l pt middle", [("point-unquoted", "pt"), ("word-unknown", "middle")]),
        ("ut l note", [("note-unquoted", "note")]),
        ('ut l pt "middle', [("point-unquoted", "pt"), ("quote-open", '"middle')]),
        ('ut l lot "A1', [("lot-empty", "lot"), ("quote-open", '"A1')]),
        ('ut l "middle"', [("quote-alone", "middle")]),
        ("ut l ltr 200 x 30", [("twitches-implausible", "ltr 200")]),
        ("ut l .25x30 d31", [("depth-beyond-length", "ut l .25x30 d31")]),
        ("interspinous lumbar l", [("midline-only", "interspinous lumbar l")]),
        ("ut l d2²", [("word-unknown", "d2²")]),
        ("ut l d1½", [("word-unknown", "d1½")]),
        ("ut l d２０", [("word-unknown", "d２０")]),
        ("ut l x٢", [("word-unknown", "x٢")]),
        ("ut l d2\u03010", [("word-unknown", "d2\u03010")]),
        ("ut² l", [("structure-unknown", "ut²")]),
        ("u\u200bt l", [("structure-unknown", "u\u200bt")]),
        ("ut l ' !", [("word-unknown", "'"), ("word-unknown", "!")]),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_and_nothing_of_its_entry_is_taken(text, found):
    line = read(text)
    assert [(fault.code, fault.word) for fault in line.faults] == found
    assert line.entries == ()


def test_a_fault_names_its_place_in_the_line():
    line = read("ut l d20, ls r frob\ngmed l 9")
    assert [(fault.word, fault.at) for fault in line.faults] == [("frob", 15), ("gmed", 20), ("9", 27)]
    assert [entry.structure for entry in line.entries] == [UT]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("gmed l", ("gmedp", "gmeda")),
        ("ql l", ("qls", "qld")),
        ("ut l deep", ("pist", "stat")),
        ("ut l rt", ("r",)),
        ("ut l pistonin", ("pistoning",)),
        ("ut l landmrk", ("landmark", "landmarks")),
        ("zzzzqq l", ()),
        ("!! l", ()),
    ],
)
def test_a_fault_offers_what_may_be_meant(text, near):
    assert read(text).faults[0].near == near


def test_a_misspelt_name_finds_its_structure():
    (fault,) = read("infraspinatis l").faults
    assert fault.near[0] == "isp"


def test_figures_of_a_fault_are_its_parameters():
    (fault,) = read("ut l x99").faults
    assert (fault.get("high"), fault.get("low")) == (60, None)


@pytest.mark.parametrize(
    ("words", "code"),
    [("x" * 201, "words-too-long"), ("a\x00b", "words-unprintable"), ("a\u202eb", "words-unprintable")],
)
def test_words_that_a_record_cannot_hold_are_told(words, code):
    assert [fault.code for fault in read(f'ut l pt "{words}"').faults] == [code]


def test_a_line_without_end_is_not_read():
    (fault,) = read("ut l, " * LONGEST).faults
    assert (fault.code, fault.get("high")) == ("line-too-long", LONGEST)
    (fault,) = read("ut l, " * (MOST_ENTRIES + 1)).faults
    assert (fault.code, fault.at) == ("entries-too-many", 6 * MOST_ENTRIES)
