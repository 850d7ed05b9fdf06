"""Electrical stimulation through needles: where current may not pass, in whom, and settings that cannot be meant."""

from __future__ import annotations

import math
from collections.abc import Iterator

from filiform.core.needling.plan import NeedleContext, NeedleFinding, PlannedInsertion, Stimulation
from filiform.core.needling.ruled import Level
from filiform.core.reasons import How, Source, params, product_rule
from filiform.core.sites import SiteFacts, SiteTag
from filiform.core.values import Answer, Known, Side

ACROSS = Source(
    citation="Electroacupuncture: practice as recalled",
    how=How.RECALL,
    says="Never across the chest, the carotid artery or the front of the neck.",
)
DEVICE_MANUALS = Source(
    citation="BHM 2023, electroacupuncture with implanted devices",
    how=How.READ,
    tag="BHM",
    says="Device manuals contraindicate it; close pairs in a limb are probably safe, across the chest not.",
)
ABSOLUTE = Source(
    citation="acupuntura.com, on pacemakers", how=How.READ, tag="ACUPUNTURA", says="An absolute contraindication."
)
ONE_PATIENT = Source(
    citation="Vasilakos 2011, Acupunct Med 29(2):152",
    how=How.READ,
    tag="VASILAKOS11",
    says="One patient with a pacemaker was treated for two years without event.",
)
PREGNANCY = Source(
    citation="World Health Organization, Guidelines on Basic Training and Safety in Acupuncture, 1999",
    how=How.RECALL,
    tag="WHO99",
    says="No electrical stimulation in pregnancy.",
)
TYPICAL = Source(
    citation="acupuntura.com, electroacupuncture", how=How.READ, tag="ACUPUNTURA", says="2-100 Hz and 0.5-5 mA."
)
TYPICAL_MINUTES = Source(citation="Electroacupuncture: practice as recalled", how=How.RECALL, says="10-30 minutes.")
_ARMS = frozenset({"shoulder", "arm", "forearm", "hand"})
MEANT = product_rule("A setting far outside what stimulators give is taken for a slip of the pen.")
ASKED = product_rule("A missing answer is never taken for a safe one.")


def electrical_findings(planned: PlannedInsertion, context: NeedleContext) -> Iterator[NeedleFinding]:
    """All findings on the current; nothing where none is planned.

    Without `stimulation` only the site is judged: then the screening has asked about devices and pregnancy.
    """
    if not planned.electrical:
        return
    yield from _site(planned.site)
    if planned.stimulation is not None:
        yield from _path(planned.site, planned.stimulation)
        yield from _person(planned.stimulation)
        yield from _settings(planned.stimulation, context)


def _site(site: SiteFacts) -> Iterator[NeedleFinding]:
    told = params(structure=site.structure)
    if SiteTag.THORAX in site.tags:
        yield NeedleFinding("electrical-over-thorax", Level.CAUTION, "electrical", told, (ACROSS, DEVICE_MANUALS))
    if _front_of_neck(site):
        yield NeedleFinding("electrical-front-of-neck", Level.REFUSE, "electrical", told, (ACROSS,))


def _front_of_neck(site: SiteFacts) -> bool:
    return site.region == "head-neck" and SiteTag.LARGE_VESSEL in site.tags


def _path(site: SiteFacts, stimulation: Stimulation) -> Iterator[NeedleFinding]:
    """Where the current runs: from this needle to the other one of its lead."""
    pair = stimulation.pair
    if pair is None:
        yield NeedleFinding("electrical-pair-unknown", Level.CAUTION, "pair", (), (ASKED, ACROSS))
        return
    if _front_of_neck(pair) and not _front_of_neck(site):
        told = params(structure=pair.structure)
        yield NeedleFinding("electrical-front-of-neck", Level.REFUSE, "pair", told, (ACROSS,))
    if SiteTag.THORAX not in site.tags | pair.tags and not _from_arm_to_arm(site, pair):
        return
    told = params(pair=pair.structure, structure=site.structure)
    if {site.side, pair.side} == {Side.LEFT, Side.RIGHT}:
        yield NeedleFinding("electrical-across-chest", Level.REFUSE, "pair", told, (ACROSS, DEVICE_MANUALS))
    elif None in (site.side, pair.side):
        yield NeedleFinding("electrical-side-unknown", Level.CAUTION, "pair", told, (ASKED, ACROSS))


def _from_arm_to_arm(site: SiteFacts, pair: SiteFacts) -> bool:
    """Say whether the chest lies between two sites: current between the arms runs through it."""
    return {site.region, pair.region} <= _ARMS


def _person(stimulation: Stimulation) -> Iterator[NeedleFinding]:
    devices = (DEVICE_MANUALS, ABSOLUTE, ONE_PATIENT)
    yield from _answer("implant", stimulation.active_implant, devices)
    yield from _answer("pregnancy", stimulation.pregnant, (PREGNANCY,))


def _answer(what: str, answer: Answer[bool], sources: tuple[Source, ...]) -> Iterator[NeedleFinding]:
    """A yes refuses; what is not known is asked before current is switched on."""
    if not isinstance(answer, Known):
        yield NeedleFinding(f"electrical-{what}-unknown", Level.CAUTION, "electrical", (), (ASKED, *sources))
    elif answer.value:
        yield NeedleFinding(f"electrical-{what}", Level.REFUSE, "electrical", (), sources)


def _settings(stimulation: Stimulation, context: NeedleContext) -> Iterator[NeedleFinding]:
    limits = context.limits
    for field, value, low, high, most, source in (
        ("frequency_hz", stimulation.frequency_hz, 2.0, 100.0, limits.most_hz, TYPICAL),
        ("intensity_ma", stimulation.intensity_ma, 0.5, 5.0, limits.most_ma, TYPICAL),
        ("minutes", stimulation.minutes, 10.0, 30.0, limits.most_minutes, TYPICAL_MINUTES),
    ):
        if value is None:
            continue
        if not 0 < value <= most:
            said = value if math.isfinite(value) else None
            told = params(value=said, low=0.0, high=most)
            yield NeedleFinding("electrical-setting-implausible", Level.REFUSE, field, told, (MEANT,))
        elif not low <= value <= high:
            told = params(value=value, low=low, high=high)
            yield NeedleFinding("electrical-setting-unusual", Level.NOTE, field, told, (source,))
