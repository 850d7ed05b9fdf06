"""A history does not change, and tells what was put from what was not."""

from __future__ import annotations

from datetime import date

import pytest

from filiform.core.screening import Clearance, Codes, History
from filiform.core.values import DECLINED, UNKNOWN, Known, Site


def test_a_history_cannot_be_changed() -> None:
    given = {"age": Known(40.0)}
    history = History(given)
    given["age"] = Known(1.0)
    assert history.get("age") == Known(40.0)
    with pytest.raises(TypeError):
        history.answers["age"] = UNKNOWN  # type: ignore[index]


def test_equal_histories_have_one_hash() -> None:
    one = History({"a": Known(1.0), "b": DECLINED})
    other = History({"b": DECLINED, "a": Known(1.0)})
    assert one == other
    assert hash(one) == hash(other)


def test_put_and_in_vain() -> None:
    history = History({"a": UNKNOWN, "b": Known(True), "c": Known(Codes(uncertain=frozenset({"x"})))})
    assert [history.put(name) for name in "abcd"] == [True, True, True, False]
    assert [history.in_vain(name, ("x",)) for name in "abcd"] == [True, False, True, False]
    assert not history.in_vain("c", ("y",))
    assert history.get("d") is UNKNOWN


def test_sites() -> None:
    history = History({"planned_sites": Known((Site("soleus"),)), "odd": Known("soleus")})
    assert history.sites() == (Site("soleus"),)
    assert history.sites("odd") is None
    assert history.sites("none") is None


def test_with_answer_leaves_the_first_alone() -> None:
    before = History({"a": Known(1.0)})
    after = before.with_answer("b", DECLINED)
    assert (before.put("b"), after.put("b"), after.get("a")) == (False, True, Known(1.0))


@pytest.mark.parametrize(
    ("until", "on", "holds"),
    [
        (None, date(2026, 1, 1), True),
        (None, date(2025, 12, 31), False),
        (date(2026, 2, 1), date(2026, 2, 1), True),
        (date(2026, 2, 1), date(2026, 2, 2), False),
    ],
)
def test_a_clearance_holds_from_and_until(until: date | None, on: date, *, holds: bool) -> None:
    assert Clearance("cancer-active", date(2026, 1, 1), until).holds(on) is holds


def test_codes_name_their_places() -> None:
    codes = Codes.of("joint:left-hip", "joint", "shunt")
    assert codes.places("joint") == ("", "left-hip")
    assert codes.found(("joint",)) == ("joint", "joint:left-hip")
