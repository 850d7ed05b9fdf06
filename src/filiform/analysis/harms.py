"""How often harm was counted, as JSON values and as a table: each figure with its unit and an interval that fits it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filiform.analysis.rates import Limits, clopper_pearson, none_seen, poisson, wilson
from filiform.core.reasons import How
from filiform.knowledge.loader import load
from filiform.knowledge.records import Rate

NOTE = (
    "Events and units with an event are different things and are not compared. Sessions of one practitioner resemble "
    "each other, so true intervals are wider. Most of these studies are of acupuncture."
)


def harms_json() -> dict[str, Any]:
    """All published rates, those with counts with their intervals."""
    return {
        "rates": [_json(rate) for rate in load().rates.values()],
        "note": NOTE,
        "knowledge_version": load().version,
    }


def harms_text() -> str:
    """The same as a table."""
    return "\n".join(_lines()) + "\n"


def interval(rate: Rate) -> tuple[str, Limits] | None:
    """Clopper-Pearson for units, Poisson for events; None without both counts."""
    if rate.n is None or not rate.denominator:
        return None
    if rate.counts == "units":
        return "Clopper-Pearson", clopper_pearson(rate.n, rate.denominator)
    return "Poisson, exact", poisson(rate.n, rate.denominator)


def _json(rate: Rate) -> dict[str, Any]:
    found = interval(rate)
    answer: dict[str, Any] = {
        "id": rate.id,
        "event": rate.event,
        "n": rate.n,
        "denominator": rate.denominator,
        "unit": rate.unit,
        "counts": rate.counts,
        "as_published": rate.text,
        "sources": [
            {"citation": each.citation, "url": each.url, "how": str(each.how), "note": each.note}
            for each in rate.sources
        ],
    }
    if found and rate.denominator and rate.n is not None:
        answer["rate"] = found[1].rate
        answer["interval"] = {"method": found[0], "low": found[1].low, "high": found[1].high}
        if rate.counts == "units":
            score = wilson(rate.n, rate.denominator)
            answer["wilson"] = {"low": score.low, "high": score.high}
        if rate.n == 0:
            answer["one_sided_upper"] = none_seen(rate.denominator)
    return answer


def _lines() -> Iterator[str]:
    citation = ""
    for rate in load().rates.values():
        if rate.sources[0].citation != citation:
            citation = rate.sources[0].citation
            yield f"{citation}"
        yield f"  {rate.event}: {_figure(rate)}"
        if rate.text:
            yield f"    {rate.text}"
    yield ""
    yield NOTE


def _figure(rate: Rate) -> str:
    mark = " [recalled]" if any(source.how is How.RECALL for source in rate.sources) else ""
    mark += " [count derived from the percentage]" if any("derived" in source.note for source in rate.sources) else ""
    found = interval(rate)
    if found is None:
        return f"no counts to compute with; unit: {rate.unit}{mark}"
    limits = found[1]
    what = "events" if rate.counts == "events" else "with at least one"
    return (
        f"{rate.n} {what} in {rate.denominator} (unit: {rate.unit}), {_per_thousand(limits.rate)} per 1,000 "
        f"({_per_thousand(limits.low)} to {_per_thousand(limits.high)}, {found[0]}){mark}"
    )


def _per_thousand(value: float) -> str:
    return f"{1000 * value:.3g}"
