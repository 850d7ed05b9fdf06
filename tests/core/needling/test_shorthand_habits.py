"""What an entry leaves open comes from what is usual there; what was said stands, nothing of the patient moves."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.needling.test_shorthand_properties import WORDS, entries

from filiform.core.needling import Used, Way, Whose
from filiform.core.needling.shorthand import NOTHING, Entry, Taken, fill, left_open, read_line, taken, write_entry
from filiform.core.values import Side

SHORT, LONG = (Decimal("0.25"), Decimal(40)), (Decimal("0.30"), Decimal(75))
PIST = Used(Way("deep-pistoning", "landmark", *SHORT))
STAT = Used(Way("deep-static", "ultrasound", *LONG), 480)
UT = Entry("trapezius-upper", (Side.LEFT,))


def test_all_that_is_open_is_taken_with_the_dwell_of_a_needle_that_stays():
    assert taken(UT, [STAT] * 3, [], WORDS) == Taken("deep-static", "ultrasound", LONG, 480, Whose.OWN)
    entry, used = fill(UT, taken(UT, [STAT] * 3, [], WORDS), WORDS)
    assert (entry.technique, entry.left_in, entry.dwell_seconds, entry.length_mm) == ("deep-static", True, 480, LONG[1])
    assert used.fields == ("technique", "guidance", "size", "dwell")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"technique": "deep-static"}, Taken(None, "ultrasound", LONG, None, Whose.OWN)),
        ({"guidance": "landmark"}, Taken("deep-pistoning", None, SHORT, None, Whose.OWN)),
        ({"diameter_mm": LONG[0], "length_mm": LONG[1]}, Taken("deep-static", "ultrasound", None, 480, Whose.OWN)),
        ({"left_in": True}, Taken("deep-static", "ultrasound", LONG, None, Whose.OWN)),
        ({"left_in": False}, Taken("deep-pistoning", "landmark", SHORT, None, Whose.OWN)),
        ({"dwell_seconds": 60, "left_in": True}, Taken("deep-static", "ultrasound", LONG, None, Whose.OWN)),
        ({"lot": "A1"}, Taken("deep-pistoning", "landmark", None, None, Whose.OWN)),
        ({"same_needle": True}, Taken("deep-pistoning", "landmark", None, None, Whose.OWN)),
    ],
)
def test_what_was_said_chooses_among_habits_that_are_never_mixed(said, expected):
    assert taken(replace(UT, **said), [PIST, PIST, STAT, PIST, PIST, STAT, PIST, STAT, PIST], [], WORDS) == expected


def test_beside_a_technique_never_used_here_the_hand_keeps_its_needle_and_guidance():
    assert taken(replace(UT, technique="rotation"), [PIST] * 3, [], WORDS) == Taken(
        None, "landmark", SHORT, None, Whose.OWN
    )


def test_a_usual_technique_that_contradicts_in_or_out_is_not_taken():
    assert taken(replace(UT, left_in=True), [PIST] * 3, [], WORDS).technique is None
    assert taken(replace(UT, left_in=False), [STAT] * 3, [], WORDS).technique is None


def test_the_practice_speaks_where_the_hand_has_no_habit_and_nobody_where_there_is_none():
    assert taken(UT, [STAT] * 2, [PIST] * 3, WORDS).whose is Whose.PRACTICE
    assert taken(UT, [STAT] * 2, [PIST] * 2, WORDS) == NOTHING
    assert taken(UT, [], [], WORDS) == NOTHING


WAYS = st.builds(
    Way,
    st.sampled_from(sorted(set(WORDS.techniques.values()))),
    st.sampled_from(["landmark", "ultrasound"]),
    st.sampled_from([Decimal("0.25"), Decimal("0.30")]),
    st.sampled_from([Decimal(40), Decimal(75)]),
)
USED = st.lists(st.builds(Used, WAYS, st.sampled_from([None, 60, 480])), max_size=3).flatmap(
    lambda ways: st.lists(st.sampled_from(ways), max_size=9) if ways else st.just([])
)
FILLED = ("technique", "guidance", "diameter_mm", "length_mm", "dwell_seconds", "left_in")
OPEN = entries().map(lambda entry: replace(entry, lot=None) if entry.lot and len(entry.lot) % 2 else entry)


@given(OPEN, USED, USED)
@settings(max_examples=150, deadline=None)
def test_what_was_said_stands_and_nothing_of_the_patient_is_filled(entry, own, practice):
    given_ = taken(entry, own, practice, WORDS)
    whole, used = fill(entry, given_, WORDS)
    for name in FILLED:
        if getattr(entry, name) is not None:
            assert getattr(whole, name) == getattr(entry, name)
    untouched = {name: getattr(entry, name) for name in FILLED}
    assert replace(whole, **untouched) == entry  # depth, twitches, side, point, note, lot as they were
    assert set(used.fields) <= {*left_open(entry), "dwell"}
    ways = {one.way for one in (*own, *practice)}
    assert used.technique is None or used.technique in {way.technique for way in ways}
    assert used.size is None or used.size in {(way.diameter_mm, way.length_mm) for way in ways}
    assert used.dwell is None or used.technique is not None


@given(OPEN, USED, USED)
@settings(max_examples=80, deadline=None)
def test_filled_twice_is_filled_once_and_reads_as_it_is_written(entry, own, practice):
    whole, used = fill(entry, taken(entry, own, practice, WORDS), WORDS)
    again, _used = fill(whole, used, WORDS)
    assert again == whole
    fits = whole.depth_mm is None or whole.length_mm is None or whole.depth_mm <= whole.length_mm
    if fits:
        assert read_line(write_entry(whole, WORDS), WORDS).entries == (whole,)


@given(OPEN)
@settings(max_examples=60, deadline=None)
def test_without_habits_nothing_is_filled(entry):
    assert taken(entry, [], [], WORDS) == NOTHING
    assert fill(entry, NOTHING, WORDS)[1] == NOTHING
