"""The chart as it is printed: front and back always, every view with a mark, strengths as numbers and by depth."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from filiform.foundation.bodychart import art, words
from filiform.foundation.bodychart.drawings import drawings
from filiform.foundation.bodychart.paper import sheets
from filiform.foundation.bodychart.pictures import Area, Picture

STYLE = Path(art.STATIC) / "bodychart" / "chart.css"


def printed(*marks: tuple[str, str, int | None], figure: str = "female") -> Picture:
    areas = tuple(Area(zone, side, f"level-{words.level(n)}", "×" if n is None else str(n)) for zone, side, n in marks)
    return Picture(figure, areas, words.levels(), (), "Pain", whole=True)


@pytest.mark.parametrize(
    ("marks", "views"),
    [
        ((), ["Front", "Back"]),
        ((("lumbar-midline", "midline", 4),), ["Front", "Back"]),
        ((("temple", "left", 6),), ["Front", "Back", "Left side", "Face", "Face, left"]),
        ((("ball-medial", "right", 2),), ["Front", "Back", "Tops of feet", "Soles", "Inner feet"]),
    ],
)
def test_front_and_back_and_every_view_that_shows_a_mark(marks: tuple, views: list[str]) -> None:
    assert [one.label for one in sheets(printed(*marks))] == views


def test_each_sheet_stands_by_itself() -> None:
    for one in sheets(printed(("shoulder-front", "left", 7), ("temple", "right", None), figure="male")):
        root = ElementTree.fromstring(one.svg)
        assert root.get("viewBox") == f"0 0 {one.width:g} {one.height:g}"
        assert "url(" not in one.svg
        texts = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
        assert texts <= {"7", "×"}
        if one.label == "Front":
            assert texts == {"7", "×"}


def test_levels_follow_on_each_other_and_the_style_sheet_draws_them_alike() -> None:
    assert [words.level(n) for n in range(11)] == list("11122333444")
    assert words.level(None) == "0"
    style = STYLE.read_text(encoding="utf-8")
    drawn = dict(re.findall(r'\.is-marked\[data-level="(\d)"\] \{ fill-opacity: ([\d.]+); \}', style))
    drawn["0"] = re.search(r"\.is-marked \{ fill: [^;]+; fill-opacity: ([\d.]+);", style)[1]
    assert drawn == words.DEPTHS


def test_what_a_view_shows_is_told_for_both_figures() -> None:
    for view, told in art.seen().items():
        shown = {" ".join(place) for figure in drawings().figures.values() for place in figure.views[view].zones}
        assert set(told.split(",")) == shown
