"""Traces the borders in a picture of labels as arcs that run from one meeting point to the next, each held once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Arc:
    """A border. `corners` (n, 2) are pixel corners x, y; `left` and `right` the labels beside it as it runs.

    Closed when its first and last corner are the same and no other arc ends there.
    """

    corners: np.ndarray
    left: int
    right: int
    closed: bool


#: Steps between corners: right, down, left, up.
_STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def trace(labels: np.ndarray) -> list[Arc]:
    """All borders between different labels of a picture (h, w), in a fixed order."""
    padded = np.pad(labels, 1, constant_values=0)
    # An edge to the right of corner (y, x) runs between the pixel above it and the one below; likewise downward.
    flat = padded[:-1, 1:] != padded[1:, 1:]
    upright = padded[1:, :-1] != padded[1:, 1:]
    return _walk(flat, upright, padded)


def trace_edges(flat: np.ndarray, upright: np.ndarray) -> list[Arc]:
    """Lines made of single edges, which may end freely; labels are 0."""
    padded = np.zeros((flat.shape[0] + 1, flat.shape[1] + 1), int)
    return _walk(flat, upright, padded)


def _walk(flat: np.ndarray, upright: np.ndarray, padded: np.ndarray) -> list[Arc]:
    edges = _edges(flat, upright)
    arcs: list[Arc] = []
    meeting = [corner for corner, ways in edges.items() if len(ways) != 2]
    seen: set[tuple[tuple[int, int], int]] = set()
    for start in meeting:
        for way in edges[start]:
            if (start, way) not in seen:
                arcs.append(_follow(start, way, edges, seen, padded, stop_at_meeting=True))
    for start, ways in edges.items():
        if len(ways) == 2 and (start, ways[0]) not in seen and (start, ways[1]) not in seen:
            arcs.append(_follow(start, ways[0], edges, seen, padded, stop_at_meeting=False))
    return arcs


def _edges(flat: np.ndarray, upright: np.ndarray) -> dict[tuple[int, int], list[int]]:
    edges: dict[tuple[int, int], list[int]] = {}
    for way, mask in ((0, flat), (1, upright)):
        for y, x in zip(*np.nonzero(mask), strict=True):
            start = (int(x), int(y))
            end = (start[0] + _STEPS[way][0], start[1] + _STEPS[way][1])
            edges.setdefault(start, []).append(way)
            edges.setdefault(end, []).append(way + 2)
    return edges


def _follow(start, way, edges, seen, padded, *, stop_at_meeting: bool) -> Arc:
    corners = [start]
    left, right = _beside(start, way, padded)
    at = start
    while True:
        seen.add((at, way))
        at = (at[0] + _STEPS[way][0], at[1] + _STEPS[way][1])
        back = (way + 2) % 4
        seen.add((at, back))
        corners.append(at)
        if at == start and not stop_at_meeting:
            break
        ways = edges[at]
        if len(ways) != 2:
            break
        way = ways[0] if ways[1] == back else ways[1]
    return Arc(np.array(corners, float), left, right, closed=not stop_at_meeting)


def _beside(corner: tuple[int, int], way: int, padded: np.ndarray) -> tuple[int, int]:
    """The labels to the left and right of a step (in the picture, y down, seen as one walks)."""
    x, y = corner
    if way == 0:
        return int(padded[y, x + 1]), int(padded[y + 1, x + 1])
    if way == 2:
        return int(padded[y + 1, x]), int(padded[y, x])
    if way == 1:
        return int(padded[y + 1, x + 1]), int(padded[y + 1, x])
    return int(padded[y, x]), int(padded[y, x + 1])


def rings(arcs: list[Arc], inside: set[int]) -> list[list[tuple[int, bool]]]:
    """Closed chains of arcs around some labels: lists of (index of the arc, whether it runs forward).

    An arc with the labels on both sides is no border of them.
    """
    found: list[list[tuple[int, bool]]] = []
    open_at: dict[tuple[float, float], list[tuple[int, bool]]] = {}
    for index, arc in enumerate(arcs):
        within = (arc.left in inside, arc.right in inside)
        if within[0] == within[1]:
            continue
        if arc.closed:
            found.append([(index, within[0])])
            continue
        start = arc.corners[0] if within[0] else arc.corners[-1]
        open_at.setdefault(tuple(start), []).append((index, within[0]))
    for start in sorted(open_at):
        while open_at[start]:
            ring, at = [], start
            while open_at.get(at):
                index, forward = open_at[at].pop(0)
                ring.append((index, forward))
                at = tuple(arcs[index].corners[-1 if forward else 0])
            found.append(ring)
    return found
