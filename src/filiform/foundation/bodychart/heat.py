"""A heat map over many people: how many marked each zone, small numbers left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .pictures import Area, Picture

#: Zones that fewer people marked are not shown: in a small practice they could be told by name.
LEAST = 5
STEPS = 4
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Heat:
    """The map, how many zones were left out because few marked them, and how many people are behind it."""

    picture: Picture
    left_out: int
    people: int


def heat(counts: Counts, people: int, figure: str, name: Callable[[str, str], str], least: int = LEAST) -> Heat:
    """A map of `counts` (people by zone id and side) among `people`; `name` says a zone with its side.

    Raises ValueError when a zone was marked by more people than there are.
    """
    if any(number > people for number in counts.values()):
        raise ValueError(f"a zone was marked by more than all {people} people")
    shown = {key: number for key, number in counts.items() if number >= least}
    most = max(shown.values(), default=least)
    order = sorted(shown, key=lambda key: (-shown[key], key))
    picture = Picture(
        figure,
        tuple(Area(*key, f"heat-{step(shown[key], least, most)}", str(shown[key])) for key in order),
        tuple((f"heat-{at}", _range(*span)) for at, span in enumerate(spans(least, most), 1)),
        tuple(_("%(place)s: %(n)s of %(people)s") % {"place": name(*key), "n": shown[key], "people": people}
              for key in order),
        _("Where it hurts, over the practice"),
    )  # fmt: skip
    return Heat(picture, len(counts) - len(shown), people)


def spans(least: int, most: int) -> list[tuple[int, int]]:
    """The steps as (from, to), at most STEPS of them, none empty."""
    width = max(1, -(-(most - least + 1) // STEPS))
    return [(low, min(most, low + width - 1)) for low in range(least, most + 1, width)]


def step(number: int, least: int, most: int) -> int:
    """Which step a number falls into, from 1."""
    return next(at for at, (low, high) in enumerate(spans(least, most), 1) if low <= number <= high)


def _range(low: int, high: int) -> str:
    if low == high:
        return ngettext("%(n)s person", "%(n)s people", low) % {"n": low}
    return _("%(low)s to %(high)s people") % {"low": low, "high": high}
