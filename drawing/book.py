"""Draws all views of both figures and lists what is on them: the files of the chart, by name."""

from __future__ import annotations

import json
from pathlib import Path

from drawing import wheel
from drawing.labels import picture
from drawing.mesh import FIGURES
from drawing.sheet import Sheet, drawn, mirrored, svg
from drawing.views import MIRRORED, VIEWS, View

#: Goes up by one with each change of a border, a landmark area or a view, however small. Marks keep it.
DRAWING = 2
TOOL = 1
ROOT = Path(__file__).resolve().parents[1]
CHART = ROOT / "src/filiform/foundation/bodychart"
INDEX = CHART / "figures/index.json"
PICTURES = CHART / "static/bodychart/figures"
ZONES = ROOT / "src/filiform/knowledge/zones/zones.json"


def midline() -> frozenset[str]:
    """The zones that are one area across the middle."""
    return frozenset(zone["id"] for zone in json.loads(ZONES.read_text())["items"] if zone["laterality"] == "midline")


def files() -> dict[Path, str]:
    """Every file of the chart with its text. Takes a few minutes."""
    found: dict[Path, str] = {}
    listed = []
    across = midline()
    for figure in FIGURES:
        views = []
        for view in VIEWS:
            seen = view.fitted(figure)
            sheet = drawn(picture(figure, seen, across))
            sheets = [sheet, mirrored(sheet, MIRRORED[view.name])] if view.name in MIRRORED else [sheet]
            for each in sheets:
                name = f"{figure}-{each.name}.svg"
                found[PICTURES / name] = svg(each)
                views.append(_listed(seen, each, name))
        listed.append({"id": figure, "views": views})
    found[INDEX] = _written(listed)
    return found


def _listed(view: View, sheet: Sheet, name: str) -> dict:
    return {
        "id": sheet.name,
        "shows": view.shows,
        "kind": view.kind,
        "file": f"bodychart/figures/{name}",
        "width": sheet.width,
        "height": sheet.height,
        "units_per_cm": view.scale,
        "zones": [
            {
                "zone": area.zone,
                "side": area.side,
                "centre": list(area.centre),
                "room": area.room,
                "size": list(area.size),
                "neighbours": [list(each) for each in area.neighbours],
            }
            for area in sheet.areas
        ],
        "landmarks": [[each.structure, each.side] for each in sheet.landmarks],
    }


def _written(figures: list[dict]) -> str:
    """The index, one line for each zone of a view."""
    head = {
        "about": "The drawings of the body chart and where each zone lies in them, in units of the picture. "
        "Written by the drawing tool; do not edit.",
        "drawing": DRAWING,
        "provenance": {
            "mesh": "MakeHuman base mesh and shape targets (data/mpfb2), CC0-1.0",
            "wheel": wheel.FILE,
            "sha256": wheel.SHA256,
            "tool": TOOL,
            "borders": "drawing/zones.txt, drawn for this project",
        },
    }
    rows = [json.dumps(head, indent=1)[:-2] + ',\n "figures": [']
    for number, figure in enumerate(figures):
        rows.append(f'  {{"id": "{figure["id"]}", "views": [')
        for place, view in enumerate(figure["views"]):
            plain = {key: value for key, value in view.items() if key != "zones"}
            rows.append("   " + json.dumps(plain)[:-1] + ', "zones": [')
            rows.append(",\n".join("    " + json.dumps(zone, separators=(",", ":")) for zone in view["zones"]))
            rows.append("   ]}" + ("," if place + 1 < len(figure["views"]) else ""))
        rows.append("  ]}" + ("," if number + 1 < len(figures) else ""))
    return "\n".join([*rows, " ]", "}", ""])
