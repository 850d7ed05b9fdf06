"""What has to be explained to this patient for these sites, word for word, with figures and sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from filiform.core.consent import Required, Special, required
from filiform.core.people import PersonFacts
from filiform.core.reasons import Source
from filiform.core.values import Site
from filiform.knowledge import load, structures


@dataclass(frozen=True)
class Item:
    """One thing to explain. `figures` are published numbers in words; `sources` are as pages show them."""

    id: str
    label: str
    text: str
    figures: tuple[str, ...]
    sources: tuple[dict[str, str | None], ...]


@dataclass(frozen=True)
class Explanation:
    """All that is explained; `required` is what a consent has to cover."""

    required: Required
    sites: tuple[str, ...]
    elements: tuple[Item, ...]
    risks: tuple[Item, ...]
    special: tuple[Item, ...]
    evidence: tuple[Item, ...]
    knowledge_version: str

    @property
    def body(self) -> str:
        """Canonical JSON of the text as shown: sorted keys, no white space, UTF-8."""
        shown: dict[str, Any] = {
            name: [asdict(item) for item in getattr(self, name)]
            for name in ("elements", "risks", "special", "evidence")
        }
        shown |= {"knowledge_version": self.knowledge_version, "sites": list(self.sites)}
        return json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of `body`."""
        return hashlib.sha256(self.body.encode()).hexdigest()


def explain(sites: Iterable[Site], techniques: Iterable[str], person: PersonFacts) -> Explanation:
    """Compose what to explain. Raises KeyError for a structure that the knowledge does not know."""
    return _explain(tuple(sites), frozenset(techniques), person)


# It follows from these alone, and is asked for again at every needle.
@lru_cache(maxsize=256)
def _explain(sites: tuple[Site, ...], techniques: frozenset[str], person: PersonFacts) -> Explanation:
    due = required([structures.facts(site) for site in sites], techniques, person)
    texts = load().consent
    ordered = tuple(texts.values())
    # That an adult decides alone is the usual case and needs no text of its own.
    special = due.special - {str(Special.OWN)}
    return Explanation(
        required=due,
        sites=tuple(sorted(str(site) for site in sites)),
        elements=tuple(_item(each) for each in ordered if each.kind == "element"),
        risks=tuple(_item(each) for each in ordered if each.kind == "risk" and each.id in due.risks),
        special=tuple(_item(each) for each in ordered if each.kind == "special" and each.id in special),
        evidence=_evidence(sites),
        knowledge_version=load().version,
    )


def shown_source(source: Source) -> dict[str, str | None]:
    """A source in plain values, as the page's citation takes it."""
    return {
        "title": source.citation,
        "url": source.url,
        "how": str(source.how),
        "says": source.says or source.note,
    }


def _item(text) -> Item:
    return Item(text.id, text.label, text.text, tuple(text.figures), tuple(map(shown_source, text.sources)))


def _evidence(sites: Sequence[Site]) -> tuple[Item, ...]:
    """What studies say of conditions in which these structures are candidates; those against come first."""
    knowledge = load()
    planned = {site.structure for site in sites}
    conditions = {each.id for each in knowledge.conditions.values() if planned.intersection(each.candidate_muscles)}
    fitting = [each for each in knowledge.evidence.values() if conditions.intersection(each.conditions)]
    return tuple(
        Item(
            id=each.id,
            label=each.condition,
            text=each.verdict,
            figures=(each.certainty,) if each.certainty else (),
            sources=tuple(map(shown_source, each.sources)),
        )
        for each in sorted(fitting, key=lambda each: (not each.against, each.id))
    )
