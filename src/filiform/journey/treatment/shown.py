"""What the pages of treatment show: needles in place with their clocks, what is noted, what else was done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.utils.translation import gettext as _
from uuid6 import uuid7

from filiform.core.needling import Count, Level
from filiform.core.values import Site
from filiform.foundation.record.public import VisitFile
from filiform.foundation.ui.templatetags.parts import dwell_clock
from filiform.knowledge import load
from filiform.knowledge.structures import facts

from . import leads, queries, sayings, therapies, translate
from .before import Before
from .forms import DetailForm, TakeBackForm
from .models import Insertion, Modality, Stimulation
from .onetap.forms import SetForm
from .other_forms import ModalityForm, StimulationForm, WithoutForm
from .therapies import Current
from .told import entry_facts, site_label, size_line, twitch_text
from .translate import Entry, Session
from .words import SIDES, Kind, WithoutNeedles


def live_entries(session: Session) -> tuple[Entry, ...]:
    """Insertions that were not taken back."""
    return tuple(one for one in translate.entries(session) if one.state != "void")


def for_a_lead(session: Session) -> tuple[Entry, ...]:
    """Needles that a current may have gone through: those that stay in, in place first."""
    stay = [one for one in live_entries(session) if not _in_and_out(one.insertion.technique)]
    return tuple(sorted(stay, key=lambda one: one.state != "in"))


def _in_and_out(technique: str) -> bool:
    known = load().techniques.get(technique)
    return known is not None and known.in_and_out


def _lead_rules(visit: VisitFile, before: Before, entries: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """What to know of a current in this person at these sites, before it is switched on."""
    found = leads.outlook(visit, before, tuple(dict.fromkeys(one.site for one in entries)))
    return [
        {"state": "stop" if one.level is Level.REFUSE else "caution", "text": sayings.text_of(one.code, one.params)}
        for one in found
        if one.level is not Level.NOTE
    ]


def in_use(session: Session) -> list[tuple[UUID, str]]:
    """Physical needles of the visit as choices, with where each was first."""
    found: dict[UUID, str] = {}
    for one in live_entries(session):
        label = _("Needle %(number)s again (%(site)s)") % {"number": one.number, "site": site_label(one.site)}
        found.setdefault(one.insertion.needle, label)
    return list(found.items())


def needles_page(
    visit: VisitFile, session: Session, before: Before, typed: Mapping[str, BaseForm], about: UUID | None
) -> dict[str, Any]:
    """Context of the needles step, apart from the form of the next needle."""
    entries = translate.entries(session)
    when, last = queries.last_needles(visit.patient.id, before=visit.visit.starts_at)
    leads_of = for_a_lead(session)
    electrical = any(_electrical(one.insertion.technique) for one in leads_of)
    return {
        "in_place_rows": [_row(one, typed, about) for one in entries if one.state == "in"],
        "done_rows": [_row(one, typed, about) for one in entries if one.state == "out"],
        "void_rows": [_row(one, typed, about) for one in entries if one.state == "void"],
        "needles_in_place": len({one.insertion.needle for one in entries if one.state == "in"}),
        "to_count": visit.writable and bool(session.live) and not queries.count_of(session).closed,
        "structures": structure_names(),
        "hazards": [_hazards(site) for site in before.planned],
        "last_when": when,
        "last_needles": [one_line(one) for one in last],
        "set_form": typed.get("set") or SetForm(),
        "without": _without(visit),
        "without_form": typed.get("without") or WithoutForm(),
        "modality_form": typed.get("modality") or ModalityForm(),
        "modalities": [modality_row(row, typed, about) for row in therapies.modalities(visit.id)],
        "stimulation_form": typed.get("stimulation") or StimulationForm(entries=leads_of),
        "offer_stimulation": len(leads_of) > 1 or "stimulation" in typed,
        "open_stimulation": electrical or "stimulation" in typed,
        "lead_rules": _lead_rules(visit, before, leads_of) if visit.writable and len(leads_of) > 1 else [],
        "currents": [current_row(one, entries, typed, about) for one in therapies.currents(visit.id)],
        "open_forms": set(typed),
        "all_forms": [form for form in typed.values() if form is not None],
    }


def _row(entry: Entry, typed: Mapping[str, BaseForm], about: UUID | None) -> dict[str, Any]:
    mine = about == entry.id
    return {
        "entry": entry,
        "title": site_label(entry.site),
        "side": str(dict(SIDES).get(str(entry.site.side or ""), "")).lower(),
        **_facts(entry),
        "clock": dwell_clock(entry.since, entry.insertion.planned_dwell, until=entry.until) if entry.since else None,
        "tap": uuid7(),
        "tap_twitch": uuid7(),
        "tap_back": uuid7(),
        **_amending(entry, typed, mine),
        "against": len(entry.insertion.against),
    }


def _amending(entry: Entry, typed: Mapping[str, BaseForm], mine: bool) -> dict[str, Any]:
    """The forms of the one needle that somebody amends; ten needles with all their forms would be a slow page."""
    if not mine:
        return {"open": False}
    return {
        "open": True,
        "noting": "void" not in typed,
        "taking_back": "void" in typed,
        "detail_form": typed.get("detail") or DetailForm(entry=entry.id),
        "void_form": typed.get("void") or TakeBackForm(entry=entry.id),
    }


def _facts(entry: Entry) -> dict[str, Any]:
    """What is recorded as pairs, and the names of what is not: silence is shown, in one line."""
    every = entry_facts(entry)
    silent = [str(term) for term, value in every if value in (None, "")]
    return {"facts": [pair for pair in every if pair[1] not in (None, "")], "silent": ", ".join(silent).lower()}


def one_line(entry: Entry) -> str:
    """An insertion in one line: where, needle, technique, depth, twitches."""
    parts = [site_label(entry.site), size_line(entry), translate.technique_label(entry.insertion.technique)]
    if entry.depth_mm is not None:
        parts.append(_("%(depth)s mm deep") % {"depth": f"{entry.depth_mm.normalize():f}"})
    if entry.twitches is not None:
        parts.append(_("twitches: %(text)s") % {"text": twitch_text(entry.twitches)})
    return ", ".join(parts)


def modality_row(row: Modality, typed: Mapping[str, BaseForm], about: UUID | None) -> dict[str, Any]:
    """Another therapy in one line, with the form that takes it back."""
    form = (typed.get("modality_back") if about == row.id else None) or TakeBackForm(entry=row.id)
    return {"line": modality_line(row), "form": form, "open": about == row.id}


def modality_line(row: Modality) -> str:
    """Kind, what, where, when, by whom, how long."""
    when = "" if row.here else row.on.isoformat() if row.on else row.when_text
    length = _("%(n)s min") % {"n": row.minutes} if row.minutes else ""
    parts = (str(Kind(row.kind).label), row.what, row.where, when, row.by_whom, length, row.note)
    return ", ".join(part for part in parts if part)


def current_row(
    one: Current, entries: tuple[Entry, ...], typed: Mapping[str, BaseForm], about: UUID | None
) -> dict[str, Any]:
    """A current in one line: with the form that takes it back, or with who did so, when and why."""
    form = (typed.get("stimulation_back") if about == one.row.id else None) or TakeBackForm(entry=one.row.id)
    back = one.back
    who = back.author.name if back and back.author else ""
    gone = {"who": who, "when": back.recorded_at, "why": back.note} if back else None
    return {"line": stimulation_line(one.row, entries), "form": form, "open": about == one.row.id, "gone": gone}


def stimulation_line(row: Stimulation, entries: tuple[Entry, ...]) -> str:
    """The pair, frequency, intensity, minutes."""
    needles = pair(row, entries)
    parts = [
        _("needles %(pair)s") % {"pair": needles} if needles else "",
        f"{row.frequency_hz.normalize():f} Hz" if row.frequency_hz is not None else "",
        f"{row.intensity_ma.normalize():f} mA" if row.intensity_ma is not None else "",
        _("%(n)s min") % {"n": row.minutes} if row.minutes else "",
        row.note,
    ]
    return ", ".join(part for part in parts if part)


def pair(row: Stimulation, entries: tuple[Entry, ...]) -> str:
    """The numbers of the needles that the current went through."""
    number = {one.id: one.number for one in entries}
    return " – ".join(str(number[one]) for one in (row.first_id, row.second_id) if one in number)


@cache
def structure_names() -> tuple[str, ...]:
    """Names for the list that opens while typing."""
    return tuple(sorted({structure.label for structure in load().structures.values()}))


def _without(visit: VisitFile) -> dict[str, str] | None:
    found = queries.without_needles(visit)
    if found is None:
        return None
    return {**found, "reason_text": str(WithoutNeedles(found["reason"]).label)}


def _hazards(site: Site) -> dict[str, Any]:
    known = facts(site)
    structure = load().structures[site.structure]
    return {
        "title": site_label(site),
        "landmark": structure.landmark,
        "hazards": [one.text for one in known.hazards],
        "distances": [load().distances[one.id] for one in known.distances],
        "guidance": known.guidance_advised,
        "sources": [{"title": one.citation, "how": str(one.how), "url": one.url} for one in structure.sources],
    }


def _electrical(technique: str) -> bool:
    known = load().techniques.get(technique)
    return known is not None and known.electrical


def contradictions(count: Count, entries: tuple[Entry, ...]) -> list[str]:
    """What the record of needles says against itself, in words."""
    number = {str(one.insertion.needle): one.number for one in entries}
    said = {
        "removed-never-placed": _("A needle was recorded as out that never went in"),
        "dropped-while-in-place": _("A needle was recorded as dropped that is still in place"),
        "event-conflict": _("One entry was sent with two contents"),
        "voided-event-unknown": _("An entry was taken back that is not here yet"),
        "voided-event-is-a-void": _("A taking back was taken back"),
    }
    lines = []
    for reason in count.mismatch:
        found = number.get(str(reason.get("needle")))
        lines.append(said.get(reason.code, reason.code) + (f" ({_('needle')} {found})" if found else ""))
    return lines


def row_label(row: Insertion) -> str:
    """Where an insertion was."""
    return site_label(translate.site_of(row))
