"""Says for each pixel of a view which zone and which side of the body it shows."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from drawing import mesh, pose
from drawing.charts import around_leg, places
from drawing.mesh import Mesh
from drawing.painting import UNPAINTED, painted

#: Zones whose borders with each other are those of the leg chart wherever they lie.
LEG = (
    *("thigh-front-upper", "thigh-lateral-upper", "thigh-medial-upper", "thigh-back-upper"),
    *("shin-lower", "leg-lateral-lower", "leg-medial", "calf-lower"),
)


@lru_cache(maxsize=1)
def reference() -> Mesh:
    """The reference body in the anatomical position."""
    return pose.take(mesh.reference(), pose.ANATOMICAL)


@lru_cache(maxsize=4)
def _normals_of_reference() -> np.ndarray:
    return normals(reference())


def normals(body: Mesh) -> np.ndarray:
    """The way the skin looks at each point (n, 3), of length 1."""
    a, b, c = (body.points[body.triangles[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    total = np.zeros_like(body.points)
    for k in range(3):
        np.add.at(total, body.triangles[:, k], across)
    return total / (np.linalg.norm(total, axis=1, keepdims=True) + 1e-12)


def places_of_points() -> np.ndarray:
    """Six values for each point of the mesh, to be carried to pixels: its place and direction on the reference body."""
    return np.concatenate([reference().points, _normals_of_reference()], axis=1)


def zones_at(carried: np.ndarray) -> np.ndarray:
    """The zone (1 + index) of each row of carried values (n, 6), left and right alike."""
    at, normal = carried[:, :3].copy(), carried[:, 3:].copy()
    right = at[:, 0] < 0
    at[right, 0] *= -1
    normal[right, 0] *= -1
    paint = painted()
    found = np.full(len(at), UNPAINTED, np.uint8)
    for chart, (here, where) in places(reference(), at, normal).items():
        label = paint.look_up(chart, where)
        if chart == "side":
            label = np.where(label == UNPAINTED, found[here], label)
        found[here] = label
    leg = np.isin(found, [paint.zones.index(zone) + 1 for zone in LEG])
    found[leg] = paint.look_up("leg", around_leg(reference(), at[leg]))
    return found
