"""Reads where the landmark of each structure lies and finds its area in a view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from drawing.charts import CHARTS, places
from drawing.painting import DataError, read_lines
from drawing.skin import normals, reference

LANDMARKS = Path(__file__).with_name("landmarks.txt")
RADIUS = 1.2
#: Sample points of the skin lie about this far apart, cm.
_APART = 0.45
#: Centimetres for a unit of the charts that are not in centimetres: around and along.
_CENTIMETRES = {"arm": (0.07, 0.24), "leg": (0.11, 0.36)}
#: Towards the one who looks at a chart.
_OUTWARD = {"front": (0, 0, 1), "back": (0, 0, -1), "side": (1, 0, 0)}
#: The nearest skin may lie this far from a place that was written down, cm.
_NEAR = 0.8


@dataclass(frozen=True)
class Mark:
    """The landmark of a structure on the reference body: a stretch from one point of the skin to another, in cm.

    `looks` is the way the skin looks there. A mark on the midline belongs to no side.
    """

    structure: str
    start: np.ndarray
    end: np.ndarray
    radius: float
    looks: np.ndarray

    @property
    def midline(self) -> bool:
        """Whether it lies across the middle of the body."""
        return bool(abs(self.start[0]) < 0.35)

    @property
    def area(self) -> float:
        """Its size when looked at straight on, in square centimetres."""
        return float(np.pi * self.radius**2 + 2 * self.radius * np.linalg.norm(self.end - self.start))

    def shown(self, view: str, kind: str, near: np.ndarray) -> bool:
        """Whether a view whose eye lies in the direction `near` draws it: whole figures where it faces the eye best."""
        faces = float(self.looks @ near)
        if self.midline and view in ("left", "face-left"):
            return False
        if kind == "close-up":
            return faces > 0.3
        towards = {"front": self.looks[2], "back": -self.looks[2], "left": self.looks[0]}
        return view == max(towards, key=towards.__getitem__) or faces > 0.8

    def inside(self, at: np.ndarray, normal: np.ndarray) -> np.ndarray:
        """Which points (n, 3) of the skin with their directions belong to the area."""
        way = self.end - self.start
        long = way @ way
        low, high = np.minimum(self.start, self.end) - self.radius, np.maximum(self.start, self.end) + self.radius
        found = (np.abs(at[:, 1] - (low[1] + high[1]) / 2) < (high[1] - low[1]) / 2) & (at[:, 0] > low[0])
        at, normal = at[found], normal[found]
        share = np.clip((at - self.start) @ way / long, 0, 1) if long else np.zeros(len(at))
        near = ((at - self.start - share[:, None] * way) ** 2).sum(axis=1) < self.radius**2
        found[found] = near & (normal @ self.looks > 0.1)
        return found


@lru_cache(maxsize=1)
def _skin() -> tuple[np.ndarray, np.ndarray]:
    """Sample points of the left half of the skin and the way it looks there."""
    body = reference()
    corners = body.triangles[~body.eye]
    corners = corners[(body.points[corners][:, :, 0] > -0.3).all(axis=1)]
    a, b, c = (body.points[corners[:, k]] for k in range(3))
    look = normals(body)
    longest = np.sqrt(np.maximum(((b - a) ** 2).sum(1), ((c - a) ** 2).sum(1)))
    at, way = [], []
    for count in range(1, 9):
        here = np.clip(np.ceil(longest / _APART), 1, 8) == count
        for i in range(count + 1):
            for j in range(count + 1 - i):
                u, v = i / count, j / count
                at.append((1 - u - v) * a[here] + u * b[here] + v * c[here])
                way.append(
                    (1 - u - v) * look[corners[here, 0]] + u * look[corners[here, 1]] + v * look[corners[here, 2]]
                )
    return np.concatenate(at), np.concatenate(way)


@lru_cache(maxsize=1)
def _laid_out() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    at, way = _skin()
    return {name: (np.nonzero(here)[0], where) for name, (here, where) in places(reference(), at, way).items()}


def _found(place: str, chart: str, text: str) -> tuple[np.ndarray, np.ndarray]:
    """The point of the skin at a place of a chart, and the way it looks."""
    try:
        across, up = (float(each) for each in text.split(","))
    except ValueError as error:
        raise DataError(f"{place}: a place is written as x,y with numbers") from error
    rows, where = _laid_out()[chart]
    off = (where - [across, up]) * _CENTIMETRES.get(chart, (1, 1))
    if chart in _CENTIMETRES:
        turned = (np.abs(where[:, 0] - across) + 180) % 360 - 180
        off[:, 0] = turned * _CENTIMETRES[chart][0]
    far = (off**2).sum(axis=1)
    best = far.argmin()
    if chart in _OUTWARD:
        # The mouth has a lining behind the cheek: of what lies about as near, the outermost is meant.
        near = np.nonzero(far < max(far[best], _NEAR**2 / 4))[0]
        best = near[(_skin()[0][rows[near]] @ _OUTWARD[chart]).argmax()]
    if far[best] > _NEAR**2:
        raise DataError(f"{place}: no skin lies at {text} of {chart}; the nearest is {far[best] ** 0.5:.1f} cm away")
    at, way = _skin()
    look = way[rows[best]]
    point = at[rows[best]].copy()
    if abs(across) < 0.01 and chart in ("front", "back"):
        point[0] = 0.0
        look = look * [0, 1, 1]
    return point, look / np.linalg.norm(look)


@lru_cache(maxsize=1)
def marks() -> tuple[Mark, ...]:
    """All landmarks on the patient's left. Raises DataError."""
    found = []
    for place, fields in read_lines(LANDMARKS):
        if len(fields) not in (3, 4) or fields[1] not in CHARTS:
            raise DataError(f"{place}: expected structure | chart | place [place] [| radius]")
        ends = [_found(place, fields[1], each) for each in fields[2].split()]
        if len(ends) not in (1, 2):
            raise DataError(f"{place}: an area has one place or two")
        radius = float(fields[3]) if len(fields) == 4 else RADIUS
        look = ends[0][1] + ends[-1][1]
        found.append(Mark(fields[0], ends[0][0], ends[-1][0], radius, look / np.linalg.norm(look)))
    names = [mark.structure for mark in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DataError(f"{LANDMARKS.name}: written twice: {', '.join(twice)}")
    return tuple(found)
