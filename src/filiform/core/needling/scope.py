"""Whether this practitioner may needle this site so: the credential, and what the insurer leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.core.needling.plan import Cover, Credential, NeedleContext, NeedleFinding, PlannedInsertion
from filiform.core.needling.ruled import Level
from filiform.core.reasons import params, product_rule
from filiform.core.values import Unknown

CREDENTIALED = product_rule("Needling is planned only within a credential that is valid on the day.")
COVERED = product_rule("Needling is planned only where the practitioner's insurance covers it.")


def credential_findings(planned: PlannedInsertion, context: NeedleContext) -> Iterator[NeedleFinding]:
    """What the credential says against this insertion; a missing credential is one finding."""
    code = _fault(context)
    if code:
        yield NeedleFinding(code, Level.REFUSE, "practitioner", (), (CREDENTIALED,))
    if context.credential is not None:
        yield from _out_of_credential(planned, context.credential)


def cover_findings(planned: PlannedInsertion, context: NeedleContext) -> Iterator[NeedleFinding]:
    """What the insurance says against it. Nothing where nobody asked; a caution where the answer is not known."""
    cover = context.cover
    if cover is None:
        return
    if isinstance(cover, Unknown):
        yield NeedleFinding("cover-unknown", Level.CAUTION, "insurance", (), (COVERED,))
        return
    sources = cover.sources or (COVERED,)
    if cover.valid_until is None:
        yield NeedleFinding("cover-end-unknown", Level.CAUTION, "insurance", params(insurer=cover.insurer), sources)
    elif cover.valid_until < context.on:
        yield NeedleFinding("cover-lapsed", Level.REFUSE, "insurance", params(insurer=cover.insurer), sources)
    if cover.valid_from is not None and cover.valid_from > context.on:
        yield NeedleFinding("cover-not-begun", Level.REFUSE, "insurance", params(insurer=cover.insurer), sources)
    if planned.technique is None and cover.excluded_techniques:
        told = params(insurer=cover.insurer)
        yield NeedleFinding("cover-technique-unknown", Level.CAUTION, "technique", told, sources)
    for what, value in _out_of_cover(planned, cover):
        told = params(insurer=cover.insurer, what=what, value=value)
        yield NeedleFinding("cover-excludes", Level.REFUSE, "site" if what != "technique" else what, told, sources)
    if planned.electrical and not cover.electrical:
        told = params(insurer=cover.insurer, what="electrical", value=None)
        yield NeedleFinding("cover-excludes", Level.REFUSE, "electrical", told, sources)


def _fault(context: NeedleContext) -> str | None:
    credential = context.credential
    if credential is None:
        return "credential-missing"
    if credential.suspended:
        return "credential-suspended"
    if credential.valid_until is None:
        return "credential-end-unknown"
    if credential.valid_until < context.on:
        return "credential-lapsed"
    if credential.valid_from is not None and credential.valid_from > context.on:
        return "credential-not-begun"
    return None


def _out_of_credential(planned: PlannedInsertion, credential: Credential) -> Iterator[NeedleFinding]:
    site = planned.site
    if credential.regions is not None and site.region not in credential.regions:
        yield NeedleFinding("credential-region", Level.REFUSE, "site", params(region=site.region), (CREDENTIALED,))
    for tag in sorted(credential.excluded_tags & site.tags):
        yield NeedleFinding("credential-excludes", Level.REFUSE, "site", params(group=tag), (CREDENTIALED,))
    if site.structure in credential.excluded_structures:
        told = params(structure=site.structure)
        yield NeedleFinding("credential-structure", Level.REFUSE, "site", told, (CREDENTIALED,))
    if credential.techniques is not None and planned.technique not in credential.techniques:
        told = params(technique=planned.technique)
        yield NeedleFinding("credential-technique", Level.REFUSE, "technique", told, (CREDENTIALED,))
    if planned.electrical and not credential.electrical:
        yield NeedleFinding("credential-electrical", Level.REFUSE, "electrical", (), (CREDENTIALED,))


def _out_of_cover(planned: PlannedInsertion, cover: Cover) -> Iterator[tuple[str, str]]:
    site = planned.site
    if site.region in cover.excluded_regions:
        yield "region", site.region
    for tag in sorted(cover.excluded_tags & site.tags):
        yield "group", tag
    if site.structure in cover.excluded_structures:
        yield "structure", site.structure
    if planned.technique is not None and planned.technique in cover.excluded_techniques:
        yield "technique", planned.technique
