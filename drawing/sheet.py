"""Draws one view: the quiet figure, the zones and the landmark areas, as curves that are written as an SVG."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

from drawing.arcs import Arc, rings, trace, trace_edges
from drawing.curves import Curve, curve, path
from drawing.labels import PIXELS, Picture, meaning
from drawing.marks import marks

_OUTLINE, _BORDER, _SHADE = (1.0, 0.45), (2.4, 0.55), (3.5, 1.1)
_RIM = 1.8
_SHADES = (("shade", 0.62), ("shade deep", 0.42))
_MARK = (2.0, 0.6)
#: A landmark area is drawn when at least this share of it is seen.
_SEEN = 0.35
_FOLD = {"figure": 1.1, "close-up": 0.5}


@dataclass(frozen=True)
class Area:
    """A zone in a view: its path's curves, a place well inside it, the room around that place, its size."""

    zone: str
    side: str
    chains: list[list[Curve]]
    centre: tuple[int, int]
    room: int
    size: tuple[int, int]
    neighbours: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Landmark:
    """The landmark area of a structure in a view."""

    structure: str
    side: str
    chains: list[list[Curve]]


@dataclass(frozen=True)
class Sheet:
    """All curves of a view."""

    name: str
    width: int
    height: int
    body: list[list[Curve]]
    shades: list[tuple[str, list[list[Curve]]]]
    lines: list[list[Curve]]
    areas: list[Area]
    landmarks: list[Landmark]


def drawn(picture: Picture) -> Sheet:
    """Draw the curves of a view from its pixels."""
    view = picture.view
    arcs = trace(picture.labels)
    curves = [_border(arc, picture) for arc in arcs]
    boxes = {value: box for value, box in enumerate(ndimage.find_objects(picture.labels), 1) if box}
    return Sheet(
        name=view.name,
        width=view.width,
        height=view.height,
        body=_chains(rings(arcs, set(boxes)), curves),
        shades=_shades(picture),
        lines=_lines(picture),
        areas=[_area(value, box, picture, arcs, curves) for value, box in boxes.items()],
        landmarks=landmarks(picture),
    )


def _border(arc: Arc, picture: Picture) -> Curve:
    sigma, tolerance = _OUTLINE if 0 in (arc.left, arc.right) else _BORDER
    if picture.view.kind == "close-up":
        sigma, tolerance = sigma * 1.6, tolerance * 1.5
    return curve(arc.corners, PIXELS, sigma, tolerance, picture.view.width / 2, closed=arc.closed)


def _chains(found: list[list[tuple[int, bool]]], curves: list[Curve]) -> list[list[Curve]]:
    return [[curves[index] if forward else curves[index].reversed() for index, forward in ring] for ring in found]


def _area(value: int, box, picture: Picture, arcs: list[Arc], curves: list[Curve]) -> Area:
    zone, side = meaning(value)
    rows, columns = box
    mask = np.pad(picture.labels[rows, columns] == value, 1)
    inner = ndimage.distance_transform_edt(mask)
    y, x = np.unravel_index(inner.argmax(), inner.shape)
    beside = {arc.right if arc.left == value else arc.left for arc in arcs if value in (arc.left, arc.right)}
    return Area(
        zone=zone,
        side=side,
        chains=_chains(rings(arcs, {value}), curves),
        centre=(round((columns.start + int(x) - 0.5) / PIXELS), round((rows.start + int(y) - 0.5) / PIXELS)),
        room=max(int(0.8 * inner.max() / PIXELS), 1),
        size=(round((columns.stop - columns.start) / PIXELS), round((rows.stop - rows.start) / PIXELS)),
        neighbours=tuple(sorted(meaning(each) for each in beside if each)),
    )


def _shades(picture: Picture) -> list[tuple[str, list[list[Curve]]]]:
    """Soft shadows in a few tones, as closed curves."""
    body = picture.labels != 0
    blur = (3.0 if picture.view.kind == "figure" else 6.0) * PIXELS
    weight = ndimage.gaussian_filter(body.astype(float), blur)
    light = ndimage.gaussian_filter(np.where(body, picture.light, 0), blur) / np.maximum(weight, 1e-3)
    # A rim is left bright, so that smoothing takes no shadow over the outline.
    inner = ndimage.distance_transform_edt(np.pad(body, 1))[1:-1, 1:-1] > _RIM * PIXELS
    found = []
    for name, below in _SHADES:
        mask = ndimage.binary_opening(inner & (light < below), iterations=PIXELS)
        arcs = [arc for arc in trace(mask.astype(int)) if len(arc.corners) > 16 * PIXELS]
        sigma, tolerance = _SHADE
        chains = [
            [curve(arc.corners, PIXELS, sigma, tolerance, picture.view.width / 2, closed=arc.closed)] for arc in arcs
        ]
        if chains:
            found.append((name, chains))
    return found


