"""Pictures of the body for paper: each view as an SVG that stands by itself, without a style sheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .art import CLOSE_UPS
from .pictures import Picture, Placed, View, views
from .words import DEPTHS

#: Ink on white paper; in grey the depth and the number remain.
INK, PAIN = "#16232a", "#8a2f5b"
LOOKS = {"body": ("#e9edee", "none"), "shade": ("#dbe1e3", "none"), "line": ("none", "#8d9aa1")}
#: Width of an outline as a part of the height that is shown.
LINE = 0.0012


@dataclass(frozen=True)
class Sheet:
    """One view for paper: its name, whether it is a close-up, the drawing, and its size in units."""

    label: str
    close: bool
    svg: str
    width: float
    height: float


def sheets(picture: Picture) -> list[Sheet]:
    """Each view of a picture whose areas have tones of levels ("level-0" to "level-4")."""
    return [_sheet(view) for view in views(picture)]


def _sheet(view: View) -> Sheet:
    close = view.label in CLOSE_UPS.values()
    return Sheet(str(view.label), close, str(_drawn(view)), view.window[2], view.window[3])


def _drawn(view: View) -> SafeString:
    line = f"{view.window[3] * LINE:.2f}"
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}" width="{}" height="{}">{}{}{}</svg>',
        view.box, view.window[2], view.window[3], _figure(view, line),
        format_html_join("", "{}", ((_area(one, line),) for one in view.placed)),
        format_html_join("", "{}", ((_text(one, view.text),) for one in view.texts)),
    )  # fmt: skip


def _figure(view: View, line: str) -> SafeString:
    """The quiet figure with its looks written into it; our own markup."""
    looks = "".join(
        f".{name}{{fill:{fill};stroke:{stroke};stroke-width:{line}}}" for name, (fill, stroke) in LOOKS.items()
    )
    return mark_safe(f"<style>{looks}</style>{view.sheet.figure}")  # noqa: S308


def _area(one: Placed, line: str) -> SafeString:
    return format_html(
        '<path d="{}" fill="{}" fill-opacity="{}" stroke="{}" stroke-width="{}"/>',
        one.shape.path, PAIN, DEPTHS[one.area.tone.removeprefix("level-")], PAIN, line,
    )  # fmt: skip


def _text(one: Placed, size: float) -> SafeString:
    """A number with a white rim; drawn twice, because not every reader of SVG paints the rim first."""
    look = format_html(
        'x="{}" y="{}" font-size="{}" font-weight="bold" text-anchor="middle" font-family="Libertinus Serif"',
        round(one.shape.x, 1), round(one.shape.y + size * 0.33, 1), size,
    )  # fmt: skip
    under = format_html(
        '<text {} fill="#fff" stroke="#fff" stroke-width="{}">{}</text>', look, round(size * 0.25, 2), one.area.text
    )
    return format_html('{}<text {} fill="{}">{}</text>', under, look, INK, one.area.text)
