"""Today beside last time, and after beside before: values side by side with what a change may mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from filiform.core.examination import Change, motion_change
from filiform.knowledge.records import Motion

from .models import Examination
from .movements import MOVEMENTS, error_of, error_text, published_errors
from .queries import motions_of

Readings = dict[tuple[str, str], Decimal]


@dataclass(frozen=True)
class MotionLine:
    """One motion: last visit, before and after needling today, in degrees; None is not measured."""

    name: str
    last: Decimal | None
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    meaning: str
    errors: tuple[tuple[str, Motion], ...]


def motion_lines(
    last: Examination | None, before: Examination | None, after: Examination | None
) -> tuple[MotionLine, ...]:
    """Every motion that was measured. The change is after against before, else today against last visit."""
    then, now, later = _readings(last), _readings(before), _readings(after)
    return tuple(
        _line(key, then.get(key), now.get(key), later.get(key)) for key in dict.fromkeys([*now, *later, *then])
    )


def _readings(examination: Examination | None) -> Readings:
    if examination is None:
        return {}
    return {(row.movement, row.side): row.degrees for row in motions_of(examination.id)}


def _line(key: tuple[str, str], last: Decimal | None, before: Decimal | None, after: Decimal | None) -> MotionLine:
    movement, side = key
    old, new = (
        (before, after) if after is not None and before is not None else (last, after if after is not None else before)
    )
    change = new - old if new is not None and old is not None else None
    error = error_of(movement)
    errors = tuple((error_text(each), each) for each in published_errors(movement))
    found = motion_change(_plain(old), _plain(new), error)
    return MotionLine(
        name=motion_name(movement, side),
        last=last,
        before=before,
        after=after,
        change=change,
        meaning=_meaning(found, measured=change is not None, published=bool(errors)),
        errors=errors,
    )


def motion_name(movement: str, side: str) -> str:
    """A motion with its side in words."""
    found = MOVEMENTS.get(movement)
    name = found.name if found else movement
    return {"left": _("%(name)s, left"), "right": _("%(name)s, right")}.get(side, "%(name)s") % {"name": name}


def _plain(degrees: Decimal | None) -> float | None:
    return None if degrees is None else float(degrees)


def _meaning(change: Change, *, measured: bool, published: bool) -> str:
    if not measured:
        return "" if published else _("no published error here")
    return {
        Change.WITHIN_ERROR: _("within measurement error"),
        Change.UNCERTAIN: _("may be measurement error"),
        Change.BEYOND_ERROR: _("more than the published error"),
        Change.UNKNOWN: _("no published error here"),
    }[change]
