"""What is found of two sources: by the set, by those named in its place, and by the ranking with and without a second.

    python bench/rank_sets.py [--count N] [--seed N]

Told drawings are the rows of the gathered cases in which two sources were treated; made-up ones mark two muscles.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from filiform.core.ranking import Mark, Model, Pattern, Weights, build, rank, together  # noqa: E402
from filiform.knowledge.ranking.source import patterns as known_patterns  # noqa: E402
from rank_drawings import FELT, HANDS, Drawer, Hand  # noqa: E402
from rank_models import NEIGHBOURS, REGIONS, TOLD  # noqa: E402

Groups = Sequence[Collection[str]]
"""For each source the muscles that count as found."""


def both(marks: Sequence[Mark], wanted: Groups, models: Sequence[Model]) -> Counter[str]:
    """1 for each way in which a muscle of every group is found; `models`: with and without a second source."""
    found: Counter[str] = Counter()
    members = together(marks, models[0])
    found["a set"] = int(bool(members))
    found["both in it"] = _all({each.muscle for each in members}, wanted)
    found["or named instead"] = _all({name for each in members for name in (each.muscle, *each.instead)}, wanted)
    for name, model in zip(("", "one source: "), models, strict=True):
        order = [each.muscle for each in rank(marks, model)]
        for many in (2, 5, 8):
            found[f"{name}first {many}"] = _all(set(order[:many]), wanted)
    return found


def _all(named: set[str], wanted: Groups) -> int:
    return int(all(named & set(group) for group in wanted))


def told(models: Sequence[Model]) -> tuple[int, Counter[str]]:
    """How many of the gathered cases have two sources, and how they are found."""
    rows = [row for path in TOLD for row in json.loads(path.read_text(encoding="utf-8")) if "both" in row]
    return len(rows), _sum(both([Mark(zone) for zone in row["pain_zones"]], row["both"], models) for row in rows)


def made_up(patterns: tuple[Pattern, ...], models: Sequence[Model], hand: Hand, seed: int, count: int) -> Counter[str]:
    """How two muscles in one drawing are found, and how often a set is offered for one of them alone."""
    drawer = Drawer(seed, NEIGHBOURS, REGIONS)
    found: Counter[str] = Counter()
    for _ in range(count):
        sources = drawer.random.sample(patterns, 2)
        drawn = [drawer.drawing(drawer.area(source, FELT[1]), hand) for source in sources]
        marks = [Mark(zone) for each in drawn for zone in sorted(each)]
        found += both(marks, [{source.muscle} for source in sources], models)
        found["a set for one source"] += bool(together(map(Mark, drawn[0]), models[0]))
    return found


def _sum(each: Iterable[Counter[str]]) -> Counter[str]:
    return sum(each, Counter[str]())


def _table(title: str, found: Counter[str], count: int) -> None:
    print(f"{title}, n={count}: " + ", ".join(f"{name} {many / count:.0%}" for name, many in found.items()))


def main() -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300, help="drawings for each hand")
    parser.add_argument("--seed", type=int, default=20)
    chosen = parser.parse_args()
    patterns = known_patterns()
    models = [build(patterns, NEIGHBOURS, each) for each in (Weights(), replace(Weights(), second=0.0))]
    count, found = told(models)
    _table("Told cases of two sources", found, count)
    for hand in HANDS:
        _table(f"Made up, {hand.name}", made_up(patterns, models, hand, chosen.seed, chosen.count), chosen.count)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
