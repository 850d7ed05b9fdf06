"""What the practice may rule on consent and needles: each subject with its title, where it starts, what is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.needling import Leave, NeedleLimits
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.knowledge import load
from filiform.knowledge.jurisdictions import asked_in, citations, packs
from filiform.knowledge.screening import places

from .models import About

#: The one subject of consent.
FORM = "form"
CONSENT: dict[str, str | Promise] = {
    "written": gettext_lazy("In writing"),
    "verbal": gettext_lazy("By word of mouth, where no law asks for writing"),
}
LEAVES: dict[str, str | Promise] = {
    Leave.NEVER: gettext_lazy("Not needled"),
    Leave.ULTRASOUND: gettext_lazy("Only under ultrasound"),
    Leave.NAMED: gettext_lazy("Only by those named"),
}
FORCES: dict[str, str | Promise] = {
    "law": gettext_lazy("law"), "guideline": gettext_lazy("guideline"), "insurer": gettext_lazy("insurer"),
    "proposal": gettext_lazy("proposal"),
}  # fmt: skip
LOWEST_MM, HIGHEST_MM = NeedleLimits().length_low_mm, NeedleLimits().length_high_mm
#: Regions, and groups that share a danger; where both have one name, the place is all that either holds.
PLACES: dict[str, str | Promise] = {
    "head-neck": gettext_lazy("Head and neck"), "shoulder": gettext_lazy("Shoulder"), "arm": gettext_lazy("Upper arm"),
    "forearm": gettext_lazy("Forearm"), "hand": gettext_lazy("Wrist and hand"),
    "thorax": gettext_lazy("Chest and upper back, and all over the lung"), "lumbar": gettext_lazy("Low back"),
    "abdomen": gettext_lazy("Abdomen"), "pelvis": gettext_lazy("Pelvis"), "hip": gettext_lazy("Hip and buttock"),
    "thigh": gettext_lazy("Thigh"), "knee": gettext_lazy("Knee"), "leg": gettext_lazy("Lower leg"),
    "ankle": gettext_lazy("Ankle"), "foot": gettext_lazy("Foot"), "neck-base": gettext_lazy("Base of the neck"),
    "spine": gettext_lazy("Beside the spine"), "upper-neck": gettext_lazy("Upper neck"),
    "kidney": gettext_lazy("Over the kidney"), "breast": gettext_lazy("Near the breast"),
    "eye": gettext_lazy("Near the eye"), "non-compressible": gettext_lazy("Deep, cannot be pressed"),
    "large-nerve": gettext_lazy("Near a large nerve"), "large-vessel": gettext_lazy("Near a large vessel"),
    "joint": gettext_lazy("Near a joint"), "fibrous": gettext_lazy("Tendon, ligament, fascia"),
}  # fmt: skip
NEW = (About.CONSENT, About.PLACE, About.LONGEST, About.REACH)


@dataclass(frozen=True)
class Subject:
    """One thing to rule on: its title, what counts without a ruling, and what is known beside it."""

    about: str
    code: str
    title: str
    lead: str
    start: str
    says: str = ""
    known: list[str] = field(default_factory=list)


def find(about: str, code: str, jurisdiction: str = "") -> Subject:
    """One subject. Raises Missing for what there is not."""
    made = _MAKE.get(About(about)) if there(about, code) else None
    if made is None:
        raise Missing(Reason("no-subject", _("The rule book has no such line, or it is fixed.")))
    return made(code, jurisdiction)


def there(about: str, code: str) -> bool:
    """Whether there is such a subject."""
    match about:
        case About.CONSENT:
            return code == FORM
        case About.PLACE:
            return code in places.members()
        case About.LONGEST | About.REACH:
            return code in load().structures
        case _:
            return False


def name(code: str) -> str:
    """A place in words."""
    structure = load().structures.get(code)
    if structure is not None:
        return structure.label
    return str(PLACES.get(code, code))


def wide() -> list[tuple[str, str]]:
    """Codes and names of the places that are more than one structure."""
    return [(code, name(code)) for code in places.wide()]


def structures() -> list[dict[str, Any]]:
    """All structures by region, each with its name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in load().structures.values():
        found.setdefault(each.region, []).append((each.id, each.label))
    return [{"code": code, "title": name(code), "lines": sorted(lines, key=_by_name)} for code, lines in found.items()]


