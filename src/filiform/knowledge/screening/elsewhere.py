"""Answers about the site that tell of another place: a keloid on the shoulder is none where the calf is planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filiform.core.screening.history import Value
from filiform.core.values import Answer, Known
from filiform.knowledge.lexicon import cues
from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening.whereabouts import far

_NOT_HERE: dict[str, Value] = {"scar": "none", "veins_at_site": False}


def move(case: Mapping[str, Any], answers: dict[str, Answer[Value]]) -> None:
    """Take an answer for "not here" where all places that it names are far from every planned site."""
    for field, value in _NOT_HERE.items():
        raw = case.get(field)
        if field not in answers or not isinstance(raw, str):
            continue
        places = cues.named_places(tokens(raw))
        if places and all(far(place, case.get("planned_sites")) for place in places):
            answers[field] = Known(value)
