"""Gives out times: one visit a slot for each practitioner, no visits on Sundays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Minutes after midnight at which visits begin.
SLOTS = (540, 585, 630, 675, 720, 810, 855, 900, 945, 990, 1035)
ZONE = ZoneInfo("Europe/Dublin")


class Diary:
    """Hands out free slots; days are counted from today."""

    def __init__(self) -> None:
        self.taken: set[tuple[str, int, int]] = set()

    def book(self, who: str, day: int, start: int = 0) -> tuple[int, int]:
        """The first free (day, minute) of a practitioner from slot number `start` of that day, else a day earlier."""
        while True:
            for number in range(len(SLOTS)):
                minute = SLOTS[(start + number) % len(SLOTS)]
                if (who, day, minute) not in self.taken:
                    self.taken.add((who, day, minute))
                    return day, minute
            day -= 1


def moment(today: date, day: int, minute: int) -> datetime:
    """The instant of a slot; what would fall on a Sunday of the past is told the day before, between two slots."""
    on = today + timedelta(days=day)
    if day < -1 and on.weekday() == 6:
        on, minute = on - timedelta(days=1), minute + 20
    return datetime.combine(on, time(minute // 60, minute % 60), ZONE)
