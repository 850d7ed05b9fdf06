"""Makes the picture of labels of a view: one zone and side at each pixel, cleaned of specks and slivers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from drawing import raster, skin
from drawing.finer import finer
from drawing.painting import painted
from drawing.views import Stage, View, stage

PIXELS = 3
#: Labels: 0 nothing, else 1 + 3 * zone + side.
SIDES = ("left", "right", "midline")
#: A part of a zone thinner than twice this many units, or smaller than this area, goes to its neighbours.
_THIN = {"figure": 1.1, "close-up": 2.4}
_SMALL = {"figure": 36.0, "close-up": 160.0}


@dataclass(frozen=True)
class Picture:
    """A view as pixels: labels (h, w), and for the drawing of the body depth, light (0 dark, 1 bright) and eyes.

    `here` (h, w or half of it) says which pixels see skin, `skin` (pixels, 6) the place on the reference body's left
    half and the way it looks, `near` the way towards the eye on the reference body.
    """

    view: View
    labels: np.ndarray
    depth: np.ndarray
    light: np.ndarray
    eye: np.ndarray
    here: np.ndarray
    skin: np.ndarray
    near: np.ndarray


def label(zone: int, side: str) -> int:
    return 1 + 3 * zone + SIDES.index(side)


def meaning(value: int) -> tuple[str, str]:
    """The zone and side of a label."""
    return painted().zones[(value - 1) // 3], SIDES[(value - 1) % 3]


def picture(figure: str, view: View, midline: frozenset[str]) -> Picture:
    """See a figure from a view. `midline` are the zones that are one area across the middle."""
    scene = stage(figure, view)
    at, skin_values, look, triangles, eye = _surface(scene, view)
    unit = view.scale * PIXELS
    width, height = view.width * PIXELS, view.height * PIXELS
    half = width // 2 if view.symmetrical else 0
    flat = np.stack([at[:, 0] * unit + width / 2 - half, height / 2 - at[:, 1] * unit], 1)
    seen = raster.draw(flat, at[:, 2], triangles, (height, width - half))
    here = seen.face != raster.NOTHING
    carried = seen.carry(triangles, skin_values)
    zone = skin.zones_at(carried).astype(int) - 1
    names = painted().zones
    across = np.isin(zone, [names.index(each) for each in midline])
    left = carried[:, 0] >= 0
    if not view.symmetrical:
        left[:] = True
    elif view.shows == "front" or view.name == "feet-inner":
        left |= carried[:, 0] > -0.05
    side = np.where(across, 2, np.where(left, 0, 1))
    labels = np.zeros(here.shape, np.int32)
    labels[here] = 1 + 3 * zone + side
    light = np.zeros(here.shape)
    towards = np.array([0.0 if view.symmetrical else -0.25, 0.45, 0.86])
    light[here] = np.clip((seen.carry(triangles, look) @ scene.frame.T) @ towards, 0, 1)
    eyes = np.zeros(here.shape, bool)
    eyes[here] = eye[seen.face[here]]
    depth = np.where(here, seen.depth, -1e9)
    labels = cleaned(labels, view)
    if view.symmetrical:
        labels = np.concatenate([_other_side(labels)[:, ::-1], labels], axis=1)
        depth, light, eyes = (np.concatenate([each[:, ::-1], each], axis=1) for each in (depth, light, eyes))
    mirror = np.where(carried[:, :1] < 0, [-1, 1, 1, -1, 1, 1], 1)
    near = scene.frame[2] * [-1 if view.shows == "back" else 1, 1, 1] if view.symmetrical else [1.0, 0, 0]
    return Picture(view, labels, depth, light, eyes, here, carried * mirror, np.asarray(near))


def _surface(scene: Stage, view: View) -> tuple[np.ndarray, ...]:
    """Places before the view, places on the reference body, directions of the skin, triangles, and which are eyes."""
    values = np.concatenate([scene.at, skin.places_of_points(), skin.normals(scene.body)], axis=1)
    triangles, eye, keep = scene.body.triangles, scene.body.eye, scene.keep
    if view.kind == "close-up":
        change, triangles = finer()
        values, eye, keep = change @ values, np.repeat(eye, 4), np.repeat(keep, 4)
    return values[:, :3], values[:, 3:9], values[:, 9:], triangles[keep], eye[keep]


def _other_side(labels: np.ndarray) -> np.ndarray:
    side = (labels - 1) % 3
    swapped = np.where(side == 0, labels + 1, np.where(side == 1, labels - 1, labels))
    return np.where(labels == 0, 0, swapped)


def cleaned(labels: np.ndarray, view: View) -> np.ndarray:
    """Labels without slivers and specks: what is taken away goes to the nearest label that stays."""
    body = labels != 0
    thin, small = _THIN[view.kind] * PIXELS, _SMALL[view.kind] * PIXELS**2
    # In a half picture a zone goes on behind the middle.
    edge = int(2 * thin) + 2
    wide = np.pad(labels, ((0, 0), (edge, 0)), mode="symmetric") if view.symmetrical else labels
    shift = edge if view.symmetrical else 0
    kept = np.zeros_like(wide)
    for value, window in enumerate(ndimage.find_objects(wide), 1):
        if window is None:
            continue
        grown = tuple(slice(max(part.start - edge, 0), part.stop + edge) for part in window)
        mask = wide[grown] == value
        core = ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1] > thin
        if not core.any():
            continue
        opened = mask & (ndimage.distance_transform_edt(~core) <= thin)
        parts, count = ndimage.label(opened)
        sizes = np.bincount(parts.ravel(), minlength=count + 1)
        good = np.nonzero(sizes >= small)[0]
        good = good[good > 0]
        if len(good) == 0:
            continue
        kept[grown][np.isin(parts, good)] = value
    kept = kept[:, shift:]
    here = ndimage.distance_transform_edt(kept == 0, return_distances=False, return_indices=True)
    return np.where(body, kept[tuple(here)], 0)
