"""Weeks in which what words tell still counts, where a practice has set its own."""

from __future__ import annotations

from collections.abc import Mapping

from filiform.knowledge.screening.load import load

_WEEKS_A_MONTH = 52.18 / 12
# The threshold, in months, that a code of the lexicon follows.
_FOLLOWS = {"recent-surgery": "surgery_months"}


def own_weeks(thresholds: Mapping[str, float]) -> dict[str, float]:
    """Give the weeks by code where the thresholds differ from those of the rule book; the lexicon has the others."""
    usual = load().book.thresholds
    return {
        code: thresholds[name] * _WEEKS_A_MONTH
        for code, name in _FOLLOWS.items()
        if thresholds.get(name, usual[name]) != usual[name]
    }
