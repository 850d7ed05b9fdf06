"""Pictures of the body without a script: every area on some view, the same in words, small numbers left out."""

from __future__ import annotations

import re

import pytest
from django.template import engines
from django.utils.html import escape

from filiform.foundation.bodychart import art, pictures, shapes
from filiform.foundation.bodychart.heat import heat, spans, step
from filiform.foundation.bodychart.pictures import Area, Picture
from filiform.knowledge import load


def drawn(picture: Picture) -> str:
    template = engines["django"].from_string("{% load bodychart %}{% body_picture picture %}")
    return str(template.render({"picture": picture}))


def picture(*areas: Area, figure: str = "female") -> Picture:
    return Picture(figure, areas, (("now", "Now"), ("first", "First")), ("Temple, left: now 6",), "Pain <now>")


@pytest.mark.parametrize("figure", ["female", "male"])
def test_each_zone_can_be_shown(figure: str) -> None:
    zones = load().zones.values()
    sides = {"midline": ("midline",), "paired": ("left", "right")}
    areas = [Area(zone.id, side, "now") for zone in zones for side in sides[zone.laterality]]
    shown = {one.area for view in pictures.views(picture(*areas, figure=figure)) for one in view.placed}
    assert set(areas) - shown == set()


def test_no_more_views_than_are_needed() -> None:
    front = (Area("shoulder-front", "left", "now"), Area("arm-front", "left", "first"))
    assert [str(view.label) for view in pictures.views(picture(*front))] == ["Front"]
    both = pictures.views(picture(*front, Area("achilles", "right", "now")))
    assert [str(view.label) for view in both[:1]] == ["Front"]
    assert len(both) == 2


def test_an_area_is_shown_where_it_is_seen_well() -> None:
    """The front of the shoulder is a sliver from the side: from the front it is a shoulder."""
    one = picture(Area("shoulder-front", "left", "now"), Area("temple", "left", "now"))
    assert [str(view.label) for view in pictures.views(one)] == ["Front", "Left side"]


@pytest.mark.parametrize("zones", [("nose",), ("nose", "perineum"), ("throat", "umbilical", "suprapubic")])
def test_what_is_marked_lies_in_the_part_that_is_shown(zones: tuple[str, ...]) -> None:
    for view in pictures.views(picture(*(Area(zone, "midline", "now") for zone in zones))):
        left, top, width, height = view.window
        assert 0 <= left <= view.sheet.width - width + 0.1
        assert 0 <= top <= view.sheet.height - height + 0.1
        for one in view.placed:
            assert left <= one.shape.x <= left + width
            assert top <= one.shape.y <= top + height


@pytest.mark.parametrize("figure", ["female", "male"])
def test_a_point_is_shown_with_as_much_of_the_body_as_tells_where_it_is(figure: str) -> None:
    """Half a metre across, a third down: two points of the neck are told apart, and the neck is told from the back."""
    points = [Area(each, "left", "point", "3", landmark=True) for each in ("trapezius-upper", "levator-scapulae")]
    (view,) = pictures.views(picture(*points, figure=figure))
    _left, _top, width, height = view.window
    across, down = width / view.sheet.scale, height / view.sheet.scale
    assert (across, down) == (pytest.approx(52, abs=0.2), pytest.approx(36, abs=0.2))
    # A number leaves a third of its point to be seen, and none covers another.
    digit = pictures.LETTER * view.text
    assert all(digit < 2 * one.shape.room * 2 / 3 for one in view.texts)
    one, other = (each.shape for each in view.texts)
    assert abs(one.x - other.x) > 1.5 * digit


def test_a_zone_that_is_on_no_drawing_is_left_to_the_words() -> None:
    assert pictures.views(picture(Area("no-such-zone", "left", "now"))) == []
    assert "Temple, left: now 6" in drawn(picture(Area("no-such-zone", "left", "now")))


def test_a_figure_nobody_drew_is_another_one() -> None:
    assert pictures.views(picture(Area("temple", "left", "now"), figure="dragon"))


def test_tones_differ_by_pattern_and_are_said_in_words() -> None:
    found = drawn(picture(Area("shoulder-front", "left", "now", "6"), Area("arm-front", "left", "first")))
    fills = re.findall(r'<path class="mark [^"]+" fill="url\(#([^)]+)\)"', found)
    assert len(set(fills)) == 2
    assert all(f'id="{fill}"' in found for fill in fills)
    assert escape("Pain <now>") in found
    assert 'role="img"' in found
    assert "style=" not in found
    assert re.search(r"<text [^>]*>6</text>", found)


def test_two_pictures_of_a_page_share_no_name() -> None:
    one, other = (set(re.findall(r' id="([^"]+)"', drawn(picture(Area("temple", "left", "now"))))) for _ in range(2))
    assert one
    assert not one & other


@pytest.mark.parametrize(
    ("path", "box"),
    [
        ("M10 20h5v-10z", (10, 10, 15, 20)),
        ("m1 1 2 3-4 0z", (-1, 1, 3, 4)),
        ("M0 0c1 1 2 2 3 4s-10 0-1 1l.5.5", (0, 0, 3, 5.5)),
        ("M0,0L-3,-4ZM10 10H12", (-3, -4, 12, 10)),
    ],
)
def test_the_box_of_a_path(path: str, box: tuple[float, float, float, float]) -> None:
    assert shapes.bounds(path) == pytest.approx(box)


@pytest.mark.parametrize(
    ("places", "view"),
    [
        ([], "front"),
        ([("lumbar-lower", "left")], "back"),
        ([("shoulder-front", "left"), ("arm-front", "left")], "front"),
        ([("temple", "right")], "right"),
        ([("no-such-zone", "left")], "front"),
    ],
)
def test_the_chart_opens_where_the_marks_are_seen(places: list[tuple[str, str]], view: str) -> None:
    assert art.best_view("female", places) == view


def test_every_view_has_its_words() -> None:
    for views in art.files().values():
        assert set(views) <= set(art.LABELS)
        assert next(iter(views)) == "front"


def place(zone: str, side: str) -> str:
    return f"{zone} {side}"


def test_small_numbers_are_left_out_of_the_map() -> None:
    counts = {("temple", "left"): 4, ("temple", "right"): 5, ("vertex", "midline"): 40}
    found = heat(counts, 41, "female", place)
    assert found.left_out == 1
    assert {area.place + area.side for area in found.picture.areas} == {"templeright", "vertexmidline"}
    assert found.picture.words == ("vertex midline: 40 of 41", "temple right: 5 of 41")
    assert "4" not in {area.text for area in found.picture.areas}


def test_a_map_of_few_people_shows_nothing() -> None:
    found = heat({("temple", "left"): 2}, 2, "female", place)
    assert not found.picture
    assert found.left_out == 1


def test_a_map_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="more than all 3"):
        heat({("temple", "left"): 4}, 3, "female", place)


@pytest.mark.parametrize("most", [5, 6, 7, 8, 9, 23, 24, 25, 1000])
def test_each_number_falls_into_one_step(most: int) -> None:
    found = spans(5, most)
    assert len(found) <= 4
    assert [number for low, high in found for number in range(low, high + 1)] == list(range(5, most + 1))
    assert [step(number, 5, most) for number in (5, most)] == [1, len(found)]
