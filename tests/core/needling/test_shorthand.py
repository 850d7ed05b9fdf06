"""The shorthand of needles: what each word says, and what goes on to the next entry."""

from decimal import Decimal

import pytest

from filiform.core.needling.shorthand import (
    Entry,
    Vocabulary,
    carry_on,
    read_line,
    wanting,
    write_entry,
)
from filiform.core.values import Side
from filiform.knowledge.needling.shorthand import vocabulary

L, R, M = Side.LEFT, Side.RIGHT, Side.MIDLINE
UT = "trapezius-upper"


def read(text):
    return read_line(text, vocabulary())


def one(text):
    line = read(text)
    assert line.faults == ()
    (entry,) = line.entries
    return entry


def test_the_line_of_the_issue():
    assert one("ut l x2 .25x30 d20 ltr3 dwell 8m") == Entry(
        UT, (L,), times=2, diameter_mm=Decimal("0.25"), length_mm=Decimal(30), depth_mm=Decimal(20), twitches=3,
        dwell_seconds=480,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "structure", "sides"),
    [
        ("ut l", UT, (L,)),
        ("l ut", UT, (L,)),
        ("left upper trap", UT, (L,)),
        ("Trapezius-Upper R", UT, (R,)),
        ("upper fibres of trapezius r", UT, (R,)),
        ("lt b", "trapezius-lower", (L, R)),
        ("piriformis bilateral", "piriformis", (L, R)),
        ("l r infra", "infraspinatus", (L, R)),
        ("infra r l", "infraspinatus", (L, R)),
        ("ql deep r", "ql-deep", (R,)),
        ("masseter superficial l", "masseter-superficial", (L,)),
        ("interspinous lumbar", "interspinous-lumbar", (M,)),
        ("galea m", "epicranial-aponeurosis", (M,)),
        ("infraspinàtus l", "infraspinatus", (L,)),
        ("m. infraspinatus l", "infraspinatus", (L,)),
        ("de quervain's r", "first-extensor-compartment", (R,)),
        ("achilles tendon l fen", "achilles-tendon", (L,)),
    ],
)
def test_structure_and_side_in_the_ways_they_are_written(text, structure, sides):
    entry = one(text)
    assert (entry.structure, entry.sides) == (structure, sides)


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("x3", "times", 3),
        ("3x", "times", 3),
        ("x 3", "times", 3),
        ("×3", "times", 3),
        ("d12.5", "depth_mm", Decimal("12.5")),
        ("d12,5", "depth_mm", Decimal("12.5")),
        ("d 12", "depth_mm", Decimal(12)),
        ("d 12 mm", "depth_mm", Decimal(12)),
        ("d12mm", "depth_mm", Decimal(12)),
        ("d12 mm", "depth_mm", Decimal(12)),
        ("depth 12mm", "depth_mm", Decimal(12)),
        ("d0", "depth_mm", Decimal(0)),
        ("ltr", "twitches", 1),
        ("ltr2", "twitches", 2),
        ("ltr 2", "twitches", 2),
        ("2ltr", "twitches", 2),
        ("2twitches", "twitches", 2),
        ("no ltr", "twitches", 0),
        ("ltr0", "twitches", 0),
        ("no twitch", "twitches", 0),
        ("8m", "dwell_seconds", 480),
        ("90s", "dwell_seconds", 90),
        ("8 min", "dwell_seconds", 480),
        ("dwell 8", "dwell_seconds", 480),
        ("dwell 8 min", "dwell_seconds", 480),
        ("dwell 8 m", "dwell_seconds", 480),
        ("dwell 90 s", "dwell_seconds", 90),
        ("dwell 45 sec", "dwell_seconds", 45),
        ("dwell 1.5m", "dwell_seconds", 90),
        ("static", "technique", "deep-static"),
        ("in and out", "technique", "deep-pistoning"),
        ("In-And-Out", "technique", "deep-pistoning"),
        ("in situ", "technique", "deep-static"),
        ("es", "technique", "electrical"),
        ("us", "guidance", "ultrasound"),
        ("lm", "guidance", "landmark"),
        ("landmarks", "guidance", "landmark"),
        ("lot A1", "lot", "A1"),
        ('lot "A 1"', "lot", "A 1"),
        ("lot 2025-07", "lot", "2025-07"),
        ('pt "mid-belly, 3 cm"', "point", "mid-belly, 3 cm"),
        ("point “mid-belly”", "point", "mid-belly"),
        ('note "tender; taut"', "note", "tender; taut"),
        ("in", "left_in", True),
        ("out", "left_in", False),
        ("same", "same_needle", True),
        ("same needle", "same_needle", True),
    ],
)
def test_each_part_says_one_thing(part, field, value):
    assert one(f"ut l {part}") == one("ut l").__class__(UT, (L,), **{field: value})


@pytest.mark.parametrize(
    "size", [".25x30", "0.25x30", "0,25x30", ",25x30", ".25*30", ".25×30", ".25mmx30mm", ".25 x 30", "30x.25"]
)
def test_a_size_in_the_ways_it_is_printed_on_a_box(size):
    entry = one(f"ut l {size} x2")
    assert (entry.diameter_mm, entry.length_mm, entry.times) == (Decimal("0.25"), Decimal(30), 2)


