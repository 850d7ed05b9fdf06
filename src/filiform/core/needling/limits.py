"""Checks of one planned insertion against its needle, lot, practitioner and site."""

from __future__ import annotations

import math
from collections.abc import Iterator

from filiform.core.needling.electrical import electrical_findings
from filiform.core.needling.plan import (
    LotStatus,
    NeedleContext,
    NeedleFinding,
    NeedleLimits,
    PlannedInsertion,
)
from filiform.core.needling.policy import policy_findings
from filiform.core.needling.reach import distance_findings, size_findings
from filiform.core.needling.ruled import Level
from filiform.core.needling.scope import cover_findings, credential_findings
from filiform.core.reasons import PRACTICE_POLICY, How, Source, params, product_rule
from filiform.core.sites import SiteFacts
from filiform.core.values import Side

BOTH_SIDES = Source(
    citation="Allied Health Professions Act 1982 (South Africa), Board Notice 121, section 5.1",
    how=How.READ,
    url="https://www.acts.co.za",
    tag="RSA121",
    law_of="ZA",
    says="One session keeps to one side of the thorax, so that both lungs are never at risk together.",
)
IN_DATE = Source(
    citation="Allied Health Professions Act 1982 (South Africa), Board Notice 121, section 7",
    how=How.READ,
    url="https://www.acts.co.za",
    tag="RSA121",
    law_of="ZA",
    says="Needles are single-use, sterile and in date.",
)
PLAUSIBLE = product_rule("Sizes outside the usual range of filiform needles are taken for a slip of the pen.")
SHORTER_THAN_NEEDLE = product_rule("A needle cannot go deeper than it is long.")
WHICH_NEEDLE = product_rule("The needle has to be known before it is used: unknown is not safe.")


def check_needle(planned: PlannedInsertion, context: NeedleContext) -> tuple[NeedleFinding, ...]:
    """All findings on one planned insertion, the refusals first; an empty tuple is never a promise of safety.

    What the practice's own policy makes or weighs is marked; no policy takes away what the law or a gap gives.

    Published distances are shown with their population and are never turned into a safe depth for a person.
    """
    found = (
        *_sizes(planned, context),
        *_depth(planned),
        *_lot(planned, context),
        *credential_findings(planned, context),
        *cover_findings(planned, context),
        *_both_sides(planned.site, context),
        *_hazards(planned.site),
        *distance_findings(planned),
        *size_findings(planned, context),
        *_guidance(planned),
        *electrical_findings(planned, context),
        *policy_findings(planned, context),
    )
    order = list(Level)
    return tuple(sorted(found, key=lambda finding: order.index(finding.level)))


def check_number(needles: int, limits: NeedleLimits) -> NeedleFinding | None:
    """Whether a number of needles for one session can be meant; no source sets a highest number."""
    if 0 <= needles <= limits.most_needles:
        return None
    return NeedleFinding(
        "number-implausible",
        Level.REFUSE,
        "needles",
        params(value=needles, high=limits.most_needles),
        (PLAUSIBLE,),
    )


def _sizes(planned: PlannedInsertion, context: NeedleContext) -> Iterator[NeedleFinding]:
    limits = context.limits
    for field, value, low, high in (
        ("length_mm", planned.length_mm, limits.length_low_mm, limits.length_high_mm),
        ("diameter_mm", planned.diameter_mm, limits.diameter_low_mm, limits.diameter_high_mm),
    ):
        if value is None:
            yield NeedleFinding("size-unknown", Level.REFUSE, field, (), (WHICH_NEEDLE,))
        elif not low <= value <= high:
            yield NeedleFinding(
                "size-implausible",
                Level.REFUSE,
                field,
                params(value=_finite(value), low=low, high=high),
                (PLAUSIBLE,),
            )


def _finite(value: float) -> float | None:
    """A number that can be printed and stored; None for what is not a number."""
    return value if math.isfinite(value) else None


