"""Which pieces of aftercare advice belong to this patient and these sites."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from filiform.core.people import PersonFacts, YesNo
from filiform.core.sites import SiteFacts


@dataclass(frozen=True, slots=True)
class AdviceRule:
    """When a piece of advice is given: always, after any needling, or when one of the three sets is met.

    `person` names fields of `PersonFacts`; a missing answer there counts as met, because advice that was not
    needed does no harm and advice that was missing may.
    """

    code: str
    order: int
    always: bool = False
    needled: bool = False
    site_tags: frozenset[str] = frozenset()
    techniques: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()


def aftercare_advice(
    sites: Sequence[SiteFacts],
    techniques: Collection[str],
    person: PersonFacts,
    rules: Iterable[AdviceRule],
) -> tuple[str, ...]:
    """Codes of the advice to give, in the order of the rules; without a needled site only `always` ones."""
    tags = {str(tag) for site in sites for tag in site.tags}
    yes = {field for field in PersonFacts.__slots__ if getattr(person, field) in (YesNo.YES, YesNo.UNKNOWN)}
    chosen = [
        rule
        for rule in rules
        if rule.always
        or (sites and rule.needled)
        or rule.site_tags & tags
        or rule.techniques & frozenset(techniques)
        or (sites and rule.person & yes)
    ]
    return tuple(rule.code for rule in sorted(chosen, key=lambda rule: (rule.order, rule.code)))
