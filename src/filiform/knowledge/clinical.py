"""Records of the clinic: conditions, evidence, adverse events, rates and incidents."""

from __future__ import annotations

from types import MappingProxyType

from filiform.knowledge.reading import DataFile, Item, sources
from filiform.knowledge.records import (
    AdverseEvent,
    Condition,
    Effect,
    Evidence,
    Grade,
    Incident,
    IncidentStep,
    Rate,
)


def condition(item: Item, file: DataFile) -> Condition:
    """A condition with its codes."""
    return Condition(
        id=item["id"],
        label=item["label"],
        typical_zones=tuple(item["typical_zones"]),
        candidate_muscles=tuple(item["candidate_muscles"]),
        icd10=MappingProxyType(item["icd10"]) if item["icd10"] else None,
        icd11=MappingProxyType(item["icd11"]) if item["icd11"] else None,
        code_note=item["code_note"],
        timing=item["timing"],
        red_flags=tuple(item["red_flags"]),
        differentials=tuple(item["differentials"]),
        outcome_measures=tuple(item["outcome_measures"]),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def evidence(item: Item, file: DataFile) -> Evidence:
    """One source on the effect of dry needling."""
    return Evidence(
        id=item["id"],
        condition=item["condition"],
        conditions=tuple(item["conditions"]),
        citation=item["citation"],
        link=item["doi_or_url"],
        trials="" if item["trials"] is None else str(item["trials"]),
        participants="" if item["participants"] is None else str(item["participants"]),
        certainty=item["certainty"],
        effects=tuple(
            Effect(
                each.get("outcome"),
                each.get("comparator"),
                each.get("time"),
                each.get("metric"),
                each.get("est"),
                each.get("lo"),
                each.get("hi"),
            )
            for each in item["effects"]
        ),
        against=item["counts_against_or_no_difference"],
        verdict=item["verdict"],
        note=item["note"],
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def adverse_event(item: Item, file: DataFile) -> AdverseEvent:
    """An unfavourable response with what to do."""
    return AdverseEvent(
        id=item["id"],
        label=item["label"],
        severity=item["severity"],
        onset=item["onset"],
        signs=tuple(item["signs"]),
        do=tuple(item["do"]),
        record=tuple(item["record"]),
        refer=item["refer"],
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def grade(item: Item, file: DataFile) -> Grade:
    """A grade of severity."""
    return Grade(
        id=item["id"],
        grade=item["grade"],
        when=tuple((lasts, strength) for lasts, strength in item["when"]),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def rate(item: Item, file: DataFile) -> Rate:
    """A published rate; a figure that was recalled says so in its source."""
    return Rate(
        id=item["id"],
        event=item["event"],
        n=item["n"],
        denominator=item["denominator"],
        unit=item["unit"],
        counts=item["counts"],
        text=item["text"],
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def incident(item: Item, file: DataFile) -> Incident:
    """A kind of incident with its steps; a step without sources of its own has those of the incident."""
    whole = sources(item, file)
    reviewed = item.get("reviewed", file.head["reviewed"])
    return Incident(
        id=item["id"],
        label=item["label"],
        steps=tuple(
            IncidentStep(
                step["id"],
                step["text"],
                step["required"],
                step["asks"],
                sources(step) or whole,
                reviewed,
            )
            for step in item["steps"]
        ),
        sources=whole,
        reviewed=reviewed,
    )
