"""Made-up drawings of pain: a muscle's pattern as one patient feels it, drawn with the published repeatability."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from filiform.core.ranking import Pattern


@dataclass(frozen=True)
class Felt:
    """How a patient feels a muscle: the chance of each of its primary, spillover and local zones."""

    name: str
    primary: float
    secondary: float
    local: float


@dataclass(frozen=True)
class Hand:
    """How a patient draws: chances that a felt zone is marked, or a neighbour instead; that others come in."""

    name: str
    kept: float
    shifted: float
    spread: float
    stray: float


#: As the maps have it; with pain over the muscle too; mostly over the muscle.
FELT = (Felt("as mapped", 0.85, 0.3, 0.2), Felt("and local", 0.7, 0.3, 0.6), Felt("mostly local", 0.5, 0.2, 0.9))
#: Set so that two drawings of one patient share 62, 51 and 38 % (published: 42 % and 63 %).
HANDS = (
    Hand("steady", 0.84, 0.10, 0.02, 0.05),
    Hand("usual", 0.76, 0.14, 0.035, 0.10),
    Hand("loose", 0.66, 0.20, 0.05, 0.20),
)


class Drawer:
    """Draws; the same seed gives the same drawings."""

    def __init__(self, seed: int, neighbours: Mapping[str, Iterable[str]], regions: Mapping[str, str]) -> None:
        self.random = Random(seed)
        self.neighbours = {zone: sorted(near) for zone, near in neighbours.items()}
        self.regions = regions

    def area(self, pattern: Pattern, felt: Felt) -> frozenset[str]:
        """The zones that one patient feels."""
        chances = ((pattern.primary, felt.primary), (pattern.secondary, felt.secondary), (pattern.local, felt.local))
        found = {zone for zones, chance in chances for zone in sorted(zones) if self.random.random() < chance}
        return frozenset(found or {self.random.choice(sorted(pattern.primary))})

    def part(self, pattern: Pattern) -> frozenset[str]:
        """One to three zones, mostly side by side: what one of a muscle's points refers to."""
        weights = dict.fromkeys(pattern.secondary, 1) | dict.fromkeys(pattern.local, 2)
        weights |= dict.fromkeys(pattern.primary, 3)
        left = sorted(weights)
        found: list[str] = []
        for _ in range(min(self.random.choice((1, 2, 2, 3)), len(left))):
            beside = [zone for zone in left if any(zone in self.neighbours[each] for each in found)]
            pool = beside if beside and self.random.random() < 0.7 else left
            found.append(self.random.choices(pool, [weights[zone] for zone in pool])[0])
            left.remove(found[-1])
        return frozenset(found)

    def drawing(self, area: Iterable[str], hand: Hand, most: int | None = None) -> frozenset[str]:
        """One drawing of an area, of `most` zones at most."""
        felt, found = sorted(area), set()
        for zone in felt:
            luck = self.random.random()
            if luck < hand.kept:
                found.add(zone)
            elif luck < hand.kept + hand.shifted:
                found.add(self.random.choice(self.neighbours[zone]))
            found |= {near for near in self.neighbours[zone] if self.random.random() < hand.spread}
        if self.random.random() < hand.stray:
            region = self.regions[felt[0]]
            found.add(self.random.choice(sorted(zone for zone, where in self.regions.items() if where == region)))
        drawn = sorted(found or {self.random.choice(felt)})
        return frozenset(self.random.sample(drawn, most) if most and len(drawn) > most else drawn)
