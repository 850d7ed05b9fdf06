"""Mutation testing of the pure core: small faults are put in, one at a time, and the tests must notice.

    python bench/mutants.py [--package screening] [--seconds N] [--most N] [--seed N] [--workers N]

Each mutant runs in a process of its own that stops at the first failing test. Mutants are drawn in a seeded
order until the time is up; survivors are printed with their place. A mutant that runs too long counts as killed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "src" / "filiform" / "core"
SLOWEST = 90  # seconds of one mutant
KILLED, SURVIVED = "killed", "survived"
TESTS = {
    "screening": (
        "tests/core/screening",
        "tests/spec/screening/test_manual.py",
        "tests/spec/screening/test_same_as_slow.py::test_a_few_of_each",
    ),
}
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutant:
    """One fault: in which file, on which line, what it changes, and the whole changed tree."""

    path: Path
    line: int
    what: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The name of the changed module."""
        return ".".join(self.path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def mutants(path: Path) -> Iterator[Mutant]:
    """Give every mutant of a file. Annotations and docstrings are left alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for number, node in enumerate(_nodes(tree)):
        for way, what in enumerate(_ways(node)):
            changed = copy.deepcopy(tree)
            twin = next(each for i, each in enumerate(_nodes(changed)) if i == number)
            _change(twin, way)
            yield Mutant(path, getattr(node, "lineno", 0), what, ast.fix_missing_locations(changed))


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree in a fixed order, past annotations, decorators and types, whose `|` is no sum."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield each
                yield from () if _is_types(each) else _nodes(each)


def _is_types(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "TypeVar")


def _ways(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return [f"{type(node.ops[0]).__name__} to {_COMPARE[type(node.ops[0])].__name__}"]
    if isinstance(node, ast.BoolOp):
        return ["and to or" if isinstance(node.op, ast.And) else "or to and"]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ["not dropped"]
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return [f"{type(node.op).__name__} to {_BINARY[type(node.op)].__name__}"]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return [f"{node.value} to {not node.value}"]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return [f"{node.value} to {node.value + 1}"]
    if isinstance(node, ast.If | ast.IfExp):
        return ["condition always true", "condition always false"]
    if isinstance(node, ast.comprehension) and node.ifs:
        return ["filter dropped"]
    return ["break to continue"] if isinstance(node, ast.Break) else []


def _change(node: ast.AST, way: int) -> None:
    if isinstance(node, ast.Compare):
        node.ops = [_COMPARE[type(node.ops[0])]()]
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.BinOp):
        node.op = _BINARY[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.Constant(way == 0)
    elif isinstance(node, ast.comprehension):
        node.ifs = []
    else:
        node.__class__ = ast.Continue  # type: ignore[assignment]


class _Changed(importlib.abc.Loader, importlib.abc.MetaPathFinder):
    """Gives the changed module where the true one is asked for."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if name != self._mutant.module:
            return None
        return importlib.util.spec_from_file_location(name, self._mutant.path, loader=self)

    def get_code(self, _: str) -> CodeType:
        return compile(self._mutant.tree, str(self._mutant.path), "exec")

    def exec_module(self, module: ModuleType) -> None:
        exec(self.get_code(module.__name__), module.__dict__)


def _test(mutant: Mutant | None, tests: tuple[str, ...]) -> int:
    """In a child process: run the tests on the mutant, and give the exit status (0: nothing was noticed)."""
    signal.alarm(SLOWEST)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    if mutant:
        sys.meta_path.insert(0, _Changed(mutant))
    import pytest

    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))


def _begin(mutant: Mutant | None, tests: tuple[str, ...]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = _test(mutant, tests)
    finally:
        os._exit(code)
    return 0


def judge(found: list[Mutant], tests: tuple[str, ...], seconds: float, workers: int) -> dict[str, list[Mutant]]:
    """Run mutants until the time is up."""
    results: dict[str, list[Mutant]] = {KILLED: [], SURVIVED: []}
    running: dict[int, Mutant] = {}
    ends = time.monotonic() + seconds
    waiting = iter(found)
    while True:
        while len(running) < workers and time.monotonic() < ends and (mutant := next(waiting, None)):
            running[_begin(mutant, tests)] = mutant
        if not running:
            return results
        child, status = os.wait()
        results[SURVIVED if status == 0 else KILLED].append(running.pop(child))


def main() -> int:
    """Print the score and the survivors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--package", choices=sorted(TESTS), default="screening")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    os.chdir(ROOT)
    tests = TESTS[chosen.package]
    _, whole = os.waitpid(_begin(None, tests), 0)
    if whole:
        print("The tests fail before anything is changed; mend them first.")
        return 2
    found = [each for path in sorted((CORE / chosen.package).glob("*.py")) for each in mutants(path)]
    count = len(found)
    random.Random(chosen.seed).shuffle(found)
    results = judge(found[: chosen.most], tests, chosen.seconds, chosen.workers)
    for each in sorted(results[SURVIVED], key=lambda each: (each.path, each.line)):
        print(f"survived  {each.path.relative_to(ROOT)}:{each.line}  {each.what}")
    tried = sum(map(len, results.values()))
    print(f"{chosen.package}: {count} mutants, {tried} tried, {len(results[KILLED])} killed", end="")
    print(f" = {len(results[KILLED]) / tried:.1%}" if tried else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
