"""Pictures of the body without a script: areas on as few views as show them all, with the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.utils.functional import Promise

from . import art, shapes

#: Centimetres of the body that are shown around the areas, and the least that is shown, across and down.
AROUND, LEAST = 9.0, (52.0, 36.0)
#: Size of a text as part of the height that is shown.
TEXT, TEXT_WHOLE = 0.042, 0.026
#: Width of a digit as part of its size; with so few areas every text is drawn.
LETTER, FEW = 0.55, 6
#: An area is shown well from this part of its largest size on.
WELL = 0.6
#: Views of a whole picture that are there without an area too.
ALWAYS = ("front", "back")
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
    """What is drawn of one figure. `legend` pairs tones with words; `words` says all of it in lines of text.

    `whole`: front and back and every view that shows an area, uncut, as a chart is printed and kept.
    """

    figure: str
    areas: tuple[Area, ...]
    legend: tuple[tuple[str, str | Promise], ...]
    words: tuple[str, ...]
    label: str | Promise
    whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.areas)


@dataclass(frozen=True)
class Placed:
    """An area as it lies on a view."""

    area: Area
    shape: shapes.Shape


@dataclass(frozen=True)
class View:
    """One drawing with what lies on it, and the part of it that is shown (left, top, width, height)."""

    label: str | Promise
    sheet: shapes.Sheet
    placed: tuple[Placed, ...]
    whole: bool = False

    @property
    def window(self) -> tuple[float, float, float, float]:
        """The part around what lies on it, large enough to know the place by."""
        if self.whole:
            return (0.0, 0.0, self.sheet.width, self.sheet.height)
        boxes = [one.shape.box for one in self.placed]
        x, width = self._span([(box[0], box[2]) for box in boxes], LEAST[0], self.sheet.width)
        y, height = self._span([(box[1], box[3]) for box in boxes], LEAST[1], self.sheet.height)
        return (x, y, width, height)

    def _span(self, areas: list[tuple[float, float]], least: float, most: float) -> tuple[float, float]:
        """Where the part that is shown begins and how long it is, in one direction of a drawing of size `most`."""
        start, end = min(each[0] for each in areas), max(each[1] for each in areas)
        long = min(most, max(least * self.sheet.scale, end - start + 2 * AROUND * self.sheet.scale))
        return (round(min(max(0.0, (start + end - long) / 2), most - long), 1), round(long, 1))

    @property
    def box(self) -> str:
        """The same as a view box."""
        return " ".join(f"{value:g}" for value in self.window)

    @property
    def text(self) -> float:
        """Size of a text on it."""
        return round((TEXT_WHOLE if self.whole else TEXT) * self.window[3], 1)

    @property
    def texts(self) -> list[Placed]:
        """The texts on it: all where there are few, else those that fit their area, so that none covers another."""
        few = self.whole or len(self.placed) <= FEW
        return [one for one in self.placed if one.area.text and (few or self._fits(one))]

    def _fits(self, one: Placed) -> bool:
        return LETTER * self.text * len(one.area.text) <= 2 * one.shape.room


def number() -> int:
    """A number that no other picture on the page has."""
    return next(_NUMBERS)


def views(picture: Picture) -> list[View]:
    """Few views that show every area well, in the order of their buttons; what no view shows is left out.

    An area is shown well where it is nearly as large as on the view that shows it largest; close-ups only where
    nothing else has it.
    """
    figure = art.figure_or_first(picture.figure)
    sheets = {view: shapes.sheet(figure, view) for view in art.files()[figure]}
    on = {view: {one.area: one for one in _placed(sheet, picture.areas)} for view, sheet in sheets.items()}
    if picture.whole:
        kept = [view for view in sheets if on[view] or view in ALWAYS]
        return [View(art.LABELS[view], sheets[view], tuple(on[view].values()), whole=True) for view in kept]
    well = _well(sheets, on)
    left = {area for areas in well.values() for area in areas}
    chosen = []
    while left:
        best = max(well, key=lambda view: len(left & well[view]))
        chosen.append(best)
        left -= well[best]
    return [View(art.LABELS[view], sheets[view], tuple(on[view].values())) for view in sheets if view in chosen]


def _well(sheets: dict[str, shapes.Sheet], on: dict[str, dict[Area, Placed]]) -> dict[str, set[Area]]:
    """Which areas each view shows well."""
    well: dict[str, set[Area]] = {view: set() for view in sheets}
    for area in {area for areas in on.values() for area in areas}:
        size = {view: on[view][area].shape.room / sheets[view].scale for view in sheets if area in on[view]}
        main = {view: room for view, room in size.items() if view in art.VIEWS} or size
        for view, room in main.items():
            if room >= WELL * max(main.values()):
                well[view].add(area)
    return well


def _placed(sheet: shapes.Sheet, areas: Sequence[Area]) -> tuple[Placed, ...]:
    found = []
    for area in areas:
        shape = (sheet.landmarks if area.landmark else sheet.zones).get(area.key)
        if shape is not None:
            found.append(Placed(area, shape))
    return tuple(found)
