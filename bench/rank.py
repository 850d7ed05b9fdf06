"""Time of one ranking over all muscles beside a bare loop of set overlap, and of loading the knowledge.

    python bench/rank.py [--drawings N] [--starts N]

Both sides rank the same made-up drawings in the same run, on one core. The knowledge is loaded in fresh processes;
beside it stands reading the same files with json alone.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from filiform.core.ranking import Mark, rank, together  # noqa: E402
from filiform.knowledge import load  # noqa: E402
from filiform.knowledge.ranking.source import model, patterns  # noqa: E402
from rank_drawings import FELT, HANDS, Drawer  # noqa: E402

RANK_GOAL_MS, LOAD_GOAL_MS = 1.0, 50.0
LOADING = {
    "bare: the same files by json": """
import json, pathlib, time
root = pathlib.Path({knowledge!r})
start = time.perf_counter()
for path in sorted(root.rglob("*.json")):
    json.loads(path.read_bytes())
print(time.perf_counter() - start)
""",
    "the knowledge": """
import time
from filiform.knowledge import load
start = time.perf_counter()
load()
print(time.perf_counter() - start)
""",
    "and the model of ranking": """
import time
from filiform.knowledge import load
from filiform.knowledge.ranking.source import model
load()
start = time.perf_counter()
model()
print(time.perf_counter() - start)
""",
}


def drawings(count: int) -> list[tuple[Mark, ...]]:
    """Made-up drawings, the same in every run."""
    zones = load().zones.values()
    drawer = Drawer(1, {zone.id: zone.adjacent for zone in zones}, {zone.id: zone.region for zone in zones})
    known = patterns()
    sources = [drawer.random.choice(known) for _ in range(count)]
    return [tuple(map(Mark, sorted(drawer.drawing(drawer.area(each, FELT[1]), HANDS[1])))) for each in sources]


def overlap() -> Callable[[Sequence[Mark]], list[tuple[float, str]]]:
    """The least that ranks at all: zones in common over zones in either, sorted."""
    known = [(each.muscle, each.primary | each.secondary) for each in patterns()]

    def ranked(marks: Sequence[Mark]) -> list[tuple[float, str]]:
        drawing = {mark.zone for mark in marks}
        return sorted((-len(drawing & zones) / len(drawing | zones), muscle) for muscle, zones in known)

    return ranked


def times(work: Callable[[Sequence[Mark]], object], marked: Sequence[Sequence[Mark]]) -> list[float]:
    """Milliseconds of processor time of each call: it only computes, and others use the machine too."""
    found = []
    for marks in marked:
        start = time.process_time()
        work(marks)
        found.append((time.process_time() - start) * 1000)
    return found


def loads(code: str, starts: int) -> list[float]:
    """Milliseconds that a fresh process prints."""
    code = code.format(knowledge=str(ROOT / "src" / "filiform" / "knowledge"))
    command = [sys.executable, "-c", code]
    environment = {"PYTHONPATH": str(ROOT / "src")}
    done = [
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
        for _ in range(starts)
    ]
    return [float(each.stdout) * 1000 for each in done]


def line(name: str, found: Sequence[float], goal: float | None = None) -> bool:
    """Print a row; whether the goal is kept."""
    middle, late = statistics.median(found), statistics.quantiles(found, n=20)[-1]
    kept = goal is None or middle < goal
    said = "" if goal is None else f"  goal {goal:g} ms: {'kept' if kept else 'missed'}"
    print(f"  {name:32} p50 {middle:7.3f} ms  p95 {late:7.3f} ms{said}")
    return kept


def main() -> int:
    """Print both sides; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drawings", type=int, default=2000)
    parser.add_argument("--starts", type=int, default=15, help="fresh processes for each kind of loading")
    chosen = parser.parse_args()
    if not 20 <= chosen.drawings <= 100_000 or not 5 <= chosen.starts <= 100:
        parser.error("20 to 100000 drawings, 5 to 100 starts")
    using, marked = model(), drawings(chosen.drawings)
    size = f"{len(marked)} drawings of {mean_size(marked):.1f} zones"
    print(f"One ranking over {len(using.patterns)} muscles, {size}, processor time")
    line("bare: set overlap, sorted", times(overlap(), marked))
    kept = line("ranking with its reasons", times(lambda marks: rank(marks, using), marked), RANK_GOAL_MS)
    line("the set that explains most", times(lambda marks: together(marks, using), marked))
    print(f"Loading, {chosen.starts} fresh processes each")
    for name, code in LOADING.items():
        kept &= line(name, loads(code, chosen.starts), LOAD_GOAL_MS if name == "the knowledge" else None)
    return 0 if kept else 1


def mean_size(marked: Sequence[Sequence[Mark]]) -> float:
    """Zones of a drawing, on average."""
    return statistics.fmean(len(marks) for marks in marked)


if __name__ == "__main__":
    raise SystemExit(main())
