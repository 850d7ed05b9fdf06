"""Moves the mesh from its own stance to the anatomical position, and for the side views lifts its arms forward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from drawing.mesh import Mesh

_HAND = ("wrist", "metacarpal", "finger")
_FOREARM = ("lowerarm", *_HAND)
_ARM = ("upperarm", *_FOREARM)
_FOOT = ("foot", "toe")
_LEG = ("upperleg", "lowerleg", *_FOOT)

Axis = Callable[[dict[str, np.ndarray]], np.ndarray]


@dataclass(frozen=True)
class Turn:
    """Turns bones about a joint by an angle in degrees; a twist grows evenly from the joint to the joint `until`."""

    bones: tuple[str, ...]
    joint: str
    axis: Axis
    degrees: float
    until: str | None = None


def _along(start: str, end: str) -> Axis:
    return lambda joints: joints[end] - joints[start]


def _fixed(x: float, y: float, z: float) -> Axis:
    return lambda joints: np.array([x, y, z], float)


def _hinge(joints: dict[str, np.ndarray]) -> np.ndarray:
    """The axis about which the elbow straightens."""
    return np.cross(joints["l-hand"] - joints["l-elbow"], joints["l-elbow"] - joints["l-shoulder"])


#: All turns are written for the left side; the right side is their mirror image.
ANATOMICAL = (
    Turn(_FOREARM, "l-elbow", _hinge, 36),
    Turn(_FOREARM, "l-elbow", _along("l-elbow", "l-hand"), -88, until="l-hand"),
    Turn(_ARM, "l-shoulder", _along("l-shoulder", "l-elbow"), -8, until="l-elbow"),
    Turn(_ARM, "l-shoulder", _fixed(0, 0, 1), -22),
    Turn(_LEG, "l-upper-leg", _fixed(0, 0, 1), -3),
    Turn(_FOOT, "l-ankle", _fixed(0, 0, 1), 3),
)
FROM_THE_SIDE = (
    Turn(_ARM, "l-shoulder", _fixed(0, 0, 1), -18),
    Turn(_ARM, "l-shoulder", _fixed(1, 0, 0), -42),
)


def take(mesh: Mesh, turns: tuple[Turn, ...]) -> Mesh:
    """The mesh after some turns, on both sides alike."""
    points, joints = mesh.points.copy(), dict(mesh.joints)
    for turn in turns:
        for side in "LR":
            _turn(turn, side, mesh.weights, points, joints)
    low = points[np.unique(mesh.triangles), 1].min()
    points[:, 1] -= low
    joints = {name: at - [0, low, 0] for name, at in joints.items()}
    return replace(mesh, points=points, joints=joints)


def _turn(turn: Turn, side: str, weights: dict[str, np.ndarray], points: np.ndarray, joints: dict) -> None:
    mirror = np.array([1.0 if side == "L" else -1.0, 1, 1])
    name = side.lower()
    named = {key: at * mirror for key, at in joints.items()}
    here = {"l-" + key[2:]: at for key, at in named.items() if key[:2] == name + "-"}
    axis = turn.axis(here)
    axis = axis / np.linalg.norm(axis)
    share = sum(weight for bone, weight in weights.items() if bone.endswith("." + side) and bone.startswith(turn.bones))
    start = here[turn.joint]

    def moved(at: np.ndarray, part: np.ndarray) -> np.ndarray:
        rest = at * mirror - start
        if turn.until:
            way = np.linalg.norm(here[turn.until] - start)
            part = part * np.clip(rest @ axis / way, 0, 1)
        return (start + rotated(rest, axis, part * np.radians(turn.degrees))) * mirror

    points[:] = moved(points, share)
    for key in joints:
        if key[:2] == name + "-" and _belongs(key[2:], turn.bones) and key[2:] != turn.joint[2:]:
            joints[key] = moved(joints[key][None], np.ones(1))[0]


def _belongs(joint: str, bones: tuple[str, ...]) -> bool:
    """Whether a joint moves with some bones."""
    held = {"elbow": "upperarm", "hand": "lowerarm", "finger": "wrist", "knee": "upperleg", "ankle": "lowerleg"}
    for start, bone in (held | {"foot": "foot", "toe": "foot"}).items():
        if joint.startswith(start):
            return bone in bones
    return False


def rotated(rest: np.ndarray, axis: np.ndarray, angle: np.ndarray) -> np.ndarray:
    """Vectors (n, 3) turned about an axis of length 1, each by its own angle (n,) in radians."""
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    along = (rest @ axis)[:, None] * axis
    return along + (rest - along) * cos + np.cross(np.broadcast_to(axis, rest.shape), rest) * sin
