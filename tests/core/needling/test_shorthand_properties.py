"""Laws of the shorthand over generated entries and generated nonsense."""

import string
import unicodedata
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.core.needling.shorthand import Entry, carry_on, read_line, wanting, write_entry
from filiform.core.values import Side
from filiform.knowledge.needling.shorthand import vocabulary

WORDS = vocabulary()
#: Words as a clinician may put them between quotation marks; the line has no way to say a quotation mark.
QUOTED = (
    st.text(st.characters(exclude_characters='"“”„', exclude_categories=["C", "Z"]) | st.just(" "), min_size=1)
    .map(str.strip)
    .filter(lambda text: text and len(text) <= 60)
)
SIDES = st.sampled_from([(), (Side.LEFT,), (Side.RIGHT,), (Side.MIDLINE,), (Side.LEFT, Side.RIGHT)])
SIZES = st.one_of(
    st.none(), st.tuples(st.integers(10, 50).map(lambda n: Decimal(n) / 100), st.integers(30, 1500).map(Decimal))
)


@st.composite
def entries(draw):
    structure = draw(st.sampled_from(sorted(WORDS.write)))
    thin, long = draw(SIZES) or (None, None)
    long = long and max(long / 10, Decimal(5))
    deepest = int((long or Decimal(150)) * 10)
    return Entry(
        structure,
        (Side.MIDLINE,) if structure in WORDS.midline else draw(SIDES),
        times=draw(st.integers(1, 60)),
        diameter_mm=thin,
        length_mm=long,
        depth_mm=draw(st.none() | st.integers(0, deepest).map(lambda n: Decimal(n) / 10)),
        twitches=draw(st.none() | st.integers(0, 99)),
        dwell_seconds=draw(st.none() | st.integers(1, 7200)),
        technique=draw(st.none() | st.sampled_from(sorted(set(WORDS.techniques.values())))),
        guidance=draw(st.sampled_from([None, "landmark", "ultrasound"])),
        lot=draw(st.none() | QUOTED),
        point=draw(st.none() | QUOTED),
        note=draw(st.none() | QUOTED),
        left_in=draw(st.sampled_from([None, True, False])),
        same_needle=draw(st.booleans()),
    )


@given(entries())
@settings(max_examples=80, deadline=None)
def test_what_is_written_is_read_the_same(entry):
    line = read_line(write_entry(entry, WORDS), WORDS)
    assert line.faults == ()
    assert line.entries == (entry,)


PARTS = {
    "sides": ["l", "r", "b", "bilateral", "midline"],
    "times": ["x2", "3x", "x 4"],
    "size": [".25x30", "0,30 x 50", "30 x .25", ".16*40mm"],
    "depth": ["d5", "d 4,5", "depth 5 mm"],
    "twitches": ["ltr", "ltr 3", "no ltr", "4ltr"],
    "dwell": ["8m", "dwell 90s", "dwell 8", "8 min", "dwell 8 m"],
    "technique": sorted(WORDS.techniques),
    "guidance": sorted(WORDS.guidance),
    "lot": ["lot A1", 'lot "deep l"'],
    "point": ['pt "ls r, d20"'],
    "note": ['note "x2"'],
    "place": ["in", "out"],
    "needle": ["same", "same needle"],
}
CHOSEN = st.lists(st.sampled_from(sorted(PARTS)), unique=True).flatmap(
    lambda kinds: st.tuples(*(st.sampled_from(PARTS[kind]) for kind in kinds))
)
NAMES = st.sampled_from(
    ["ut", "lt", "ql deep", "upper trap", "masseter superficial", "teres minor", "ecu", "vastus medialis"]
)


@given(NAMES, CHOSEN, st.data())
@settings(max_examples=80, deadline=None)
def test_the_order_of_parts_after_the_structure_never_matters(name, parts, data):
    mixed = data.draw(st.permutations(parts))
    first, second = (read_line(" ".join([name, *some]), WORDS) for some in (parts, mixed))
    assert first.faults == ()
    assert second.entries == first.entries
    assert second.faults == ()


TYPED = st.lists(
    st.sampled_from(
        [part for parts in PARTS.values() for part in parts] + ["ut", "ql", "gmed", ",", ";", "\n", '"', "“", "#", "9"]
    )
    | st.text(max_size=6),
    max_size=25,
).map(" ".join)


@given(TYPED)
@settings(max_examples=100, deadline=None)
def test_no_line_crashes_and_no_word_is_dropped(text):
    line = read_line(text, WORDS)
    for heard in line.heard:
        assert text[heard.at : heard.at + len(heard.text)] == heard.text
        # Either everything of an entry was understood, or it is told what was not.
        assert (heard.entry is None) == bool(heard.faults)
    for fault in line.faults:
        assert 0 <= fault.at <= len(text)
    found = carry_on(line.entries, WORDS)
    assert len(found) == len(line.entries)
    for entry in found:
        assert set(wanting(entry)) <= {"side", "technique", "guidance", "in-or-out", "new-needle"}
        assert len(read_line(write_entry(entry, WORDS), WORDS).entries) == 1


@given(entries(), st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=12))
@settings(max_examples=50, deadline=None)
def test_one_word_too_many_is_never_passed_over(entry, word):
    text = write_entry(entry, WORDS)
    more = read_line(f"{text} {word}", WORDS)
    assert more.entries != (entry,) or more.faults


SIGNS = st.characters(exclude_categories=["Cc", "Zs", "Zl", "Zp", "Mn"], min_codepoint=0xA0).filter(
    lambda sign: sign not in "×“”„" and unicodedata.normalize("NFD", sign)[0] not in string.ascii_letters
)


@given(entries(), SIGNS, st.data())
@settings(max_examples=50, deadline=None)
def test_a_sign_within_a_word_is_never_passed_over(entry, sign, data):
    plain = replace(entry, lot=None, point=None, note=None)
    text = write_entry(plain, WORDS)
    place = data.draw(st.integers(0, len(text)))
    line = read_line(text[:place] + sign + text[place:], WORDS)
    assert line.faults
    assert line.entries == ()
