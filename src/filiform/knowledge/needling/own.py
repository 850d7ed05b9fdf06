"""A plan with the policy of the practice: what it rules on needles, and whose law binds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from filiform.core.screening.limits import needling_policy
from filiform.knowledge.jurisdictions import place
from filiform.knowledge.needling import plain
from filiform.knowledge.needling.case import Case
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.load import load
from filiform.knowledge.screening.policy import read_policy


def with_policy(case: Case, plan: Mapping[str, Any], policy: Mapping[str, Any] | None) -> Case:
    """The plan's case with a practice's policy, given beside it or in it. Raises CaseError, also for both at once."""
    inside = plan.get("policy")
    if policy is not None and inside is not None:
        raise CaseError("policy", "The plan has a policy of its own. Leave one of the two out.")
    told = policy if policy is not None else inside
    named = plain.text("jurisdiction", plan.get("jurisdiction"))
    known = place(named) if named.lower() not in plain.NOT_KNOWN else None
    who = plain.text("practitioner.id", plain.part("practitioner", plan.get("practitioner")).get("id")) or None
    context = replace(case.context, practitioner=who, needles=case.needles)
    if told is not None:
        ruled = read_policy(told, known)
        country = (ruled.jurisdiction or "").partition("-")[0]
        own = needling_policy(load().book, ruled)
        context = replace(context, policy=own, jurisdiction=context.jurisdiction or country or None)
    return replace(case, context=context)
