"""What was needled and who was treated, as the facts the advice rules read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from filiform.core.followup import aftercare_advice
from filiform.foundation.record.public import VisitFile
from filiform.journey.consent import public as consent
from filiform.journey.treatment import public as treatment
from filiform.knowledge import load
from filiform.knowledge.structures import facts

#: The order in which advice is told: what to do now, what is normal, when to call, what is an emergency.
MOMENTS = ("after", "days", "call", "emergency")


def advice_for(visit: VisitFile) -> tuple[str, ...]:
    """Codes of the advice for this patient and the sites that were needled, in the order to tell them."""
    knowledge = load()
    rules = [one.rule for one in knowledge.advice.values() if one.moment in MOMENTS]
    sites = [facts(site) for site in treatment.treated_sites(visit)]
    codes = aftercare_advice(sites, treatment.techniques_used(visit), consent.person(visit), rules)
    return tuple(sorted(codes, key=lambda code: MOMENTS.index(knowledge.advice[code].moment)))


def digest_of(codes: Iterable[str]) -> str:
    """SHA-256 (hex) of the sentences behind `codes`."""
    knowledge = load()
    text = "\n".join(knowledge.advice[code].text for code in codes)
    return hashlib.sha256(text.encode()).hexdigest()