def test_a_number_after_a_twitch_is_its_own_unless_a_measure_begins_there():
    assert (one("ut l ltr 3 x 4").twitches, one("ut l ltr 3 x 4").times) == (3, 4)
    assert (one("ut l ltr 8 min").twitches, one("ut l ltr 8 min").dwell_seconds) == (1, 480)
    sized = one("ut l ltr 30 x .25")
    assert (sized.twitches, sized.length_mm) == (1, Decimal(30))


def test_entries_are_parted_by_commas_semicolons_and_lines():
    line = read("ut l d20, ls r 0,25x40;\n infra b\r\n,, ")
    assert [entry.structure for entry in line.entries] == [UT, "levator-scapulae", "infraspinatus"]
    assert [(heard.text, heard.at) for heard in line.heard] == [("ut l d20", 0), ("ls r 0,25x40", 10), ("infra b", 25)]
    assert line.faults == ()


@pytest.mark.parametrize("text", ["", "  ", ",;\n"])
def test_nothing_is_nothing(text):
    assert read(text).heard == ()


def test_needle_technique_guidance_and_dwell_go_on_and_nothing_of_the_patient_does():
    first, second = carry_on(
        read('ut l .25x30 d20 ltr3 static us 8m lot A1 pt "mid" note "sore" x2, ls r').entries, vocabulary()
    )
    assert (second.diameter_mm, second.length_mm, second.lot) == (first.diameter_mm, first.length_mm, "A1")
    assert (second.technique, second.guidance, second.dwell_seconds, second.left_in) == (
        "deep-static", "ultrasound", 480, True,
    )  # fmt: skip
    assert (second.depth_mm, second.twitches, second.point, second.note, second.times, second.sides) == (
        None, None, None, None, 1, (R,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "second"),
    [
        ("ut l .25x30 lot A1, ls l .30x40", {"length_mm": Decimal(40), "lot": None}),
        ("ut l .25x30 lot A1, ls l lot B2", {"length_mm": None, "diameter_mm": None, "lot": "B2"}),
        ("ut l stat 8m, ls l pist", {"technique": "deep-pistoning", "dwell_seconds": None, "left_in": False}),
        ("ut l stat 8m, ls l 4m", {"technique": "deep-static", "dwell_seconds": 240, "left_in": True}),
        ("ut l stat 8m, ls l out", {"technique": "deep-static", "dwell_seconds": None, "left_in": False}),
        ("ut l stat 8m, ls l in", {"technique": "deep-static", "dwell_seconds": 480, "left_in": True}),
        ("ut l us, ls l lm", {"guidance": "landmark"}),
        ("ut l pist, ls l 5m", {"technique": "deep-pistoning", "dwell_seconds": 300, "left_in": True}),
        ("ut l sdn, ls l", {"technique": "superficial", "left_in": None}),
        ("ut l same, ls l", {"same_needle": False}),
    ],
)
def test_what_is_said_anew_ends_what_went_on(line, second):
    entry = carry_on(read(line).entries, vocabulary())[1]
    assert {name: getattr(entry, name) for name in second} == second


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("ut", ("side", "technique", "guidance")),
        ("ut l stat lm", ()),
        ("ut l sdn us", ("in-or-out",)),
        ("ut l sdn us out", ()),
        ("ut l 5m lm", ("technique",)),
        ("ut l stat lm same", ()),
        ("ut b stat lm same", ("new-needle",)),
        ("ut l x2 stat lm same", ("new-needle",)),
        ("ut b x2 pist lm same", ()),
        ("ls l stat lm, ut l same", ("new-needle",)),
        ("ls l pist lm, ut l same", ()),
    ],
)
def test_what_is_still_wanting(line, wanted):
    *earlier, last = carry_on(read(line).entries, vocabulary())
    assert wanting(last, earlier[-1] if earlier else None) == wanted


def test_insertions_are_counted_for_each_side():
    assert [one(text).insertions for text in ("ut", "ut l", "ut x3", "ut b", "ut b x3")] == [1, 1, 3, 2, 6]


@pytest.mark.parametrize(
    "text",
    [
        "ut l x2 .25x30 d20 ltr3 8m",
        'ls b .3x40 d20.5 no ltr ddn lm out same lot "A1" pt "mid" note "sore"',
        "interspinous lumbar 90s",
        "ut",
        "rh r in",
    ],
)
def test_an_entry_is_written_as_it_is_read(text):
    assert write_entry(one(text), vocabulary()) == text


def test_a_vocabulary_may_be_as_small_as_one_word():
    words = Vocabulary({("ut",): (UT,)}, {UT: "ut"}, {UT: "Upper trapezius"}, {}, {}, {})
    assert read_line("ut l d20", words).entries == (Entry(UT, (L,), depth_mm=Decimal(20)),)
    assert [fault.code for fault in read_line("ut static us", words).faults] == ["word-unknown", "word-unknown"]
