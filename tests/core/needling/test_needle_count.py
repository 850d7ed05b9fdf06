"""The count of needles: physical needles, in any order of events."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.core.needling import Count, EventKind, NeedleEvent, count, dwell_seconds, may_leave

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def placed(needle="n1", insertion="i1", at=0, key=None):
    return NeedleEvent(
        key or f"p-{needle}-{insertion}",
        EventKind.PLACED,
        needle,
        insertion,
        at=START + timedelta(seconds=at) if at is not None else None,
    )


def removed(needle="n1", insertion="i1", at=300, key=None):
    return NeedleEvent(
        key or f"r-{needle}-{insertion}",
        EventKind.REMOVED,
        needle,
        insertion,
        at=START + timedelta(seconds=at) if at is not None else None,
    )


def voided(target, key="v1"):
    return NeedleEvent(key, EventKind.VOIDED, voids=target)


def codes(counted):
    return [reason.code for reason in counted.mismatch]


def test_nothing_is_balanced():
    assert count([]) == Count(0, 0, 0, 0, 0)
    assert count([]).balanced
    assert may_leave(count([])) is None


def test_one_needle_in_two_places_is_one_needle():
    counted = count([placed(), removed(), placed(insertion="i2"), removed(insertion="i2")])
    assert (counted.placed, counted.removed, counted.in_place) == (1, 1, 0)


def test_a_needle_stays_in_while_one_of_its_insertions_is_open():
    counted = count([placed(), removed(), placed(insertion="i2")])
    assert (counted.removed, counted.in_place, counted.open_insertions) == (0, 1, ("i2",))
    assert not counted.balanced


def test_voiding_an_exit_puts_the_needle_back_in():
    assert count([placed(), removed(), voided("r-n1-i1")]).in_place == 1


def test_voiding_an_entry_takes_the_needle_out_of_the_count():
    assert count([placed(), voided("p-n1-i1")]) == Count(0, 0, 0, 0, 0)


def test_dropped_and_unused_needles_are_counted_apart():
    counted = count(
        [
            NeedleEvent("o1", EventKind.OPENED, "n1"),
            NeedleEvent("o2", EventKind.OPENED, "n2"),
            NeedleEvent("o3", EventKind.OPENED, "n3"),
            NeedleEvent("d2", EventKind.DROPPED, "n2"),
            placed("n3"),
            removed("n3"),
        ]
    )
    assert (counted.placed, counted.dropped, counted.opened_unused) == (1, 1, 1)
    assert counted.balanced


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([removed()], "removed-never-placed"),
        ([placed(), removed(needle="n2")], "removed-never-placed"),
        ([placed(), NeedleEvent("d", EventKind.DROPPED, "n1")], "dropped-while-in-place"),
        ([placed(key="x"), placed("n2", key="x"), removed(), removed("n2")], "event-conflict"),
        ([voided("gone")], "voided-event-unknown"),
        ([NeedleEvent("v", EventKind.VOIDED)], "voided-event-unknown"),
        ([placed(), removed(), voided("r-n1-i1"), voided("v1", "v2")], "voided-event-is-a-void"),
    ],
)
def test_what_cannot_be_understood_never_balances(events, code):
    counted = count(events)
    assert code in codes(counted)
    assert not counted.balanced
    assert may_leave(counted) is not None


def test_leaving_is_refused_with_a_reason_and_its_source():
    assert may_leave(None).code == "count-unknown"
    still_in = may_leave(count([placed()]))
    assert (still_in.code, still_in.get("in_place")) == ("needles-in-place", 1)
    assert "100 of 325" in still_in.sources[0].says
    assert may_leave(count([placed(), removed()])).code == "hand-count-missing"
    wrong = may_leave(count([placed(), removed()], hand_count=2))
    assert (wrong.code, wrong.get("placed"), wrong.get("counted")) == ("hand-count-differs", 1, 2)
    assert may_leave(count([placed(), removed()], hand_count=1)) is None
    assert may_leave(count([removed()])).get("first") == "removed-never-placed"
    assert may_leave(count([removed()])).get("nothing") is None


def test_a_hand_count_without_any_needle_has_to_be_none_or_zero():
    assert may_leave(count([], hand_count=0)) is None
    assert may_leave(count([], hand_count=1)).code == "hand-count-differs"
    with pytest.raises(ValueError, match="below zero"):
        count([], hand_count=-1)


def test_dwell_is_from_in_to_out():
    assert dwell_seconds([removed(at=431), placed(at=11)], "i1") == 420


@pytest.mark.parametrize(
    "events",
    [
        [placed()],
        [removed()],
        [placed(at=None), removed()],
        [placed(at=500), removed(at=300)],
        [placed(), removed(), voided("r-n1-i1")],
        [placed(insertion="other"), removed(insertion="other")],
    ],
)
def test_dwell_is_unknown_when_it_cannot_be_known(events):
    assert dwell_seconds(events, "i1") is None


NEEDLES = st.sampled_from(["n1", "n2", "n3"])
INSERTIONS = st.sampled_from(["i1", "i2", "i3"])
EVENTS = st.lists(
    st.builds(
        NeedleEvent,
        id=st.sampled_from([f"e{number}" for number in range(12)]),
        kind=st.sampled_from(EventKind),
        needle=NEEDLES,
        insertion=st.one_of(st.none(), INSERTIONS),
        voids=st.sampled_from([f"e{number}" for number in range(12)]),
        at=st.none(),
    ),
    max_size=14,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_order_and_repeats_never_matter(events, random):
    again = [*events, *events[:5]]
    random.shuffle(again)
    assert count(again) == count(events)


@given(EVENTS)
def test_every_placed_needle_is_out_or_in(events):
    counted = count(events)
    assert counted.placed == counted.removed + counted.in_place
    assert counted.balanced == (counted.in_place == 0 and not counted.mismatch)


@given(EVENTS)
def test_a_further_needle_left_in_is_never_overlooked(events):
    assert may_leave(count([*events, placed("late", "late", key="late")], hand_count=3)) is not None


def test_dwell_may_be_no_time_at_all():
    assert dwell_seconds([placed(at=5), removed(at=5)], "i1") == 0


def test_two_devices_that_both_wrote_an_exit_give_the_longer_dwell():
    events = [placed(at=0), placed(at=20, key="p2"), removed(at=300), removed(at=330, key="r2")]
    assert dwell_seconds(events, "i1") == 330


def test_a_needle_that_only_came_out_was_not_left_in_its_packet():
    counted = count([removed()])
    assert (counted.placed, counted.opened_unused, codes(counted)) == (0, 0, ["removed-never-placed"])
