"""The colours of the design tokens can be read in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import filiform.foundation.ui as look

TOKENS = (Path(look.__file__).parent / "static/ui/tokens.css").read_text()
COLOURS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", TOKENS))
THEMES = {"light": 0, "dark": 1}

TONES = ("clear", "caution", "ask", "stop", "accent")
GROUNDS = ("paper", "surface")
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft") for ground in (*GROUNDS, "sunken")],
    *[(tone, ground) for tone in (*TONES, "accent-strong") for ground in GROUNDS],
    *[(tone, f"{tone}-soft") for tone in TONES],
    *[("ink", f"{tone}-soft") for tone in TONES],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-stop", "stop"),
    ("paper", "ink"),
]
EDGES = [(edge, ground) for edge in ("line-strong", "focus", "accent", "stop") for ground in GROUNDS]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: str) -> float:
    """Contrast ratio of two tokens in a theme."""
    at = THEMES[theme]
    high, low = sorted((luminance(COLOURS[name].split(", ")[at]) for name in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_knows_black_on_white() -> None:
    assert (luminance("#ffffff") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_reads_at_aa(ink: str, ground: str, theme: str) -> None:
    assert contrast(ink, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_focus_show(edge: str, ground: str, theme: str) -> None:
    assert contrast(edge, ground, theme) >= 3
