"""A needle as it is said to have gone in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from filiform.core.values import Site


@dataclass(frozen=True)
class Placing:
    """A needle as a person or device says it went in; mm and seconds, None where nothing was said.

    `needle` None is a new needle. `at` is the device's time; `out_too` records in and out at once, without a
    clock. `lot` is one of stock, taken as it stands when the needle is written; else `lot_text` says what is known
    and the sizes are given by hand. `way_from` is a `WayFrom` where one tap said how, empty where a person did.
    """

    client_id: UUID
    site: Site
    technique: str
    guidance: str
    needle: UUID | None = None
    lot: UUID | None = None
    lot_text: str = ""
    diameter_mm: Decimal | None = None
    length_mm: Decimal | None = None
    depth_mm: Decimal | None = None
    point: str = ""
    angle: str = ""
    planned_dwell: int | None = None
    way_from: str = ""
    at: datetime | None = None
    out_too: bool = False
    said: dict[str, Any] = field(default_factory=dict)
