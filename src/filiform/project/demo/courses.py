"""Draws a course of visits: pain that falls for most and not for all, and needles within it."""

from __future__ import annotations

import random

from .plan import Attendance, Needle
from .problems import Problem

#: How pain goes from visit to visit, in points of ten, and how many of a hundred courses go that way.
WAYS = {"better": 62, "slowly": 20, "same": 13, "worse": 5}
STEP = {"better": (-2, -1), "slowly": (-1, 0), "same": (-1, 1), "worse": (0, 1)}
SENSATIONS = ("ache", "pressure", "cramp", "tingling")
POINTS = ("mid-belly", "upper third", "lower third", "near the origin")
DWELL = {"deep-static": (480, 720), "rotation": (300, 600)}


def way(rng: random.Random) -> str:
    """How this course goes."""
    return rng.choices(list(WAYS), list(WAYS.values()))[0]


def course(rng: random.Random, problem: Problem, days: list[int], minutes: list[int], goes: str) -> list[Attendance]:
    """The visits on these days (counted from today) at these minutes of the day."""
    pain = rng.randint(5, 8)
    scores = [rng.randint(2, 4) for _activity in problem.activities]
    usual, first = problem.degrees
    degrees = first + rng.randint(-4, 4) if first else 0
    found = []
    for day, minute in zip(days, minutes, strict=True):
        after = max(0, pain - rng.randint(0, 2))
        found.append(
            Attendance(
                day=day, minute=minute, pain=pain, worst=min(10, pain + rng.randint(0, 2)), average=max(0, pain - 1),
                after=after, activities=tuple(zip(problem.activities, scores, strict=True)), degrees=degrees,
                needles=needles(rng, problem), soreness=rng.choice((1, 2, 2, 3, 3, 4)),
                painkiller=rng.choice(("", "", "", "paracetamol 1 g", "ibuprofen 400 mg")),
            )
        )  # fmt: skip
        change = rng.randint(*STEP[goes])
        pain = min(9, max(0, pain + change))
        scores = [min(10, max(0, score - change + rng.randint(0, 1))) for score in scores]
        degrees = min(usual, degrees - 4 * change + rng.randint(-2, 3)) if first else 0
    return found


def needles(rng: random.Random, problem: Problem) -> tuple[Needle, ...]:
    """One to three needles, the first structures more often than the last."""
    count = rng.choice((1, 2, 2, 3))
    low, high = problem.depths
    found = []
    for number in range(count):
        structure = problem.structures[number % len(problem.structures)]
        still = problem.technique in DWELL
        said = {
            "twitches": 0 if still else rng.choice((0, 1, 1, 2, 3)),
            "sensation": rng.sample(SENSATIONS, rng.choice((1, 1, 2))),
            "recognised": rng.choice(("yes", "yes", "no")),
            "tolerance": rng.choice(("well", "well", "well", "fairly")),
        }
        if rng.random() < 0.12:
            said["reaction"] = ["ae-bleeding"]
        dwell = rng.randrange(*DWELL[problem.technique], 60) if still else 0
        depth = rng.randint(low, high)
        found.append(Needle(structure, depth, problem.technique, dwell, said, rng.choice(POINTS)))
    return tuple(found)
