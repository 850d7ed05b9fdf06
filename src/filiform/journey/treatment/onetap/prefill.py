"""The form of the next needle, filled from the address with what is known of an offer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from filiform.backoffice.stock.public import Box
from filiform.core.values import Site
from filiform.journey.treatment.device import device_time
from filiform.journey.treatment.forms import OTHER
from filiform.journey.treatment.onetap.forms import uuid_of
from filiform.journey.treatment.translate import structure_label
from filiform.journey.treatment.words import SIDES, Guidance
from filiform.knowledge import load


def prefilled(given: Mapping[str, str], planned: Sequence[Site], boxes: Sequence[Box]) -> dict[str, Any]:
    """Values for `NeedleForm` from the address of the page; empty when it names no site.

    A lot that is named but not open here is left out, and a size without a lot leaves the lot to be chosen: the
    box that happens to be open may hold needles of another size.
    """
    site = given.get("site", "")
    if not site:
        return {}
    lot = uuid_of(given.get("lot", ""))
    there = lot if lot in {box.lot.id for box in boxes} else None
    dwell = given.get("dwell", "")
    found: dict[str, Any] = {
        **_where(site, planned),
        "point": given.get("point", "")[:200],
        "technique": _one_of(given.get("technique", ""), load().techniques),
        "guidance": _one_of(given.get("guidance", ""), Guidance.values),
        "dwell": int(dwell) if re.fullmatch(r"[1-9]\d{0,2}", dwell, re.ASCII) and int(dwell) <= 120 else None,
    }
    if sent_as := uuid_of(given.get("event", "")):
        at = device_time(given.get("at", ""))
        found |= {"event": sent_as, "at": at.isoformat() if at else None}
    if there or given.get("size"):
        found["lot"] = str(there) if there else ""
    return {name: value for name, value in found.items() if value is not None}


def _where(text: str, planned: Sequence[Site]) -> dict[str, str]:
    if text in {str(one) for one in planned}:
        return {"where": text}
    first, _space, rest = text.partition(" ")
    side, structure = (first, rest) if first in dict(SIDES) else ("", text)
    if structure not in load().structures:
        return {}
    return {"where": OTHER, "structure": structure_label(structure), "side": side}


def _one_of(text: str, known: Any) -> str | None:
    return text if text in known else None
