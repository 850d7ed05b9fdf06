"""The practice's own limits on a planned insertion. They only ever add to what the rule book says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from filiform.core.needling.plan import NeedleContext, NeedleFinding, PlannedInsertion
from filiform.core.needling.ruled import Leave, Level, Limit, PlaceRule
from filiform.core.reasons import PRACTICE_POLICY, ParamValue, params
from filiform.core.sites import SiteFacts


def policy_findings(planned: PlannedInsertion, context: NeedleContext) -> Iterator[NeedleFinding]:
    """What the practice's policy says against this insertion; nothing where it rules nothing."""
    for rule in context.policy.places:
        if holds(rule, planned.site) and not _may(rule, planned, context):
            field = "guidance" if rule.leave is Leave.ULTRASOUND else "site"
            yield _ruled(f"policy-{rule.leave}", Level.REFUSE, field, rule.since, place=rule.place)
    yield from _longest(planned, context.policy.longest)
    yield from _reach(planned, context.policy.reach)
    yield from _number(context)


def holds(rule: PlaceRule, site: SiteFacts) -> bool:
    """Whether a site lies in the place of a rule: by its region, a group that it is in, or itself."""
    return rule.place in (site.region, site.structure) or rule.place in site.tags


def _may(rule: PlaceRule, planned: PlannedInsertion, context: NeedleContext) -> bool:
    """Whether this plan meets what the rule asks; what is not said does not."""
    if rule.leave is Leave.ULTRASOUND:
        return planned.guidance == "ultrasound"
    return rule.leave is Leave.NAMED and context.practitioner in rule.people


def _longest(planned: PlannedInsertion, limits: Iterable[Limit]) -> Iterator[NeedleFinding]:
    """A longer needle than the practice takes there. One of unknown length is refused already, whatever it rules."""
    length = planned.length_mm
    for limit in limits:
        if limit.structure == planned.site.structure and length is not None and not length <= limit.mm:
            yield _ruled("policy-longest", Level.REFUSE, "length_mm", limit.since, high=limit.mm, **_at(limit))


def _reach(planned: PlannedInsertion, limits: Iterable[Limit]) -> Iterator[NeedleFinding]:
    """A reach that meets the distance from which the practice stays away: of the depth, else of the whole needle."""
    depth, length = planned.depth_mm, planned.length_mm
    field, reach = ("length_mm", length) if depth is None else ("depth_mm", depth)
    for limit in limits:
        if limit.structure != planned.site.structure:
            continue
        if reach is not None and not reach < limit.mm:
            yield _ruled("policy-reach", Level.REFUSE, field, limit.since, low=limit.mm, **_at(limit))
        elif length is not None and not length < limit.mm:
            # Planned short of it; the shaft left outside could still go there.
            yield _ruled("policy-reach-length", Level.CAUTION, "length_mm", limit.since, low=limit.mm, **_at(limit))


def _at(limit: Limit) -> dict[str, ParamValue]:
    return {"structure": limit.structure}


def _number(context: NeedleContext) -> Iterator[NeedleFinding]:
    most, since = context.policy.most_needles, context.policy.most_since
    if most is None:
        return
    if context.needles is None:
        yield _ruled("policy-needles-unknown", Level.CAUTION, "needles", since, high=most)
    elif context.needles > most:
        yield _ruled("policy-most-needles", Level.REFUSE, "needles", since, value=context.needles, high=most)


def _ruled(code: str, level: Level, field: str, since: date | None, **told: ParamValue) -> NeedleFinding:
    told["since"] = since.isoformat() if since else None
    return NeedleFinding(code, level, field, params(**told), (PRACTICE_POLICY,), by_policy=True)
