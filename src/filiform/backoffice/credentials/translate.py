"""Rows of credentials to what the rule book of needling weighs."""

from __future__ import annotations

from filiform.core.needling import Credential as CoreCredential
from filiform.core.needling import Level, NeedleFinding
from filiform.core.needling.scope import CREDENTIALED
from filiform.core.reasons import params
from filiform.core.sites import SiteTag
from filiform.knowledge import load

from .models import Credential


def to_core(row: Credential | None) -> CoreCredential | None:
    """The credential as the core weighs it; None stays None, which refuses."""
    if row is None:
        return None
    return CoreCredential(
        regions=None if row.regions is None else frozenset(row.regions),
        excluded_tags=frozenset(SiteTag(tag) for tag in row.excluded_groups),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        electrical=row.techniques is None or any(_electrical(technique) for technique in row.techniques),
        suspended=row.suspended,
    )


def technique_findings(row: Credential | None, technique: str | None) -> tuple[NeedleFinding, ...]:
    """A refusal when the technique is outside the credential; that there is none is the core's to say."""
    if row is None or row.techniques is None or technique is None or technique in row.techniques:
        return ()
    finding = NeedleFinding(
        "credential-technique", Level.REFUSE, "technique", params(technique=technique), (CREDENTIALED,)
    )
    return (finding,)


def _electrical(technique: str) -> bool:
    known = load().techniques.get(technique)
    return known is not None and known.electrical
