"""How sure the figures on told cases are: against rivals, less one part each, and with weights chosen on the others.

    python bench/rank_doubt.py [--draws N] [--seed N]

The bootstrap draws the cases with replacement, those held out by whole sources, and compares two rankings on the same
cases. Leave-one-out chooses the
weights on all cases but one and ranks that one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from filiform.core.ranking import Felt, Pattern, Weights  # noqa: E402
from filiform.knowledge.ranking.source import patterns as known_patterns  # noqa: E402
from rank_models import DRAWN_BY_HAND, HELD_OUT, NEIGHBOURS, TOLD, Case, one_way, ours, place, reported, unfelt  # noqa: E402
from rank_rivals import Scorer, cosine, jaccard, overlap  # noqa: E402

GRID = {
    "near": (0.0, 0.06, 0.12, 0.25),
    "absence": (0.0, 0.05, 0.1, 0.2),
    "common": (0.0, 1.5, 3.0),
    "away": (Weights().away, one_way(Weights()).away, Felt(primary=0.85, local=0.15, over=0.05, secondary=0.25)),
    "here": (Weights().here, one_way(Weights()).here, Felt(primary=0.3, local=0.9, over=0.7, secondary=0.1)),
}


def rivals(patterns: tuple[Pattern, ...]) -> dict[str, Scorer]:
    """The ranking as it ships and what it has to beat."""
    return {
        "as it ships": ours(patterns, Weights()),
        "untuned overlap": overlap(patterns, NEIGHBOURS),
        "bare set overlap": jaccard(patterns),
        "cosine": cosine(patterns, NEIGHBOURS),
    }


def parts(patterns: tuple[Pattern, ...]) -> dict[str, Scorer]:
    """The ranking as it ships, less one part each."""
    kept = Weights()
    plain = tuple(replace(each, commonness={}) for each in patterns)
    trusted = tuple(replace(each, trust=1.0) for each in patterns)
    landmark = tuple(replace(each, over=frozenset()) for each in patterns)
    joined = tuple(replace(each, primary=each.primary | each.secondary) for each in patterns)
    return {
        "as it ships": ours(patterns, kept),
        "one source only": ours(patterns, replace(kept, second=0.0)),
        "no neighbours": ours(patterns, replace(kept, near=0.0)),
        "no base rates": ours(plain, kept),
        "all maps trusted alike": ours(trusted, kept),
        "landmark, nothing else over it": ours(landmark, kept),
        "no zones over the muscle": ours(landmark, unfelt(kept, local=0.0)),
        "one way of feeling": ours(patterns, one_way(kept)),
        "spillover as main zones": ours(joined, kept),
        "unmarked zones ignored": ours(patterns, replace(kept, absence=0.0)),
        "unmarked zones four times": ours(patterns, replace(kept, absence=kept.absence * 4)),
    }


def bootstrap(
    title: str,
    scorers: Mapping[str, Scorer],
    cases: Sequence[Case],
    draws: int,
    seed: int,
    *,
    whole_sources: bool = False,
) -> None:
    """Print each, with the 95 % interval of what the first is better by: reciprocal place, first three, first five."""
    places = {name: [place(scorer, case) for case in cases] for name, scorer in scorers.items()}
    first = next(iter(places.values()))
    random = Random(seed)
    groups = _groups(cases, whole_sources)
    drawn = [[i for group in random.choices(groups, k=len(groups)) for i in group] for _ in range(draws)]
    print(f"\n{title}, n={len(cases)}")
    print(f"  {'':32} first 1·3·5·10       better by: reciprocal    first three             first five")
    for name, found in places.items():
        shares = "·".join(f"{sum(at <= many for at in found) / len(found):.2f}" for many in (1, 3, 5, 10))
        pairs = list(zip(first, found, strict=True))
        gains = [[1 / one - 1 / other for one, other in pairs]]
        gains += [[float(one <= many) - float(other <= many) for one, other in pairs] for many in (3, 5)]
        print(f"  {name:32} {shares}  {'   '.join(_interval(each, drawn) for each in gains)}")


def _groups(cases: Sequence[Case], whole_sources: bool) -> list[list[int]]:
    """What is drawn together: each case by itself, or all that one source told."""
    told: dict[object, list[int]] = {}
    for at, case in enumerate(cases):
        told.setdefault(case.source if whole_sources else at, []).append(at)
    return list(told.values())


def _interval(values: Sequence[float], drawn: Sequence[Sequence[int]]) -> str:
    means = sorted(sum(values[i] for i in each) / len(each) for each in drawn)
    low, high = means[int(0.025 * len(means))], means[int(0.975 * len(means))]
    return f"{sum(values) / len(values):+.3f} [{low:+.2f} {high:+.2f}]"


def left_out(patterns: tuple[Pattern, ...], cases: Sequence[Case]) -> None:
    """Print how cases are found by weights that were chosen without them."""
    choices = [replace(Weights(), **dict(zip(GRID, values, strict=True))) for values in product(*GRID.values())]
    places = [[place(scorer, case) for case in cases] for scorer in (ours(patterns, each) for each in choices)]
    sums = [sum(1 / at for at in each) for each in places]
    found = []
    for out in range(len(cases)):
        best = max(range(len(choices)), key=lambda i: sums[i] - 1 / places[i][out])
        found.append(places[best][out])
    firsts = "·".join(f"{sum(at <= first for at in found) / len(found):.2f}" for first in (1, 3, 5, 10))
    chosen = choices[max(range(len(choices)), key=sums.__getitem__)]
    print(f"\nWeights chosen on the other cases, of {len(choices)}: {firsts}")
    best_of_all = ", ".join(f"{name} {getattr(chosen, name)}" for name in GRID)
    print(f"  best on all of them: {best_of_all}; reciprocal {max(sums) / len(found):.3f}")


def main() -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=20)
    chosen = parser.parse_args()
    patterns = known_patterns()
    told = [case for path in TOLD for case in reported(path)["all"]]
    held_out = reported(HELD_OUT)["all"]
    few = [case for case in held_out if len(case.wanted) <= 2]
    for title, some in (("Held out", held_out), ("Held out, two muscles at most", few)):
        bootstrap(title, rivals(patterns), some, chosen.draws, chosen.seed, whole_sources=True)
    for path in (*TOLD, DRAWN_BY_HAND):
        bootstrap(path.stem, rivals(patterns), reported(path)["all"], chosen.draws, chosen.seed)
    bootstrap("All that was told", rivals(patterns), told, chosen.draws, chosen.seed)
    bootstrap("All that was told, less one part", parts(patterns), told, chosen.draws, chosen.seed)
    left_out(patterns, told)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
