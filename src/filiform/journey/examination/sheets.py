"""The examination page's forms: filled with this visit's own save, a draft, or what was just posted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from filiform.foundation.record.public import VisitFile

from . import queries
from .actions import Entered
from .codes import Found, Phase
from .forms import ExaminationForm
from .models import Examination
from .picking import structure_label, zone_label
from .rows import FINDINGS, KINDS, MOST_ROWS, USUAL, Rows

Initial = list[dict[str, Any]]
#: Kinds whose questions come from last time: one more line is asked for with a button.
ASKED_AGAIN = ("motions", "activities")


@dataclass
class Sheet:
    """The form and its rows, by kind."""

    form: ExaminationForm
    rows: dict[str, Rows]

    @property
    def every(self) -> list[Any]:
        """All forms, for the summary of errors."""
        return [self.form, *self.rows.values()]

    def is_valid(self) -> bool:
        """Check all of them, so that all errors show at once."""
        found = [each.is_valid() for each in self.every]
        return all(found)

    @property
    def says_something(self) -> bool:
        """Whether anything is filled in; asked of a valid sheet."""
        return self.form.says_something or any(rows.values() for rows in self.rows.values())

    def entered(self) -> Entered:
        """What a valid sheet says."""
        parts = {name: rows.values() for name, rows in self.rows.items()}
        return Entered(scores=self.form.scores(), neuro=self.form.neuro(), **parts)


def kinds_of(phase: str) -> tuple[str, ...]:
    """Which rows a phase has: after needling only motion is measured again."""
    return tuple(KINDS) if phase == Phase.BEFORE else ("motions",)


def posted(data: QueryDict, phase: str) -> Sheet:
    """The sheet as it was sent, to be checked."""
    rows = {name: KINDS[name][0](data, prefix=name) for name in kinds_of(phase)}
    return Sheet(ExaminationForm(data), rows)


def redrawn(data: QueryDict, phase: str, more: str = "", structure: str = "", usual: str = "") -> Sheet:
    """The sheet as it was sent, unchecked; with more rows of one kind, a row for a structure, or the usual findings
    set in a row (`usual` is its place)."""
    form = ExaminationForm(initial={name: data.get(name) for name in ExaminationForm().fields if name in data})
    initial = {name: _rows_in(data, name) for name in kinds_of(phase)}
    if structure and "findings" in initial:
        rows = initial["findings"]
        place = next((row for row in rows if not row.get("structure")), None)
        if place is None and len(rows) < MOST_ROWS:
            rows.append(place := {})
        if place is not None:
            place["structure"] = structure_label(structure)
    if usual.isascii() and usual.isdigit() and int(usual) < len(initial.get("findings", ())):
        initial["findings"][int(usual)] |= dict.fromkeys(USUAL, str(Found.YES))
    blank = {name: KINDS[name][1] if name == more else 0 for name in initial}
    return _fresh(form, initial, blank)


def shown(visit: VisitFile, phase: str, own: Examination | None) -> Sheet:
    """The sheet with what this visit saved. Nothing found at another visit is copied in.

    Only questions come from elsewhere: which motions and activities were measured last, without their values.
    """
    fields: dict[str, Any] = {"phase": phase, "based_on": str(own.id) if own else ""}
    if own:
        fields |= _fields_of(own)
        initial = _rows_of(own, phase)
    else:
        initial = _questions(visit, phase)
    blank = {name: KINDS[name][1] if not rows else int(name not in ASKED_AGAIN) for name, rows in initial.items()}
    return _fresh(ExaminationForm(initial=fields), initial, blank)


def _fresh(form: ExaminationForm, initial: Mapping[str, Initial], blank: Mapping[str, int]) -> Sheet:
    rows = {}
    for name, values in initial.items():
        formset = KINDS[name][0](prefix=name, initial=values)
        formset.extra = max(0, min(blank[name], MOST_ROWS - len(values)))
        rows[name] = formset
    return Sheet(form, rows)


def _fields_of(own: Examination) -> dict[str, Any]:
    names = (
        "pain_now",
        "pain_worst",
        "pain_average",
        "painkiller",
        "painkiller_what",
        "painkiller_hours",
        "notes",
        "figure",
    )
    found = {name: getattr(own, name) for name in names}
    for row in queries.nerves_of(own.id):
        found |= {f"neuro_{row.test}": row.result, f"where_{row.test}": row.where}
    return found


def _rows_of(own: Examination, phase: str) -> dict[str, Initial]:
    found: dict[str, Initial] = {
        "zones": [
            row.values("side", "intensity", "quality", "drawing") | {"zone": zone_label(row.zone)}
            for row in queries.zones_of(own.id)
        ],
        "activities": [row.values("name", "score") for row in queries.activities_of(own.id)],
        "motions": [row.values("movement", "side", "degrees") for row in queries.motions_of(own.id)],
        "findings": [
            row.values("side", *FINDINGS, "pressure_kpa", "note") | {"structure": structure_label(row.structure)}
            for row in queries.muscles_of(own.id)
        ],
    }
    return {name: found[name] for name in kinds_of(phase)}


def _questions(visit: VisitFile, phase: str) -> dict[str, Initial]:
    found: dict[str, Initial] = {name: [] for name in kinds_of(phase)}
    here = phase == Phase.AFTER
    saves = queries.saves(visit.id, Phase.BEFORE) if here else queries.last_saves(visit, Phase.BEFORE)
    earlier = queries.own(saves) or next(iter(saves), None)
    if earlier:
        found["motions"] = [row.values("movement", "side") for row in queries.motions_of(earlier.id)]
        if "activities" in found:
            found["activities"] = [row.values("name") for row in queries.activities_of(earlier.id)]
    return found


def _rows_in(data: QueryDict, prefix: str) -> Initial:
    names = KINDS[prefix][0].form().fields
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    count = min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() and len(total) < 4 else 0
    rows = [{name: data.get(f"{prefix}-{at}-{name}", "") for name in names} for at in range(count)]
    return [{name: value for name, value in row.items() if value} for row in rows]
