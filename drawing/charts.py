"""Lays the skin of the reference body out flat: for each point of it a chart and two coordinates on that chart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drawing.mesh import Mesh


@dataclass(frozen=True)
class Chart:
    """A flat picture of a part of the skin: its limits (low, high) across and up, and its step, in its own units."""

    name: str
    across: tuple[float, float]
    up: tuple[float, float]
    step: tuple[float, float]

    @property
    def shape(self) -> tuple[int, int]:
        return (
            round((self.up[1] - self.up[0]) / self.step[1]),
            round((self.across[1] - self.across[0]) / self.step[0]),
        )


CHARTS = {
    chart.name: chart
    for chart in (
        Chart("front", (-4, 24), (68, 170), (0.04, 0.04)),
        Chart("back", (-4, 24), (68, 170), (0.04, 0.04)),
        Chart("side", (-12, 18), (68, 170), (0.04, 0.04)),
        Chart("arm", (-180, 180), (-60, 240), (0.5, 0.2)),
        Chart("palm", (20, 50), (60, 96), (0.04, 0.04)),
        Chart("hand-back", (20, 50), (60, 96), (0.04, 0.04)),
        Chart("leg", (-180, 180), (-30, 220), (0.5, 0.1)),
        Chart("inner-foot", (-10, 28), (-2, 22), (0.04, 0.04)),
        Chart("outer-foot", (-10, 28), (-2, 22), (0.04, 0.04)),
        Chart("foot-top", (4, 26), (8, 28), (0.04, 0.04)),
        Chart("sole", (4, 26), (-10, 28), (0.04, 0.04)),
    )
}

#: z of the plane between front and back at heights y of the reference body, cm.
_MIDDLE = np.array(
    [(60, 1.5), (79, 1.5), (88, 1.5), (95, 3.0), (105, 4.5), (120, 3.5), (135, 1.5), (141, 1.0), (150, 3.5), (170, 3.5)]
)
#: The arm begins outside this x above the hip, and further out below it, where the hand hangs beside the thigh.
_ARM_FROM, _HAND_FROM, _HIP = 15.2, 24.0, 104.0
_HAND_BEYOND = 207.0
_LEG_BELOW, _FOOT_BELOW = 78.0, 13.0
_TOES_BEFORE, _MIDDLE_OF_FOOT = 13.4, 14.0
#: Rings of the leg on each side with which its middle is evened.
_EVENED = 3
#: A point is of the sole when its skin looks down at least so much.
_DOWN = -0.42


def places(body: Mesh, at: np.ndarray, normal: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """For each chart the points that lie on it and their coordinates there.

    `body` is the reference body, `at` (n, 3) points on its left half, `normal` (n, 3) the way the skin looks.
    Gives name to (which (n,) bool, coordinates (k, 2)). A point of the trunk may lie on "side" too.
    """
    x, y, z = at.T
    arm = np.where(y > _HIP, x > _ARM_FROM, x > _HAND_FROM)
    along, around = _arm(body, at)
    hand = arm & (along > _HAND_BEYOND)
    leg = ~arm & (y < _LEG_BELOW)
    foot = leg & (y < _FOOT_BELOW)
    trunk = ~arm & ~leg
    fore = z > np.interp(y, *_MIDDLE.T)
    sole = foot & (normal[:, 1] < _DOWN) & (y < 2.6)
    toes = z > _TOES_BEFORE
    inner = x < _MIDDLE_OF_FOOT
    flat = np.stack([x, y], 1)
    side = np.stack([z, y], 1)
    which = {
        "front": (trunk & fore, flat),
        "back": (trunk & ~fore, flat),
        "side": (trunk & (x > np.where(y > 138, 3.5, 9.0)), side),
        "arm": (arm & ~hand, np.stack([around, along], 1)),
        "palm": (hand & (normal[:, 2] > 0), flat),
        "hand-back": (hand & (normal[:, 2] <= 0), flat),
        "leg": (leg & ~foot, around_leg(body, at)),
        "inner-foot": (foot & ~sole & ~toes & inner, side),
        "outer-foot": (foot & ~sole & ~toes & ~inner, side),
        "foot-top": (foot & ~sole & toes, np.stack([x, z], 1)),
        "sole": (sole, np.stack([x, z], 1)),
    }
    return {name: (here, where[here]) for name, (here, where) in which.items()}


def _arm(body: Mesh, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Percent along (100 at the elbow, 200 at the wrist) and degrees around the arm."""
    shoulder, elbow, wrist = (body.joints[name] for name in ("l-shoulder", "l-elbow", "l-hand"))
    whole = (wrist - shoulder) / np.linalg.norm(wrist - shoulder)
    reach = (at - shoulder) @ whole
    bend = (elbow - shoulder) @ whole
    long = (wrist - shoulder) @ whole
    along = np.where(reach < bend, 100 * reach / bend, 100 + 100 * (reach - bend) / (long - bend))
    axis = np.stack([np.interp(along, (0, 100, 200), (shoulder[k], elbow[k], wrist[k])) for k in range(3)], 1)
    off = at - axis
    return along, np.degrees(np.arctan2(off[:, 0] * -whole[1] + off[:, 1] * whole[0], off[:, 2]))


def around_leg(body: Mesh, at: np.ndarray) -> np.ndarray:
    """Degrees around the middle of the leg and percent along (0 gluteal fold, 100 knee, 200 ankle): (n, 2)."""
    levels = np.arange(_FOOT_BELOW + 1, 80.0, 2.0)
    left = body.points[np.unique(body.triangles)]
    left = left[left[:, 0] > 0]
    middle = []
    for level in levels:
        ring = left[(np.abs(left[:, 1] - level) < 2.5) & (left[:, 0] < 24)]
        middle.append((ring[:, [0, 2]].min(axis=0) + ring[:, [0, 2]].max(axis=0)) / 2)
    # The rings follow the points of the mesh up and down; a border at a steady angle would waver with them.
    wide = np.pad(np.array(middle), ((_EVENED, _EVENED), (0, 0)), mode="edge")
    middle_x, middle_z = np.stack([wide[at : at + len(levels)] for at in range(2 * _EVENED + 1)]).mean(axis=0).T
    knee, ankle = body.joints["l-knee"][1], body.joints["l-ankle"][1]
    along = np.interp(at[:, 1], (ankle, knee, 78.0), (200, 100, 0))
    x = np.interp(at[:, 1], levels, middle_x)
    z = np.interp(at[:, 1], levels, middle_z)
    return np.stack([np.degrees(np.arctan2(at[:, 0] - x, at[:, 2] - z)), along], 1)
