"""The joint motions that can be measured here, and the published error of measuring them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.core.examination import MotionError
from filiform.knowledge import load
from filiform.knowledge.records import Motion


@dataclass(frozen=True)
class Movement:
    """One motion. `most` is a reading in degrees that no healthy joint passes; `paired` asks for a side."""

    code: str
    joint: str | Promise
    label: str | Promise
    most: int
    paired: bool = True

    @property
    def name(self) -> str:
        """Joint and motion in words."""
        return f"{self.joint}: {self.label}"


def _of(joint: str, label: str | Promise, *motions: tuple[str, str | Promise, int, bool]) -> Iterator[Movement]:
    for code, name, most, paired in motions:
        yield Movement(f"{joint}-{code}", label, name, most, paired)


_FLEXION, _EXTENSION = _("flexion"), _("extension")
_INWARD, _OUTWARD = _("internal rotation"), _("external rotation")

MOVEMENTS: dict[str, Movement] = {
    each.code: each
    for each in (
        *_of(
            "neck",
            _("Neck"),
            ("flexion", _FLEXION, 100, False),
            ("extension", _EXTENSION, 110, False),
            ("rotation", _("rotation"), 120, True),
            ("side-bending", _("side-bending"), 80, True),
        ),
        *_of("jaw", _("Jaw"), ("opening", _("opening"), 60, False)),
        *_of(
            "trunk",
            _("Trunk"),
            ("flexion", _FLEXION, 130, False),
            ("extension", _EXTENSION, 60, False),
            ("rotation", _("rotation"), 90, True),
            ("side-bending", _("side-bending"), 60, True),
        ),
        *_of(
            "shoulder",
            _("Shoulder"),
            ("flexion", _FLEXION, 200, True),
            ("extension", _EXTENSION, 90, True),
            ("abduction", _("abduction"), 200, True),
            ("internal-rotation", _INWARD, 120, True),
            ("external-rotation", _OUTWARD, 130, True),
        ),
        *_of("elbow", _("Elbow"), ("flexion", _FLEXION, 170, True), ("extension", _EXTENSION, 30, True)),
        *_of(
            "forearm",
            _("Forearm"),
            ("pronation", _("pronation"), 110, True),
            ("supination", _("supination"), 120, True),
        ),
        *_of("wrist", _("Wrist"), ("flexion", _FLEXION, 120, True), ("extension", _EXTENSION, 110, True)),
        *_of(
            "hip",
            _("Hip"),
            ("flexion", _FLEXION, 160, True),
            ("extension", _EXTENSION, 50, True),
            ("abduction", _("abduction"), 90, True),
            ("internal-rotation", _INWARD, 80, True),
            ("external-rotation", _OUTWARD, 90, True),
            ("straight-leg-raise", _("straight leg raise"), 130, True),
        ),
        *_of("knee", _("Knee"), ("flexion", _FLEXION, 170, True), ("extension", _EXTENSION, 30, True)),
        *_of(
            "ankle",
            _("Ankle"),
            ("dorsiflexion", _("dorsiflexion"), 60, True),
            ("plantarflexion", _("plantarflexion"), 90, True),
        ),
    )
}

#: Which joint of the knowledge's figures speaks for which motions.
_ERROR_OF = {"neck": "cervical", "shoulder": "shoulder", "knee-extension": "knee extension"}
#: Figures that are a smallest real change; a standard error (SEM) is smaller than that and is only shown.
_REAL_CHANGE = ("MDC", "MDC95", "note")


@lru_cache(maxsize=64)
def published_errors(movement: str) -> tuple[Motion, ...]:
    """What the knowledge says on the error of measuring this motion; empty when it says nothing."""
    joints = [joint for code, joint in _ERROR_OF.items() if movement == code or movement.startswith(f"{code}-")]
    return tuple(
        each
        for each in load().motion.values()
        if each.id.startswith("error-") and any(each.joint.startswith(joint) for joint in joints)
    )


@lru_cache(maxsize=64)
def error_of(movement: str) -> MotionError | None:
    """The range of smallest real changes that sources print for this motion, None when none is printed."""
    numbers = [
        number
        for each in published_errors(movement)
        for name in _REAL_CHANGE
        for number in _numbers(each.figures.get(name))
    ]
    return MotionError(min(numbers), max(numbers)) if numbers else None


def error_text(motion: Motion) -> str:
    """The figures of one source in one line ("MDC 3.5 to 6.8")."""
    return "; ".join(
        f"{name} {_in_words(value)}" if name != "note" else str(value) for name, value in motion.figures.items()
    )


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, str):
        yield from (float(found) for found in re.findall(r"\d+(?:\.\d+)?", value))
    elif isinstance(value, int | float):
        yield float(value)
    elif hasattr(value, "values"):
        yield from (number for inner in value.values() for number in _numbers(inner))
    elif value is not None:
        yield from (number for inner in value for number in _numbers(inner))


def _in_words(value: Any) -> str:
    if hasattr(value, "items"):
        return ", ".join(f"{name.replace('_', '-')} {_in_words(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return " to ".join(f"{number:g}" for number in value)
    return str(value)
