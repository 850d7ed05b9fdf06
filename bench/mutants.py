"""Mutation testing of the pure core: small faults are put in, one at a time, and the tests must notice.

    python bench/mutants.py [--package NAME ...] [--share N] [--seed N] [--budget SECONDS] [--workers N] [--kept FILE]
    python bench/mutants.py --gather

Judged mutants are kept in build/mutants.jsonl: a run that was cut off goes on where it stopped, and a run after
new tests tries the survivors again. What was killed is tried again when its file changes, or without that file.
Survivors are printed with their place. Mutants that change nothing a caller could see (speed, a guard against what
cannot happen) are named with the reason in bench/mutants_equal.txt; they are counted apart, and both scores printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import hypothesis

from mutants_judged import Session, forked, gathered, on_import
from mutants_made import CORE, ROOT, Mutant, mutants

EQUAL = ROOT / "bench" / "mutants_equal.txt"
PACKAGES = ("consent", "examination", "followup", "needling", "ranking", "reporting", "screening", "")
SCREENING = ("test_manual.py", "test_promises.py", "test_same_as_slow.py::test_a_few_of_each")
TESTS = {
    "": ["tests/core"],
    "needling": ["tests/core/needling", "tests/spec/needling/test_needle_check.py"],
    "ranking": ["tests/core/ranking", "tests/spec/ranking/test_ranking_promises.py"],
    "reporting": ["tests/core/reporting", "tests/knowledge/test_note_reporting.py"],
    "screening": ["tests/core/screening", *(f"tests/spec/screening/{name}" for name in SCREENING)],
}


def main() -> int:
    """Try the mutants that are not judged yet; print the score and the survivors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--package", nargs="*", choices=PACKAGES, default=PACKAGES)
    parser.add_argument("--share", type=int, default=10_000, help="so many of each package at most, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=float, default=20, help="processor seconds of tests for one mutant")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kept", type=Path, default=ROOT / "build" / "mutants.jsonl")
    parser.add_argument("--gather", action="store_true", help="only say whether all tests can be gathered")
    chosen = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))  # tests that share their drawings import each other
    hypothesis.settings.register_profile("mutants", database=None, deadline=None, derandomize=True)
    hypothesis.settings.load_profile("mutants")
    if chosen.gather:
        return gathered(sorted({test for package in chosen.package for test in _tests(package)}))
    kept = _kept(chosen.kept)
    made = {package: _made(package, chosen.share, chosen.seed) for package in chosen.package}
    for package, found in made.items():
        open_ = [each for each in found if not kept.get(_key(each), False)]
        if open_:
            _run(package, open_, chosen)
    return _print(made, _kept(chosen.kept))


def _made(package: str, share: int, seed: int) -> list[Mutant]:
    files = CORE.glob("*.py") if not package else (CORE / package).rglob("*.py")
    found = [each for path in sorted(files) for each in mutants(path)]
    return random.Random(seed).sample(found, min(share, len(found)))


def _tests(package: str) -> list[str]:
    return TESTS.get(package, [f"tests/core/{package}"])


def _run(package: str, found: list[Mutant], chosen: argparse.Namespace) -> None:
    """Judge mutants in a process of their own, so that this one stays without the core."""
    tests = _tests(package)
    left = chosen.kept.with_suffix(f".{package or 'core'}")
    keep = partial(_keep, chosen.kept)
    child = os.fork()
    if not child:
        code = 1
        try:
            session = Session([each for each in found if each.function], chosen.budget, chosen.workers, keep)
            code = session.run(tests)
            left.write_text("\n".join(each.name for each in session.late), encoding="utf-8")
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("The tests fail before anything is changed; mend them first.")
    late = set(left.read_text(encoding="utf-8").splitlines())
    left.unlink()
    on = [each for each in found if not each.function or each.name in late]
    for mutant, killed in forked(((each, on_import(each, tests)) for each in on), chosen.workers):
        keep(mutant, killed)


def _key(mutant: Mutant) -> str:
    source = hashlib.sha256(mutant.path.read_bytes()).hexdigest()[:12]
    return f"{source} {mutant.name}"


def _keep(path: Path, mutant: Mutant, killed: bool) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"mutant": _key(mutant), "killed": killed}) + "\n")


def _kept(path: Path) -> dict[str, bool]:
    if not path.exists():
        return {}
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["mutant"]: row["killed"] for row in rows}


def _print(made: dict[str, list[Mutant]], kept: dict[str, bool]) -> int:
    lines = EQUAL.read_text(encoding="utf-8").splitlines() if EQUAL.exists() else []
    equal = {line.partition(" -- ")[0] for line in lines}
    total: Counter[str] = Counter()
    for package, found in made.items():
        count: Counter[str] = Counter()
        for each in sorted(found, key=lambda each: (each.path, each.line, each.column)):
            killed = kept.get(_key(each))
            same = not killed and _words(each) in equal
            count["equal" if same else "open" if killed is None else "killed" if killed else "survived"] += 1
            if killed is False:
                print(f"{'equal' if same else 'survived'}  line {each.line}  {_words(each)}")
        print(_score(package or "other files", count))
        total += count
    print(_score("together", total))
    return 0


def _words(mutant: Mutant) -> str:
    """Name a mutant by what stands in its line, which outlives a change elsewhere in the file."""
    line = mutant.path.read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
    return f"{mutant.path.relative_to(CORE)}  {mutant.what}  at {mutant.column}: {line.partition('  # ')[0]}"


def _score(name: str, count: Counter[str]) -> str:
    tried = count["killed"] + count["survived"] + count["equal"]
    if not tried:
        return f"{name}: none tried"
    share, all_ = count["killed"] / (tried - count["equal"] or 1), count["killed"] / tried
    rest = f", {count['open']} not tried" if count["open"] else ""
    return (
        f"{name}: {tried} tried, {count['killed']} killed = {share:.1%} ({all_:.1%} with {count['equal']} equal){rest}"
    )


if __name__ == "__main__":
    sys.exit(main())
