"""Rows to core events and the state they come to; answers of screening to what is explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone

from filiform.core.consent import (
    By,
    ConsentEvent,
    ConsentSettings,
    ConsentState,
    EventKind,
    Form,
    Required,
    Special,
    judge,
)
from filiform.core.reasons import Reason, params

from . import codes, models

#: Where nothing is known of the law or the practice.
CAUTIOUS = ConsentSettings()
#: Ticks of the form that are special consents of their own, as far as the rule book asks for them.
TICKS = (str(Special.THORAX_TICK), str(Special.PREGNANCY_TEXT), str(Special.CHAPERONE))


@dataclass(frozen=True)
class Answer:
    """What was said at the consent step, checked by the form."""

    kind: str
    form: str = codes.Form.WRITTEN
    by: str = codes.By.PATIENT
    speaker: str = ""
    relation: str = ""
    assent: str = ""
    interpreter: str = ""
    interpreter_name: str = ""
    capacity: str = ""
    capacity_note: str = ""
    risks: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    signed_name: str = ""
    copy_given: bool | None = None
    reason: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def core_event(row: models.ConsentEvent) -> ConsentEvent | None:
    """A row as the rule book takes it; None for a confirmation, which adds nothing to what was given.

    A child's own no makes a guardian's yes a refusal: it ends what was agreed before as well.
    """
    if row.kind == codes.Kind.CONFIRMED:
        return None
    refused = row.kind == codes.Kind.GIVEN and row.assent == codes.Assent.NO
    return ConsentEvent(
        id=str(row.id),
        kind=EventKind.DECLINED if refused else EventKind(row.kind),
        at=timezone.localtime(row.at),
        form=Form(row.form),
        by=By(row.by),
        risks=frozenset(row.risks),
        special=frozenset(_special(row)),
        regions=frozenset(row.regions),
    )


def _special(row: models.ConsentEvent) -> Iterable[str]:
    yield from row.special
    if row.assent == codes.Assent.YES:
        yield str(Special.ASSENT)
    if row.interpreter == codes.Interpreter.PRESENT:
        yield str(Special.INTERPRETER)


def relevant(rows: Iterable[models.ConsentEvent], episode: object) -> list[models.ConsentEvent]:
    """Consents of the episode, and every refusal and withdrawal of the patient."""
    return [row for row in rows if row.kind in ("declined", "withdrawn") or row.episode_id == episode]


def standing(
    rows: list[models.ConsentEvent], required: Required, on: date, settings: ConsentSettings = CAUTIOUS
) -> ConsentState:
    """What the consents on record come to, whether or not anybody asked today."""
    if not required.regions:
        return ConsentState(False, (Reason("sites-missing"),), judge([], required, on, settings).covers)
    return judge([event for event in map(core_event, rows) if event], required, on, settings)


def state_of(
    rows: list[models.ConsentEvent], required: Required, on: date, visit: object, settings: ConsentSettings = CAUTIOUS
) -> ConsentState:
    """What they come to for this visit; a consent from an earlier visit counts once confirmed today."""
    found = standing(rows, required, on, settings)
    if not found.valid or _spoken_at(rows, visit):
        return found
    until = found.covers.until
    reason = Reason("not-confirmed-today", params(until=until.isoformat() if until else None))
    return replace(found, valid=False, why=(reason,))


def not_known(state: ConsentState, sites: Iterable[str]) -> ConsentState:
    """The state while the knowledge does not know some planned sites: their risks were never explained."""
    why = tuple(Reason("site-unknown", params(site=site)) for site in sites)
    return replace(state, valid=False, why=(*why, *state.why))


def _spoken_at(rows: list[models.ConsentEvent], visit: object) -> bool:
    return any(row.visit_id == visit and row.kind in ("given", "confirmed") for row in rows)


def last_standing(rows: list[models.ConsentEvent]) -> models.ConsentEvent | None:
    """The newest consent that was given, or None."""
    return next((row for row in reversed(rows) if row.kind == codes.Kind.GIVEN), None)
