"""What the examination of one visit finds, in the form the examination takes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from filiform.foundation.bodychart.public import version
from filiform.journey.examination.public import Entered

from .plan import Attendance, Story


def before(story: Story, part: Attendance) -> Entered:
    """Before needling: scores, where it hurts, activities, motion, what palpation finds."""
    side = _zone_side(story)
    zones = [
        {
            "zone": zone,
            "side": side,
            "intensity": max(0, part.pain - 2 * number),
            "quality": "ache",
            "drawing": version(),
        }
        for number, zone in enumerate(story.problem.zones)
    ]
    drug, _dose = part.painkiller.split(" ", 1) if part.painkiller else ("", "")
    return Entered(
        scores={
            "pain_now": part.pain, "pain_worst": part.worst, "pain_average": part.average,
            "painkiller": "yes" if drug else "no", "painkiller_what": part.painkiller,
            "painkiller_hours": 6 if drug else None,
        },
        zones=zones,
        activities=[{"name": name, "score": score} for name, score in part.activities],
        motions=_motion(story, part.degrees),
        findings=[_finding(story, number, part) for number in range(len(story.problem.structures))],
        neuro=_nerves(story) if part is story.visits[0] else [],
    )  # fmt: skip


def after(story: Story, part: Attendance) -> Entered:
    """After needling: pain now and the motion again."""
    gained = part.pain - part.after
    return Entered(scores={"pain_now": part.after}, motions=_motion(story, part.degrees + 2 * gained))


def _zone_side(story: Story) -> str:
    return "left" if story.side == "midline" else story.side


def _motion(story: Story, degrees: int) -> list[dict[str, Any]]:
    if not story.problem.movement:
        return []
    side = _zone_side(story) if story.problem.paired else "midline"
    return [{"movement": story.problem.movement, "side": side, "degrees": Decimal(degrees)}]


def _finding(story: Story, number: int, part: Attendance) -> dict[str, Any]:
    """The first structure is the sore one; the more pain, the more is found."""
    sore = part.pain >= 3
    found = sore and number < 2
    return {
        "structure": story.problem.structures[number], "side": story.side,
        "taut_band": "yes" if found else "no", "tender_spot": "yes" if sore else "no",
        "referred_pain": "yes" if found and number == 0 else "no",
        "recognised": "yes" if found and number == 0 else "no",
        "jump_sign": "yes" if part.pain >= 7 and number == 0 else "no",
    }  # fmt: skip


def _nerves(story: Story) -> list[dict[str, str]]:
    if story.problem.code not in ("low-back", "buttock", "neck"):
        return []
    return [{"test": test, "result": "no", "where": ""} for test in ("reflexes", "strength", "sensation")]
