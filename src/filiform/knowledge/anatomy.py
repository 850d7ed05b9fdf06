"""Records of the body: zones, structures, groups and published distances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from filiform.core.sites import SiteTag
from filiform.knowledge.body import Area, Distance, Group, NeedleNote, Structure, Zone
from filiform.knowledge.reading import DataFile, Item, sources

STRUCTURE_FILES = tuple(f"structures/{name}.json" for name in ("muscles", "tendons", "ligaments", "fascia"))

Tags = Mapping[str, frozenset[SiteTag]]


def zone(item: Item, file: DataFile) -> Zone:
    """A zone of the body chart."""
    return Zone(
        id=item["id"],
        label=item["label"],
        views=tuple(item["views"]),
        laterality=item["laterality"],
        region=item["region"],
        adjacent=tuple(item["adjacent"]),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def group(item: Item, file: DataFile) -> Group:
    """A group of structures, with the tag of the rule books where it has one."""
    return Group(
        id=item["id"],
        label=item["label"],
        members=tuple(item["members"]),
        names=tuple(item["names"]),
        tag=SiteTag(item["tag"]) if item["tag"] else None,
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def area(item: Item, file: DataFile) -> Area:
    """A named area that is no structure."""
    return Area(
        id=item["id"],
        region=item["region"],
        tags=frozenset(map(SiteTag, item["tags"])),
        hazards=tuple(item["hazards"]),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def tags_by_structure(groups: Iterable[Group]) -> Tags:
    """For each structure the tags of the groups it belongs to."""
    found: dict[str, set[SiteTag]] = {}
    for each in groups:
        for member in each.members if each.tag else ():
            found.setdefault(member, set()).add(SiteTag(str(each.tag)))
    return {member: frozenset(tags) for member, tags in found.items()}


def structure(item: Item, file: DataFile, tags: Tags) -> Structure:
    """A muscle, tendon, ligament or fascia; what is not a muscle is tagged as fibrous."""
    kind = file.head["kind"]
    fibrous = frozenset() if kind == "muscle" else frozenset({SiteTag.FIBROUS})
    return Structure(
        id=item["id"],
        name=item["name"],
        part=item["part"],
        kind=kind,
        latin=item["ta_name"],
        region=item["region"],
        primary=tuple(item["referral"]["primary"]),
        secondary=tuple(item["referral"]["secondary"]),
        local=tuple(item["local_zones"]),
        landmark=item["landmark"],
        position=item["position"],
        technique=item["technique"],
        hazards=tuple(item["hazards"]),
        needle=_needle(item["needle"]),
        guidance=item.get("guidance"),
        mimics=tuple(item["mimics"]),
        innervation=item["innervation"],
        action=item["action"],
        codes=MappingProxyType(item["codes"]),
        confidence=item["confidence"],
        referral_evidence=item["referral_evidence"],
        tags=tags.get(item["id"], frozenset()) | fibrous,
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def _needle(found: Item | None) -> NeedleNote | None:
    if found is None:
        return None
    length = found["length_mm"]
    return NeedleNote(
        text=found["text"],
        length_mm=(length[0], length[1]) if length else None,
        diameter_mm=found["diameter_mm"],
        source=found["source"],
    )


def distance(item: Item, file: DataFile) -> Distance:
    """A published distance with its population."""
    return Distance(
        id=item["id"],
        structures=tuple(item["structures"]),
        site=item["site"],
        low_mm=item["low_mm"],
        high_mm=item["high_mm"],
        figure=item["figure"],
        population=item["population"],
        rule=item["rule"],
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )
