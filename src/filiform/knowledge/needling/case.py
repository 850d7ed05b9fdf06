"""A planned insertion in JSON, read into what the rule book of needling judges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from filiform.core.needling import Lot, LotStatus, NeedleContext, PlannedInsertion, Stimulation
from filiform.core.sites import SiteFacts
from filiform.core.values import UNKNOWN, Answer, Known, Site
from filiform.knowledge.jurisdictions import is_place, place
from filiform.knowledge.loader import load
from filiform.knowledge.needling import plain, practitioner, techniques
from filiform.knowledge.needling.unread import ELECTRICAL, OTHERS, SITE, unused
from filiform.knowledge.screening import sites
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.pregnant import gestation
from filiform.knowledge.structures import facts

_NO_WEEK = re.compile(r"\b(?:no|not|ago|never)\b", re.IGNORECASE)
_THIN, _LONG = r"(0?[.,]\d+)\s*(?:mm)?", r"(\d+(?:[.,]\d+)?)\s*(?:mm)?"
_SIZE = re.compile(rf"\s*(?:(?:#|no\.?)\s*\d\s+)?{_THIN}\s*[x×*/]\s*{_LONG}\s*", re.IGNORECASE)
_SIZE_TURNED = re.compile(rf"\s*{_LONG}\s*[x×*/]\s*{_THIN}\s*", re.IGNORECASE)
_SCANS = ("ultrasound", "us", "usg", "sonography", "sonographic", "ultrasonography", "scan")
GUIDANCES = {**dict.fromkeys(_SCANS, "ultrasound"), "landmark": "landmark", "palpation": "landmark"}


@dataclass(frozen=True, slots=True)
class Case:
    """A plan with its context; `needles` is their number, if said.

    A muscle that the knowledge holds in parts is all of them until its part is named: `parts` are their sites,
    `pairs` those of the other needle of a lead (None where there is none). `ways` gives each plan that is meant.
    `unused` are fields that were not understood, `unrecognised` words in fields that were: nothing is dropped.
    """

    site: Site
    planned: PlannedInsertion
    context: NeedleContext
    needles: int | None
    unused: tuple[str, ...]
    unrecognised: tuple[tuple[str, str], ...]
    parts: tuple[Site, ...]
    pairs: tuple[SiteFacts | None, ...] = (None,)

    def ways(self) -> Iterator[PlannedInsertion]:
        """Give the planned insertion for each part that may be meant, and each part of the lead's other needle."""
        for part in self.parts:
            for pair in self.pairs:
                current = self.planned.stimulation
                yield replace(
                    self.planned,
                    site=facts(part),
                    stimulation=replace(current, pair=pair) if current is not None else None,
                )


def read_plan(plan: object) -> Case:
    """Read a planned insertion. Raises CaseError naming the field."""
    if not isinstance(plan, Mapping):
        raise CaseError("", "A planned insertion must be a JSON object with fields such as site and length_mm.")
    parts = _site(plan)
    site = parts[0]
    on = plain.day("on", plain.first(plan, "on", "date")) or datetime.now(UTC).date()
    unrecognised: list[tuple[str, str]] = []
    technique = _technique(plan, unrecognised)
    stimulation, pairs = _stimulation(plan, technique)
    length, diameter = _sizes(plan)
    return Case(
        site=site,
        planned=PlannedInsertion(
            site=facts(site),
            length_mm=length,
            diameter_mm=diameter,
            depth_mm=plain.figure("depth_mm", plain.first(plan, "depth_mm", "depth")),
            lot=_lot(plan),
            technique=technique,
            guidance=_guidance(plan, unrecognised),
            electrical=stimulation is not None,
            stimulation=stimulation,
        ),
        context=_context(plan, on, parts, unrecognised),
        needles=_number(plan),
        unused=tuple(sorted(unused(plan))),
        unrecognised=tuple(unrecognised),
        parts=parts,
        pairs=pairs,
    )


