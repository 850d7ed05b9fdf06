"""Charts as SVG, drawn on the server."""

from __future__ import annotations

import json
from functools import lru_cache

import vl_convert

#: Readable on light and dark paper alike; told apart by shape as well as colour.
INK, BEFORE, AFTER = "#6b7785", "#c2601f", "#2b7a78"


@lru_cache(maxsize=256)
def pain_over_time(points: str) -> str:
    """SVG of pain 0-10 over the days; `points` is JSON: [{"at": ISO time, "value": 0-10, "phase": "before"}]."""
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        # Narrow, so that its figures can be read on a phone, where it is shrunk to the page.
        "width": 400,
        "height": 130,
        "background": None,
        "data": {"values": json.loads(points)},
        "encoding": {
            "x": {
                "field": "at",
                "type": "temporal",
                "title": None,
                "axis": {
                    "format": "%-d %b",
                    "tickCount": 5,
                    # Scores of one day share its tick: the same day written twice says nothing.
                    "tickMinStep": 86_400_000,
                    "grid": False,
                    "labelOverlap": "greedy",
                    "labelSeparation": 10,
                },
            },
            "y": {"field": "value", "type": "quantitative", "title": "Pain (0-10)", "scale": {"domain": [0, 10]}},
            "color": {
                "field": "phase",
                "type": "nominal",
                "title": None,
                "scale": {"domain": ["before", "after"], "range": [BEFORE, AFTER]},
            },
            "shape": {
                "field": "phase",
                "type": "nominal",
                "title": None,
                "scale": {"domain": ["before", "after"], "range": ["circle", "square"]},
            },
        },
        "layer": [
            {
                "transform": [{"filter": "datum.phase == 'before'"}],
                "mark": {"type": "line", "color": BEFORE, "strokeWidth": 2},
            },
            {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}},
        ],
        "config": {
            "axis": {
                "labelColor": INK,
                "titleColor": INK,
                "tickColor": INK,
                "domainColor": INK,
                "gridOpacity": 0.3,
                "labelFontSize": 12,
            },
            "legend": {"labelColor": INK, "orient": "top", "labelFontSize": 12},
            "view": {"stroke": None},
        },
    }
    svg: str = vl_convert.vegalite_to_svg(chart)
    return svg
