"""The body chart of a printed note: front, back and every view that holds marks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from filiform.foundation.bodychart.public import sheets
from filiform.journey.examination import public as examination

from .paper_parts import Note
from .wording import text


def charts(note: Note) -> list[dict[str, Any]]:
    """Each examiner's chart: `lines` about it, `views` (`svg`, `alt`, `label`, `wide`), `words` for every mark."""
    part = note.get("steps", {}).get("examination") or {}
    return [_chart(one) for one in examination.charts_of_note(part, note["patient"].get("sex") or "")]


def _chart(one: examination.Drawn) -> dict[str, Any]:
    who = ", ".join(part for part in (one.by, text(one.at)) if part)
    legend = _("The number is the strength, 0 to 10; darker is stronger; × strength not said.")
    return {
        "lines": [line for line in (who, f"{one.edition} {legend}") if line],
        "words": list(one.picture.words),
        "views": [
            {
                "svg": each.svg,
                "label": each.label,
                "alt": f"{one.picture.label}, {each.label}: {'; '.join(one.picture.words)}",
                "close": each.close,
            }
            for each in sheets(one.picture)
        ],
    }