def _site(plan: Mapping[str, Any]) -> tuple[Site, ...]:
    raw = plain.first(plan, *SITE)
    if raw is None:
        raise CaseError("site", "site is missing. Name one structure and its side, such as 'left upper trapezius'.")
    if isinstance(raw, list) and len(raw) == 1:
        raw = raw[0]
    side = plain.text("side", plan.get("side"))
    if side and isinstance(raw, str):
        raw = f"{side} {raw}"
    found = sites.read("site", raw if isinstance(raw, Mapping) else plain.text("site", raw))
    if not _one_muscle(found):
        named = ", ".join(str(each) for each in found[:6])
        raise CaseError("site", f"site names {len(found)} places ({named}). One insertion goes into one: name it.")
    return found


def _one_muscle(found: tuple[Site, ...]) -> bool:
    """Say whether these sites are one, or the parts of one muscle on one side."""
    known = [load().structures.get(site.structure) for site in found]
    names = {structure.name if structure else "" for structure in known}
    parted = all(structure and structure.part for structure in known)
    return len(found) == 1 or (parted and len(names) == 1 and len({site.side for site in found}) == 1)


def _context(
    plan: Mapping[str, Any], on: date, parts: tuple[Site, ...], unrecognised: list[tuple[str, str]]
) -> NeedleContext:
    who = plain.part("practitioner", plan.get("practitioner"))
    named = plain.text("jurisdiction", plan.get("jurisdiction"))
    country = "" if named.lower() in plain.NOT_KNOWN else place(named)
    if country and not is_place(country):
        unrecognised.append(("jurisdiction", named))
    return NeedleContext(
        on=on,
        credential=practitioner.credential(_either(plan, who, "credential")),
        others=_others(plan, parts),
        # A state's law is not in these rules; its country's is.
        jurisdiction=country.partition("-")[0] or None,
        cover=practitioner.cover(_either(plan, who, "insurance"), _either(plan, who, "insurer"), on),
    )


def _either(plan: Mapping[str, Any], who: Mapping[str, Any], name: str) -> Any:
    return plain.one(name, {f"practitioner.{name}": who.get(name), name: plan.get(name)})


def _others(plan: Mapping[str, Any], parts: tuple[Site, ...]) -> tuple[SiteFacts, ...] | None:
    raw = plain.first(plan, *OTHERS)
    if raw is None:
        return None
    return tuple(facts(each) for each in sites.read("others", raw) if each not in parts)


def _sizes(plan: Mapping[str, Any]) -> tuple[float | None, float | None]:
    length = plain.figure("length_mm", plain.first(plan, "length_mm", "needle_length_mm", "length"))
    diameter = plain.figure("diameter_mm", plain.first(plan, "diameter_mm", "needle_diameter_mm", "diameter"))
    needle = plan.get("needle")
    if needle is None:
        return length, diameter
    told = plain.text("needle", needle)
    match, turned = _SIZE.fullmatch(told), _SIZE_TURNED.fullmatch(told)
    if not match and not turned:
        raise CaseError("needle", f"needle: {needle[:40]!r} is not a size. Write diameter x length, such as 0.30x40.")
    if length is not None or diameter is not None:
        raise CaseError("needle", "needle stands beside length_mm or diameter_mm; keep one of them.")
    long, thin = (match[2], match[1]) if match else (turned[1], turned[2]) if turned else ("", "")
    return float(long.replace(",", ".")), float(thin.replace(",", "."))


def _technique(plan: Mapping[str, Any], unrecognised: list[tuple[str, str]]) -> str | None:
    """The id of the technique; words that are not known stay as they are, and no credential for others covers them."""
    said = plain.text("technique", plan.get("technique"))
    if said.lower() in plain.NOT_KNOWN:
        return None
    found = techniques.find(said)
    if found is None:
        unrecognised.append(("technique", said))
    return found or said


def _guidance(plan: Mapping[str, Any], unrecognised: list[tuple[str, str]]) -> str | None:
    said = plain.text("guidance", plan.get("guidance")).lower()
    if said in plain.NOT_KNOWN or said == "none":
        return None
    found = next((name for word, name in GUIDANCES.items() if word in re.findall(r"[a-z]+", said)), None)
    if found is None:
        unrecognised.append(("guidance", said))
    return found


