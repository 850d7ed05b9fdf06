"""Trials as people keep them, JSON or CSV, read with an error that names the field and the row."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from filiform.analysis.pooling import PoolingError, Study, Trial
from filiform.analysis.pooling.trials import FITTING, Arm, Count, Counts, Given, Means, Measure, Reported, Variance
from filiform.knowledge.cases import parsed
from filiform.knowledge.screening.errors import CaseError

LONGEST, LARGEST = 2_000_000, 1e9
"""Characters of a file, and the size of a figure, beyond which it is taken for a slip."""
NAMES: dict[str, tuple[str, ...]] = {
    "trial": ("trial", "study", "name", "label", "author", "id"),
    "scale": ("scale", "instrument", "outcome_scale"),
    "values": ("values", "type", "score"),
    "n1": ("n1", "n1i", "n_1", "n_intervention", "n_treatment"),
    "mean1": ("mean1", "m1", "m1i", "mean_1", "mean_intervention", "mean_treatment"),
    "sd1": ("sd1", "sd1i", "sd_1", "sd_intervention", "sd_treatment"),
    "n2": ("n2", "n2i", "n_2", "n_control", "n_comparator"),
    "mean2": ("mean2", "m2", "m2i", "mean_2", "mean_control", "mean_comparator"),
    "sd2": ("sd2", "sd2i", "sd_2", "sd_control", "sd_comparator"),
    "events1": ("events1", "e1", "ai", "events_1", "events_intervention", "events_treatment"),
    "events2": ("events2", "e2", "ci", "events_2", "events_control", "events_comparator"),
    "effect": ("effect", "yi", "estimate", "est", "es"),
    "se": ("se", "sei", "standard_error", "stderr"),
    "variance": ("variance", "vi", "var"),
}
MEANS = ("n1", "mean1", "sd1", "n2", "mean2", "sd2")
COUNTS = ("events1", "n1", "events2", "n2")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
FINAL_OR_CHANGE = {"final": "final", "raw": "final", "post": "final", "change": "change"}
WANTED = (
    "Give n1, mean1, sd1, n2, mean2, sd2; or events1, n1, events2, n2; or effect and se (of a ratio: its logarithm)."
)


@dataclass(frozen=True, slots=True)
class Read:
    """A study as read; `ignored` are the columns that were not used."""

    study: Study
    ignored: tuple[str, ...]


def read_study(text: str, measure: str = "", variance: str = "") -> Read:
    """A study out of JSON (an object with `trials`, or a list) or CSV with a head line.

    `measure` and `variance` win over what the file says. Raises PoolingError naming row and field.
    """
    if len(text) > LONGEST:
        raise PoolingError(f"The file is longer than {LONGEST} characters. Give one row a trial and nothing else.")
    head, rows = _json(text) if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")) else ({}, _csv(text))
    trials, ignored = [], set[str]()
    for number, row in enumerate(rows, start=1):
        trial, unused = _trial(row, number)
        trials.append(trial)
        ignored |= unused
    if not trials:
        raise PoolingError(f"There is no trial. {WANTED}", field="trials")
    chosen = _measure(measure or _text(head, "measure"), trials)
    _fits(chosen, trials)
    how = _variance(variance or _text(head, "variance"), chosen)
    return Read(Study(chosen, tuple(trials), how, _text(head, "title")[:200]), tuple(sorted(ignored)))


def _json(text: str) -> tuple[Mapping[str, Any], Sequence[Any]]:
    try:
        content = parsed(text.lstrip("\ufeff"))
    except CaseError as error:
        raise PoolingError(error.message) from None
    head = content if isinstance(content, Mapping) else {}
    rows = head.get("trials", head.get("studies")) if isinstance(content, Mapping) else content
    if not isinstance(rows, list):
        raise PoolingError('Give an object with "trials", a list with one object a trial.', field="trials")
    return head, rows


def _csv(text: str) -> list[dict[str, Any]]:
    plain = text.lstrip("\ufeff")
    first = plain.split("\n", 1)[0]
    comma = max(",;\t", key=first.count)
    try:
        lines = csv.DictReader(io.StringIO(plain), delimiter=comma, strict=True)
        rows = [row for row in lines if any(isinstance(value, str) and value.strip() for value in row.values())]
    except csv.Error as error:
        raise PoolingError(f"This is neither JSON nor CSV: {error}.") from None
    for number, row in enumerate(rows, start=1):
        if None in row or None in row.values():
            raise PoolingError("This row has another number of cells than the head line.", number)
    return rows


def _trial(row: object, number: int) -> tuple[Trial, set[str]]:
    if not isinstance(row, Mapping):
        raise PoolingError(f"A trial has to be an object. {WANTED}", number)
    given = {str(key).strip().lower(): value for key, value in row.items() if value not in (None, "")}
    found: dict[str, Any] = {}
    used: set[str] = set()
    for field, names in NAMES.items():
        written = [name for name in names if name in given]
        if len(written) > 1 and field != "trial":
            raise PoolingError(f"{' and '.join(written)} mean the same; keep one.", number, field)
        if written:
            found[field] = given[written[0]]
            used.add(written[0])
    name = _name(found, number)
    scale = _plain(found.get("scale", ""), "scale", number)
    return Trial(name, _reported(found, number), scale, _values(found, number)), set(given) - used


def _reported(found: Mapping[str, Any], row: int) -> Reported:
    """Raw figures win over an effect that stands beside them."""
    if any(field in found for field in ("mean1", "sd1", "mean2", "sd2")):
        _all_there(MEANS, found, row)
        return Means(_arm(found, "1", row), _arm(found, "2", row))
    if "events1" in found or "events2" in found:
        _all_there(COUNTS, found, row)
        return Counts(_count(found, "1", row), _count(found, "2", row))
    if "se" not in found and "variance" in found:
        _all_there(("effect",), found, row)
        return Given(_number(found, "effect", row), math.sqrt(_above_zero(found, "variance", row)))
    _all_there(("effect", "se"), found, row)
    return Given(_number(found, "effect", row), _above_zero(found, "se", row))


def _all_there(fields: Sequence[str], found: Mapping[str, Any], row: int) -> None:
    for field in fields:
        if field not in found:
            raise PoolingError(f"{field} is missing. {WANTED}", row, field)


def _arm(found: Mapping[str, Any], arm: str, row: int) -> Arm:
    people = _whole(found, f"n{arm}", row)
    if people < 2:
        raise PoolingError("An arm needs at least two people to have a standard deviation.", row, f"n{arm}")
    return Arm(people, _number(found, f"mean{arm}", row), _above_zero(found, f"sd{arm}", row))


def _count(found: Mapping[str, Any], arm: str, row: int) -> Count:
    events, people = _whole(found, f"events{arm}", row), _whole(found, f"n{arm}", row)
    if people < 1:
        raise PoolingError("An arm needs at least one person.", row, f"n{arm}")
    if events > people:
        raise PoolingError(
            f"{events} people with the event are more than the {people} of the arm.", row, f"events{arm}"
        )
    return Count(events, people)


def _number(found: Mapping[str, Any], field: str, row: int) -> float:
    raw = found[field]
    plain = not isinstance(raw, str) or _PLAIN.fullmatch(raw.strip())  # "1_0" is a number to Python alone
    try:
        value = float(raw) if plain and not isinstance(raw, bool) else math.nan
    except (TypeError, ValueError, OverflowError):
        value = math.nan
    if not math.isfinite(value):
        raise PoolingError(f"{str(raw)[:40]!r} is not a number. Write it with a decimal point, as 1.5.", row, field)
    if abs(value) > LARGEST:
        raise PoolingError(f"{value:g} is beyond {LARGEST:g}. Check the unit.", row, field)
    return value


def _above_zero(found: Mapping[str, Any], field: str, row: int) -> float:
    value = _number(found, field, row)
    if value < 1 / LARGEST:
        raise PoolingError(f"{field} has to be above zero; {value:g} would give this trial all the weight.", row, field)
    return value


def _whole(found: Mapping[str, Any], field: str, row: int) -> int:
    value = _number(found, field, row)
    if value != int(value) or value < 0:
        raise PoolingError(f"{value:g} is not a number of people.", row, field)
    return int(value)


def _name(found: Mapping[str, Any], row: int) -> str:
    return _plain(found.get("trial", ""), "trial", row) or f"trial {row}"


def _values(found: Mapping[str, Any], row: int) -> str:
    said = _plain(found.get("values", ""), "values", row).lower()
    if said and said not in FINAL_OR_CHANGE:
        raise PoolingError(f"{said!r} is neither final nor change.", row, "values")
    return FINAL_OR_CHANGE.get(said, "")


def _plain(raw: Any, field: str, row: int) -> str:
    text = " ".join(str(raw).split())
    if len(text) > 200 or not text.isprintable():
        raise PoolingError(f"{field} has to be a printable text of at most 200 characters.", row, field)
    return text


def _text(head: Mapping[str, Any], field: str) -> str:
    raw = head.get(field)
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise PoolingError(f"{field} has to be a text.", field=field)
    return _plain(raw, field, 0)


def _measure(said: str, trials: Sequence[Trial]) -> Measure:
    """The measure by its first word; without one, what the figures allow at the least."""
    if not said:
        first = trials[0].reported
        return Measure.MD if isinstance(first, Means) else Measure.RR if isinstance(first, Counts) else Measure.EFFECT
    word = said.replace("(", " ").replace(",", " ").split()[0].lower()
    if word in ("yi", "generic", "given"):
        return Measure.EFFECT
    for measure in Measure:
        if word == measure.lower():
            return measure
    known = ", ".join(Measure)
    raise PoolingError(f"{said!r} is not a measure that is known here. Use one of {known}.", field="measure")


def _fits(measure: Measure, trials: Sequence[Trial]) -> None:
    for row, trial in enumerate(trials, start=1):
        reported = trial.reported
        if isinstance(reported, Means) and not measure.of_means:
            raise PoolingError(f"Means and standard deviations give MD or SMD, not {measure}.", row, "measure")
        if isinstance(reported, Counts) and measure not in (Measure.RR, Measure.OR, Measure.RD):
            raise PoolingError(f"Counts of events give RR, OR or RD, not {measure}.", row, "measure")


def _variance(said: str, measure: Measure) -> Variance | None:
    allowed = FITTING.get(measure, ())
    if not said:
        return allowed[0] if allowed else None
    plain = said.lower().replace(" ", "")
    for variance, sign in (
        (Variance.POOLED, "pooled"),
        (Variance.REVMAN, "revman"),
        (Variance.METAFOR, "metafor"),
        (Variance.SEPARATE, "separate"),
        (Variance.SEPARATE, "sd1^2/n1+sd2^2/n2"),
    ):
        if plain.startswith(sign) and variance in allowed:
            return variance
    known = ", ".join(allowed) or "none: leave it out"
    raise PoolingError(f"{said!r} is not a variance of {measure}. Use one of: {known}.", field="variance")
