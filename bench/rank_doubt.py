"""Which parts of the ranking the reported cases support: paired bootstrap, leave-one-out, and what a set can find.

    python bench/rank_doubt.py [--draws N] [--seed N] [--count N]

The bootstrap draws the cases of `rank_cases.json` with replacement and compares the ranking as it ships with itself
less one part, on the same cases. Leave-one-out chooses the weights on all cases but one and ranks that one. The
sets are those of made-up drawings with two sources.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from filiform.core.ranking import Mark, Model, Pattern, Weights, build, rank, together  # noqa: E402
from filiform.knowledge.ranking.source import patterns as known_patterns  # noqa: E402
from rank_drawings import FELT, HANDS, Drawer, Hand  # noqa: E402
from rank_models import CASES, NEIGHBOURS, REGIONS, Case, ours, place, reported  # noqa: E402
from rank_rivals import Scorer, cosine, jaccard, overlap  # noqa: E402

GRID = {"near": (0.0, 0.06, 0.12, 0.25), "absence": (0.0, 0.08, 0.15, 0.3), "local": (0.3, 0.5, 0.7)}


def parts(patterns: tuple[Pattern, ...]) -> dict[str, Scorer]:
    """The ranking as it ships, less one part each, and its rivals."""
    kept = Weights()
    plain = tuple(replace(each, commonness={}) for each in patterns)
    trusted = tuple(replace(each, trust=1.0) for each in patterns)
    return {
        "as it ships": ours(patterns, kept),
        "no neighbours": ours(patterns, replace(kept, near=0.0)),
        "neighbours twice": ours(patterns, replace(kept, near=kept.near * 2)),
        "no base rates": ours(plain, kept),
        "all maps trusted alike": ours(trusted, kept),
        "no zones over the muscle": ours(patterns, replace(kept, local=0.0)),
        "spillover as main zones": ours(patterns, replace(kept, secondary=kept.primary)),
        "unmarked zones ignored": ours(patterns, replace(kept, absence=0.0)),
        "unmarked zones four times": ours(patterns, replace(kept, absence=kept.absence * 4)),
        "before: local 0.5, spillover 0.35": ours(patterns, replace(kept, local=0.5, secondary=0.35)),
        "untuned overlap": overlap(patterns, NEIGHBOURS),
        "Jaccard": jaccard(patterns),
        "cosine": cosine(patterns, NEIGHBOURS),
    }


def bootstrap(patterns: tuple[Pattern, ...], cases: Sequence[Case], draws: int, seed: int) -> None:
    """Print mean reciprocal place and first three, with the 95 % interval of what the whole is better by."""
    scorers = parts(patterns)
    places = {name: [place(scorer, case) for case in cases] for name, scorer in scorers.items()}
    ships = places["as it ships"]
    random = Random(seed)
    drawn = [random.choices(range(len(cases)), k=len(cases)) for _ in range(draws)]
    print(f"Reported cases, n={len(cases)}; the ranking as it ships less each, {draws} draws")
    print(f"  {'':34} first 1·3·5      reciprocal   better by (95 %)      first three by (95 %)")
    for name, found in places.items():
        firsts = "·".join(f"{sum(at <= first for at in found) / len(found):.2f}" for first in (1, 3, 5))
        mean = sum(1 / at for at in found) / len(found)
        gains = [1 / one - 1 / other for one, other in zip(ships, found, strict=True)]
        threes = [float(one <= 3) - float(other <= 3) for one, other in zip(ships, found, strict=True)]
        print(f"  {name:34} {firsts}   {mean:.3f}        {_interval(gains, drawn)}   {_interval(threes, drawn)}")


def _interval(values: Sequence[float], drawn: Sequence[Sequence[int]]) -> str:
    means = sorted(sum(values[i] for i in each) / len(each) for each in drawn)
    low, high = means[int(0.025 * len(means))], means[int(0.975 * len(means))]
    return f"{sum(values) / len(values):+.3f} [{low:+.2f} {high:+.2f}]"


def left_out(patterns: tuple[Pattern, ...], cases: Sequence[Case]) -> None:
    """Print how cases are found by weights that were chosen without them."""
    choices = [replace(Weights(), **dict(zip(GRID, values, strict=True))) for values in product(*GRID.values())]
    places = [[place(scorer, case) for case in cases] for scorer in (ours(patterns, each) for each in choices)]
    found = []
    for out in range(len(cases)):
        best = max(range(len(choices)), key=lambda i: sum(1 / at for j, at in enumerate(places[i]) if j != out))
        found.append(places[best][out])
    firsts = "·".join(f"{sum(at <= first for at in found) / len(found):.2f}" for first in (1, 3, 5))
    print(f"\nWeights chosen on the other cases: {firsts}, reciprocal {sum(1 / at for at in found) / len(found):.3f}")


def two_sources(patterns: tuple[Pattern, ...], hand: Hand, seed: int, count: int) -> None:
    """Print what a set finds of two sources: alone, with those named instead, and by the ranking of one muscle."""
    drawer, model = Drawer(seed, NEIGHBOURS, REGIONS), build(patterns, NEIGHBOURS)
    offered = both = named = eight = one = 0
    for _ in range(count):
        sources = drawer.random.sample(patterns, 2)
        drawn = [drawer.drawing(drawer.area(source, FELT[1]), hand) for source in sources]
        marks = [Mark(zone) for each in drawn for zone in each]
        wanted = {source.muscle for source in sources}
        members = together(marks, model)
        offered += bool(members)
        both += wanted <= {each.muscle for each in members}
        named += wanted <= {name for each in members for name in (each.muscle, *each.instead)}
        eight += wanted <= _first(marks, model, 8)
        one += bool(together(map(Mark, drawn[0]), model))
    shares = [f"{each / count:.0%}" for each in (one, offered, both, named, eight)]
    print(
        "  {:8} one source: a set in {}; two: a set in {}, both in it {}, or named {}; first 8 {}".format(
            hand.name, *shares
        )
    )


def _first(marks: Sequence[Mark], model: Model, many: int) -> set[str]:
    return {each.muscle for each in rank(marks, model)[:many]}


def main() -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--count", type=int, default=300, help="drawings of two sources for each hand")
    chosen = parser.parse_args()
    patterns, cases = known_patterns(), reported(CASES)["all"]
    bootstrap(patterns, cases, chosen.draws, chosen.seed)
    left_out(patterns, cases)
    print("\nMade-up drawings of two muscles, whole patterns:")
    for hand in HANDS:
        two_sources(patterns, hand, chosen.seed, chosen.count)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
