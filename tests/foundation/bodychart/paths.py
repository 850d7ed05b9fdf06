"""Reads the committed drawings for the tests: paths as closed lines of points, and which points lie inside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

STATIC = Path(__file__).parents[3] / "src/filiform/foundation/bodychart/static"
SVG = "{http://www.w3.org/2000/svg}"
#: Points on each curved piece; both neighbours of a border get the same ones.
PIECES = 8

Ring = np.ndarray


@dataclass(frozen=True)
class Picture:
    """One committed file: its zones and landmark areas by (name, side), and the outline of the body."""

    root: ElementTree.Element
    text: str
    body: list[Ring]
    zones: dict[tuple[str, str], list[Ring]]
    landmarks: dict[tuple[str, str], list[Ring]]


@lru_cache(maxsize=32)
def picture(file: str) -> Picture:
    """A drawing by its static path."""
    text = (STATIC / file).read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    groups = {each.get("class"): each for each in root.findall(f"{SVG}g")}
    body = [each for each in groups["figure"] if each.get("class") == "body"]
    return Picture(
        root,
        text,
        [ring for each in body for ring in rings(each.attrib["d"])],
        {(each.attrib["data-zone"], each.attrib["data-side"]): rings(each.attrib["d"]) for each in groups["zones"]},
        {
            (each.attrib["data-structure"], each.attrib["data-side"]): rings(each.attrib["d"])
            for each in groups["landmarks"]
        },
    )


def rings(path: str) -> list[Ring]:
    """The closed lines (n, 2) of a path of M, l, q, t and z; any other command is an error."""
    found: list[list[np.ndarray]] = []
    at = control = np.zeros(2)
    for command, text in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        numbers = np.array([float(each) for each in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)])
        if command == "M":
            at = numbers
            found.append([at])
        elif command == "l":
            for step in numbers.reshape(-1, 2):
                at = at + step
                found[-1].append(at)
        elif command in "qt":
            for step in numbers.reshape(-1, 4 if command == "q" else 2):
                control = at + step[:2] if command == "q" else 2 * at - control
                found[-1] += _curve(at, control, at + step[-2:])
                at = at + step[-2:]
        elif command != "z":
            raise AssertionError(f"the drawing uses {command!r}, which its format does not know")
    return [np.array(ring) for ring in found]


def _curve(start: np.ndarray, control: np.ndarray, end: np.ndarray) -> list[np.ndarray]:
    return [(1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end for t in np.arange(1, PIECES + 1) / PIECES]


def inside(found: list[Ring], points: np.ndarray) -> np.ndarray:
    """Which points (n, 2) lie inside closed lines, by the even-odd rule."""
    crossings = np.zeros(len(points), int)
    every = np.concatenate(found)
    near = ((points >= every.min(axis=0)) & (points <= every.max(axis=0))).all(axis=1)
    x, y = points[near, 0][:, None], points[near, 1][:, None]
    for ring in found:
        a, b = ring, np.roll(ring, -1, axis=0)
        spans = (a[:, 1] <= y) != (b[:, 1] <= y)
        rise = np.where(b[:, 1] == a[:, 1], 1.0, b[:, 1] - a[:, 1])
        crossings[near] += (spans & (x < a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / rise)).sum(axis=1)
    return crossings % 2 == 1


def pieces(found: list[Ring]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The short straight pieces of closed lines, each the same whichever way it is run, in 1/100000 units."""
    out = []
    for ring in found:
        ends = [(int(x), int(y)) for x, y in np.floor(ring * 1e5 + 0.137)]
        for a, b in zip(ends, [*ends[1:], ends[0]], strict=True):
            if max(abs(a[0] - b[0]), abs(a[1] - b[1])) > 2:
                out.append((min(a, b), max(a, b)))
    return out
