"""The papers name things that exist, reach each other, and have the parts that they promise."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from filiform.project.cli.program import COMMANDS

from .tree import ROOT, SOURCE, named, short

PAPERS = named("*.md")
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))
#: First parts of a path by which a word in code type is taken for a file of ours.
TOPS = tuple(f"{name}/" for name in ("src", "tests", "docs", "bench", "requirements", ".ci"))
#: Subcommands below a command; what follows any other command is an argument.
BELOW = {
    "knowledge": {"check", "show"},
    "audit": {"verify"},
    "practice": {"add"},
    "evidence": {"pool", "show", "table", "harms"},
}
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


def _words(path: Path) -> list[str]:
    return CODE.findall(path.read_text())


def _exists(word: str) -> bool:
    plain = word.split("::")[0].rstrip("/")
    return any(ROOT.glob(plain)) if "*" in plain else (ROOT / plain).exists()


@pytest.mark.parametrize("path", PAPERS, ids=short)
def test_named_files_exist(path: Path) -> None:
    missing = [word for word in _words(path) if word.startswith(TOPS) and " " not in word and not _exists(word)]
    assert missing == []


@pytest.mark.parametrize("path", PAPERS, ids=short)
def test_links_lead_somewhere(path: Path) -> None:
    targets = [target for target in LINK.findall(path.read_text()) if "://" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", PAPERS, ids=short)
def test_named_commands_exist(path: Path) -> None:
    wrong = []
    for word in _words(path):
        match = re.match(r"^(?:\.venv/bin/)?filiform ([a-z]\S*)(?: ([a-z]+))?", word)
        if match and (match[1] not in COMMANDS or (match[1] in BELOW and match[2] and match[2] not in BELOW[match[1]])):
            wrong.append(word)
    assert wrong == []


@cache
def _names_in(file: Path) -> frozenset[str]:
    """All names that a module or package defines or takes in, methods and fields too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name)
    return frozenset(found)


def _dotted_exists(dotted: str) -> bool:
    """Whether a dotted name leads to a package, a module, or a name in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        place = SOURCE.joinpath(*parts[:length])
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if place.is_dir() or file.exists():
            rest = parts[length:]
            return not rest or (file.exists() and set(rest) <= _names_in(file) | {"models"})
    return False


def _modules(path: Path) -> Iterator[str]:
    """Dotted names of ours in code type; storeys may be named without `filiform.` in front."""
    for word in _words(path):
        plain = word.split("(")[0]
        if re.fullmatch(r"filiform(\.\w+)+", plain):
            yield plain
        elif re.fullmatch(r"(core|knowledge|foundation|backoffice|journey|project)(\.[a-z_]\w*)+(\.\w+)?", plain):
            yield f"filiform.{plain}"


@pytest.mark.parametrize("path", PAPERS, ids=short)
def test_named_modules_exist(path: Path) -> None:
    endings = (".json", ".py", ".md", ".html", ".css", ".js")
    missing = [name for name in _modules(path) if not name.endswith(endings) and not _dotted_exists(name)]
    assert missing == []


def test_the_index_leads_to_every_paper() -> None:
    index = ROOT / "docs" / "README.md"
    reached = {(index.parent / target).resolve() for target in LINK.findall(index.read_text())}
    papers = {path for path in PAPERS if path.is_relative_to(ROOT / "docs")} - {index}
    assert [short(path) for path in sorted(papers - reached)] == []


@pytest.mark.parametrize("path", RECORDS, ids=short)
def test_each_decision_has_its_parts(path: Path) -> None:
    lines = path.read_text().splitlines()
    number = re.match(r"^# (\d+)\. \S", lines[0])
    assert number is not None
    assert int(number[1]) == int(path.name[:4])
    assert any(re.match(r"^Status: (accepted|proposed|replaced by)", line) for line in lines[:6])
    heads = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert [head for head in heads if head in ("Context", "Decision", "Consequences")] == [
        "Context",
        "Decision",
        "Consequences",
    ]


def test_no_number_is_given_twice() -> None:
    numbers = [path.name[:4] for path in RECORDS]
    assert len(set(numbers)) == len(numbers) > 10


def test_readme_begins_with_the_two_commands() -> None:
    lines = [line.strip() for line in (ROOT / "README.md").read_text().splitlines() if line.strip()]
    assert lines[0] == "# Filiform"
    assert lines[1].split()[0] == "./run"
    assert lines[2].split()[0] == "./test"
    assert all((ROOT / name).stat().st_mode & 0o111 for name in ("run", "test"))


def test_words_are_in_order_and_each_once() -> None:
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", (ROOT / "GLOSSARY.md").read_text(), re.MULTILINE)
    assert len(words) > 30
    assert words == sorted(set(words), key=str.lower)


@pytest.mark.parametrize(
    ("dotted", "there"),
    [
        ("filiform.core.screening.engine.screen", True),
        ("filiform.foundation.gate", True),
        ("filiform.core.screening.engine.scream", False),
        ("filiform.core.nothing", False),
    ],
)
def test_the_finder_of_names_finds(dotted: str, there: bool) -> None:
    assert _dotted_exists(dotted) is there