def _stimulation(
    plan: Mapping[str, Any], technique: str | None
) -> tuple[Stimulation | None, tuple[SiteFacts | None, ...]]:
    """The current, None where none is planned, and where its other needle may be; an electrical technique plans it."""
    raw = plain.first(plan, *ELECTRICAL)
    given: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
    known = load().techniques.get(technique or "")
    by_technique = known.electrical if known else "electr" in (technique or "").lower()
    said: Answer[bool] = Known(True) if given else plain.yes_no("electrical_stimulation", raw)
    if raw is not None and not isinstance(said, Known):
        raise CaseError("electrical_stimulation", "electrical_stimulation: say yes or no; it is you who plans it.")
    if said == Known(False) and by_technique:
        raise CaseError("electrical_stimulation", "The technique is electrical and electrical_stimulation says no.")
    if said != Known(True) and not by_technique:
        return None, (None,)
    both = {**plan, **given}
    pair = both.get("pair")
    found = sites.read("pair", pair) if pair is not None else ()
    if found and not _one_muscle(found):
        raise CaseError("pair", "pair names more than one place. A lead has one other needle: name its site.")
    pairs: tuple[SiteFacts | None, ...] = tuple(map(facts, found)) or (None,)
    current = Stimulation(
        pair=pairs[0],
        frequency_hz=plain.figure("frequency_hz", both.get("frequency_hz")),
        intensity_ma=plain.figure("intensity_ma", both.get("intensity_ma")),
        minutes=plain.figure("minutes", both.get("minutes")),
        active_implant=_implant(both),
        pregnant=_pregnant(both.get("pregnant")),
    )
    return current, pairs


def _pregnant(raw: Any) -> Answer[bool]:
    """An answer, or a week of pregnancy, which is a yes."""
    if isinstance(raw, str) and not _NO_WEEK.search(raw) and gestation(raw.lower()) is not None:
        return Known(True)
    return plain.yes_no("pregnant", raw)


def _implant(given: Mapping[str, Any]) -> Answer[bool]:
    """An answer, or a list of implants: an empty list says that there is none, any other has to be sorted first."""
    if "implants" not in given:
        return plain.yes_no("active_implant", given.get("active_implant"))
    named = plain.words("implants", given["implants"])
    if given["implants"] is None:
        return UNKNOWN
    live = ("pacemaker", "icd", "defibrillator", "stimulator", "crt", "cochlear", "pump", "active-electrical")
    if any(word in name.lower() for name in named for word in live):
        return Known(True)
    return UNKNOWN if [name for name in named if name.lower() not in plain.NO] else Known(False)


def _lot(plan: Mapping[str, Any]) -> Lot | None:
    raw = plan.get("lot")
    given = {"number": raw} if isinstance(raw, str) else plain.part("lot", raw)
    apart = {name: plan.get(name) for name in ("lot_number", "lot_expires", "lot_expiry", "lot_status")}
    number = plain.text("lot.number", plain.one("lot.number", {**_of(given, "number"), **_of(apart, "lot_number")}))
    ends = {**_of(given, "expires", "expiry"), **_of(apart, "lot_expires", "lot_expiry")}
    expires = plain.day("lot.expires", plain.one("lot.expires", ends))
    status = plain.text("lot.status", plain.one("lot.status", {**_of(given, "status"), **_of(apart, "lot_status")}))
    if not number and expires is None and not status:
        return None
    return Lot(number, expires, _status(status.lower()))


def _of(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: given.get(name) for name in names}


def _status(word: str) -> LotStatus:
    words = {"": LotStatus.NOT_SAID, "ok": LotStatus.USABLE, "open": LotStatus.USABLE, "in use": LotStatus.USABLE}
    # "Recalled by the maker": what bars a lot is heard in any words, unless they deny it.
    barred = [status for status in (LotStatus.RECALLED, LotStatus.QUARANTINED) if status in re.findall(r"[a-z]+", word)]
    if barred and not re.search(r"\b(?:not|no|never)\b", word):
        return barred[0]
    try:
        return words.get(word) or LotStatus(word)
    except ValueError:
        known = ", ".join(LotStatus)
        raise CaseError("lot.status", f"lot.status: {word[:40]!r} must be one of {known}.") from None


def _number(plan: Mapping[str, Any]) -> int | None:
    found = plain.figure("needles", plan.get("needles"))
    if found is None:
        return None
    if found != int(found):
        raise CaseError("needles", f"needles: {found:g} is not a whole number.")
    return int(found)
