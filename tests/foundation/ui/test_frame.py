"""The frame: strict content policy, navigation by place and role, files that exist."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

import filiform.foundation.ui as look
from filiform.foundation.ui import assets, navigation
from filiform.foundation.ui.browsers import name
from filiform.foundation.ui.icons import SHAPES

ROOT = Path(look.__file__).parent
TEMPLATES = sorted(p.relative_to(ROOT / "templates") for p in (ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_every_template_compiles_and_keeps_the_content_policy(template: Path) -> None:
    get_template(str(template))
    text = (ROOT / "templates" / template).read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)


@pytest.mark.parametrize("file", [f"{n}.css" for n in assets.STYLES] + [f"{n}.js" for n in assets.SCRIPTS])
def test_every_file_that_pages_load_exists(file: str) -> None:
    assert (ROOT / "static/ui" / file).stat().st_size > 0


def test_no_style_or_script_lies_about_unused() -> None:
    top = ROOT / "static/ui"
    there = {str(p.relative_to(top).with_suffix("")) for p in top.rglob("*") if p.suffix in (".css", ".js")}
    loaded = {*assets.STYLES, *assets.SCRIPTS, *assets.OFFLINE, assets.WORKER}
    names = re.compile(r'^import .* from "(\./[\w./]+)\.js";$', re.MULTILINE)
    scripts = [top / f"{script}.js" for script in there - set(assets.STYLES)]
    imported = {
        str((script.parent / name).resolve().relative_to(top.resolve()))
        for script in scripts
        for name in names.findall(script.read_text())
    }
    pages = "".join(page.read_text() for page in (ROOT / "templates").rglob("*.html"))
    named = set(re.findall(r"{% static 'ui/([\w/-]+)\.js' %}", pages))
    assert there == loaded | imported | named


def test_styles_name_no_colour_outside_the_tokens() -> None:
    for style in assets.STYLES:
        if style in ("tokens", "print", "pages"):  # paper is white; so is the ground of a QR code
            continue
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", (ROOT / f"static/ui/{style}.css").read_text()), style


def test_styles_use_logical_sides_only() -> None:
    for style in assets.STYLES:
        text = (ROOT / f"static/ui/{style}.css").read_text()
        assert not re.findall(r"(?:margin|padding|border)-(?:left|right)|(?:^|[\s;{])(?:left|right):", text), style


def test_an_icon_that_pages_ask_for_exists() -> None:
    for template in TEMPLATES:
        for asked in re.findall(r'{% icon "([\w-]+)"', (ROOT / "templates" / template).read_text()):
            assert asked in SHAPES


def places(address: str, *roles: str) -> dict[str, bool]:
    """Codes of the places that are shown, in order, and whether each is the current one."""
    request = RequestFactory().get(address)
    if roles:
        request.member = SimpleNamespace(actor=SimpleNamespace(roles=set(roles)))
    return {place["code"]: place["current"] for place in navigation.navigation(request)}


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/patients/", "patients"),
        ("/patients/7/", "patients"),
        ("/patientsandmore/", None),
        ("/today/", "today"),
        ("/practice/stock/", "practice"),
        ("/", None),
    ],
)
def test_one_place_is_current(address: str, current: str | None) -> None:
    found = places(address)
    assert list(found) == ["today", "patients", "unsigned", "practice", "help"]
    assert [code for code, here in found.items() if here] == ([current] if current else [])


def test_places_follow_the_role() -> None:
    assert "unsigned" in places("/", "practitioner")
    assert list(places("/", "receptionist")) == ["today", "patients", "practice", "help"]
    assert list(places("/", "auditor")) == ["patients", "practice", "help"]


LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0 Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/153.0 Safari/537.36 Edg/153.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (LINUX, "Chrome on Linux"),
        (WINDOWS, "Edge on Windows"),
        (PHONE, "Safari on iPhone"),
        ("something of our own", "something of our own"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_are_named(agent: str, words: str) -> None:
    assert name(agent) == words