def _lines(picture: Picture) -> list[list[Curve]]:
    """Folds, where one part of the body lies before another, and the rims of the eyes."""
    body = picture.labels != 0
    depth = picture.depth
    deep = _FOLD[picture.view.kind]

    def broken(one, two):
        both = (one[0] != 0) & (two[0] != 0)
        return both & ((np.abs(one[1] - two[1]) > deep) | (one[2] != two[2]))

    layers = [np.pad(each, 1) for each in (body.astype(int), depth, picture.eye.astype(int))]
    flat = broken([each[:-1, 1:] for each in layers], [each[1:, 1:] for each in layers])
    upright = broken([each[1:, :-1] for each in layers], [each[1:, 1:] for each in layers])
    longest = 5 if picture.view.kind == "figure" else 12
    return [
        [curve(arc.corners, PIXELS, 1.5, 0.5, picture.view.width / 2, closed=arc.closed)]
        for arc in trace_edges(flat, upright)
        if len(arc.corners) > longest * PIXELS
    ]


def landmarks(picture: Picture) -> list[Landmark]:
    """The landmark areas that are seen well enough in a view, in the order of their file."""
    found = []
    view, unit = picture.view, picture.view.scale * PIXELS
    rows, columns = np.nonzero(picture.here)
    at, normal = picture.skin[:, :3], picture.skin[:, 3:]
    for mark in marks():
        if not mark.shown(view.name, view.kind, picture.near):
            continue
        inside = mark.inside(at, normal)
        if not inside.any():
            continue
        top, first = rows[inside].min(), columns[inside].min()
        mask = np.zeros((rows[inside].max() - top + 1, columns[inside].max() - first + 1), bool)
        mask[rows[inside] - top, columns[inside] - first] = True
        parts, _count = ndimage.label(mask)
        sizes = np.bincount(parts.ravel())[1:]
        expected = mark.area * unit**2 * max(float(mark.looks @ picture.near), 0.3) / (2 if mark.midline else 1)
        if sizes.max() < _SEEN * expected:
            continue
        mask = parts == sizes.argmax() + 1
        side = "left" if not view.symmetrical or view.shows == "front" or view.name == "feet-inner" else "right"
        if mark.midline:
            mask = np.concatenate([mask[:, ::-1], mask], axis=1)
            first = -mask.shape[1] // 2
        if view.symmetrical:
            first += picture.here.shape[1]
        outline = max(trace(mask.astype(int)), key=lambda arc: len(arc.corners)).corners + np.array([first, top])
        chain = [curve(outline, PIXELS, *_MARK, view.width / 2, closed=True)]
        if mark.midline:
            found.append(Landmark(mark.structure, "midline", [chain]))
            continue
        found.append(Landmark(mark.structure, side, [chain]))
        if view.symmetrical:
            found.append(Landmark(mark.structure, _OTHER[side], [[each.mirrored(view.width) for each in chain]]))
    return found


_OTHER = {"left": "right", "right": "left", "midline": "midline"}


def mirrored(sheet: Sheet, name: str) -> Sheet:
    """The sheet of the patient's other side."""

    def turned(chains: list[list[Curve]]) -> list[list[Curve]]:
        return [[each.mirrored(sheet.width) for each in chain] for chain in chains]

    return Sheet(
        name=name,
        width=sheet.width,
        height=sheet.height,
        body=turned(sheet.body),
        shades=[(tone, turned(chains)) for tone, chains in sheet.shades],
        lines=turned(sheet.lines),
        areas=[
            replace(
                area,
                side=_OTHER[area.side],
                chains=turned(area.chains),
                centre=(sheet.width - area.centre[0], area.centre[1]),
                neighbours=tuple((zone, _OTHER[side]) for zone, side in area.neighbours),
            )
            for area in sheet.areas
        ],
        landmarks=[Landmark(each.structure, _OTHER[each.side], turned(each.chains)) for each in sheet.landmarks],
    )


def svg(sheet: Sheet) -> str:
    """The file of a view: figure, zones and landmarks, told apart by classes only."""
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {sheet.height}">',
        '<g class="figure">',
    ]
    rows.append(f'<path class="body" d="{path(sheet.body)}"/>')
    rows += [f'<path class="{name}" d="{path(chains)}"/>' for name, chains in sheet.shades]
    if sheet.lines:
        rows.append(f'<path class="line" d="{path(sheet.lines, closed=False)}"/>')
    rows += ["</g>", '<g class="zones">']
    rows += [
        f'<path class="zone" data-zone="{area.zone}" data-side="{area.side}" d="{path(area.chains)}"/>'
        for area in sheet.areas
    ]
    rows += ["</g>", '<g class="landmarks">']
    rows += [
        f'<path class="landmark" data-structure="{each.structure}" data-side="{each.side}" d="{path(each.chains)}"/>'
        for each in sheet.landmarks
    ]
    return "\n".join([*rows, "</g>", "</svg>", ""])
