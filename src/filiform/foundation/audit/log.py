"""Leaves entries in the audit log that no trigger can see: reads, refusals, log-ins.

Writes need no call: a trigger on every table of a practice audits them. Entries are written at the end of the
scope; they survive a rollback, because a refused attempt and a look at a record happened all the same.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from filiform.foundation.tenancy.scope import current

#: How long one entry speaks for what an open page asks by itself: as long as a session may idle.
WINDOW = timedelta(minutes=15)
#: Entries of the patient that are looked through; a busier quarter of an hour gets one entry more, never one less.
LOOKED_THROUGH = 200

_UNLESS_THERE = """
SELECT ff_audit_append(%s, %s, %s::uuid, %s::uuid, %s, '') WHERE NOT EXISTS (
  SELECT 1 FROM (
    SELECT at, actor, act, what, object_id, why FROM audit_entry
    WHERE practice_id = %s AND patient_id = %s ORDER BY seq DESC LIMIT %s
  ) AS newest
  WHERE actor = current_setting('filiform.actor') AND act = %s AND what = %s AND object_id = %s AND why = %s
    AND at > clock_timestamp() - %s
)"""


def note(act: str, what: str, *, object_id: UUID | None = None, patient: UUID | None = None, why: str = "") -> None:
    """Leave one entry when the scope ends. `why` is a code or an id, never clinical text."""
    act, what, why = _one_line(act, 40), _one_line(what, 80), _one_line(why, 500)
    append = "SELECT ff_audit_append(%s, %s, %s::uuid, %s::uuid, %s, '')"
    current().at_end.append((append, (act, what, object_id, patient, why)))


def note_once(act: str, what: str, *, object_id: UUID, patient: UUID, why: str) -> None:
    """The same for what an open page asks by itself, again and again: one entry per person in each WINDOW.

    The first is always entered. An entry that is not committed yet is not seen by others, so that two at the same
    moment are two entries; the chain knows no entry that is left out, because none was begun.
    """
    act, what, why = _one_line(act, 40), _one_line(what, 80), _one_line(why, 500)
    entry, there = (act, what, object_id, patient, why), (act, what, object_id, why)
    values = (*entry, current().practice, patient, LOOKED_THROUGH, *there, WINDOW)
    current().at_end.append((_UNLESS_THERE, values))


def _one_line(text: str, most: int) -> str:
    """The chain joins its fields by line feeds; one inside a field could be moved to another unseen."""
    return " ".join(text.split())[:most]
