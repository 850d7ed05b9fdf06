"""The usual needle: three times the same make a habit, one's own before the practice's."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.core.needling import Used, Usual, Way, Whose, usual

STATIC = Way("deep-static", "landmark", Decimal("0.25"), Decimal(40))
PISTON = Way("deep-pistoning", "landmark", Decimal("0.30"), Decimal(50))
SHALLOW = Way("superficial", "ultrasound", None, None)
NAMES = {"s": STATIC, "p": PISTON, "x": SHALLOW}


def _used(letters: str) -> list[Used]:
    return [Used(NAMES[one]) for one in letters]


@pytest.mark.parametrize(
    ("own", "practice", "way", "whose"),
    [
        ("", "", None, None),
        ("s", "", None, None),
        ("ss", "", None, None),
        ("sss", "ppppp", STATIC, Whose.OWN),
        ("ss", "ppp", PISTON, Whose.PRACTICE),
        ("", "pp", None, None),
        ("spsps", "", STATIC, Whose.OWN),  # most often, though not three running
        ("pppssssss", "", PISTON, Whose.OWN),  # a new habit takes over
        ("ppssssss", "", STATIC, Whose.OWN),  # twice is not one yet
        ("psxpsxpsx", "", PISTON, Whose.OWN),  # equally often: the newer
        ("psx", "psx", None, None),
    ],
)
def test_the_habit_is_found(own: str, practice: str, way: Way | None, whose: Whose | None) -> None:
    found = usual(_used(own), _used(practice))
    assert (found.way, found.whose) == (way, whose) if way else found is None


def test_the_dwell_is_that_of_the_way() -> None:
    own = [Used(STATIC, 600), Used(PISTON, 60), Used(STATIC, 600), Used(STATIC, 600)]
    assert usual(own, []) == Usual(STATIC, 600, Whose.OWN)


@pytest.mark.parametrize("dwells", [(600, 480, 300), (None, None, None), (600, 600, 480)])
def test_a_dwell_that_is_no_habit_stays_empty(dwells: tuple[int | None, ...]) -> None:
    found = usual([Used(STATIC, one) for one in dwells], [])
    assert found == Usual(STATIC, None, Whose.OWN)


@given(st.lists(st.sampled_from(sorted(NAMES)), max_size=12), st.lists(st.sampled_from(sorted(NAMES)), max_size=12))
def test_only_what_was_done_three_times_is_ever_usual(own: list[str], practice: list[str]) -> None:
    found = usual(_used("".join(own)), _used("".join(practice)))
    most = max([own.count(one) for one in NAMES] + [practice.count(one) for one in NAMES], default=0)
    assert (found is not None) == (most >= 3)
    if found is not None:
        done = own if found.whose is Whose.OWN else practice
        assert sum(NAMES[one] == found.way for one in done) >= 3
