"""Muscles worth examining for the marked zones, in the order of the ranking, with its reasons: never a diagnosis."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filiform.core import ranking
from filiform.core.ranking import Explained, Link, Mark
from filiform.core.reasons import Source
from filiform.core.values import Side
from filiform.foundation.bodychart.public import views_with
from filiform.knowledge import load
from filiform.knowledge.ranking import Commonness, commonness, model
from filiform.knowledge.records import Structure

from .picking import zone_label
from .words import side

SHOWN = 10
"""How many muscles are shown; further ones explain little."""


@dataclass(frozen=True)
class Common:
    """In words how common a muscle is as a source, with where that is written."""

    text: str
    sources: tuple[dict[str, str | None], ...]


@dataclass(frozen=True)
class Candidate:
    """A muscle with what it explains of the drawing, as the page shows it; zones with their sides, in words."""

    structure: Structure
    sides: str
    explains: str
    primary: tuple[str, ...]
    local: tuple[str, ...]
    secondary: tuple[str, ...]
    near: tuple[str, ...]
    unexplained: tuple[str, ...]
    common: tuple[Common, ...]
    on: tuple[Side, ...]

    @property
    def refers(self) -> str:
        """As JSON for the body chart: where the muscle lies and where it refers to."""
        sides = tuple(str(each) for each in self.on)
        return json.dumps(
            {
                "structure": self.id,
                "name": f"{self.label}, {self.sides}" if self.sides else self.label,
                "sides": sides,
                "views": views_with(self.id, sides),
                "primary": self.structure.primary,
                "secondary": self.structure.secondary,
            }
        )

    @property
    def needle(self) -> str:
        """What the needles page is asked for to needle it: with its side where the drawing says one."""
        return f"{self.on[0]} {self.id}" if len(self.on) == 1 else self.id

    @property
    def id(self) -> str:
        """The structure's id."""
        return self.structure.id

    @property
    def label(self) -> str:
        """The structure's label."""
        return self.structure.label

    @property
    def heading(self) -> str:
        """Its label with the side, and how much it explains."""
        name = f"{self.label}, {self.sides}" if self.sides else self.label
        return f"{name}: {self.explains}"

    @property
    def sources(self) -> tuple[dict[str, str | None], ...]:
        """Where it is written, as the page's citation takes it."""
        return _cited(self.structure.sources, self.structure.reviewed)


@dataclass(frozen=True)
class Together:
    """One muscle of the set that explains the drawing together, with the zones it brings."""

    label: str
    zones: tuple[str, ...]


@dataclass(frozen=True)
class Candidates:
    """What the page shows: muscles in order, how many more there are, and the set where one muscle is not enough."""

    muscles: tuple[Candidate, ...] = ()
    further: int = 0
    together: tuple[Together, ...] = ()


def candidates(marks: Iterable[Mark]) -> Candidates:
    """The ranking of the muscles for the marks; none for an empty drawing."""
    drawing = tuple(marks)
    ranked = ranking.rank(drawing, model())
    return Candidates(
        muscles=tuple(_candidate(each) for each in ranked[:SHOWN]),
        further=max(0, len(ranked) - SHOWN),
        together=tuple(_member(each) for each in ranking.together(drawing, model())),
    )


def _candidate(found: ranking.Candidate) -> Candidate:
    explained, whole = len(found.explains), len(found.explains) + len(found.unexplained)
    near = set(found.near)
    return Candidate(
        structure=load().structures[found.muscle],
        sides=_sides(found.sides),
        on=found.sides,
        explains=ngettext("%(n)s of %(whole)s marked zone", "%(n)s of %(whole)s marked zones", whole)
        % {"n": explained, "whole": whole},
        primary=_linked(found.explains, Link.PRIMARY),
        local=_linked(found.explains, Link.LOCAL),
        secondary=_linked(found.explains, Link.SECONDARY),
        near=tuple(_zone(mark) for mark in found.near),
        unexplained=tuple(_zone(mark) for mark in found.unexplained if mark not in near),
        common=tuple(_common(row) for row in commonness().get(found.muscle, ())),
    )


def _member(found: ranking.Member) -> Together:
    label = load().structures[found.muscle].label
    named = _sides((found.side,) if found.side else ())
    return Together(
        label=f"{label}, {named}" if named else label, zones=tuple(_zone(each.mark) for each in found.explains)
    )


def _linked(links: Iterable[Explained], link: Link) -> tuple[str, ...]:
    return tuple(_zone(each.mark) for each in links if each.link is link)


def _zone(mark: Mark) -> str:
    named = side(mark.side) if mark.side else ""
    return f"{zone_label(mark.zone)}, {named}" if named else zone_label(mark.zone)


def _sides(sides: tuple[Side, ...]) -> str:
    return _("both sides") if len(sides) > 1 else "".join(side(each) for each in sides)


def _common(row: Commonness) -> Common:
    low, high = f"{row.low * 100:.0f}", f"{row.high * 100:.0f}"
    words = {
        "share": low if low == high else f"{low}–{high}",
        "population": row.population,
        "n": _("%(n)s patients") % {"n": row.n} if row.n else _("several studies"),
    }
    text = (
        _("An active trigger point was found in %(share)s %% (%(population)s; %(n)s).")
        if row.active
        else _("A trigger point was found in %(share)s %% (%(population)s; %(n)s).")
    )
    return Common(text % words, _cited(row.sources, row.reviewed))


def _cited(sources: Iterable[Source], reviewed: str | None) -> tuple[dict[str, str | None], ...]:
    return tuple(
        {
            "title": each.citation,
            "url": each.url,
            "how": str(each.how),
            "says": each.says or each.note,
            "reviewed_by": reviewed,
        }
        for each in sources
    )
