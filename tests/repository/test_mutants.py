"""The tests of the core are tested by faults that are put into it; here a handful, all of them by bench/mutants.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .tree import ROOT

BENCH = ROOT / "bench"


def test_a_handful_of_faults_is_noticed(tmp_path: Path) -> None:
    kept = tmp_path / "mutants.jsonl"
    command = [sys.executable, "bench/mutants.py", "--package", "examination", "--share", "8", "--kept", str(kept)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 8
    assert [row["mutant"] for row in rows if not row["killed"]] == []
    assert "examination: 8 tried, 8 killed = 100.0%" in done.stdout


def test_the_tests_of_every_package_can_be_gathered() -> None:
    command = [sys.executable, "bench/mutants.py", "--gather"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr


def test_each_fault_is_one_change_and_its_place_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import mutants_made

    source = tmp_path / "small.py"
    source.write_text(
        "LIMIT: int | None = 3\n\n\n"
        "def reached(x: int | None, most=5):\n"
        '    """Say it."""\n'
        "    return x is not None and isinstance(x, int | float) and not x < LIMIT\n",
        encoding="utf-8",
    )
    found = list(mutants_made.mutants(source))
    assert [(each.line, each.what, each.function) for each in found] == [
        (1, "3 to 4", None),
        (4, "5 to 6", None),
        (6, "and to or", "reached"),
        (6, "IsNot to Is", "reached"),
        (6, "not dropped", "reached"),
        (6, "Lt to LtE", "reached"),
    ]
    changed: dict[str, object] = {}
    exec(found[-1].code, changed)
    assert changed["reached"](3) is False  # type: ignore[operator]


def test_what_counts_as_equal_is_named_with_its_reason() -> None:
    for line in (BENCH / "mutants_equal.txt").read_text(encoding="utf-8").splitlines():
        mutant, _, reason = line.partition(" -- ")
        path, _, what = mutant.partition("  ")
        assert (ROOT / "src" / "filiform" / "core" / path).is_file()
        assert what.partition(": ")[2] in (ROOT / "src" / "filiform" / "core" / path).read_text(encoding="utf-8")
        assert len(reason) > 10, line
