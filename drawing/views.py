"""The views of the chart: from where, how large, and which part of the body."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from drawing import mesh, pose, skin
from drawing.mesh import Mesh


@dataclass(frozen=True)
class View:
    """One picture. `shows` is the word of the zones' own list of views ("front", "back", "side").

    `width` and `height` in whole units of the picture, `scale` units to a centimetre. A symmetrical view is drawn for
    its right half and mirrored; the others are drawn for the patient's left and mirrored for the right.
    """

    name: str
    shows: str
    kind: str
    width: int
    height: int
    scale: float
    symmetrical: bool = True

    def fitted(self, figure: str) -> View:
        """The view at the scale at which a figure fills it; close-ups have one scale for all."""
        if self.kind != "figure":
            return self
        tall = np.ptp(mesh.figure(figure).points[np.unique(mesh.figure(figure).triangles), 1])
        return replace(self, scale=round((self.height - 2 * _MARGIN) / tall, 2))


#: Room above and below a whole figure, in units.
_MARGIN = 16
VIEWS = (
    View("front", "front", "figure", 560, 1000, 0),
    View("back", "back", "figure", 560, 1000, 0),
    View("left", "side", "figure", 560, 1000, 0, symmetrical=False),
    View("face-front", "front", "close-up", 560, 800, 23.0),
    View("face-left", "side", "close-up", 640, 800, 23.0, symmetrical=False),
    View("hands-palm", "front", "close-up", 960, 660, 23.0),
    View("hands-back", "back", "close-up", 960, 660, 23.0),
    View("feet-top", "front", "close-up", 640, 800, 24.0),
    View("feet-sole", "back", "close-up", 640, 800, 24.0),
    View("feet-inner", "side", "close-up", 1200, 480, 20.0),
)
#: What the mirror image of a view that is not symmetrical is called.
MIRRORED = {"left": "right", "face-left": "face-right"}


@dataclass(frozen=True)
class Stage:
    """A body before a view.

    `frame` has the directions right, up and near as rows, `at` (n, 3) the points along them in cm from the middle of
    the picture, `keep` (m,) which triangles are there.
    """

    body: Mesh
    frame: np.ndarray
    at: np.ndarray
    keep: np.ndarray


def _frame(right, up) -> np.ndarray:
    right, up = np.array(right, float), np.array(up, float)
    return np.stack([right, up, np.cross(right, up)])


def _tilted(degrees: float, frame: np.ndarray) -> np.ndarray:
    """A frame whose picture is turned anticlockwise."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.stack([cos * frame[0] + sin * frame[1], -sin * frame[0] + cos * frame[1], frame[2]])


_FRONT = _frame((1, 0, 0), (0, 1, 0))
_BACK = _frame((-1, 0, 0), (0, 1, 0))
_LEFT = _frame((0, 0, -1), (0, 1, 0))
#: From above and before, as one looks down on the feet of someone who stands before one.
_TOP = _frame((1, 0, 0), (0, 0.64278760969, -0.76604444312))
_SOLE = _frame((-1, 0, 0), (0, 0, -1))
_INNER = _frame((0, 0, 1), (0, 1, 0))


def stage(figure: str, view: View) -> Stage:
    """Put a figure before a view."""
    body = pose.take(mesh.figure(figure), pose.ANATOMICAL)
    joints = body.joints
    every = np.ones(len(body.triangles), bool)
    middle = skin.reference().points[body.triangles].mean(axis=1)
    arm = np.where(middle[:, 1] > 104, np.abs(middle[:, 0]) > 15.2, np.abs(middle[:, 0]) > 24)
    middle_height = body.points[np.unique(body.triangles), 1].max() / 2
    eye_level = joints["l-eye"][1]
    name = view.name
    if name in ("front", "back"):
        frame, centre, keep = (_FRONT if name == "front" else _BACK), (0, middle_height, 0), every
    elif name == "left":
        body = pose.take(body, pose.FROM_THE_SIDE)
        frame, centre, keep = _LEFT, (0, middle_height, 16), ~(arm & (middle[:, 0] < 0))
    elif name == "face-front":
        frame, centre, keep = _FRONT, (0, eye_level - 5.0, 0), every
    elif name == "face-left":
        frame, centre, keep = _LEFT, (0, eye_level - 5.0, 5), ~(arm & (middle[:, 0] < 0))
    elif name in ("hands-palm", "hands-back"):
        side = 1 if name == "hands-palm" else -1
        frame = _tilted(200, _FRONT if side > 0 else _BACK)
        palm = (joints["l-hand"] + joints["l-finger-3-4"]) / 2 * [side, 1, 1]
        centre = palm - 10.4 * frame[0] - 1.5 * frame[1]
        keep = arm & (middle[:, 0] * side > 0) & (middle[:, 1] < 104)
    elif name == "feet-top":
        foot = (joints["l-ankle"] + joints["l-foot-2"]) / 2
        frame, keep = _TOP, (middle[:, 1] < 40) & (middle[:, 0] > 0)
        centre = np.array([foot[0] - 6.6, 6, foot[2] - 2.4])
    elif name == "feet-sole":
        foot = (joints["l-ankle"] + joints["l-foot-2"]) / 2
        frame, keep = _SOLE, (middle[:, 1] < 6) & (middle[:, 0] < 0)
        centre = np.array([6.6 - foot[0], 0, foot[2] - 4])
    else:
        frame, keep = _INNER, (middle[:, 1] < 40) & (middle[:, 0] > 0)
        centre = np.array([0, 10, -7.0])
    at = (body.points - np.asarray(centre, float)) @ frame.T
    return Stage(body, frame, at, keep)
