"""What the chart says while it is used, for its script, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .art import LABELS

#: Tones of the legend of referral, with words.
REFERRAL = (
    ("primary", gettext_lazy("Main referral")),
    ("secondary", gettext_lazy("May spread to")),
    ("landmark", gettext_lazy("Where to look for the muscle")),
)


#: Levels of strength that are told apart on a drawing, as (code, first, last) of 0 to 10.
LEVELS = (("1", 0, 2), ("2", 3, 4), ("3", 5, 7), ("4", 8, 10))


#: How dark each level is drawn, as a part of one; the style sheet of the chart says the same.
DEPTHS = {"0": "0.35", "1": "0.4", "2": "0.58", "3": "0.78", "4": "0.95"}


def level(intensity: int | None) -> str:
    """The level that a strength is drawn in; "0" where it was not said."""
    return next((code for code, low, high in LEVELS if intensity is not None and low <= intensity <= high), "0")


def levels() -> tuple[tuple[str, str], ...]:
    """Tones of the levels, with words; the number stands on the drawing too."""
    spans = tuple(
        (f"level-{code}", _("%(low)s to %(high)s") % {"low": low, "high": high}) for code, low, high in LEVELS
    )
    return (*spans, ("level-0", _("× strength not said")))


def said(qualities: Iterable[tuple[str, Any]]) -> str:
    """Sentences and words of the chart, in the reader's language."""
    return json.dumps(
        {
            "left": _("left"),
            "right": _("right"),
            "views": {view: str(label) for view, label in LABELS.items()},
            "sides": {"left": _("Left"), "right": _("Right")},
            "marked": _("marked"),
            "unsaid": _("strength not said"),
            "missing": _("This view has not come yet: %s. Print once more."),
            "erased": _("taken out"),
            "changed": _("Changed."),
            "undone": _("The last change was undone."),
            "closer": _("Closer now. Tap again to mark:"),
            "count": _("%n marked"),
            "none": _("Nothing marked yet."),
            "full": _("The list is full. Take a zone out first."),
            "failed": _("The drawing did not come. The list does the same."),
            "qualities": {code: str(label) for code, label in qualities if code},
        }
    )
