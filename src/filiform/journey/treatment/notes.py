"""The parts of the signed note that treatment gives: needles, other therapies, the count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from filiform.foundation.record.public import VisitFile, plain

from . import queries, shown, therapies, translate
from .line.words import usual_of, words_of
from .models import HandCount, Modality, Stimulation
from .translate import Entry

THERAPY = ("kind", "what", "where", "here", "on", "when_text", "by_whom", "minutes", "note")


def needles_note(visit: VisitFile) -> dict[str, Any]:
    """Every insertion (those taken back too), stimulation, other therapies, or why there were no needles."""
    session = queries.session(visit.id)
    entries = translate.entries(session)
    currents = therapies.currents(visit.id)
    usual = usual_of(visit)
    return {
        "without_needles": queries.without_needles(visit),
        "insertions": [_entry(one, usual) for one in entries if one.state != "void"],
        "taken_back": [_entry(one, usual) | {"reason": one.void_reason} for one in entries if one.state == "void"],
        "stimulation": [_stimulation(one.row, entries) for one in currents if one.back is None],
        "stimulation_taken_back": [
            _stimulation(one.row, entries) | _taken_back(one.back) for one in currents if one.back is not None
        ],
        "other_therapies": [_therapy(row) for row in therapies.modalities(visit.id)],
        "in_words": [said.text for said in words_of(visit)],
    }


def count_note(visit: VisitFile) -> dict[str, Any]:
    """The count by record and by hand, and when the patient left."""
    session = queries.session(visit.id)
    state = queries.count_of(session)
    left = visit.happened("left")
    return plain(
        {
            "placed": state.count.placed,
            "removed": state.count.removed,
            "in_place": state.count.in_place,
            "dropped": state.count.dropped,
            "opened_unused": state.count.opened_unused,
            "closed": state.closed,
            "balanced": state.balanced,
            "counts_by_hand": [_hand(row) for row in session.hand_counts],
            "left_at": left.at if left else None,
        }
    )


def _entry(one: Entry, usual: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    row = one.insertion
    return plain(
        {
            "id": row.id,
            "number": one.number,
            "needle": row.needle,
            "structure": row.structure,
            "structure_name": one.label,
            "side": row.side,
            "point": row.point,
            "state": one.state,
            "in_at": one.since,
            "out_at": one.until,
            "dwell_seconds": one.dwell,
            "planned_dwell_seconds": row.planned_dwell,
            "lot": row.lot.number if row.lot else row.lot_text,
            "diameter_mm": _number(row.diameter_mm),
            "length_mm": _number(row.length_mm),
            "depth_mm": _number(one.depth_mm),
            "angle": row.angle,
            "technique": row.technique,
            "guidance": row.guidance,
            "twitches": one.twitches,
            "sensation": list(one.sensation),
            "familiar_pain": one.recognised,
            "reaction": list(one.reaction),
            "tolerance": one.tolerance,
            "notes": list(one.notes),
            "despite_refusals": [refusal["code"] for refusal in row.against],
            "why_recorded": row.why,
            "way_from": row.way_from,
            "as_usual": list(usual.get(str(row.client_id), ())),
            "by": row.author.name if row.author else "",
            "recorded_at": row.recorded_at,
        }
    )


def _stimulation(row: Stimulation, entries: tuple[Entry, ...]) -> dict[str, Any]:
    return {
        "needles": shown.pair(row, entries),
        "frequency_hz": _number(row.frequency_hz),
        "intensity_ma": _number(row.intensity_ma),
        "minutes": row.minutes,
        "note": row.note,
    }


def _taken_back(row: Stimulation) -> dict[str, Any]:
    """Why, by whom and when a current was taken back."""
    said = {"reason": row.note, "taken_back_by": row.author.name if row.author else "", "at": row.recorded_at}
    return plain(said)


def _therapy(row: Modality) -> dict[str, Any]:
    return plain({name: getattr(row, name) for name in THERAPY})


def _hand(row: HandCount) -> dict[str, Any]:
    return plain(
        {
            "counted": row.counted,
            "at": row.recorded_at,
            "by": row.author.name if row.author else "",
            "with": row.second_person,
            "sharps": row.sharps,
            "mismatch": row.mismatch,
            "note": row.note,
        }
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
