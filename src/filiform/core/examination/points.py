"""Whether palpation findings amount to a trigger point, by the cluster of the 2018 Delphi consensus.

Fernandez-de-las-Penas and Dommerholt, Pain Med 2018;19(1):142-150: a cluster of taut band, hypersensitive
spot and referred pain (read); two of the three are asked for (recalled); what tells an active point from a
latent one is that the patient recognises the pain (read). Twitch and jump sign support only, so they are not
asked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.core.people import YesNo

CRITERIA_ASKED = 2
"""How many of the three criteria have to be met."""


class PointState(StrEnum):
    """What is shown; `SHOWN` is a point of which nobody asked whether the patient recognises the pain."""

    ACTIVE = "active"
    LATENT = "latent"
    SHOWN = "shown"
    NOT_SHOWN = "not-shown"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Palpation:
    """Findings in one muscle on one side; `UNKNOWN` is what was not examined."""

    taut_band: YesNo = YesNo.UNKNOWN
    tender_spot: YesNo = YesNo.UNKNOWN
    referred_pain: YesNo = YesNo.UNKNOWN
    recognised: YesNo = YesNo.UNKNOWN


def classify(found: Palpation) -> PointState:
    """What the findings show. Never settled by what was not examined: that leaves `UNKNOWN` or `SHOWN`."""
    criteria = (found.taut_band, found.tender_spot, found.referred_pain)
    met = criteria.count(YesNo.YES)
    open_ = criteria.count(YesNo.UNKNOWN)
    if met + open_ < CRITERIA_ASKED:
        return PointState.NOT_SHOWN
    if met < CRITERIA_ASKED:
        return PointState.UNKNOWN
    if found.recognised is YesNo.YES:
        return PointState.ACTIVE
    return PointState.LATENT if found.recognised is YesNo.NO else PointState.SHOWN
