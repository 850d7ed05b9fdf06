"""Leaving while something is open: never without a word, never past a needle that is still in."""

from __future__ import annotations

from uuid import uuid4

import pytest

from filiform.foundation.tenancy.refusal import Refused
from tests.journey.treatment.stage import Stage


def test_an_incident_that_is_done_lets_nobody_leave_with_a_needle_in(ready: Stage) -> None:
    """Every step is on record, but the second needle was never taken out."""
    first, _second = ready.place(), ready.place(where="right tibialis-anterior")
    ready.tap("out", first)
    assert ready.count(1, counted_again="on").status_code == 302
    (incident,) = ready.incidents()
    with ready.practice.as_role():
        from filiform.journey.treatment import public

        steps = public.open_steps(ready.file())
    for step in steps:
        fields = {"step": step, "note": "done", "_key": str(uuid4())}
        assert ready.post(fields, f"/incidents/{incident.id}/").status_code == 302
    assert ready.state().in_place == 1
    assert ready.leave().status_code == 409
    with ready.practice.as_role():
        assert ready.file().happened("left") is None


@pytest.mark.parametrize("why", ["", "   "])
def test_whoever_calls_it_has_to_say_why(ready: Stage, why: str) -> None:
    from filiform.journey.treatment.actions.counting import leave

    ready.place()
    with pytest.raises(Refused, match="why-missing"), ready.practice.as_role():
        leave(visit=ready.visit, all_the_same=True, why=why)
    with ready.practice.as_role():
        assert ready.file().happened("left") is None
    assert ready.incidents() == []
