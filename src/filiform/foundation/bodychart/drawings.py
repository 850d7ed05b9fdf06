"""The list of the drawn figures: their views, and where each zone lies in them, as values that do not change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

INDEX = Path(__file__).parent / "figures" / "index.json"
SIDES = ("left", "right", "midline")

#: A zone and the patient's side, as they are stored with a mark.
Place = tuple[str, str]


class DrawingsError(ValueError):
    """The list of drawings is missing or does not fit; the message says what to do."""


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """A zone in one view, in units of the picture.

    `centre` lies well inside the zone, `room` is the radius of a circle around it that stays inside, `size` is width
    and height. `neighbours` share a border with it in this view.
    """

    zone: str
    side: str
    centre: tuple[int, int]
    room: int
    size: tuple[int, int]
    neighbours: tuple[Place, ...]

    @property
    def place(self) -> Place:
        """Zone and side."""
        return self.zone, self.side


@dataclass(frozen=True, slots=True)
class DrawnView:
    """One picture. `shows` is "front", "back" or "side" as in the list of zones, `kind` "figure" or "close-up".

    `file` is a static path, `width` and `height` its box in units, `units_per_cm` its scale, `landmarks` the
    structures whose area is drawn in it.
    """

    id: str
    shows: str
    kind: str
    file: str
    width: int
    height: int
    units_per_cm: float
    zones: Mapping[Place, DrawnZone]
    landmarks: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn body with its views in the order in which they are offered."""

    id: str
    views: Mapping[str, DrawnView]

    def view(self, name: str) -> DrawnView:
        """A view by its id. Raises DrawingsError."""
        try:
            return self.views[name]
        except KeyError as error:
            raise DrawingsError(f"Figure {self.id} has no view {name!r}. It has: {', '.join(self.views)}.") from error


@dataclass(frozen=True, slots=True)
class Drawings:
    """All figures. `version` is kept with every mark that is made on them."""

    version: int
    figures: Mapping[str, Figure]

    def figure(self, name: str) -> Figure:
        """A figure by its id. Raises DrawingsError."""
        try:
            return self.figures[name]
        except KeyError as error:
            raise DrawingsError(f"There is no figure {name!r}. There are: {', '.join(self.figures)}.") from error


@lru_cache(maxsize=1)
def drawings() -> Drawings:
    """The committed drawings. Raises DrawingsError."""
    return read(INDEX)


def read(path: Path) -> Drawings:
    """The drawings listed in a file. Raises DrawingsError."""
    again = "Run `python -m drawing write` in the root of the repository."
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DrawingsError(f"The list of drawings {path.name} cannot be read ({error.strerror}). {again}") from error
    try:
        found = json.loads(text)
        return Drawings(int(found["drawing"]), {each["id"]: _figure(each) for each in found["figures"]})
    except (ValueError, KeyError, TypeError) as error:
        raise DrawingsError(f"The list of drawings {path.name} is damaged: {error!r}. {again}") from error


def _figure(found: dict[str, Any]) -> Figure:
    return Figure(found["id"], {each["id"]: _view(each) for each in found["views"]})


def _view(found: dict[str, Any]) -> DrawnView:
    zones = [_zone(each) for each in found["zones"]]
    return DrawnView(
        id=found["id"],
        shows=found["shows"],
        kind=found["kind"],
        file=found["file"],
        width=found["width"],
        height=found["height"],
        units_per_cm=found["units_per_cm"],
        zones={each.place: each for each in zones},
        landmarks=tuple(_place(each) for each in found["landmarks"]),
    )


def _zone(found: dict[str, Any]) -> DrawnZone:
    x, y = found["centre"]
    width, height = found["size"]
    return DrawnZone(
        zone=found["zone"],
        side=_place((found["zone"], found["side"]))[1],
        centre=(x, y),
        room=found["room"],
        size=(width, height),
        neighbours=tuple(_place(each) for each in found["neighbours"]),
    )


def _place(found: Any) -> Place:
    name, side = found
    if side not in SIDES:
        raise ValueError(f"{name} has the side {side!r}; a side is one of {', '.join(SIDES)}")
    return str(name), str(side)
