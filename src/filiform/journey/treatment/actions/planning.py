"""A site that joins the plan while needles are being used: by the case history, never past it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from filiform.core.screening import Status
from filiform.core.values import Site
from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Reason, Refused
from filiform.journey.screening import public as screening
from filiform.journey.treatment import before, queries
from filiform.journey.treatment.before import Before
from filiform.journey.treatment.locking import turn_to_write


@dataclass(frozen=True)
class StillOpen:
    """The step of the visit where the next thing is settled, and the element of its page; `step` "" for nothing."""

    step: str = ""
    at: str = ""


@action(Role.PRACTITIONER)
def plan_too(*, visit: VisitFile, site: Site) -> StillOpen:
    """Add a site to those planned, with the answers as they are on record; what it asks for stays open.

    Planned already, nothing changes. Raises Refused before the case history was taken, after the patient has left,
    and for a plan that is full.
    """
    turn_to_write(visit, "treatment.plan", *queries.reads(visit.id), *before.reads(visit))
    row = screening.screened(visit).row
    if row is None:
        raise _refused("not-screened", _("Take the case history first: it says where needles are planned."))
    if visit.happened("left"):
        raise _refused("patient-left", _("The patient has left. Open a new visit for further needles."))
    planned = list(row.planned_sites)
    if str(site) not in planned:
        if len(planned) >= screening.MOST_SITES:
            raise _refused("plan-full", _("The plan has %(n)s sites, which is the most.") % {"n": screening.MOST_SITES})
        screening.save_history(visit=visit, answers=row.answers, planned_sites=[*planned, str(site)], based_on=row.id)
    return still_open(before.read(visit))


def still_open(was: Before) -> StillOpen:
    """What has to be settled next before a needle may be planned, in the order of the visit."""
    verdict = was.verdict
    if verdict is None:
        return StillOpen("case-history")
    if verdict.status is Status.STOP:
        return StillOpen("screening")
    if verdict.missing:
        return StillOpen("case-history", verdict.missing[0].field.partition("@")[0])
    if was.unweighed:
        return StillOpen("screening")
    return StillOpen("" if was.consent is not None and was.consent.valid else "consent")


def _refused(code: str, text: str) -> Refused:
    return Refused(Reason(code, text), action="treatment.plan")
