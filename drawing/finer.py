"""Makes a mesh finer and rounder for close-ups: each triangle becomes four (subdivision after Loop, 1987)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import sparse

from drawing import mesh


@lru_cache(maxsize=1)
def finer() -> tuple[sparse.csr_matrix, np.ndarray]:
    """How values of the points become values of the finer points, and the finer triangles.

    Triangle k of the mesh becomes the triangles 4k to 4k + 3. All figures have the same triangles.
    """
    body = mesh.reference()
    triangles, count = body.triangles, len(body.points)
    sides = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    opposite = np.concatenate([triangles[:, 2], triangles[:, 0], triangles[:, 1]])
    edges, which, uses = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True, return_counts=True)
    which = which.ravel()
    rim = uses == 1
    return (
        sparse.vstack([_kept_points(edges, rim, count), _new_points(edges, which, opposite, rim, count)]).tocsr(),
        _quartered(triangles, which.reshape(3, -1).T + count),
    )


def _new_points(edges, which, opposite, rim, count) -> sparse.csr_matrix:
    """A point on each edge: three eighths of its ends, one of the corners across; half and half on a rim."""
    rows = np.arange(len(edges))
    ends = np.where(rim, 0.5, 0.375)
    across = np.where(rim[which], 0.0, 0.125)
    return sparse.csr_matrix(
        (
            np.concatenate([ends, ends, across]),
            (np.concatenate([rows, rows, which]), np.concatenate([edges[:, 0], edges[:, 1], opposite])),
        ),
        shape=(len(edges), count),
    )


def _kept_points(edges, rim, count) -> sparse.csr_matrix:
    """Each old point, drawn towards its neighbours; on a rim towards its neighbours on the rim only."""
    on_rim = np.zeros(count, bool)
    on_rim[edges[rim].ravel()] = True
    used = ~on_rim[edges] | rim[:, None]
    start = np.concatenate([edges[used[:, 0], 0], edges[used[:, 1], 1]])
    end = np.concatenate([edges[used[:, 0], 1], edges[used[:, 1], 0]])
    near = sparse.csr_matrix((np.ones(len(start)), (start, end)), shape=(count, count))
    degree = np.asarray(near.sum(axis=1)).ravel()
    share = np.where(on_rim, 0.125, np.where(degree == 3, 3 / 16, 3 / (8 * np.maximum(degree, 1))))
    stays = 1 - share * degree
    return sparse.diags(share) @ near + sparse.diags(stays)


def _quartered(triangles: np.ndarray, middle: np.ndarray) -> np.ndarray:
    a, b, c = triangles.T
    ab, bc, ca = middle.T
    return np.stack([[a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]], 0).transpose(2, 0, 1).reshape(-1, 3)
