"""Pictures of the body without a script: patches on as few views as show them all, with the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.utils.functional import Promise

from . import art, shapes

#: Sizes of a text on a patch, in units of the drawing.
LEAST_TEXT, MOST_TEXT = 14.0, 30.0
#: Numbers that keep the names of patterns apart on a page.
_NUMBERS = count(1)


@dataclass(frozen=True)
class Area:
    """A zone (or, with `landmark`, the area of a structure) that is drawn in a tone, with a short text on it.

    `tone`: now, first, both, point, heat-1 to heat-4.
    """

    place: str
    side: str
    tone: str
    text: str = ""
    landmark: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Its id and side."""
        return (self.place, self.side)


@dataclass(frozen=True)
class Picture:
    """What is drawn of one figure. `legend` pairs tones with words; `words` says all of it in lines of text."""

    figure: str
    patches: tuple[Area, ...]
    legend: tuple[tuple[str, str | Promise], ...]
    words: tuple[str, ...]
    label: str | Promise

    def __bool__(self) -> bool:
        return bool(self.patches)


@dataclass(frozen=True)
class Placed:
    """A patch as it lies on a view."""

    patch: Area
    shape: shapes.Shape

    @property
    def size(self) -> float:
        """Size of its text in units of the drawing."""
        return round(max(LEAST_TEXT, min(MOST_TEXT, self.shape.room * 1.4)), 1)


@dataclass(frozen=True)
class View:
    """One drawing with what lies on it."""

    label: str | Promise
    sheet: shapes.Sheet
    placed: tuple[Placed, ...]


def number() -> int:
    """A number that no other picture on the page has."""
    return next(_NUMBERS)


def views(picture: Picture) -> list[View]:
    """As few views as show every patch that any view shows, in the order of their buttons."""
    figure = art.figure_or_first(picture.figure)
    sheets = {view: shapes.sheet(figure, view) for view in art.files()[figure]}
    shown = {view: _placed(sheet, picture.patches) for view, sheet in sheets.items()}
    left = {one.patch for placed in shown.values() for one in placed}
    chosen = []
    while left:
        best = max(shown, key=lambda view: len(left & {one.patch for one in shown[view]}))
        chosen.append(best)
        left -= {one.patch for one in shown[best]}
    return [View(art.LABELS[view], sheets[view], shown[view]) for view in sheets if view in chosen]


def _placed(sheet: shapes.Sheet, patches: Sequence[Area]) -> tuple[Placed, ...]:
    found = []
    for patch in patches:
        shape = (sheet.landmarks if patch.landmark else sheet.zones).get(patch.key)
        if shape is not None:
            found.append(Placed(patch, shape))
    return tuple(found)
