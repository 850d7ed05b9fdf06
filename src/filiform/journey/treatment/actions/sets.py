"""Sets of needles: saved from a visit, shared with the practice, kept to oneself again, retired."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import NotAllowed, Reason, Refused
from filiform.foundation.tenancy.scope import current
from filiform.foundation.tenancy.turns import Turn, take_turns
from filiform.journey.treatment import queries
from filiform.journey.treatment.models import Insertion, NeedleSet, NeedleSetEvent, NeedleSetLine
from filiform.journey.treatment.sets import SetFile, set_file, sets
from filiform.journey.treatment.words import SetMove

#: Number of the turn at the names of a practice's sets.
NAMING = 15


@action(Role.PRACTITIONER)
def save_set(*, visit: VisitFile, name: str, shared: bool = False) -> NeedleSet:
    """Save the needles of a visit as a set under a name: where and how, nothing of the patient.

    Raises Refused when the visit has no needles, or a set that one may use has the name already.
    """
    take_turns(Turn(NAMING, f"sets {current().practice}"))
    rows = queries.needles(visit.id).live
    if not rows:
        text = _("There are no needles yet to save. Place them first.")
        raise Refused(Reason("no-needles", text, field="name"), action="treatment.save_set")
    if any(one.name.casefold() == name.casefold() for one in sets()):
        text = _("There is a set “%(name)s” already. Take another name, or retire that set.") % {"name": name}
        raise Refused(Reason("name-taken", text, field="name"), action="treatment.save_set")
    row = NeedleSet.objects.create(name=name)
    for at, needle in enumerate(rows, 1):
        _line(row, at, needle)
    if shared:
        NeedleSetEvent.objects.create(needle_set=row, kind=SetMove.SHARED)
    return row


def _line(needle_set: NeedleSet, position: int, row: Insertion) -> None:
    NeedleSetLine.objects.create(
        needle_set=needle_set, position=position, structure=row.structure, side=row.side, point=row.point,
        technique=row.technique, guidance=row.guidance, diameter_mm=row.diameter_mm, length_mm=row.length_mm,
        planned_dwell=row.planned_dwell,
    )  # fmt: skip


@action(Role.PRACTITIONER, Role.OWNER)
def move_set(*, needle_set: UUID, kind: str) -> None:
    """Share a set, keep it to oneself again, or retire it; twice changes nothing.

    One's own, or, for an owner, one that is shared. Raises Missing, NotAllowed, and Refused for another move.
    """
    found = set_file(needle_set)
    if kind not in SetMove.values:
        text = _("Choose to share the set, to keep it to yourself, or to retire it.")
        raise Refused(Reason("move", text), action="treatment.move_set")
    if not may_move(found):
        text = _("Only who saved this set, or an owner of the practice, may do this.")
        raise NotAllowed(Reason("not-yours", text), action="treatment.move_set")
    if kind == SetMove.RETIRED or found.shared != (kind == SetMove.SHARED):
        NeedleSetEvent.objects.create(needle_set_id=needle_set, kind=kind)


def may_move(found: SetFile) -> bool:
    """Whether whoever acts may share or retire a set that they may use."""
    return found.mine or current().actor.has(Role.OWNER)
