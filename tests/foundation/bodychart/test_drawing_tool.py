"""The tool that draws the chart: borders, curves and its data files, without the mesh."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from drawing.arcs import rings, trace
from drawing.charts import CHARTS, Chart
from drawing.curves import GRID, Curve, curve, path
from drawing.marks import LANDMARKS
from drawing.painting import ZONES, DataError, closed_up, corners_of, read_lines, rounded

from filiform.knowledge.loader import load

from . import paths

#: Two zones side by side on a background, and an island in the second.
LABELS = np.zeros((40, 60), int)
LABELS[8:32, 6:30] = 1
LABELS[8:32, 30:54] = 2
LABELS[16:24, 38:46] = 3


def test_borders_run_from_meeting_point_to_meeting_point() -> None:
    arcs = trace(LABELS)
    between = sorted(tuple(sorted((arc.left, arc.right))) for arc in arcs)
    assert between == [(0, 1), (0, 2), (1, 2), (2, 3)]
    assert [arc.closed for arc in arcs if 3 in (arc.left, arc.right)] == [True]
    shared = next(arc for arc in arcs if {arc.left, arc.right} == {1, 2})
    assert {tuple(shared.corners[0]), tuple(shared.corners[-1])} == {(30.0, 8.0), (30.0, 32.0)}


def test_a_zone_with_an_island_has_two_rings() -> None:
    arcs = trace(LABELS)
    assert [len(rings(arcs, {zone})) for zone in (1, 2, 3)] == [1, 2, 1]
    assert len(rings(arcs, {1, 2, 3})) == 1


def test_a_curve_is_the_same_backwards_and_in_the_mirror() -> None:
    corners = np.array([(x, 5 + round(4 * np.sin(x / 6))) for x in range(60)], float)
    drawn = curve(corners, 3, 1.0, 0.4, 10, closed=False)
    back = Curve(drawn.control[::-1].copy())
    assert set(paths.pieces(paths.rings(path([[drawn]])))) == set(paths.pieces(paths.rings(path([[back]]))))
    mirrored = drawn.mirrored(20).mirrored(20)
    assert (mirrored.control == drawn.control).all()


def test_a_path_says_its_points_to_the_last_digit() -> None:
    control = np.array([(0, 0), (7, -3), (12, 4), (30, 5)])
    ring = paths.rings(path([[Curve(control)]]))[0]
    assert np.allclose(ring[0], control[0] * GRID)
    assert np.allclose(ring[-1], control[-1] * GRID)
    assert np.abs(ring - (control[1] + control[2]) / 2 * GRID).sum(axis=1).min() < 1e-9


def test_a_curve_stays_near_its_border() -> None:
    angle = np.linspace(0, 2 * np.pi, 400)
    corners = np.stack([150 + 90 * np.cos(angle), 150 + 90 * np.sin(angle)], 1)
    corners[-1] = corners[0]
    ring = paths.rings(path([[curve(corners, 3, 1.0, 0.4, 50, closed=True)]]))[0]
    assert np.abs(np.hypot(*(ring - 50).T) - 30).max() < 0.7


def test_cutting_corners_stays_inside() -> None:
    square = np.array([(0, 0), (4, 0), (4, 4), (0, 4)], float)
    soft = rounded(square)
    assert soft.min() >= 0
    assert soft.max() <= 4
    assert len(soft) == 32


def test_every_zone_and_structure_has_its_lines() -> None:
    zones = [fields for _place, fields in read_lines(ZONES)]
    assert {fields[1] for fields in zones} == set(load().zones)
    assert {fields[0] for fields in zones} == set(CHARTS)
    structures = [fields[0] for _place, fields in read_lines(LANDMARKS)]
    assert sorted(structures) == sorted(load().structures)


def test_what_no_line_covers_goes_to_the_nearest_zone() -> None:
    picture = np.zeros((20, 40), np.uint8)
    picture[5:15, 4:10], picture[5:15, 30:36] = 1, 2
    closed = closed_up(picture, Chart("plain", (0, 40), (0, 20), (1, 1)))
    assert (closed[:, :19] == 1).all()
    assert (closed[:, 21:] == 2).all()
    around = closed_up(picture, Chart("arm", (-180, 180), (0, 20), (9, 1)))
    assert (around[10, [0, 39]] == [1, 2]).all()
    assert (around[10, 38:] == 2).all()


@pytest.mark.parametrize("text", ["1,2 3,4", "1,2 3,x 5,6", "1 2 3", "1,2,3 4,5,6 7,8,9"])
def test_a_line_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(DataError, match=r"zones.txt:7: .*x,y"):
        corners_of("zones.txt:7", text)


def test_comments_are_no_lines(tmp_path: Path) -> None:
    file = tmp_path / "zones.txt"
    file.write_text("# head\n\nfront | nose | 1,2 3,4 5,6  # tip\n")
    assert read_lines(file) == [("zones.txt:3", ["front", "nose", "1,2 3,4 5,6"])]
