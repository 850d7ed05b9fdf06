"""The needle stock of the demo practice: products, lots with their dates, which lot is in use on a day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MAKER = "Corrib Medical"


@dataclass(frozen=True)
class Size:
    """A product: diameter and length in mm."""

    diameter: Decimal
    length: Decimal
    name: str


@dataclass(frozen=True)
class LotPlan:
    """A lot: all days counted from today, `opened` and `last_used` as the rooms used it."""

    number: str
    size: str
    expires: int
    opened: int
    last_used: int = 0
    #: Nobody put the box away when the lot went out of use.
    left_open: bool = False
    recalled: int | None = None


SIZES = {
    "fine": Size(Decimal("0.20"), Decimal("15"), "Fine"),
    "short": Size(Decimal("0.25"), Decimal("30"), "Standard"),
    "middle": Size(Decimal("0.30"), Decimal("40"), "Standard"),
    "long": Size(Decimal("0.30"), Decimal("50"), "Standard"),
    "extra-long": Size(Decimal("0.30"), Decimal("60"), "Deep"),
}
LOTS: tuple[LotPlan, ...] = (
    LotPlan("CM2403-117", "short", -21, -285, -70, left_open=True),
    LotPlan("CM2511-042", "short", 610, -72),
    LotPlan("CM2502-305", "middle", 400, -285, -100, recalled=-40),
    LotPlan("CM2509-288", "middle", 540, -103),
    LotPlan("CM2404-560", "long", 33, -285, left_open=True),
    LotPlan("CM2506-071", "extra-long", 310, -285),
    LotPlan("CM2505-019", "fine", 420, -285),
)
#: The lot that expired with its box still open.
EXPIRED = "CM2403-117"


def in_use(size: str, day: int) -> str:
    """Number of the lot that the rooms use `day` days from today (not above 0)."""
    return next(lot.number for lot in LOTS if lot.size == size and lot.opened <= day <= lot.last_used)
