"""`{% load bodychart %}`: the chart to mark on, and pictures of the body."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.template import Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from filiform.foundation.bodychart import art, pictures, specimens, words
from filiform.foundation.ui.assets import asset

SCRIPTS = ("chart", "fingers", "keys", "zoom", "rows", "referral", "paper")
#: How dark the steps of a heat map are; each has lines of its own too.
HEAT = ("0.12", "0.3", "0.5", "0.72")
#: How dark the levels of strength are.
DEPTHS = tuple(words.DEPTHS.items())
register = Library()


@register.inclusion_tag("bodychart/chart.html")
def body_chart(
    *, figure: str, qualities: Iterable[tuple[str, Any]], prefix: str, rows: str, names: str,
    figure_field: str = "figure", places: Iterable[tuple[str, str]] = (), paper: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The chart over a formset of zones, whose rows stay the form that is sent; hidden without a script.

    `rows`: id of the element with the management form and at least one row (`data-row`, a fieldset); `prefix`: the
    formset's; each row has fields zone, side, intensity, quality, drawing. `names`: id of a datalist
    of zones (`data-zone`, `data-midline`). `figure`: the one shown first; radios named `figure_field` change it.
    `places`: zones and sides that are marked already; the chart opens on the view that shows most of them.
    `paper`: what stands over the chart when it is printed, such as the day.
    """
    drawings = {one: {view: asset(path) for view, path in views.items()} for one, views in art.files().items()}
    shown = art.figure_or_first(figure)
    qualities = list(qualities)
    return {
        "prefix": prefix, "rows": rows, "names": names, "figure_field": figure_field, "figure": shown,
        "start": art.best_view(shown, places),
        "paper": paper, "seen": json.dumps(art.seen()), "levels": words.levels(), "depths": DEPTHS,
        "version": art.version(), "drawings": json.dumps(drawings), "words": words.said(qualities),
        "views": [(view, label) for view, label in art.VIEWS.items() if view in drawings[shown]],
        "close_ups": [(view, label) for view, label in art.CLOSE_UPS.items() if view in drawings[shown]],
        "qualities": qualities,
        "numbers": [str(number) for number in range(11)], "patterns": f"chart-{pictures.number()}",
        "referral_legend": words.REFERRAL,
    }  # fmt: skip


@register.inclusion_tag("bodychart/picture.html")
def body_picture(picture: pictures.Picture) -> dict[str, Any]:
    """A picture of the body, with its legend, and the same in words."""
    return {
        "picture": picture,
        "views": pictures.views(picture),
        "patterns": f"picture-{pictures.number()}",
        "heat": HEAT,
        "depths": DEPTHS,
    }


@register.simple_tag
def body_specimens() -> dict[str, pictures.Picture]:
    """Made-up pictures for the gallery."""
    return {"change": specimens.change(), "points": specimens.points(), "map": specimens.map_of_many()}


@register.simple_tag
def body_chart_scripts() -> SafeString:
    """The chart's modules, in the order in which they work on it."""
    return format_html_join(
        "\n", '<script type="module" src="{}"></script>', ((asset(f"bodychart/{name}.js"),) for name in SCRIPTS)
    )
