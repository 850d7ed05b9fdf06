"""The advice in its sections, as the page and the sheet show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from filiform.knowledge import load

from .translate import MOMENTS

TITLES = {
    "after": _("Straight after"),
    "days": _("In the next days"),
    "call": _("Call us"),
    "emergency": _("Emergency: go now"),
}


def in_moments(codes: Iterable[str]) -> list[dict[str, Any]]:
    """Sections with `code`, `title` and `advice` (records of the knowledge with their sources)."""
    advice = [load().advice[code] for code in codes]
    sections = ({"code": m, "title": TITLES[m], "advice": [one for one in advice if one.moment == m]} for m in MOMENTS)
    return [section for section in sections if section["advice"]]
