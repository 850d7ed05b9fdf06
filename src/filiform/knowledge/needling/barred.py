"""Sites that are never or rarely needled, out of the same rows that the screening reads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from filiform.core.needling import Level, NeedleFinding
from filiform.core.reasons import How, Source, params
from filiform.core.screening import Action, Rule
from filiform.core.screening.conditions import Here
from filiform.knowledge.screening.load import load


def site_findings(structure: str) -> Iterator[NeedleFinding]:
    """Refuse a site that no source lets be needled; weigh one that asks for another angle or length."""
    groups = load().book.groups
    for rule, group in _rules():
        if structure in groups[group]:
            barred = rule.action is Action.AVOID_SITE
            yield NeedleFinding(
                "site-barred" if barred else "site-special",
                Level.REFUSE if barred else Level.CAUTION,
                "site",
                params(item=rule.item, label=rule.label, guidance=rule.guidance),
                tuple(_source(rule)),
            )


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Rule, str], ...]:
    """The rules that are about the place alone, with their group of sites."""
    found = []
    for rule in load().book.rules:
        leaves = list(rule.when.leaves())
        if len(leaves) == 1 and isinstance(leaves[0], Here):
            found.append((rule, leaves[0].group))
    return tuple(found)


def _source(rule: Rule) -> Iterator[Source]:
    for said in rule.sources:
        yield Source(load().citations[said.tag], How(str(said.how)), tag=said.tag, law_of=said.law_of, says=said.says)
