"""Each dependency has a reason, is used, and is locked with its hashes; nothing is used that is not named."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from .tree import ROOT, named

LINE = re.compile(r'^\s*"(?P<name>[A-Za-z0-9_.-]+)(?:\[[^\]]*\])?[^"]*",\s*(?P<reason>#.*)?$')
LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==(?P<version>\S+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _declared() -> dict[str, str]:
    """Name of each dependency with the remark beside it."""
    inside, found = False, {}
    for line in (ROOT / "pyproject.toml").read_text().splitlines():
        if re.match(r"^(dependencies|test) = \[", line):
            inside = True
        elif line.startswith("]"):
            inside = False
        elif inside and (match := LINE.match(line)):
            found[_plain(match["name"])] = (match["reason"] or "").lstrip("# ")
    return found


def _wanted(extra: str = "") -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {_plain(re.split(r"[\[<>=~ ]", line)[0]) for line in lines}


def _entries(name: str) -> dict[str, str]:
    """Each locked package with the text of its entry."""
    found: dict[str, str] = {}
    current = ""
    for line in (ROOT / "requirements" / name).read_text().splitlines():
        if match := LOCKED.match(line):
            current = _plain(match["name"])
        if current:
            found[current] = found.get(current, "") + line + "\n"
    return found


def test_each_dependency_says_what_it_is_for() -> None:
    declared = _declared()
    assert set(declared) == _wanted() | _wanted("test")
    assert [name for name, reason in declared.items() if len(reason) < 10] == []


@pytest.mark.parametrize(("lock", "extras"), [("run.txt", [""]), ("test.txt", ["", "test"])])
def test_each_dependency_is_locked(lock: str, extras: list[str]) -> None:
    wanted = set().union(*map(_wanted, extras))
    assert wanted - set(_entries(lock)) == set()


@pytest.mark.parametrize("lock", ["run.txt", "test.txt", "node.txt"])
def test_each_locked_package_has_an_exact_version_and_hashes(lock: str) -> None:
    entries = _entries(lock)
    assert entries
    assert [name for name, text in entries.items() if not HASH.search(text)] == []
    free = [
        line
        for line in (ROOT / "requirements" / lock).read_text().splitlines()
        if line and not line.startswith(("#", " ")) and not LOCKED.match(line)
    ]
    assert free == []


def test_tests_run_on_what_is_served() -> None:
    """What `./test` tries is what `./run` installs, version by version."""
    run, test = _entries("run.txt"), _entries("test.txt")
    apart = {
        name: (text.split()[0], test[name].split()[0])
        for name, text in run.items()
        if name in test and text.split()[0] != test[name].split()[0]
    }
    assert apart == {}
    assert set(run) - set(test) == set()


def _imported(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                yield node.module.partition(".")[0]


@pytest.mark.parametrize(
    ("folder", "extras"),
    [("src", [""]), ("tests", ["", "test"]), ("bench", ["", "test"]), ("drawing", ["", "test"])],
)
def test_what_is_imported_is_declared(folder: str, extras: list[str]) -> None:
    """Not by way of another package, which may drop it tomorrow."""
    modules = [*named("*.py", under=folder), *named("*.py", under="bench")]
    ours = {"filiform", "tests", "bench", "drawing", *(path.stem for path in modules)}
    owners = packages_distributions()
    wanted = set().union(*map(_wanted, extras)) | BORROWED.keys()
    stray = {
        name
        for name in _imported(named("*.py", under=folder))
        if name not in ours
        and name not in sys.stdlib_module_names
        and not {_plain(owner) for owner in owners.get(name, [name])} & wanted
    }
    assert stray == set()


#: Imported though another package brings it: each is optional there or part of what was asked for.
BORROWED = {
    "coverage": "comes with pytest-cov, which measures by it",
    "cryptography": "comes with allauth[mfa]; encrypts backups",
    "django-stubs-ext": "comes with django-stubs",
    "asgiref": "comes with Django",
    "numpy": "comes with scipy and statsmodels, which speak in its arrays",
    "brotli": "one module of `filiform.project.setup`, which only `./test` uses, unpacks the browser",
}
