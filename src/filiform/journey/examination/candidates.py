"""Muscles that are known to refer pain into marked zones: worth examining, never a diagnosis.

A plain list in two groups by name. Ranking is a rule book of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from filiform.knowledge import load
from filiform.knowledge.records import Structure

from .picking import zone_label


@dataclass(frozen=True)
class Candidate:
    """A structure with the marked zones that it is known to refer to."""

    structure: Structure
    primary: tuple[str, ...]
    secondary: tuple[str, ...]

    @property
    def id(self) -> str:
        """The structure's id."""
        return self.structure.id

    @property
    def label(self) -> str:
        """The structure's label."""
        return self.structure.label

    @property
    def sources(self) -> tuple[dict[str, str | None], ...]:
        """Where it is written, as the page's citation takes it."""
        return tuple(
            {
                "title": each.citation,
                "url": each.url,
                "how": str(each.how),
                "says": each.says or each.note,
                "reviewed_by": self.structure.reviewed,
            }
            for each in self.structure.sources
        )


def candidates(zones: Collection[str]) -> tuple[Candidate, ...]:
    """Structures whose known referral meets a zone, those with it as a primary zone first, then by name."""
    found = [
        Candidate(
            structure=each,
            primary=tuple(zone_label(zone) for zone in each.primary if zone in zones),
            secondary=tuple(zone_label(zone) for zone in each.secondary if zone in zones),
        )
        for each in load().structures.values()
    ]
    meeting = [each for each in found if each.primary or each.secondary]
    return tuple(sorted(meeting, key=lambda each: (not each.primary, each.label)))
