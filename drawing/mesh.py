"""Reads the body mesh: points in centimetres, triangles, joints and bone weights, for each figure."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from drawing import wheel

Floats = np.ndarray
Ints = np.ndarray

#: Each figure is a young adult of average build (whose own target is empty), of all three ancestries in equal parts.
ANCESTRIES = ("african", "asian", "caucasian")
FIGURES = ("female", "male")


@dataclass(frozen=True)
class Mesh:
    """A body that stands with x to its left, y up and z forward, in cm, its soles at y = 0.

    `points` is (n, 3); `triangles` (m, 3) indices; `eye` (m,) true for triangles of the eyeballs; `joints` name to
    (3,) position; `weights` bone to (n,) share of that bone.
    """

    points: Floats
    triangles: Ints
    eye: Ints
    joints: dict[str, Floats]
    weights: dict[str, Floats]

    def moved(self, points: Floats) -> Mesh:
        """The same body with its points elsewhere; joints stay where they were."""
        return replace(self, points=points)


@lru_cache(maxsize=1)
def _object() -> tuple[Floats, Ints, Ints, dict[str, Ints]]:
    """Points in decimetres, triangles of skin and eyes, which are eyes, and the points of each group."""
    points: list[list[float]] = []
    faces: dict[str, list[list[int]]] = {}
    group = ""
    for line in wheel.read("3dobjs/base.obj").decode().splitlines():
        words = line.split()
        if not words:
            continue
        if words[0] == "v":
            points.append([float(each) for each in words[1:4]])
        elif words[0] == "g":
            group = words[1]
        elif words[0] == "f":
            faces.setdefault(group, []).append([int(each.split("/")[0]) - 1 for each in words[1:]])
    eyes = [face for side in "lr" for face in faces[f"helper-{side}-eye"]]
    triangles = [cut for face in faces["body"] + eyes for cut in _cut(face)]
    count = sum(len(_cut(face)) for face in eyes)
    eye = np.zeros(len(triangles), bool)
    eye[len(triangles) - count :] = True
    groups = {name: np.unique([i for face in found for i in face]) for name, found in faces.items()}
    return np.array(points), np.array(triangles), eye, groups


def _cut(face: list[int]) -> list[list[int]]:
    return [[face[0], face[k], face[k + 1]] for k in range(1, len(face) - 1)]


def _target(name: str) -> tuple[Ints, Floats]:
    rows = [
        line.split()
        for line in gzip.decompress(wheel.read(f"targets/macrodetails/{name}.target.gz")).decode().splitlines()
        if line.strip() and not line.startswith("#")
    ]
    return np.array([int(row[0]) for row in rows]), np.array([[float(each) for each in row[1:4]] for row in rows])


@lru_cache(maxsize=1)
def _weights() -> dict[str, Floats]:
    count = len(_object()[0])
    table = {}
    for bone, rows in json.loads(wheel.read("rigs/standard/weights.default.json"))["weights"].items():
        share = np.zeros(count)
        for index, weight in rows:
            share[int(index)] = weight
        table[bone] = share
    return table


@lru_cache(maxsize=2)
def figure(name: str) -> Mesh:
    """The body of a figure, "female" or "male", arms held away from the trunk."""
    points, triangles, eye, groups = _object()
    points = points.copy()
    for ancestry in ANCESTRIES:
        index, shift = _target(f"{ancestry}-{name}-young")
        points[index] += shift / len(ANCESTRIES)
    points = points * 10.0
    used = np.unique(triangles)
    points[:, 1] -= points[used, 1].min()
    joints = {key.removeprefix("joint-"): points[at].mean(axis=0) for key, at in groups.items() if key[:6] == "joint-"}
    return Mesh(points, triangles, eye, joints, _weights())


@lru_cache(maxsize=1)
def reference() -> Mesh:
    """The mean of both figures, in which every border of a zone is written down."""
    female, male = figure("female"), figure("male")
    joints = {name: (female.joints[name] + male.joints[name]) / 2 for name in female.joints}
    return Mesh((female.points + male.points) / 2, female.triangles, female.eye, joints, female.weights)
