"""Draws triangles into a grid of pixels with a depth for each, so that one surface is seen at each pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Pixels that see nothing.
NOTHING = -1


@dataclass(frozen=True)
class Seen:
    """What each pixel sees: `face` (h, w) triangle or NOTHING; `share` (h, w, 3) weights of its corners; `depth`."""

    face: np.ndarray
    share: np.ndarray
    depth: np.ndarray

    def carry(self, triangles: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Values of points (n, k) carried to the pixels that see something: (pixels, k)."""
        here = self.face != NOTHING
        corners = triangles[self.face[here]]
        share = self.share[here]
        return sum(values[corners[:, k]] * share[:, k : k + 1] for k in range(3))


def draw(flat: np.ndarray, depth: np.ndarray, triangles: np.ndarray, shape: tuple[int, int]) -> Seen:
    """See triangles from the front.

    `flat` (n, 2) pixel positions x right and y down; `depth` (n,) larger is nearer; triangles that face away are
    left out (seen anticlockwise on the page means facing).
    """
    height, width = shape
    face = np.full(shape, NOTHING, np.int32)
    near = np.full(shape, -np.inf)
    share = np.zeros((*shape, 3), np.float32)
    a, b, c = (flat[triangles[:, k]] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    corners = flat[triangles]
    low = np.maximum(np.ceil(corners.min(axis=1) - 0.5).astype(int), 0)
    high = np.minimum(np.floor(corners.max(axis=1) - 0.5).astype(int), [width - 1, height - 1])
    for k in np.nonzero((area < -1e-9) & (low <= high).all(axis=1))[0]:
        (x0, y0), (x1, y1) = low[k], high[k]
        px = np.arange(x0, x1 + 1) + 0.5
        py = (np.arange(y0, y1 + 1) + 0.5)[:, None]
        wa = ((b[k, 0] - px) * (c[k, 1] - py) - (b[k, 1] - py) * (c[k, 0] - px)) / area[k]
        wb = ((c[k, 0] - px) * (a[k, 1] - py) - (c[k, 1] - py) * (a[k, 0] - px)) / area[k]
        wc = 1 - wa - wb
        i, j, m = triangles[k]
        z = wa * depth[i] + wb * depth[j] + wc * depth[m]
        window = near[y0 : y1 + 1, x0 : x1 + 1]
        hit = (wa >= 0) & (wb >= 0) & (wc >= 0) & (z > window)
        if hit.any():
            window[hit] = z[hit]
            face[y0 : y1 + 1, x0 : x1 + 1][hit] = k
            share[y0 : y1 + 1, x0 : x1 + 1][hit] = np.stack([wa[hit], wb[hit], wc[hit]], axis=-1)
    return Seen(face, share, near)
