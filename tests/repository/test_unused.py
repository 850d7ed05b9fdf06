"""Nothing lies about: what a module makes is named somewhere else than where it is made."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .tree import SOURCE, named, short

#: Modules whose names a framework asks for, or that only list values for others to read.
ASKED_BY_OTHERS = ("settings.py", "urls.py", "apps.py", "gunicorn_settings.py", "wsgi.py")
#: Names that nothing of ours writes down, each with its reason.
ASKED_BY_NAME = {"needle_check": "`filiform needle-check`; the program finds its function by the command's name"}
WORD = re.compile(r"[A-Za-z_]\w*")
PLACES = ("*.py", "*.html", "*.js", "*.typ", "*.sql", "*.toml", "*.ini")


@cache
def _written() -> Counter[str]:
    """How often each word stands in what is installed: code, templates and scripts, not tests or papers."""
    found: Counter[str] = Counter()
    for path in named(*PLACES, under="src"):
        found.update(WORD.findall(path.read_text()))
    return found


def _made(tree: ast.Module) -> Iterator[str]:
    """Names that a module makes at its top: functions, classes, constants; what a decorator registers is used."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) or (isinstance(node, ast.FunctionDef) and not node.decorator_list):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def unused(path: Path) -> list[str]:
    """Names of a module that are written once in all of the source: where they are made."""
    made = _made(ast.parse(path.read_text()))
    return [name for name in made if _written()[name] == 1 and not name.startswith("__") and name not in ASKED_BY_NAME]


def test_what_is_made_is_used() -> None:
    modules = [one for one in named("*.py", under="src") if one.name not in ASKED_BY_OTHERS]
    idle = [f"{short(one)}: {name}" for one in modules if "migrations" not in one.parts for name in unused(one)]
    assert idle == []


def test_the_finder_finds_what_stands_alone(tmp_path: Path) -> None:
    module = tmp_path / "alone.py"
    module.write_text("def nobody_ever_calls_this() -> None: ...\n\n\nPLAIN = 1\n")
    _written()["nobody_ever_calls_this"] = 1
    assert unused(module) == ["nobody_ever_calls_this"]


def test_each_exception_is_there() -> None:
    assert [name for name in ASKED_BY_NAME if _written()[name] != 1] == []


def _classes(sheet: Path) -> set[str]:
    plain = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text(), flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", plain)) | set(re.findall(r"(?<![\w-])(--[a-z][\w-]*)\s*:", plain))


def test_each_class_and_token_of_a_sheet_is_used() -> None:
    """A class stands in a template or script, whole or by its stem (`field--` and a size); a token in a sheet."""
    sheets = named("*.css", under="src")
    users = "\n".join(path.read_text() for path in named("*.html", "*.py", "*.js", under="src"))
    asked = set(re.findall(r"var\(\s*(--[\w-]+)", "\n".join(path.read_text() for path in sheets) + users))
    words = set(re.findall(r"[a-zA-Z][\w-]*", users))
    stems = {word for word in words if word.endswith("--")}
    idle = [
        f"{short(sheet)}: {name}"
        for sheet in sheets
        for name in sorted(_classes(sheet))
        if name not in (asked if name.startswith("--") else words) and not any(name.startswith(stem) for stem in stems)
    ]
    assert idle == []
    assert SOURCE.joinpath("filiform", "foundation", "ui", "static", "ui", "tokens.css") in sheets
