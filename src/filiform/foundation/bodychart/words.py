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


def said(qualities: Iterable[tuple[str, Any]]) -> str:
    """Sentences and words of the chart, in the reader's language."""
    return json.dumps(
        {
            "left": _("left"),
            "right": _("right"),
            "views": {view: str(label) for view, label in LABELS.items()},
            "sides": {"left": _("Left"), "right": _("Right")},
            "marked": _("marked"),
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