def _by_name(line: tuple[str, str]) -> str:
    return line[1].lower()


def weight_words(about: str, weight: str) -> str:
    """How consent is given, or a place needled, in words."""
    return str((CONSENT if about == About.CONSENT else LEAVES).get(weight, weight))


def millimetres(about: str, value: float) -> str:
    """A figure in words."""
    text = _("At most %(mm)s mm") if about == About.LONGEST else _("Short of %(mm)s mm")
    return text % {"mm": f"{value:g}"}


def out_of_range() -> str:
    """What a figure may be."""
    return _("Write millimetres from %(low)s to %(high)s.") % {"low": f"{LOWEST_MM:g}", "high": f"{HIGHEST_MM:g}"}


def _consent(code: str, jurisdiction: str) -> Subject:
    here = [each for each in asked_in(jurisdiction or None) if each.topic == "written-consent"]
    law = [each for each in here if each.value is True and each.force == "law"]
    start = _("In writing")
    if law:
        start = _("In writing, by law for: %(who)s") % {"who": ", ".join(each.who for each in law)}
    return Subject(
        About.CONSENT, code, _("How consent may be given"),
        _("A policy never goes before the law of the place."), start,
        _("Sources differ. We start with writing, as the strictest asks."), _consent_sources(),
    )  # fmt: skip


def _consent_sources() -> list[str]:
    found = [_("Munoz 2022, as AOPT sums it up: at least oral consent. Word of mouth may suffice.")]
    for pack in packs().values():
        for each in pack.statements:
            if each.topic == "written-consent":
                told = {"place": pack.name, "force": FORCES.get(each.force, each.force), "who": each.who,
                        "says": each.says, "source": citations().get(each.source, each.source)}  # fmt: skip
                found.append(_("%(place)s, %(force)s (%(who)s): %(says)s %(source)s") % told)
    return found


def _place(code: str, _jurisdiction: str) -> Subject:
    known = [load().structures[each].label for each in sorted(places.members()[code]) if each in load().structures]
    wide_ = len(known) > 1
    return Subject(
        About.PLACE, code, name(code),
        _("Screening tells it before a needle; the plan of a needle is held to it."),
        _("Needled as screening, consent and credentials allow"),
        ", ".join(known) + "." if wide_ else "",
    )  # fmt: skip


def _longest(code: str, _jurisdiction: str) -> Subject:
    rows = [row for row in load().needle_sizes.values() if code in row.structures and row.length_mm]
    known = [f"{row.length_mm[1]:g} mm: {row.sources[0].citation}" for row in rows if row.length_mm and row.sources]
    return Subject(
        About.LONGEST, code, _("Longest needle: %(name)s") % {"name": name(code)},
        _("A longer needle is refused when it is planned."),
        _("5 to 150 mm, as law and credentials allow"),
        _("The longest needle that a source names:") if known else "", known,
    )  # fmt: skip


def _reach(code: str, _jurisdiction: str) -> Subject:
    rows = [row for row in load().distances.values() if code in row.structures]
    known = [f"{row.site}: {row.figure} ({row.population})" for row in rows]
    return Subject(
        About.REACH, code, _("How far a needle may reach: %(name)s") % {"name": name(code)},
        _("A depth that meets it, or a needle of that length without a depth, is refused when it is planned."),
        _("Published distances are shown; none is a limit"),
        _("Published, and no safe depth for one person:") if known else "", known,
    )  # fmt: skip


_MAKE = {About.CONSENT: _consent, About.PLACE: _place, About.LONGEST: _longest, About.REACH: _reach}
