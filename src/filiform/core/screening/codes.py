"""A list answer in three values: what is there, what is not, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Codes:
    """The answer to "which of these?".

    `present`, `absent` and `uncertain` hold codes. `complete` says that the whole list was put and answered,
    so that a code in none of the three is a no; otherwise it is unknown. A code may name its place after a
    colon: `joint-replacement:left-hip`.
    """

    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    uncertain: frozenset[str] = frozenset()
    complete: bool = True

    @classmethod
    def of(cls, *present: str, complete: bool = True) -> Codes:
        """Make a list answer from the codes that are there; complete unless said otherwise."""
        return cls(present=frozenset(present), complete=complete)

    def found(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Give those of the wanted codes that are present, with their places, in a fixed order."""
        wanted = frozenset(wanted)
        return tuple(sorted(code for code in self.present if code.partition(":")[0] in wanted))

    def doubtful(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Give those of the wanted codes about which this answer says neither yes nor no."""
        unsure = {code.partition(":")[0] for code in self.uncertain}
        if self.complete:
            return tuple(sorted(unsure.intersection(wanted)))
        return tuple(sorted(code for code in set(wanted) if code in unsure or code not in self.absent))

    def places(self, code: str) -> tuple[str, ...]:
        """Give the places at which a present code is, "" for one whose place was not said."""
        return tuple(sorted(place for name, _, place in (item.partition(":") for item in self.present) if name == code))
