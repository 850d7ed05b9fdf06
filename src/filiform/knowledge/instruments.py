"""Records of measuring: instruments with their thresholds, and the motion of joints."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from filiform.core.followup import ImportantDifference
from filiform.core.reasons import How, Source
from filiform.knowledge.reading import DataFile, Item, sources
from filiform.knowledge.records import Measure, Motion, Threshold


def measure(item: Item, file: DataFile) -> Measure:
    """An instrument; only `embed` "yes" lets its items be shown, whatever else the licence field says."""
    thresholds = tuple(_threshold(each) for each in item["change_thresholds"])
    low, high = _range(item["range"])
    default = item["default_threshold"]
    return Measure(
        id=item["id"],
        name=item["name"],
        embed="yes" if item["embed"].split()[0] == "yes" else "no",
        licence=item["licence"],
        low=low,
        high=high,
        higher_is_worse={"higher worse": True, "higher better": False}.get(item["direction"]),
        recall_period=item["recall_period"],
        scoring=item["scoring"],
        thresholds=thresholds,
        default=None if default is None else thresholds[default],
        caution=item.get("caution"),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def important_difference(measure: Measure) -> ImportantDifference | None:
    """The change of a measure that counts, for `pain_trend`; None when there is none or no scale is known.

    Where a source gives a range, its upper end counts: less than that is not called a response.
    """
    start = measure.default
    if start is None or start.high is None or measure.low is None or measure.high is None:
        return None
    if measure.higher_is_worse is None:
        return None
    return ImportantDifference(
        value=start.high,
        population=start.population,
        sources=(start.source,),
        low=measure.low,
        high=measure.high,
        higher_is_worse=measure.higher_is_worse,
    )


def motion(item: Item, file: DataFile) -> Motion:
    """Normal motion or its measurement error."""
    return Motion(
        id=item["id"],
        joint=item["joint"],
        what=item["what"],
        figures=MappingProxyType(item["figures"]),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def _range(found: Any) -> tuple[float | None, float | None]:
    """Bounds of a scale where the source gives two numbers; a scale in words has none."""
    if isinstance(found, list) and len(found) == 2:
        return float(found[0]), float(found[1])
    return None, None


def _threshold(item: Item) -> Threshold:
    value = item["value"]
    numbers = value if isinstance(value, list) else [value]
    plain = [float(each) for each in numbers if isinstance(each, int | float)]
    recalled = "(recall)" in item["source"]
    return Threshold(
        stat=item["stat"],
        text=" / ".join(str(each) for each in numbers),
        low=min(plain) if plain else None,
        high=max(plain) if plain else None,
        population=item["population"],
        source=Source(citation=item["source"], how=How.RECALL if recalled else How.READ),
    )
