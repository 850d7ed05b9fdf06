"""All writes of the case history and of decisions on findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from filiform.core.screening import Finding
from filiform.foundation.accounts.roles import Role
from filiform.foundation.decisions.actions import decide, keep_verdict
from filiform.foundation.decisions.models import Decision
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Conflict, Reason, Refused
from filiform.foundation.tenancy.turns import Turn, take_turns
from filiform.knowledge.screening import load

from .answers import Stored
from .models import CaseHistory
from .queries import Screened, newest, policy_of, screened
from .translate import basis_of, needs_weighing, plain_verdict


@action(Role.PRACTITIONER)
def save_history(
    *, visit: VisitFile, answers: Mapping[str, Stored], planned_sites: list[str], based_on: UUID | None
) -> Screened:
    """Append the case history as it now stands, screen it, keep the verdict.

    Raises Conflict when somebody saved since the form was drawn (`based_on` is the row it was drawn from).
    """
    # The first two saves have no row to collide at: the second waits, and finds the first.
    take_turns(Turn(14, f"case history {visit.id}"))
    there = newest(visit.id)
    if (there.id if there else None) != based_on:
        raise Conflict(_somebody_saved(there))
    try:
        with transaction.atomic():
            row = CaseHistory.objects.create(
                patient_id=visit.patient.id, visit_id=visit.id, answers=dict(answers),
                planned_sites=planned_sites, replaces=there, knowledge_version=load().version,
            )  # fmt: skip
    except IntegrityError as problem:
        if "replaces" in str(problem):
            raise Conflict(_somebody_saved(newest(visit.id))) from problem
        raise
    result = screened(visit, row)
    _keep(visit, result)
    return result


def _somebody_saved(row: CaseHistory | None) -> Reason:
    who = row.author.name if row and row.author else _("Somebody")
    when = row.recorded_at.strftime("%H:%M") if row else ""
    return Reason(
        "saved-meanwhile",
        _("%(who)s saved this case history at %(when)s, after you opened it. Look at it, then save yours again.")
        % {"who": who, "when": when},
    )


def _keep(visit: VisitFile, result: Screened) -> None:
    row = result.row
    keep_verdict(
        visit=visit,
        book="screening",
        status=str(result.verdict.status),
        inputs={"history": str(row.id), "answers": row.answers, "planned_sites": row.planned_sites} if row else {},
        verdict=plain_verdict(result.verdict, result.policy),
        knowledge_version=result.verdict.version,
        policy_version=result.policy.version,
    )


@action(Role.PRACTITIONER)
def weigh(*, visit: VisitFile, items: list[str], reason: str, review_on: date | None = None) -> list[Decision]:
    """Record that the precautions `items` were weighed and needling goes on with the technique they ask for.

    Raises Refused for an item that is not a precaution of the present verdict: a stop is not weighed away.
    """
    found = {finding.item: finding for finding in screened(visit).verdict.findings}
    done = []
    for item in items:
        finding = found.get(item)
        if finding is None or not needs_weighing(finding):
            raise Refused(Reason("not-weighable", _not_weighable(finding), sources=finding.sources if finding else ()))
        done.append(_decide(visit, finding, choice="proceed", reason=reason, review_on=review_on))
    _keep(visit, screened(visit))
    return done


@action(Role.PRACTITIONER)
def clear(*, visit: VisitFile, item: str, cleared_by: str, reason: str, until: date | None) -> Decision:
    """Record a doctor's clearance for a finding that asks for it. Raises Refused for any other finding."""
    finding = next((one for one in screened(visit).verdict.findings if one.item == item), None)
    if finding is None or not finding.clearable:
        raise Refused(Reason("not-clearable", _not_weighable(finding), sources=finding.sources if finding else ()))
    done = _decide(visit, finding, choice="clearance", reason=reason, review_on=until, cleared_by=cleared_by)
    _keep(visit, screened(visit))
    return done


@action(Role.PRACTITIONER)
def take_back(*, visit: VisitFile, item: str, reason: str) -> Decision:
    """Take a decision back; the finding waits for a new one."""
    live = screened(visit).decisions.get(item)
    if live is None:
        raise Refused(Reason("no-decision", _("There is no decision on this finding to take back.")))
    return decide(
        visit=visit, item=item, basis=live.basis, choice="withdraw", reason=reason,
        policy_version=policy_of(visit).version,
    )  # fmt: skip


def _decide(visit: VisitFile, finding: Finding, **more: Any) -> Decision:
    policy = policy_of(visit).version
    return decide(visit=visit, item=finding.item, basis=basis_of(finding), policy_version=policy, **more)


def _not_weighable(finding: Finding | None) -> str:
    if finding is None:
        return _("This finding is not part of the present verdict. Open the page again.")
    if finding.noted:
        return _("The practice’s policy only notes this: there is nothing to decide.")
    return _(
        "%(label)s stops needling today. It cannot be decided away; change the plan or the answers that cause it."
    ) % {"label": finding.label}
