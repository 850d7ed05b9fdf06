"""Reads a drawing for pages that show it without a script: the figure's markup, its zones, its landmark areas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from . import art
from .drawings import drawings

NAMESPACE = "{http://www.w3.org/2000/svg}"
STEP = re.compile(r"[MmLlHhVvCcSsQqTtAaZz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
#: How many numbers each command takes, and where among them the end point stands.
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shape:
    """A zone or a landmark area: its path, a place within it, the radius of the room around that place, its box.

    All in units of the drawing; the box is left, top, right and bottom.
    """

    path: str
    x: float
    y: float
    room: float
    box: Box


@dataclass(frozen=True)
class Sheet:
    """One drawing: its size in units, how many make a centimetre, the figure, zones and landmark areas by place."""

    width: float
    height: float
    scale: float
    figure: SafeString
    zones: dict[tuple[str, str], Shape]
    landmarks: dict[tuple[str, str], Shape]


@lru_cache(maxsize=32)
def sheet(figure: str, view: str) -> Sheet:
    """The drawing of a view of a figure. Raises DrawingsError when there is none."""
    listed = drawings().figure(figure).view(view)
    root = ElementTree.parse(art.STATIC / listed.file).getroot()  # noqa: S314  our own file
    groups = {each.get("class"): each for each in root.findall(f"{NAMESPACE}g")}
    zones = {}
    for path in _paths(groups, "zones"):
        key = (path.attrib["data-zone"], path.attrib["data-side"])
        place = listed.zones[key]
        zones[key] = Shape(path.attrib["d"], *place.centre, place.room, bounds(path.attrib["d"]))
    landmarks = {
        (path.attrib["data-structure"], path.attrib["data-side"]): _area(path) for path in _paths(groups, "landmarks")
    }
    return Sheet(listed.width, listed.height, listed.units_per_cm, _markup(groups["figure"]), zones, landmarks)


def _paths(groups: dict[str | None, ElementTree.Element], name: str) -> list[ElementTree.Element]:
    return list(groups[name].iter(f"{NAMESPACE}path")) if name in groups else []


def _area(path: ElementTree.Element) -> Shape:
    left, top, right, bottom = bounds(path.attrib["d"])
    room = min(right - left, bottom - top) / 2
    return Shape(path.attrib["d"], (left + right) / 2, (top + bottom) / 2, room, (left, top, right, bottom))


def _markup(element: ElementTree.Element) -> SafeString:
    inside = format_html_join("", "{}", ((_markup(each),) for each in element))
    attributes = format_html_join("", ' {}="{}"', element.attrib.items())
    return format_html("<{0}{1}>{2}</{0}>", element.tag.removeprefix(NAMESPACE), attributes, inside)


def bounds(path: str) -> Box:
    """Left, top, right and bottom of the points of a path; a curve may pass them by a little."""
    words = STEP.findall(path)
    x = y = start_x = start_y = 0.0
    xs: list[float] = []
    ys: list[float] = []
    command, at = "", 0
    while at < len(words):
        if words[at].isalpha():
            command, at = words[at], at + 1
            if command in "Zz":
                x, y = start_x, start_y
                continue
        count = TAKES[command.upper()]
        numbers = [float(word) for word in words[at : at + count]]
        at += count
        base_x, base_y = (x, y) if command.islower() else (0.0, 0.0)
        if command in "Hh":
            x = base_x + numbers[0]
        elif command in "Vv":
            y = base_y + numbers[0]
        else:
            x, y = base_x + numbers[-2], base_y + numbers[-1]
        if command in "Mm":
            start_x, start_y = x, y
            command = "l" if command == "m" else "L"
        xs.append(x)
        ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)
