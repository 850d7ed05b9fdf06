"""What a figure in a field of its own says of a list: months since an operation, a temperature."""

from __future__ import annotations

from collections.abc import Mapping

from filiform.core.screening.history import Value
from filiform.core.values import Answer, Known
from filiform.knowledge.screening.lists import Found
from filiform.knowledge.screening.load import load

THRESHOLDS = frozenset({"fever_c", "surgery_months"})
"""The thresholds by which a case is read; all others are compared by the rules alone."""
_METAL = ("joint-replacement", "metalwork")


def settle(answers: dict[str, Answer[Value]], found: Found, own: Mapping[str, float]) -> None:
    """Add a fever that was measured; take an operation that is long enough ago for over.

    `own`: thresholds that a practice set; they go before those of the book.
    """
    thresholds = {**load().book.thresholds, **own}
    measured = answers.get("temperature_c")
    degrees = measured.value if isinstance(measured, Known) else None
    if isinstance(degrees, float) and degrees >= thresholds["fever_c"]:
        found.present["symptoms"].add("fever")
    _operation(answers, found, thresholds["surgery_months"])


def _operation(answers: dict[str, Answer[Value]], found: Found, least: float) -> None:
    """Take an operation for over where `months_since_surgery` says so: `least` months ago.

    A fracture that may be fresh is over too where metal was put in at that operation.
    """
    months = answers.get("months_since_surgery")
    if not isinstance(months, Known) or not isinstance(months.value, float):
        return
    if months.value < least:
        return
    over = {"recent-surgery"}
    if any(code.partition(":")[0] in _METAL for code in found.present["implants"]):
        over.add("unstable-fracture")
    doubtful = {code for code in found.uncertain["conditions"] if code.partition(":")[0] in over}
    found.uncertain["conditions"] -= doubtful
    found.absent["conditions"] |= {code.partition(":")[0] for code in doubtful}
