"""What a condition is judged against besides the history: site groups, thresholds, the site in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filiform.core.screening.history import History
from filiform.core.values import Side, Site

_SIDES = {"left": Side.LEFT, "right": Side.RIGHT}


@dataclass(frozen=True, slots=True)
class Setting:
    """Judged things of one evaluation. `here` is the planned site in hand, None for the person as a whole."""

    history: History
    groups: Mapping[str, frozenset[str]]
    thresholds: Mapping[str, float]
    here: Site | None = None

    def bound(self, bound: float | str) -> float:
        """Give a number, looking a named threshold up."""
        return self.thresholds[bound] if isinstance(bound, str) else bound

    def within(self, site: Site, group: str) -> bool:
        """Say whether a site belongs to a site group."""
        return site.structure in self.groups[group]

    def near(self, site: Site, place: str) -> bool:
        """Say whether a site is at a place such as `left-hip`.

        A place that was not said, or that no group describes, could be anywhere and so is near; so is one
        whose side is not known, or a site whose side is not known.
        """
        head, _, tail = place.partition("-")
        side = _SIDES.get(head)
        area = tail if side else place
        if area in self.groups and site.structure not in self.groups[area]:
            return False
        return side is None or site.side is None or site.side in (side, Side.MIDLINE)