def _depth(planned: PlannedInsertion) -> Iterator[NeedleFinding]:
    depth, length = planned.depth_mm, planned.length_mm
    if depth is None:
        return
    if not math.isfinite(depth) or depth < 0:
        yield NeedleFinding("depth-implausible", Level.REFUSE, "depth_mm", params(value=_finite(depth)), (PLAUSIBLE,))
    elif length is not None and depth > length:
        yield NeedleFinding(
            "depth-beyond-length",
            Level.REFUSE,
            "depth_mm",
            params(depth=depth, length=_finite(length)),
            (SHORTER_THAN_NEEDLE,),
        )


def _lot(planned: PlannedInsertion, context: NeedleContext) -> Iterator[NeedleFinding]:
    lot = planned.lot
    if lot is None or lot.status is LotStatus.UNKNOWN:
        number = lot.number if lot else None
        yield NeedleFinding("lot-unknown", Level.REFUSE, "lot", params(lot=number), (WHICH_NEEDLE,))
        return
    if lot.status in (LotStatus.RECALLED, LotStatus.QUARANTINED):
        yield NeedleFinding(f"lot-{lot.status}", Level.REFUSE, "lot", params(lot=lot.number), (WHICH_NEEDLE,))
    if lot.status is LotStatus.NOT_SAID:
        yield NeedleFinding("lot-status-unknown", Level.CAUTION, "lot", params(lot=lot.number), (WHICH_NEEDLE,))
    if lot.expires is None:
        yield NeedleFinding("lot-expiry-unknown", Level.REFUSE, "lot", params(lot=lot.number), (WHICH_NEEDLE, IN_DATE))
    elif lot.expires < context.on:
        yield NeedleFinding(
            "lot-expired",
            Level.REFUSE,
            "lot",
            params(lot=lot.number, expires=lot.expires.isoformat()),
            (IN_DATE,),
        )


def _both_sides(site: SiteFacts, context: NeedleContext) -> Iterator[NeedleFinding]:
    """Both lungs at risk in one session: barred where that is law, elsewhere a caution or what the practice rules.

    A practice that only notes it does not silence what is not known.
    """
    if not site.over_lung:
        return
    sides = {other.side for other in (site, *(context.others or ())) if other.over_lung}
    law = context.jurisdiction == BOTH_SIDES.law_of
    ruled = None if law else context.policy.both_sides
    level = Level.REFUSE if law else ruled or Level.CAUTION
    barred = ruled is Level.REFUSE
    asked = Level.REFUSE if law or barred else Level.CAUTION
    since = context.policy.both_sides_since
    told = params(law=law, since=since.isoformat() if ruled and since else None)
    said = (BOTH_SIDES, PRACTICE_POLICY) if ruled else (BOTH_SIDES,)
    if context.others is None:
        yield NeedleFinding("others-unknown", asked, "others", told, said, barred)
    if {Side.LEFT, Side.RIGHT} <= sides:
        yield NeedleFinding("both-sides-of-thorax", level, "site", told, said, ruled is not None)
    elif None in sides:
        yield NeedleFinding("thorax-side-unknown", asked, "site", told, said, barred)


def _hazards(site: SiteFacts) -> Iterator[NeedleFinding]:
    for hazard in site.hazards:
        level = Level.CAUTION if site.over_lung else Level.NOTE
        yield NeedleFinding(
            "hazard", level, "site", params(structure=site.structure, hazard=hazard.text), hazard.sources
        )
    if not site.hazards:
        yield NeedleFinding("hazards-unknown", Level.CAUTION, "site", params(structure=site.structure))


def _guidance(planned: PlannedInsertion) -> Iterator[NeedleFinding]:
    site = planned.site
    if site.guidance_advised and planned.guidance != "ultrasound":
        yield NeedleFinding("ultrasound-advised", Level.NOTE, "guidance", params(structure=site.structure))
