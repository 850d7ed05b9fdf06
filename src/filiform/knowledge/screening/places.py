"""Places that a practice may rule on: regions, groups that share a danger, single structures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from filiform.core.sites import SiteTag
from filiform.knowledge.loader import load

#: Regions and groups in words. Where both have one name, the place is all that either holds.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        **{"head-neck": "head and neck", "shoulder": "shoulder", "arm": "upper arm", "forearm": "forearm"},
        **{"hand": "wrist and hand", "thorax": "chest, upper back and all over the lung", "lumbar": "low back"},
        **{"abdomen": "abdomen", "pelvis": "pelvis", "hip": "hip and buttock", "thigh": "thigh", "knee": "knee"},
        **{"leg": "lower leg", "ankle": "ankle", "foot": "foot", "neck-base": "base of the neck"},
        **{"spine": "beside the spine", "upper-neck": "upper neck", "kidney": "over the kidney"},
        **{"breast": "near the breast", "eye": "near the eye", "non-compressible": "deep, cannot be pressed"},
        **{"large-nerve": "near a large nerve", "large-vessel": "near a large vessel", "joint": "near a joint"},
        "fibrous": "tendon, ligament, fascia",
    }
)


@lru_cache(maxsize=1)
def members() -> Mapping[str, frozenset[str]]:
    """The structures of every place by its code: regions, then groups, then each structure by itself."""
    areas = [(each.id, each.region, each.tags) for each in load().areas.values()]
    known = [(each.id, each.region, each.tags) for each in load().structures.values()]
    found = {region: frozenset[str]() for _, region, _ in known} | {str(tag): frozenset[str]() for tag in SiteTag}
    for name, region, tags in (*known, *areas):
        for code in {region, *map(str, tags)} & found.keys():
            found[code] |= {name}
    return MappingProxyType({**found, **{name: frozenset({name}) for name in load().structures}})


def label(code: str) -> str:
    """A place in words; its code when it has none."""
    structure = load().structures.get(code)
    return structure.label if structure else NAMES.get(code, code)


def wide() -> tuple[str, ...]:
    """Codes of the places that are more than one structure."""
    return tuple(code for code in members() if code not in load().structures)
