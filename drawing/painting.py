"""Reads where each zone lies and paints the charts with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy import ndimage

from drawing.charts import CHARTS, Chart

ZONES = Path(__file__).with_name("zones.txt")
#: Rounds of cutting corners: a border of straight pieces becomes a smooth one.
_ROUNDS = 3
UNPAINTED = 0
#: Charts that are painted in part; what they leave out is on another chart.
PARTIAL = ("side",)
#: Charts whose coordinate across is an angle.
AROUND = ("arm", "leg")


class DataError(ValueError):
    """A line of a data file of the drawing cannot be read; the message names the line and says what is expected."""


@dataclass(frozen=True)
class Painted:
    """The zones painted in order and, for each chart, a picture (h, w) of 1 + index into `zones` (0 unpainted)."""

    zones: tuple[str, ...]
    pictures: dict[str, np.ndarray]

    def look_up(self, chart: str, at: np.ndarray) -> np.ndarray:
        """The zone (1 + index, 0 for none) at coordinates (n, 2) of a chart."""
        spec, picture = CHARTS[chart], self.pictures[chart]
        column = np.clip(((at[:, 0] - spec.across[0]) / spec.step[0]).astype(int), 0, picture.shape[1] - 1)
        row = np.clip(((at[:, 1] - spec.up[0]) / spec.step[1]).astype(int), 0, picture.shape[0] - 1)
        return picture[row, column]


def rounded(corners: np.ndarray, rounds: int = _ROUNDS) -> np.ndarray:
    """A closed line of corners (n, 2) with its corners cut, again and again."""
    for _ in range(rounds):
        after = np.roll(corners, -1, axis=0)
        corners = np.stack([0.8 * corners + 0.2 * after, 0.2 * corners + 0.8 * after], 1).reshape(-1, 2)
    return corners


def _fill(picture: np.ndarray, chart: Chart, corners: np.ndarray, value: int) -> None:
    """Paint the inside of a closed line, row by row (even-odd)."""
    after = np.roll(corners, -1, axis=0)
    rows = (np.array([corners[:, 1].min(), corners[:, 1].max()]) - chart.up[0]) / chart.step[1]
    for row in range(max(int(rows[0]) - 1, 0), min(int(rows[1]) + 2, picture.shape[0])):
        level = chart.up[0] + (row + 0.5) * chart.step[1]
        hit = (corners[:, 1] <= level) != (after[:, 1] <= level)
        if not hit.any():
            continue
        a, b = corners[hit], after[hit]
        crossings = np.sort(a[:, 0] + (level - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1]))
        columns = np.ceil((crossings - chart.across[0]) / chart.step[0] - 0.5).astype(int)
        columns = np.clip(columns, 0, picture.shape[1])
        for start, end in columns.reshape(-1, 2):
            picture[row, start:end] = value


def read_lines(path: Path) -> list[tuple[str, list[str]]]:
    """The lines of a data file as (place for messages, fields); comments and empty lines left out."""
    found = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        text = line.split("#")[0].strip()
        if text:
            found.append((f"{path.name}:{number}", [field.strip() for field in text.split("|")]))
    return found


def corners_of(place: str, text: str) -> np.ndarray:
    """Corners written as "x,y x,y …"."""
    try:
        found = np.array([[float(each) for each in pair.split(",")] for pair in text.split()])
    except ValueError as error:
        raise DataError(f"{place}: corners are written as x,y x,y with numbers") from error
    if found.shape[1:] != (2,) or len(found) < 3:
        raise DataError(f"{place}: an area needs three corners or more, each as x,y")
    return found


@lru_cache(maxsize=1)
def painted() -> Painted:
    """All charts painted from the file of zones. Raises DataError."""
    zones: list[str] = []
    pictures = {name: np.zeros(chart.shape, np.uint8) for name, chart in CHARTS.items()}
    for place, fields in read_lines(ZONES):
        if len(fields) != 3 or fields[0] not in CHARTS:
            raise DataError(f"{place}: expected chart | zone | corners, with a chart of {', '.join(CHARTS)}")
        name, zone, text = fields
        if zone not in zones:
            zones.append(zone)
        value = zones.index(zone) + 1
        corners = rounded(corners_of(place, text))
        for turn in (-360, 0, 360) if name in AROUND else (0,):
            _fill(pictures[name], CHARTS[name], corners + np.array([turn, 0]), value)
    for name in pictures:
        if name not in PARTIAL:
            pictures[name] = closed_up(pictures[name], CHARTS[name])
    return Painted(tuple(zones), pictures)


def closed_up(picture: np.ndarray, chart: Chart) -> np.ndarray:
    """A picture whose unpainted places take the nearest zone, so that neighbours share a border half way."""
    width = picture.shape[1]
    if chart.name in AROUND:
        picture = np.concatenate([picture[:, width // 2 :], picture, picture[:, : width // 2]], axis=1)
    here = ndimage.distance_transform_edt(
        picture == UNPAINTED, sampling=chart.step[::-1], return_distances=False, return_indices=True
    )
    closed = picture[tuple(here)]
    return closed[:, width // 2 :][:, :width] if chart.name in AROUND else closed
