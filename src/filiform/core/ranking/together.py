"""The few muscles that together explain a drawing better than any one of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filiform.core.ranking.candidates import Sides, base_rate, explained, reaches, sides_of, tidy
from filiform.core.ranking.model import Model, marked, unmarked
from filiform.core.ranking.values import Link, Mark, Member

GAIN = 1e-9
"""Below this a change is rounding."""

ALTERNATIVES = 3
"""How many muscles are named that may stand in the place of a member."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A muscle on one side: the chance that it spares each mark of the drawing, and what it costs to assume it."""

    muscle: str
    sides: Sides
    spares: tuple[float, ...]
    worth: float


def together(marks: Iterable[Mark], model: Model) -> tuple[Member, ...]:
    """The set of muscles, two at least, that explains the drawing best; empty where one muscle does as well.

    Each muscle more has to overcome `weights.another`, so that few that explain much are preferred. The set is
    grown one by one from the best single muscle, and each member then exchanged as long as that helps.
    """
    drawing = tidy(marks)
    sources = _sources(drawing, model)
    chosen: list[_Source] = []
    while len(chosen) < model.weights.most:
        better = _best_added(chosen, sources, model)
        if better is None:
            break
        chosen = _exchanged([*chosen, better], sources, model)
    if len(chosen) < 2:
        return ()
    chosen.sort(key=lambda each: (-_value([each], model), each.muscle, each.sides))
    return tuple(
        _member(each, _instead(place, chosen, sources, model), drawing, model) for place, each in enumerate(chosen)
    )


def _sources(drawing: tuple[Mark, ...], model: Model) -> tuple[_Source, ...]:
    """Each muscle that reaches a mark, once for each side that the drawing names."""
    named = sides_of(drawing)
    each_side: tuple[Sides, ...] = tuple((side,) for side in named) or ((),)
    muscles = sorted({muscle for mark in drawing for muscle, _ in model.gains.get(mark.zone, ())})
    return tuple(_source(muscle, sides, drawing, model) for muscle in muscles for sides in each_side)


def _source(muscle: str, sides: Sides, drawing: tuple[Mark, ...], model: Model) -> _Source:
    chances = model.chances[muscle]
    reached = [chances.get(mark.zone, 0.0) if reaches(mark, sides) else 0.0 for mark in drawing]
    unseen = model.absent[muscle].mean - math.fsum(unmarked(chance, model.weights) for chance in reached)
    return _Source(
        muscle=muscle,
        sides=sides,
        spares=tuple(1 - chance for chance in reached),
        worth=model.prior[muscle] + unseen + base_rate(muscle, sides, drawing, model),
    )


def _value(chosen: Sequence[_Source], model: Model) -> float:
    """How well a set explains the drawing, less what its size costs; no muscle at all explains nothing."""
    if not chosen:
        return -math.inf
    spared = [math.prod(column) for column in zip(*(each.spares for each in chosen), strict=True)]
    worth = math.fsum(each.worth for each in chosen) - model.weights.another * len(chosen)
    return worth + math.fsum(marked(each, model.weights) for each in spared)


def _best_added(chosen: list[_Source], sources: tuple[_Source, ...], model: Model) -> _Source | None:
    """The muscle that helps the set most, None when none helps."""
    now = _value(chosen, model)
    best: tuple[float, _Source] | None = None
    for each in sources:
        if each in chosen:
            continue
        value = _value([*chosen, each], model)
        if value > now + GAIN and (best is None or value > best[0] + GAIN):
            best = (value, each)
    return best[1] if best else None


def _exchanged(chosen: list[_Source], sources: tuple[_Source, ...], model: Model) -> list[_Source]:
    """The set after each member in turn gave way to one that helps more; each exchange strictly helps."""
    for place in range(len(chosen) - 1):
        for each in sources:
            other = [*chosen[:place], each, *chosen[place + 1 :]]
            if each not in chosen and _value(other, model) > _value(chosen, model) + GAIN:
                chosen = other
    return chosen


def _instead(place: int, chosen: list[_Source], sources: tuple[_Source, ...], model: Model) -> tuple[str, ...]:
    """The muscles that lose least in the place of a member, best first; none of them is in the set."""
    members = {each.muscle for each in chosen}
    rest = chosen[:place] + chosen[place + 1 :]
    spared = [math.prod(column) for column in zip(*(each.spares for each in rest), strict=True)]
    worth: dict[str, float] = {}
    for each in sources:
        if each.muscle not in members:
            both = zip(each.spares, spared, strict=True)
            value = each.worth + math.fsum(marked(own * other, model.weights) for own, other in both)
            worth[each.muscle] = max(value, worth.get(each.muscle, -math.inf))
    return tuple(sorted(worth, key=lambda muscle: (-round(worth[muscle], 9), muscle))[:ALTERNATIVES])


def _member(source: _Source, instead: tuple[str, ...], drawing: tuple[Mark, ...], model: Model) -> Member:
    links = explained(source.muscle, source.sides, drawing, model)
    return Member(
        muscle=source.muscle,
        side=source.sides[0] if source.sides else None,
        explains=tuple(each for each in links if each.link is not Link.NEAR),
        instead=instead,
    )
