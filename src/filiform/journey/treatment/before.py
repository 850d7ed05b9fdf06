"""What the steps before needling came to: planned sites, verdict, consent, the practitioner's leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from filiform.backoffice.credentials import public as credentials
from filiform.backoffice.credentials.public import CredentialRow
from filiform.core.consent import ConsentState
from filiform.core.needling import NeedlingPolicy, Weighable
from filiform.core.reasons import How, Source
from filiform.core.screening import SourceSays, Status, Verdict
from filiform.core.values import Site
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.queries import practice_row
from filiform.foundation.tenancy.reading import Asked
from filiform.foundation.tenancy.scope import current
from filiform.journey.consent import public as consent
from filiform.journey.screening import public as screening


@dataclass(frozen=True)
class Before:
    """All that planning a needle is weighed against; None means that it was not done."""

    planned: tuple[Site, ...]
    verdict: Verdict | None
    unweighed: tuple[Weighable, ...] | None
    consent: ConsentState | None
    credential: CredentialRow | None
    jurisdiction: str
    policy: NeedlingPolicy
    practitioner: str

    @property
    def stopping(self) -> tuple[Weighable, ...]:
        """Findings that stop."""
        found = self.verdict.findings if self.verdict else ()
        return tuple(weighable(one.item, one.sources) for one in found if one.status is Status.STOP)

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields of questions without an answer."""
        return tuple(dict.fromkeys(one.field for one in self.verdict.missing)) if self.verdict else ()

    def site_status(self, site: Site) -> Status | None:
        """What screening said of a site; None when it was not part of the plan that was screened."""
        if self.verdict is None:
            return None
        known = self.verdict.site_status
        return known.get(str(site)) or known.get(site.structure)


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """All that `read` asks of the database, for one trip (`read_together`)."""
    return (
        *screening.reads(visit),
        *consent.reads(visit),
        credentials.of_practitioner.of(_needling(visit)),
        practice_row(),
    )


def _needling(visit: VisitFile) -> UUID:
    return current().actor.user or visit.visit.practitioner_id


def read(visit: VisitFile) -> Before:
    """Read what the earlier steps left for this visit, for the person who needles now."""
    practitioner = _needling(visit)
    done = screening.screened(visit)
    place = credentials.jurisdiction()
    return Before(
        planned=tuple(screening.site_of(text) for text in done.row.planned_sites) if done.row else (),
        verdict=done.verdict if done.row else None,
        unweighed=tuple(weighable(one.item, one.sources) for one in done.unweighed) if done.row else None,
        consent=consent.state(visit),
        credential=credentials.in_force(practitioner, visit.day, place),
        jurisdiction=place,
        policy=screening.needling(visit),
        practitioner=str(practitioner),
    )


def weighable(item: str, says: tuple[SourceSays, ...]) -> Weighable:
    """A finding of screening with its sources in the words of the rule book of needling."""
    return Weighable(
        item,
        tuple(
            Source(
                citation=screening.cited(one.tag),
                how=How(str(one.how)),
                tag=one.tag,
                law_of=one.law_of,
                says=one.says,
            )
            for one in says
        ),
    )


def planned_sites(visit: VisitFile) -> tuple[Site, ...]:
    """The sites planned for this visit."""
    return screening.planned_sites(visit)
