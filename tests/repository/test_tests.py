"""The tests try the real thing, can fail, and are not passed over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .tree import named, short

TESTS = [path for path in named("*.py", under="tests") if path != Path(__file__)]
#: Files that may put something in the place of the real part, each with its reason.
STAND_INS: dict[str, str] = {}
#: Tests that may be passed over on some machines, each with its reason.
PASSED_OVER = {
    "tests/project/test_database_accounts.py": "only root can start the server as another account",
    "tests/project/test_database_refusals.py": "only root can give files away or mount a small disk",
}
STAND_IN = re.compile(r"\bmock|Mock\b|(?<!monkey)\bpatch\(|patch\.object|\bresponses\.|requests_mock", re.IGNORECASE)
SKIP = re.compile(r"pytest\.(skip|importorskip|xfail)\(|mark\.(skip|skipif|xfail)\b|@unittest\.skip")


def _lines(pattern: re.Pattern[str]) -> set[str]:
    return {short(path) for path in TESTS if any(pattern.search(line) for line in path.read_text().splitlines())}


def test_the_real_part_runs() -> None:
    assert _lines(STAND_IN) == set(STAND_INS)


def test_no_test_is_passed_over() -> None:
    assert _lines(SKIP) == set(PASSED_OVER)


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def _checks(function: ast.FunctionDef, checkers: set[str]) -> bool:
    """Whether the function asserts, expects an error, or calls one that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert | ast.Raise):
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"raises", "warns", "fail", "expect"} or name.startswith("assert") or name in checkers:
                return True
    return False


def _all_checkers() -> set[str]:
    """Names of functions in tests that check, also by way of others."""
    functions = [function for path in TESTS for function in _functions(path)]
    found: set[str] = set()
    while True:
        more = {function.name for function in functions if _checks(function, found)}
        if more <= found:
            return found
        found |= more


def test_each_test_can_fail() -> None:
    checkers = _all_checkers()
    idle = [
        f"{short(path)}::{function.name}"
        for path in TESTS
        for function in _functions(path)
        if function.name.startswith("test_") and not _checks(function, checkers)
    ]
    assert idle == []


def test_no_name_hides_another_test() -> None:
    """Two tests of one name in one file: only the second would run."""
    hidden = []
    for path in TESTS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Module | ast.ClassDef):
                names = [one.name for one in node.body if isinstance(one, ast.FunctionDef)]
                hidden += [f"{short(path)}::{name}" for name in {n for n in names if names.count(n) > 1}]
    assert hidden == []


def test_each_test_file_is_collected() -> None:
    """A file with tests has a name that pytest looks for."""
    missed = [
        short(path)
        for path in TESTS
        if not path.name.startswith("test_") and any(f.name.startswith("test_") for f in _functions(path))
    ]
    assert missed == []
