"""Sixteen bits of grey as the eight that a screen shows: by the window that the file names, else by what is there.

A window is a centre and a width of values that are spread from black to white (DICOM PS3.3, C.11.2.1.2); values are
what the pixels say after the file's own slope and intercept (C.11.1).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

#: How sixteen bits became eight, as it is kept with the picture.
WINDOW, RANGE = "window", "range"
#: Pixels that are worked on at a time.
PIECE = 1 << 20
#: Two bytes have so many values.
ALL = 1 << 16


def shown_by(kept: Dataset) -> str:
    """By what the pixels of a file are shown: "" for eight bits, which are shown as they are."""
    if kept.BitsAllocated != 16:
        return ""
    return WINDOW if _window(kept) else RANGE


def eight_bits(pixels: bytes, kept: Dataset) -> bytes:
    """Pixels of two bytes, the lower first, as pixels of one byte; holds no third copy of them."""
    values = _values(kept)
    found = np.frombuffer(pixels, "<u2")
    window = _window(kept)
    table = _by_window(values, *window, kept.get("VOILUTFunction")) if window else _by_range(values, found)
    shown = np.empty(found.size, np.uint8)
    for at in range(0, found.size, PIECE):
        shown[at : at + PIECE] = table[found[at : at + PIECE]]
    return shown.tobytes()


def _values(kept: Dataset) -> NDArray[np.float64]:
    """What each pattern of sixteen bits stands for: bits above those that are used say nothing."""
    bits = int(kept.BitsStored)
    stored = np.arange(ALL, dtype=np.int64) & ((1 << bits) - 1)
    if kept.get("PixelRepresentation", 0):
        stored = np.where(stored >= 1 << (bits - 1), stored - (1 << bits), stored)
    slope, intercept = _scale(kept)
    return (stored * slope + intercept).astype(np.float64)


def _scale(kept: Dataset) -> tuple[float, float]:
    slope, intercept = kept.get("RescaleSlope"), kept.get("RescaleIntercept")
    if slope is None or intercept is None or not (math.isfinite(slope) and math.isfinite(intercept)) or not slope:
        return 1.0, 0.0
    return float(slope), float(intercept)


def _window(kept: Dataset) -> tuple[float, float] | None:
    """Centre and width of the first window that the file names; None where it names none that can be used."""
    centre, width = (_first(kept.get(name)) for name in ("WindowCenter", "WindowWidth"))
    if centre is None or width is None or not (math.isfinite(centre) and math.isfinite(width)) or width < 1:
        return None
    return centre, width


def _first(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    several = list(value)  # type: ignore[call-overload]
    return float(several[0]) if several else None


def _by_window(values: NDArray[np.float64], centre: float, width: float, kind: str | None) -> NDArray[np.uint8]:
    """The linear function of the standard, which counts a value as wide as one; LINEAR_EXACT does not."""
    if kind == "LINEAR_EXACT":
        part = (values - centre) / width + 0.5
    elif width > 1:
        part = (values - (centre - 0.5)) / (width - 1) + 0.5
    else:
        part = (values > centre - 0.5).astype(np.float64)
    return np.rint(np.clip(part, 0.0, 1.0) * 255).astype(np.uint8)


def _by_range(values: NDArray[np.float64], found: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """From the darkest to the brightest value that is there; one value alone is black."""
    counts = np.zeros(ALL, np.int64)
    for at in range(0, found.size, PIECE):
        counts += np.bincount(found[at : at + PIECE], minlength=ALL)
    there = values[counts > 0]
    low, high = float(there.min()), float(there.max())
    part = (values - low) / (high - low) if high > low else np.zeros(ALL)
    return np.rint(np.clip(part, 0.0, 1.0) * 255).astype(np.uint8)
