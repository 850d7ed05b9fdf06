"""Ranking of single muscles for a drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import groupby

from filiform.core.ranking.model import Model
from filiform.core.ranking.second import Source, either, with_second
from filiform.core.ranking.values import Candidate, Explained, Link, Mark
from filiform.core.values import Side

Sides = tuple[Side, ...]
PAIR = (Side.LEFT, Side.RIGHT)
LOG_2 = math.log(2)


def rank(marks: Iterable[Mark], model: Model) -> tuple[Candidate, ...]:
    """Muscles that may explain at least one mark, best first, equal ones by id; none for an empty drawing.

    A muscle of one side explains marks of that side, of the midline, and those whose side was not said.
    The order of the marks never matters, nor does a mark that is there twice.
    """
    drawing = tidy(marks)
    reached: dict[Source, list[int]] = {}
    means: dict[Source, float] = {}
    scores: dict[Source, float] = {}
    for sides in _hypotheses(drawing):
        many = max(1, len(sides))
        before = math.log(model.weights.both_sides) if many == 2 else 0.0
        for muscle, (places, away, here, mean) in _sums(drawing, sides, model).items():
            rest = model.prior[muscle] + base_rate(muscle, sides, drawing, model) + before
            absent = model.absent[muscle]
            source = muscle, sides
            reached[source], means[source] = places, mean + absent.mean * many + rest
            scores[source] = either(away + absent.away * many, here + absent.here * many) - LOG_2 + rest
    best: dict[str, tuple[float, Sides]] = {}
    for (muscle, sides), score in with_second(scores, means, reached, drawing, model).items():
        if muscle not in best or score > best[muscle][0]:
            best[muscle] = (score, sides)
    if not best:
        return ()
    top = max(score for score, _ in best.values())
    shares = {muscle: math.exp(score - top) for muscle, (score, _) in best.items()}
    whole = math.fsum(shares.values())
    order = sorted(best, key=lambda muscle: (-round(best[muscle][0], 9), muscle))
    return tuple(_candidate(muscle, best[muscle][1], shares[muscle] / whole, drawing, model) for muscle in order)


def tidy(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Each mark once and in order; one without a side gives way to the same zone with a side."""
    found: list[Mark] = []
    for _zone, same in groupby(sorted(set(marks), key=_order), key=lambda mark: mark.zone):
        here = list(same)
        found += [mark for mark in here if _sided(mark)] or here[:1]
    return tuple(found)


def reaches(mark: Mark, sides: Sides) -> bool:
    """Whether a muscle of these sides may explain the mark; without sides it may explain any."""
    return not sides or not _sided(mark) or mark.side in sides


def base_rate(muscle: str, sides: Sides, drawing: tuple[Mark, ...], model: Model) -> float:
    """What being a usual source where it hurts counts for a muscle: the mean over the marks, 0 where not studied."""
    common = model.common.get(muscle)
    if not common:
        return 0.0
    return math.fsum(common.get(mark.zone, 0.0) for mark in drawing if reaches(mark, sides)) / len(drawing)


def explained(muscle: str, sides: Sides, drawing: tuple[Mark, ...], model: Model) -> tuple[Explained, ...]:
    """The marks that the muscle may explain, each with its strongest link, neighbours among them."""
    pattern, chances = model.patterns[muscle], model.chances[muscle]
    return tuple(
        Explained(mark, pattern.link(mark.zone) or Link.NEAR)
        for mark in drawing
        if mark.zone in chances and reaches(mark, sides)
    )


def sides_of(drawing: tuple[Mark, ...]) -> Sides:
    """The sides that are named by a drawing, left first."""
    return tuple(side for side in PAIR if any(mark.side is side for mark in drawing))


def _sided(mark: Mark) -> bool:
    return mark.side in PAIR


def _order(mark: Mark) -> tuple[str, str]:
    return mark.zone, mark.side or ""


def _hypotheses(drawing: tuple[Mark, ...]) -> tuple[Sides, ...]:
    """On which sides a muscle may be: where the drawing names none, the question does not come up."""
    named = sides_of(drawing)
    if len(named) < 2:
        return (named,)
    return ((Side.LEFT,), (Side.RIGHT,), named)


def _sums(drawing: tuple[Mark, ...], sides: Sides, model: Model) -> dict[str, tuple[list[int], float, float, float]]:
    """For each muscle the places of the marks it may explain from these sides, and what they count: `Counts`."""
    found: dict[str, tuple[list[int], float, float, float]] = {}
    for place, mark in enumerate(drawing):
        if reaches(mark, sides):
            for muscle, (away, here, mean) in model.gains.get(mark.zone, ()):
                if muscle in found:
                    places, *sums = found[muscle]
                    places.append(place)
                    found[muscle] = places, sums[0] + away, sums[1] + here, sums[2] + mean
                else:
                    found[muscle] = [place], away, here, mean
    return found


def _candidate(muscle: str, sides: Sides, share: float, drawing: tuple[Mark, ...], model: Model) -> Candidate:
    links = explained(muscle, sides, drawing, model)
    direct = tuple(each for each in links if each.link is not Link.NEAR)
    known = {each.mark for each in direct}
    return Candidate(
        muscle=muscle,
        sides=sides,
        share=share,
        explains=direct,
        near=tuple(each.mark for each in links if each.link is Link.NEAR),
        unexplained=tuple(mark for mark in drawing if mark not in known),
    )
