"""Building the knowledge out of its data files, once."""

from __future__ import annotations

from functools import lru_cache

from filiform.knowledge import anatomy, clinical, instruments, procedure
from filiform.knowledge.reading import collect, version
from filiform.knowledge.records import Knowledge


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """The whole knowledge, frozen and kept. Raises DataError when a data file is broken."""
    groups = collect(("structures/groups.json",), anatomy.group)
    tags = anatomy.tags_by_structure(groups.values())
    return Knowledge(
        version=version(),
        zones=collect(("zones/zones.json",), anatomy.zone),
        structures=collect(anatomy.STRUCTURE_FILES, lambda item, file: anatomy.structure(item, file, tags)),
        groups=groups,
        areas=collect(("structures/areas.json",), anatomy.area),
        conditions=collect(("conditions/conditions.json",), clinical.condition),
        measures=collect(("measures/measures.json",), instruments.measure),
        motion=collect(("measures/motion.json",), instruments.motion),
        evidence=collect(("evidence/evidence.json",), clinical.evidence),
        adverse_events=collect(("adverse_events/events.json",), clinical.adverse_event),
        grades=collect(("adverse_events/grades.json",), clinical.grade),
        rates=collect(("adverse_events/rates.json",), clinical.rate),
        techniques=collect(("techniques/techniques.json",), procedure.technique),
        needle_sizes=collect(("techniques/needle_sizes.json",), procedure.needle_size),
        consent=collect(procedure.CONSENT_FILES, procedure.consent_text),
        advice=collect(("advice/advice.json",), procedure.advice),
        incident_steps=collect(("incidents/incidents.json",), clinical.incident),
        distances=collect(("distances/distances.json",), anatomy.distance),
        hygiene=collect(("techniques/hygiene.json",), procedure.hygiene),
    )
