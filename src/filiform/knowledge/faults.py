"""The chapters of the validator: each looks at the whole knowledge and yields what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from filiform.core.consent import Risk, Special
from filiform.core.people import PersonFacts
from filiform.core.sites import OVER_LUNG, SiteTag
from filiform.knowledge.reading import read_json, source_table
from filiform.knowledge.records import Knowledge, Record
from filiform.knowledge.texts import is_review, stops_a_medicine


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, and what to mend."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def books(known: Knowledge) -> dict[str, dict[str, Record]]:
    """Every book of the knowledge by its name."""
    names = [field.name for field in fields(known) if field.name != "version"]
    return {name: dict(getattr(known, name)) for name in names}


def _sources(known: Knowledge) -> Iterator[Fault]:
    for book, records in books(known).items():
        for record in records.values():
            if not record.id.strip():
                yield Fault(f"{book}/{record.id}", "has an empty id")
            if not is_review(record.reviewed):
                yield Fault(f"{book}/{record.id}", "is marked as reviewed without a name and a day such as 2026-05-31")
            if not record.sources:
                yield Fault(f"{book}/{record.id}", "has no source; name one and how it was consulted")
            for source in record.sources:
                if not source.citation.strip():
                    yield Fault(f"{book}/{record.id}", "has a source without a citation")


def _unused_sources(known: Knowledge) -> Iterator[Fault]:
    """A short name that no record uses is a slip, or a record that lost its source."""
    used = {source.tag for records in books(known).values() for record in records.values() for source in record.sources}
    used |= {source.tag for each in known.incident_steps.values() for step in each.steps for source in step.sources}
    for tag in sorted(set(source_table()) - used):
        yield Fault(f"sources/{tag}", "is used by no record; use it or take it out")


def _empty_texts(known: Knowledge) -> Iterator[Fault]:
    for book, records in books(known).items():
        for record in records.values():
            for name in ("label", "text", "name", "landmark"):
                value = getattr(record, name, "-")
                if isinstance(value, str) and not value.strip() and book != "rates":
                    yield Fault(f"{book}/{record.id}", f"has an empty {name}")


def _zones(known: Knowledge) -> Iterator[Fault]:
    for zone in known.zones.values():
        for other in zone.adjacent:
            if other not in known.zones:
                yield Fault(f"zones/{zone.id}", f"lies beside the unknown zone {other}")
            elif zone.id not in known.zones[other].adjacent:
                yield Fault(f"zones/{zone.id}", f"lies beside {other}, but {other} does not lie beside it")
    for structure in known.structures.values():
        for zone_id in {*structure.primary, *structure.secondary, *structure.local} - set(known.zones):
            yield Fault(f"structures/{structure.id}", f"names the unknown zone {zone_id}")
    for condition in known.conditions.values():
        for zone_id in set(condition.typical_zones) - set(known.zones):
            yield Fault(f"conditions/{condition.id}", f"names the unknown zone {zone_id}")


def _structures(known: Knowledge) -> Iterator[Fault]:
    named = [
        *((f"groups/{group.id}", group.members) for group in known.groups.values()),
        *((f"distances/{row.id}", row.structures) for row in known.distances.values()),
        *((f"needle_sizes/{row.id}", row.structures) for row in known.needle_sizes.values()),
        *((f"conditions/{each.id}", each.candidate_muscles) for each in known.conditions.values()),
        *((f"names/{identity}", (identity,)) for identity in read_json("structures/names.json")["names"]),
    ]
    for where, members in named:
        for member in members:
            if member not in known.structures:
                yield Fault(where, f"names the unknown structure {member}")
    for shared in set(known.structures) & set(known.groups):
        yield Fault(f"groups/{shared}", "has the id of a structure; rename the group")


def _hazards(known: Knowledge) -> Iterator[Fault]:
    """A structure that names the lung as a hazard has to be in a group that knows of it."""
    for structure in known.structures.values():
        if not structure.hazards:
            yield Fault(f"structures/{structure.id}", "has no hazard; write what lies beneath")
        text = " ".join(each for each in structure.hazards if "not at this level" not in each)
        if ("lung" in text or "pleura" in text) and OVER_LUNG.isdisjoint(structure.tags):
            yield Fault(f"structures/{structure.id}", "names the lung but is in no group over it")


def _areas(known: Knowledge) -> Iterator[Fault]:
    """An area that screening knows has to be known here, or a page that shows its risks would fail."""
    for each in read_json("screening/landmarks.json"):
        if each["id"] not in known.areas:
            yield Fault(f"areas/{each['id']}", "is a landmark of screening and is missing in areas.json")
    for shared in set(known.structures) & set(known.areas):
        yield Fault(f"areas/{shared}", "has the id of a structure; rename the area")


def _same_lung(known: Knowledge) -> Iterator[Fault]:
    """Screening and the rule books on consent and advice have to mean the same sites by "over the lung"."""
    groups = read_json("screening/site_groups.json")
    groups = groups.get("groups", groups)
    theirs = set(_members(groups, "over-lung")) - set(known.areas)
    ours = {each.id for each in known.structures.values() if not OVER_LUNG.isdisjoint(each.tags)}
    for identity in sorted(theirs ^ ours):
        where = "the site groups of screening" if identity in theirs else "the groups of structures"
        yield Fault(f"groups/{identity}", f"is over the lung in {where} alone; both have to agree")


def _members(groups: dict[str, list[str]], name: str) -> Iterator[str]:
    for member in groups[name]:
        if member.startswith("@"):
            yield from _members(groups, member[1:])
        else:
            yield member


def _conditions(known: Knowledge) -> Iterator[Fault]:
    head = read_json("measures/measures.json")
    printed = [name for item in head["items"] for name in item["id_as_printed"].split(" / ")]
    names = {*printed, *head["other_names"]}
    for condition in known.conditions.values():
        for name in condition.outcome_measures:
            # "PROMIS-29" is a form of PROMIS.
            if name not in names and name.split("-")[0] not in names:
                yield Fault(f"conditions/{condition.id}", f"names the unknown measure {name}")
    for entry in known.evidence.values():
        for identity in set(entry.conditions) - set(known.conditions):
            yield Fault(f"evidence/{entry.id}", f"names the unknown condition {identity}")


def _measures(known: Knowledge) -> Iterator[Fault]:
    for measure in known.measures.values():
        if measure.low is not None and measure.high is not None and measure.low >= measure.high:
            yield Fault(f"measures/{measure.id}", "has an empty scale")
        start = measure.default
        if start is not None and start.low is None:
            yield Fault(f"measures/{measure.id}", "starts from a threshold without a number")
        elif start is not None and "of 100" in start.population and measure.high != 100:
            yield Fault(f"measures/{measure.id}", "starts from a threshold of another scale")


def _codes(known: Knowledge) -> Iterator[Fault]:
    """What the rule books answer with has to have its text here, and the other way round."""
    for kind, codes in (("risk", Risk), ("special", Special)):
        texts = {text.id for text in known.consent.values() if text.kind == kind}
        for code in {str(each) for each in codes} ^ texts:
            yield Fault(f"consent/{code}", f"is not both a {kind} of the rule book and a text")
    tags, people, techniques = set(map(str, SiteTag)), set(PersonFacts.__slots__), set(known.techniques)
    for advice in known.advice.values():
        rule = advice.rule
        unknown = (rule.site_tags - tags) | (rule.person - people) | (rule.techniques - techniques)
        for word in unknown:
            yield Fault(f"advice/{advice.id}", f"depends on the unknown word {word}")
        if not (rule.always or rule.needled or rule.site_tags or rule.person or rule.techniques):
            yield Fault(f"advice/{advice.id}", "is never given")


def _medicines(known: Knowledge) -> Iterator[Fault]:
    """No text for a patient may read as if a medicine were to be stopped."""
    for book in (known.advice, known.consent):
        for record in book.values():
            if stops_a_medicine(record.text):
                yield Fault(f"texts/{record.id}", "may read as telling a patient to stop a medicine")


def _distances(known: Knowledge) -> Iterator[Fault]:
    for row in known.distances.values():
        if not row.population.strip():
            yield Fault(f"distances/{row.id}", "has no population; a distance without one says nothing")
        if row.low_mm is not None and row.high_mm is not None and row.low_mm > row.high_mm:
            yield Fault(f"distances/{row.id}", "has its bounds the wrong way round")


CHAPTERS: tuple[Callable[[Knowledge], Iterator[Fault]], ...] = (
    _sources,
    _unused_sources,
    _empty_texts,
    _zones,
    _structures,
    _hazards,
    _areas,
    _same_lung,
    _conditions,
    _measures,
    _codes,
    _medicines,
    _distances,
)
