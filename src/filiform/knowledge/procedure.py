"""Records of the procedure: techniques, needle sizes, hygiene, consent texts and advice."""

from __future__ import annotations

from typing import Any

from filiform.core.followup import AdviceRule
from filiform.knowledge.body import NeedleSize, Range
from filiform.knowledge.reading import DataFile, Item, sources
from filiform.knowledge.records import Advice, ConsentText, HygieneStep, Technique

CONSENT_FILES = tuple(f"consent/{name}.json" for name in ("risks", "special", "elements"))


def _range(found: Any) -> Range | None:
    return (found[0], found[1]) if found else None


def technique(item: Item, file: DataFile) -> Technique:
    """A way of needling."""
    dwell = item["dwell_seconds"]
    return Technique(
        id=item["id"],
        label=item["label"],
        text=item["text"],
        dwell_seconds=(dwell[0], dwell[1]) if dwell else None,
        in_and_out=item["in_and_out"],
        electrical=item["electrical"],
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def needle_size(item: Item, file: DataFile) -> NeedleSize:
    """A needle that a source names for some structures."""
    return NeedleSize(
        id=item["id"],
        structures=tuple(item["structures"]),
        diameter_mm=_range(item["diameter_mm"]),
        length_mm=_range(item["length_mm"]),
        position=item["position"],
        direction=item["direction"],
        binding=item["binding"],
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def hygiene(item: Item, file: DataFile) -> HygieneStep:
    """A step of the safety routine."""
    return HygieneStep(
        id=item["id"],
        label=item["label"],
        text=item["text"],
        conflict=item["conflict"],
        setting=item["setting"],
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def consent_text(item: Item, file: DataFile) -> ConsentText:
    """A text of the consent form; its kind is that of its file."""
    return ConsentText(
        id=item["id"],
        kind=file.head["kind"],
        label=item["label"],
        text=item["text"],
        figures=tuple(item["figures"]),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def advice(item: Item, file: DataFile) -> Advice:
    """A piece of advice with the rule that says who gets it."""
    given = item["given"]
    return Advice(
        id=item["id"],
        moment=item["moment"],
        text=item["text"],
        rule=AdviceRule(
            code=item["id"],
            order=item["order"],
            always=given.get("always", False),
            needled=given.get("needled", False),
            site_tags=frozenset(given.get("site_tags", ())),
            techniques=frozenset(given.get("techniques", ())),
            person=frozenset(given.get("person", ())),
        ),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )
