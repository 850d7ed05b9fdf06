"""Judges mutants in one warm test session: tests are gathered once, and each mutant is tried in a fork of it.

A fault inside a function is put into the living function. One that acts on import (a default, a table of a module)
is tried in a fork of a process that has not imported the core yet. A mutant is killed by a failing test, by a crash
or by running out of processor time, and by nothing else.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from coverage import Coverage

from mutants_made import CORE, Mutant

LEAST_SECONDS, TIMES = 5, 3  # processor time of one mutant: at least, and as a multiple of what its tests take
QUIET = [
    "-q",
    "-x",
    "-s",
    "--noconftest",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-o",
    "timeout=0",
    "-p",
    "no:django",
]
QUIET += ["-o", "addopts=", "-p", "no:cov", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
Report = Callable[[Mutant, bool], None]


def gathered(tests: Iterable[str]) -> int:
    """Gather tests as a run would, without running one; 0 when none of them fails to be imported."""
    return int(pytest.main([*QUIET, "--collect-only", "-q", *tests]))


class Session:
    """A pytest plugin that runs mutants where the tests would run."""

    def __init__(self, found: list[Mutant], budget: float, workers: int, report: Report) -> None:
        self._found, self._budget, self._workers, self._report = found, budget, workers, report
        self._costs: dict[str, float] = {}
        self._items: dict[str, Any] = {}
        self._cover = Coverage(data_file=None, source=[str(CORE)], config_file=False)
        self.late: list[Mutant] = []

    def run(self, tests: Iterable[str]) -> int:
        """Gather the tests and try the mutants, with an eye on which lines the gathering runs."""
        self._cover.start()
        return int(pytest.main([*QUIET, *tests], plugins=[self]))

    def pytest_runtestloop(self, session: Any) -> bool:
        """Measure each test once, then try the mutants."""
        self._items = {item.nodeid: item for item in session.items}
        covers = self._measured(session)
        jobs = [(mutant, self._chosen(mutant, covers)) for mutant in self._found]
        for mutant, killed in forked(((m, self._try(m, names, session)) for m, names in jobs), self._workers):
            # A fault that acts while the core is imported, too, is tried again from there before it is let off.
            if not killed and mutant.lines & covers.get((str(mutant.path), ""), set()):
                self.late.append(mutant)
            else:
                self._report(mutant, killed)
        return True

    def _measured(self, session: Any) -> dict[tuple[str, str], set[int]]:
        """Give the lines of each file that each test runs ("": on import), and note what the tests cost."""
        cover = self._cover
        for nodeid, item in self._items.items():
            cover.switch_context(nodeid)
            began = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            self._costs[nodeid] = time.process_time() - began
            if session.testsfailed:
                raise SystemExit(f"{nodeid} fails before anything is changed; mend it first.")
        cover.stop()
        data = cover.get_data()
        found: dict[tuple[str, str], set[int]] = {}
        for path in data.measured_files():
            for line, contexts in data.contexts_by_lineno(path).items():
                for context in contexts:
                    found.setdefault((path, context), set()).add(line)
        return found

    def _chosen(self, mutant: Mutant, covers: dict[tuple[str, str], set[int]]) -> list[str]:
        """Give the tests that run the changed statement, the quickest first, up to the budget."""
        reached = [name for name in self._items if mutant.lines & covers.get((str(mutant.path), name), set())]
        chosen, spent = [], 0.0
        for name in sorted(reached, key=self._costs.__getitem__):
            spent += self._costs[name]
            if chosen and spent > self._budget:
                break
            chosen.append(name)
        return chosen

    def _try(self, mutant: Mutant, names: list[str], session: Any) -> Callable[[], int]:
        def run() -> int:
            _limit(sum(self._costs[name] for name in names))
            put_in(mutant)
            for name in names:
                item = self._items[name]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if session.testsfailed:
                    return 1
            return 0

        return run


def put_in(mutant: Mutant) -> None:
    """Put the changed code into the living functions of the module."""
    codes = dict(_codes(mutant.code))
    for function in _functions(sys.modules[mutant.module]):
        if function.__qualname__ in codes and function.__qualname__ == mutant.function:
            function.__code__ = codes[function.__qualname__]


def on_import(mutant: Mutant, tests: Iterable[str]) -> Callable[[], int]:
    """Run tests in a process that has not imported the core, with the changed module in the place of the true one."""

    def run() -> int:
        _limit(60)
        sys.meta_path.insert(0, _Changed(mutant))
        return int(pytest.main([*QUIET, *tests]))

    return run


def forked(jobs: Iterable[tuple[Mutant, Callable[[], int]]], workers: int) -> Iterator[tuple[Mutant, bool]]:
    """Run each job in a process of its own; give whether its mutant was killed."""
    running: dict[int, Mutant] = {}
    waiting = iter(jobs)
    while True:
        while len(running) < workers and (job := next(waiting, None)):
            running[_begin(job[1])] = job[0]
        if not running:
            return
        child, status = os.wait()
        if child in running:
            yield running.pop(child), status != 0


def _begin(run: Callable[[], int]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        code = run()
    finally:
        os._exit(code)
    return 0


def _limit(seconds: float) -> None:
    """Let this process end itself when it has used up its processor time, however busy the machine is."""
    most = int(max(LEAST_SECONDS, TIMES * seconds))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each.co_qualname, each
            yield from _codes(each)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    for value in vars(module).values():
        if getattr(value, "__module__", None) != module.__name__:
            continue
        for each in vars(value).values() if isinstance(value, type) else [value]:
            each = getattr(each, "fget", None) or getattr(each, "__func__", None) or each
            each = getattr(each, "__wrapped__", each)
            if isinstance(each, FunctionType):
                yield each


class _Changed(importlib.abc.Loader, importlib.abc.MetaPathFinder):
    """Gives the changed module where the true one is asked for."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if name != self._mutant.module:
            return None
        return importlib.util.spec_from_file_location(name, self._mutant.path, loader=self)

    def get_code(self, _: str) -> CodeType:
        return self._mutant.code

    def exec_module(self, module: ModuleType) -> None:
        exec(self.get_code(module.__name__), module.__dict__)
