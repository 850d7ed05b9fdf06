"""Which risks have to be explained to this person for these sites, and which special consents are due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from filiform.core.people import PersonFacts, YesNo
from filiform.core.sites import SiteFacts, SiteTag


class Risk(StrEnum):
    """A risk to explain; the knowledge holds its text, figures and sources under the same id."""

    COMMON = "common-reactions"
    FAINT = "faint"
    INFECTION = "infection"
    NERVE = "nerve-injury"
    RETAINED = "needle-retained-or-broken"
    DRIVING = "drowsy-driving"
    PNEUMOTHORAX = "pneumothorax"
    SPINAL_BLEED = "spinal-haematoma"
    ORGAN = "organ-injury"
    DEEP_BLEED = "deep-bleeding"
    PREGNANCY = "pregnancy"
    IMMUNE = "infection-immune"
    IMPLANT = "implant"
    ELECTRICAL = "electrical-stimulation"
    TENDON = "tendon-ligament"


class Special(StrEnum):
    """A consent that needs more than the person's own yes to the form."""

    OWN = "own-consent"
    GUARDIAN = "guardian-consent"
    ASSENT = "child-assent"
    SUBSTITUTE = "substitute-decision-maker"
    INTERPRETER = "interpreter"
    CHAPERONE = "chaperone-offered"
    PREGNANCY_TEXT = "pregnancy-separate-text"
    THORAX_TICK = "thorax-separate-tick"


@dataclass(frozen=True, slots=True)
class ConsentSettings:
    """What a jurisdiction or practice decides.

    `guardian_below` is the age in years under which a guardian decides; New Zealand's code says 16 and 18 is
    the cautious start. Where the law asks for writing (`written_by_law`) no practice can decide that word of mouth
    suffices. `renewal_months` is this product's rule, no source gives a number.
    """

    verbal_suffices: bool = False
    written_by_law: bool = False
    guardian_below: int = 18
    renewal_months: int = 3


@dataclass(frozen=True, slots=True)
class Required:
    """`risks` and `special` have to be covered; `regions` are those of the sites.

    `assumed` names the answers that were missing and were taken as yes so that the risk is explained;
    `unknown` names those without which nobody can say who may consent.
    """

    risks: frozenset[str]
    special: frozenset[str]
    regions: frozenset[str]
    assumed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


_ALWAYS = (Risk.COMMON, Risk.FAINT, Risk.INFECTION, Risk.NERVE, Risk.RETAINED)

_BY_TAG: tuple[tuple[frozenset[SiteTag], Risk], ...] = (
    (frozenset({SiteTag.THORAX, SiteTag.NECK_BASE}), Risk.PNEUMOTHORAX),
    (frozenset({SiteTag.SPINE, SiteTag.UPPER_NECK}), Risk.SPINAL_BLEED),
    (frozenset({SiteTag.ABDOMEN, SiteTag.KIDNEY, SiteTag.PELVIS}), Risk.ORGAN),
    (frozenset({SiteTag.FIBROUS}), Risk.TENDON),
)

_BY_ANSWER: tuple[tuple[str, Risk], ...] = (
    ("antithrombotic", Risk.DEEP_BLEED),
    ("pregnant", Risk.PREGNANCY),
    ("immune_weak", Risk.IMMUNE),
    ("implant", Risk.IMPLANT),
    ("drives_after", Risk.DRIVING),
)

_CHAPERONE = frozenset({SiteTag.BREAST, SiteTag.PELVIS})


def required(
    sites: Sequence[SiteFacts],
    techniques: Collection[str],
    person: PersonFacts,
    settings: ConsentSettings | None = None,
) -> Required:
    """What a consent has to cover. A missing answer about the person counts as yes: explaining is cheap."""
    settings = settings or ConsentSettings()
    tags = frozenset(tag for site in sites for tag in site.tags)
    risks: set[str] = set(_ALWAYS)
    risks |= {risk for group, risk in _BY_TAG if group & tags}
    risks |= {risk for field, risk in _BY_ANSWER if getattr(person, field) is not YesNo.NO}
    if "electrical" in techniques:
        risks.add(Risk.ELECTRICAL)
    return Required(
        risks=frozenset(map(str, risks)),
        special=frozenset(map(str, _special(tags, person, settings))),
        regions=frozenset(site.region for site in sites),
        assumed=tuple(field for field, _ in _BY_ANSWER if getattr(person, field) is YesNo.UNKNOWN),
        unknown=_who_is_unknown(person),
    )


def _special(tags: frozenset[SiteTag], person: PersonFacts, settings: ConsentSettings) -> set[Special]:
    special: set[Special] = set()
    if person.age is not None and person.age < settings.guardian_below:
        special |= {Special.GUARDIAN, Special.ASSENT}
    elif person.consents_alone is YesNo.NO:
        special.add(Special.SUBSTITUTE)
    else:
        # Capacity is presumed until someone finds otherwise: nobody else may speak for an adult.
        special.add(Special.OWN)
    if person.needs_interpreter is YesNo.YES:
        special.add(Special.INTERPRETER)
    if _CHAPERONE & tags:
        special.add(Special.CHAPERONE)
    if person.pregnant is YesNo.YES:
        special.add(Special.PREGNANCY_TEXT)
    if not tags.isdisjoint({SiteTag.THORAX, SiteTag.NECK_BASE}):
        special.add(Special.THORAX_TICK)
    return special


def _who_is_unknown(person: PersonFacts) -> tuple[str, ...]:
    return ("age",) if person.age is None else ()
