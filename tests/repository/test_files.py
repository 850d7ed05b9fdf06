"""Files stay small, say what they are for, and have no name under which everything would fit."""

from __future__ import annotations

import ast
import re

import pytest

from .tree import ROOT, module_name, named, short, text_files

LONGEST, LONG = 400, 300
#: Lines of a file of knowledge: a chapter of records that somebody reads and reviews.
LONGEST_CHAPTER = 1000
#: Above LONG lines: none today. A file that must grow is listed here with its reason.
ALLOWED_LONG: dict[str, str] = {}
#: What is generated, or is a table of records rather than a text to be read from top to bottom.
NOT_READ = ("requirements/", "docs/generated/", "LICENSE")
VAGUE = re.compile(r"^(utils?|helpers?|misc|common|stuff|shared|base_?utils?)$")
#: Put together so that this file does not find itself.
LEFT_OPEN = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")


def _lines() -> dict[str, int]:
    return {
        short(path): path.read_text().count("\n")
        for path in text_files()
        if path.suffix not in {".json", ".svg", ".po"}
        and "/migrations/" not in short(path)
        and not short(path).startswith(NOT_READ)
    }


def test_no_file_is_too_long() -> None:
    assert {name: count for name, count in _lines().items() if count > LONGEST} == {}


def test_long_files_are_listed_with_a_reason_and_no_other() -> None:
    """A file that shrank leaves the list, so that it cannot grow again unseen."""
    assert {name for name, count in _lines().items() if count > LONG} == set(ALLOWED_LONG)


def test_no_chapter_of_the_knowledge_is_too_long() -> None:
    chapters = {short(path): path.read_text().count("\n") for path in named("*.json", under="src/filiform/knowledge")}
    assert len(chapters) > 50
    assert {name: count for name, count in chapters.items() if count >= LONGEST_CHAPTER} == {}


def test_no_module_takes_everything() -> None:
    names = [*named("*.py"), *named("*.js", "*.css", "*.html")]
    vague = [short(path) for path in names if any(VAGUE.match(part) for part in (path.stem, *path.parent.parts))]
    assert vague == []


@pytest.mark.parametrize("folder", ["src", "tests", "bench"])
def test_each_module_opens_with_a_sentence(folder: str) -> None:
    silent = []
    for path in named("*.py", under=folder):
        text = path.read_text()
        if "/migrations/" in short(path) or (path.name == "__init__.py" and not text.strip()):
            continue
        first = (ast.get_docstring(ast.parse(text)) or "").strip().split("\n\n")[0]
        if not first.endswith((".", ":", "?", "!")):
            silent.append(short(path))
    assert silent == []


def test_each_package_of_the_source_says_what_it_is() -> None:
    silent = [
        module_name(path)
        for path in named("__init__.py", under="src")
        if path.parent.name not in {"migrations"} and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_nothing_is_left_open() -> None:
    found = []
    for path in text_files():
        if short(path).startswith(("requirements/", "LICENSE")):
            continue
        found += [
            f"{short(path)}:{number}"
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if LEFT_OPEN.search(line)
        ]
    assert found == []


def test_every_text_is_utf8_with_unix_line_ends() -> None:
    wrong = [short(path) for path in text_files() if b"\r" in path.read_bytes()]
    assert wrong == []


def test_the_walk_sees_the_repository() -> None:
    """The walk would pass everything if it found nothing."""
    seen = {short(path) for path in text_files()}
    assert {"pyproject.toml", "run", "src/filiform/__init__.py", ".gitignore"} <= seen
    assert not any(name.startswith((".git/", ".venv/", "build/")) for name in seen)
    assert (ROOT / ".gitignore").exists()
