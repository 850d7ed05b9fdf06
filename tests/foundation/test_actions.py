"""An action is all or nothing, for whoever catches its refusal and goes on."""

from __future__ import annotations

import pytest

from filiform.foundation.decisions.models import Decision
from filiform.foundation.tenancy.refusal import Refused
from filiform.journey.screening.actions import weigh
from tests.journey.treatment.stage import NOTHING, stage
from tests.support.practice import PracticeKit


def test_what_was_written_before_a_refusal_is_undone(practice: PracticeKit) -> None:
    made = stage(practice)
    aspirin = {**NOTHING, "present": ["antiplatelet"]}
    assert made.screen("left trapezius-upper", medications=aspirin) == "caution"
    with practice.as_role():
        with pytest.raises(Refused, match="not-weighable"):
            weigh(visit=made.file(), items=["antiplatelet-aspirin", "nothing-of-the-kind"], reason="Known for years.")
        assert not Decision.objects.filter(visit_id=made.visit).exists()
        weigh(visit=made.file(), items=["antiplatelet-aspirin"], reason="Known for years.")
    with practice.as_role():
        assert Decision.objects.filter(visit_id=made.visit).count() == 1


def test_arguments_go_by_name(practice: PracticeKit) -> None:
    with practice.as_role(), pytest.raises(TypeError, match="keyword arguments only"):
        weigh("visit")  # type: ignore[misc]
