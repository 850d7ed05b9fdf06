"""Whether a place that is told is of the planned sites: an abscess on the back is none where the calf is planned."""

from __future__ import annotations

from typing import Any

from filiform.core.screening.history import History
from filiform.core.screening.setting import Setting
from filiform.knowledge.screening import sites
from filiform.knowledge.screening.load import load

_BELT = frozenset({"abdomen", "back", "breast", "chest", "thorax"})


def belt(place: str) -> str:
    """Give the place of what runs round the trunk in a belt, as shingles does: told of the chest, it is behind too."""
    head, _, tail = place.rpartition("-")
    return f"{head}-trunk".lstrip("-") if tail in _BELT else place


def far(place: str, planned: Any) -> bool:
    """Say whether a place such as `left-hip` is far from all planned sites, as a case tells them.

    A place that is not told could be anywhere; without planned sites nothing is far.
    """
    if not place or not planned:
        return False
    setting = Setting(History(), load().book.groups, {})
    return not any(setting.near(site, place) for site in sites.read("planned_sites", planned))
