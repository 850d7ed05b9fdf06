"""How often each model finds the source among its first 1, 3 and 5, over made-up drawings and reported cases.

    python bench/rank_models.py [--drawings N] [--seed N] [--around] [--vignettes FILE ...]

Drawings are made from the muscles' own patterns with the published repeatability of drawings. The cases of TOLD have
led to a change or were looked at; those of HELD_OUT were ranked once, after everything else stood.
`docs/knowledge/ranking.md` says which figure was held out when. Files of vignettes are only counted.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from filiform.core.ranking import Mark, Pattern, Weights, build, rank  # noqa: E402
from filiform.knowledge import load  # noqa: E402
from filiform.knowledge.ranking.source import patterns as known_patterns  # noqa: E402
from rank_drawings import FELT, HANDS, Drawer  # noqa: E402
from rank_rivals import Drawing, Scorer, cosine, jaccard, overlap  # noqa: E402

FIRST = (1, 3, 5, 10)
SIZES = (None, 2)
KINDS = ("primary", "local", "over", "secondary")
CASES = ROOT / "bench" / "rank_cases.json"
TOLD = (CASES, *(ROOT / "bench" / f"rank_cases_{batch}.json" for batch in ("unseen", "fresh", "later", "sixth")))
HELD_OUT = ROOT / "bench" / "rank_cases_held_out.json"
DRAWN_BY_HAND = ROOT / "bench" / "rank_drawn_by_hand.json"
NEIGHBOURS = {zone.id: zone.adjacent for zone in load().zones.values()}
REGIONS = {zone.id: zone.region for zone in load().zones.values()}


@dataclass(frozen=True)
class Case:
    """A drawing with the muscles of which one has to be found, and who told it: a site, or a citation."""

    drawing: Drawing
    wanted: frozenset[str]
    source: str = ""


def ours(patterns: Iterable[Pattern], weights: Weights) -> Scorer:
    """The ranking as it ships, or with some of its parts taken out."""
    model = build(patterns, NEIGHBOURS, weights)
    return lambda drawing: {each.muscle: each.share for each in rank(map(Mark, drawing), model)}


def unfelt(weights: Weights, **chances: float) -> Weights:
    """The weights with these chances in both ways of feeling."""
    return replace(weights, away=replace(weights.away, **chances), here=replace(weights.here, **chances))


def one_way(weights: Weights) -> Weights:
    """The weights with the mean of both ways of feeling as the only one."""
    away, here = weights.away, weights.here
    return unfelt(weights, **{kind: (getattr(away, kind) + getattr(here, kind)) / 2 for kind in KINDS})


def models(patterns: tuple[Pattern, ...]) -> dict[str, Scorer]:
    """All that are compared."""
    plain = tuple(replace(each, commonness={}) for each in patterns)
    trusted = tuple(replace(each, trust=1.0) for each in patterns)
    landmark = tuple(replace(each, over=frozenset()) for each in patterns)
    kept = Weights()
    return {
        "bare set overlap (Jaccard)": jaccard(patterns),
        "untuned overlap, weighted": overlap(patterns, NEIGHBOURS),
        "cosine, rare zones heavier": cosine(patterns, NEIGHBOURS),
        "noisy-or, unmarked full": ours(patterns, replace(kept, absence=1.0)),
        "noisy-or, unmarked ignored": ours(patterns, replace(kept, absence=0.0)),
        "noisy-or, no neighbours": ours(patterns, replace(kept, near=0.0)),
        "noisy-or, no local zones": ours(landmark, unfelt(kept, local=0.0)),
        "noisy-or, no base rates": ours(plain, kept),
        "noisy-or, all maps alike": ours(trusted, kept),
        "noisy-or, landmark zones only": ours(landmark, kept),
        "noisy-or, one way of feeling": ours(patterns, one_way(kept)),
        "noisy-or, one source": ours(patterns, replace(kept, second=0.0)),
        "noisy-or (ships)": ours(patterns, kept),
    }


def around(patterns: tuple[Pattern, ...]) -> dict[str, Scorer]:
    """The ranking with each of its weights halved, and doubled as far as a chance can be."""
    kept = Weights()
    found = {"as it ships": ours(patterns, kept)}
    for word, times in (("half", 0.5), ("twice", 2.0)):
        for name in ("near", "stray", "absence", "common", "second"):
            value = getattr(kept, name) * times
            found[f"{name}: {word} ({value:.2f})"] = ours(patterns, replace(kept, **{name: value}))
        for way in ("away", "here"):
            felt = getattr(kept, way)
            for kind in KINDS:
                value = min(getattr(felt, kind) * times, 0.95)
                changed = replace(kept, **{way: replace(felt, **{kind: value})})
                found[f"{way}, {kind}: {word} ({value:.2f})"] = ours(patterns, changed)
    return found


def place(scorer: Scorer, case: Case) -> int:
    """The place of the first wanted muscle, counted from 1; equal scores by id."""
    scores = scorer(case.drawing)
    order = sorted(scores, key=lambda muscle: (-scores[muscle], muscle))
    return min((order.index(muscle) + 1 for muscle in case.wanted if muscle in scores), default=10**6)


def found(scorer: Scorer, cases: Sequence[Case]) -> list[float]:
    """The share of cases found among the first 1, 3, 5 and 10."""
    places = [place(scorer, case) for case in cases]
    return [sum(at <= first for at in places) / len(places) for first in FIRST]


def simulated(patterns: tuple[Pattern, ...], seed: int, count: int, most: int | None) -> list[Case]:
    """Drawings of every way of feeling and drawing, `count` of each, from any muscle alike."""
    drawer = Drawer(seed, NEIGHBOURS, REGIONS)
    cases = []
    for felt in FELT:
        for hand in HANDS:
            for _ in range(count):
                source = drawer.random.choice(patterns)
                drawing = drawer.drawing(drawer.area(source, felt), hand, most)
                cases.append(Case(drawing, frozenset({source.muscle})))
    return cases


def partly(patterns: tuple[Pattern, ...], seed: int, count: int) -> list[Case]:
    """Drawings of a part, `count` for each hand; muscles of more zones have more points, so they come oftener."""
    drawer = Drawer(seed, NEIGHBOURS, REGIONS)
    sizes = [len(each.primary | each.local | each.secondary) for each in patterns]
    cases = []
    for hand in HANDS:
        for source in drawer.random.choices(patterns, sizes, k=count):
            cases.append(Case(drawer.drawing(drawer.part(source), hand), frozenset({source.muscle})))
    return cases


def reported(path: Path) -> dict[str, list[Case]]:
    """Cases of a file, by their kind."""
    kinds: dict[str, list[Case]] = {"all": []}
    for each in json.loads(path.read_text(encoding="utf-8")):
        told = each.get("source", {})
        source = urlsplit(told.get("url") or "").netloc or told.get("citation", "")
        case = Case(frozenset(each["pain_zones"]), frozenset(each["expected_muscles"]), source)
        kinds["all"].append(case)
        kinds.setdefault(each.get("independence") or each["kind"], []).append(case)
    return kinds


def repeatability(patterns: tuple[Pattern, ...], seed: int, count: int) -> None:
    """Print how much two drawings of one patient share, beside the published figures."""
    for hand in HANDS:
        drawer = Drawer(seed, NEIGHBOURS, REGIONS)
        shared = 0.0
        for _ in range(count):
            area = drawer.area(drawer.random.choice(patterns), FELT[1])
            one, two = drawer.drawing(area, hand), drawer.drawing(area, hand)
            shared += len(one & two) / len(one | two)
        print(f"  {hand.name:8} {shared / count:.2f}")


def table(title: str, scorers: dict[str, Scorer], cases: Sequence[Case]) -> None:
    """Print one table, with the half width of a 95 % interval at 50 %."""
    print(f"\n{title}, n={len(cases)} (+/-{0.98 / math.sqrt(len(cases)):.2f})")
    print(f"  {'':28} {'  '.join(f'top-{first:<2}' for first in FIRST)}")
    for name, scorer in scorers.items():
        print(f"  {name:28} {'    '.join(f'{share:.2f}' for share in found(scorer, cases))}")


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drawings", type=int, default=100, help="of each of 9 ways of feeling and drawing")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--around", action="store_true", help="instead: the model with each weight halved and doubled")
    parser.add_argument("--vignettes", type=Path, nargs="*", default=[], help="more files of cases to count")
    chosen = parser.parse_args()
    patterns = known_patterns()
    scorers = around(patterns) if chosen.around else models(patterns)
    print("Two made-up drawings of one patient share (published 0.42 and 0.63):")
    repeatability(patterns, chosen.seed, 3000)
    for most in SIZES:
        title = f"Made-up drawings of at most {most} zones" if most else "Made-up drawings, whole"
        table(title, scorers, simulated(patterns, chosen.seed, chosen.drawings, most))
    table("Made-up drawings of a part", scorers, partly(patterns, chosen.seed, 3 * chosen.drawings))
    for path in (*TOLD, HELD_OUT, DRAWN_BY_HAND, *chosen.vignettes):
        for kind, cases in reported(path).items():
            table(f"{path.name}: {kind}", scorers, cases)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
