"""Templates hold no inline style or script, and every form that writes can be told from its repetition."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .tree import named, short

TEMPLATES = named("*.html", under="src")
FORM = re.compile(r"<form\b(?P<tag>(?:[^>{]|{%.*?%}|{{.*?}}|{)*)>(?P<body>.*?)</form>", re.DOTALL)
#: Forms that a library answers, outside any practice: log-in, log-out, sessions, second factors.
OF_ACCOUNTS = ("/templates/account/", "/templates/allauth/", "/templates/mfa/", "/templates/usersessions/")
#: Posts that change nothing when they come again, each with its reason.
NEEDS_NO_KEY = {
    "draft-drop": "a draft that is gone stays gone",
    'role="search"': "a search changes nothing; it posts so that no name stands in an address",
    "data-lock-form": "a session that is locked stays locked",
    "data-unlock": "unlocked stays unlocked, and a key would leave a digest of the password",
    "logout_url": "whoever is logged out stays logged out; a library answers",
}
KEY = re.compile(r'name="_key"|{%\s*once_key\b')


def _posts(path: Path) -> list[tuple[str, str]]:
    """Opening tag and body of each form that posts."""
    found = [(match["tag"], match["body"]) for match in FORM.finditer(path.read_text())]
    return [(tag, body) for tag, body in found if re.search(r'method="?post', tag, re.IGNORECASE)]


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_no_style_or_script_inside(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"<[^>{]*\sstyle\s*=|<style\b|<[^>{]*\son[a-z]+\s*=|javascript:", text, re.IGNORECASE) == []
    assert re.findall(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>", text, re.IGNORECASE) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if _posts(path)], ids=short)
def test_each_form_that_posts_carries_its_token_and_its_key(path: Path) -> None:
    for tag, body in _posts(path):
        assert "{% csrf_token %}" in body, tag
        if any(part in short(path) for part in OF_ACCOUNTS) or any(name in tag for name in NEEDS_NO_KEY):
            continue
        assert KEY.search(body), f"{tag}: needs {{% once_key write_key %}}"


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_each_form_ends_in_its_own_file(path: Path) -> None:
    """Otherwise the check above would look at half a form."""
    if "allauth/elements" in short(path):
        return
    text = path.read_text()
    assert len(re.findall(r"<form\b", text)) == len(re.findall(r"</form>", text)) == len(FORM.findall(text))


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_nothing_typed_goes_out_unescaped(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|{%\s*autoescape\s+off", path.read_text())


def test_forms_were_seen() -> None:
    assert sum(len(_posts(path)) for path in TEMPLATES) > 20
