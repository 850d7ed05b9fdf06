"""Turns a traced border into a smooth curve, once, and writes curves as compact paths.

A curve is a quadratic B-spline: it starts and ends at its first and last control point and touches the middle of each
stretch between the others. Control points lie on a grid of a fifth of a unit, so that the middles lie on tenths and the
curve is the same, to the last digit, whichever neighbour draws it and in whichever direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.spatial import cKDTree

GRID = 0.2
#: Points on a curve at most this far apart, in units, when its distance from a border is taken.
_SAMPLE = 0.4


@dataclass(frozen=True)
class Curve:
    """Control points (n, 2) in whole fifths of a unit; a closed curve repeats its first point at its end."""

    control: np.ndarray

    def reversed(self) -> Curve:
        return Curve(self.control[::-1])

    def mirrored(self, width: int) -> Curve:
        """The curve in a picture of `width` units that is looked at in a mirror."""
        return Curve(self.control * np.array([-1, 1]) + np.array([round(width / GRID), 0]))


def smoothed(points: np.ndarray, sigma: float, *, closed: bool) -> np.ndarray:
    """Points a pixel apart along a border, evened out over `sigma` pixels; open borders keep their ends."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    way = np.concatenate([[0], np.cumsum(steps)])
    count = max(round(way[-1]), 2)
    even = np.linspace(0, way[-1], count + 1)
    dense = np.stack([np.interp(even, way, points[:, k]) for k in range(2)], 1)
    sigma = min(sigma, count / 6)
    reach = min(int(3 * sigma) + 1, count)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(sigma, 1e-6)) ** 2)
    kernel /= kernel.sum()
    if closed:
        long = np.concatenate([dense[-reach - 1 : -1], dense, dense[1 : reach + 1]])
    else:
        long = np.concatenate([2 * dense[0] - dense[reach:0:-1], dense, 2 * dense[-1] - dense[-2 : -reach - 2 : -1]])
    even = np.stack([np.convolve(long[:, k], kernel, mode="valid") for k in range(2)], 1)
    if closed:
        even[-1] = even[0]
    else:
        even[0], even[-1] = dense[0], dense[-1]
    return even


def _sampled(control: np.ndarray, each: int) -> np.ndarray:
    """Points along the curve of some control points."""
    if len(control) < 3:
        return control
    middles = (control[1:-2] + control[2:-1]) / 2
    starts = np.concatenate([control[:1], middles])
    ends = np.concatenate([middles, control[-1:]])
    t = np.linspace(0, 1, each, endpoint=False)[None, :, None]
    inner = control[1:-1, None]
    points = (1 - t) ** 2 * starts[:, None] + 2 * t * (1 - t) * inner + t**2 * ends[:, None]
    return np.concatenate([points.reshape(-1, 2), control[-1:]])


def fitted(dense: np.ndarray, tolerance: float) -> np.ndarray:
    """Few control points whose curve keeps within `tolerance` of dense points (n, 2)."""
    last = len(dense) - 1
    loop = bool((dense[0] == dense[-1]).all())
    index = np.unique(np.linspace(0, last, 5 if loop else 2).round().astype(int))
    some = np.unique(np.append(np.arange(0, last, 2), last))
    for _ in range(12):
        control = _pushed(dense[index])
        longest = np.linalg.norm(np.diff(control, axis=0), axis=1).max()
        gap, _ = cKDTree(_sampled(control, int(longest / _SAMPLE) + 2)).query(dense[some])
        new = [(a + b) // 2 for a, b in pairwise(index) if b - a >= 4 and gap[a // 2 : b // 2 + 1].max() > tolerance]
        if not new:
            break
        index = np.unique(np.concatenate([index, new]))
    return control


def _pushed(points: np.ndarray) -> np.ndarray:
    """Control points whose curve passes through the points."""
    control = points.copy()
    if len(points) < 3:
        return control
    for _ in range(6):
        here = control.copy()
        here[1:-1] = (control[:-2] + 6 * control[1:-1] + control[2:]) / 8
        control[1:-1] += 0.8 * (points - here)[1:-1]
    return control


def curve(points: np.ndarray, scale: float, sigma: float, tolerance: float, middle: float, *, closed: bool) -> Curve:
    """The curve of a traced border.

    `points` in pixels, `scale` pixels to a unit; sigma and tolerance in units; `middle` is the x, in units, about which
    the rounding is the same to both sides.
    """
    dense = smoothed(points, sigma * scale, closed=closed) / scale - [middle, 0]
    if not closed:
        # The ends are on the grid first, so that all arcs of a meeting point end in the same place.
        dense[0], dense[-1] = _snapped(dense[0]) * GRID, _snapped(dense[-1]) * GRID
    control = _snapped(fitted(dense, tolerance))
    keep = np.concatenate([[True], (np.diff(control, axis=0) != 0).any(axis=1)])
    keep[-1] = True
    control = control[keep]
    return Curve(control + np.array([round(middle / GRID), 0]))


def _snapped(points: np.ndarray) -> np.ndarray:
    """The nearest point of the grid, in whole fifths; halves go away from zero, so left and right round alike."""
    fifths = points / GRID
    return (np.sign(fifths) * np.floor(np.abs(fifths) + 0.5)).astype(int)


def _number(tenths: int) -> str:
    text = f"{abs(tenths) / 10:.1f}".removesuffix(".0")
    if text.startswith("0."):
        text = text[1:]
    return ("-" if tenths < 0 else "") + text


def _joined(numbers: list[int]) -> str:
    """Numbers in the fewest signs: a minus separates, and so does the point of a number that follows a fraction."""
    text = ""
    for number in numbers:
        word = _number(number)
        glued = not text or word[0] == "-" or (word[0] == "." and "." in text.replace("-", " ").split()[-1])
        text += word if glued else " " + word
    return text


def path(chains: list[list[Curve]], *, closed: bool = True) -> str:
    """The `d` of a path of chains of curves, each chain joined end to start."""
    text = ""
    for chain in chains:
        start = chain[0].control[0] * 2
        text += "M" + _joined([int(start[0]), int(start[1])])
        for each in chain:
            text += _commands(each.control)
        text += "z" if closed else ""
    return text


def _commands(control: np.ndarray) -> str:
    """Relative commands of one curve, in tenths: a line, or a first quadratic piece and smooth ones after it."""
    if len(control) < 3:
        step = (control[-1] - control[0]) * 2
        return "l" + _joined([int(step[0]), int(step[1])]) if step.any() else ""
    ends = np.concatenate([control[1:-2] + control[2:-1], control[-1:] * 2])
    at = control[0] * 2
    first = control[1] * 2 - at
    text = "q" + _joined([int(each) for each in (*first, *(ends[0] - at))])
    steps = np.diff(ends, axis=0)
    if len(steps):
        text += "t" + _joined([int(each) for each in steps.ravel()])
    return text
