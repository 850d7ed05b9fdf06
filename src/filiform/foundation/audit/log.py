"""Leaves entries in the audit log that no trigger can see: reads, refusals, log-ins.

Writes need no call: a trigger on every table of a practice audits them. Entries are written at the end of the
scope; they survive a rollback, because a refused attempt and a look at a record happened all the same.
"""

from __future__ import annotations

from uuid import UUID

from filiform.foundation.tenancy.scope import current


def note(act: str, what: str, *, object_id: UUID | None = None, patient: UUID | None = None, why: str = "") -> None:
    """Leave one entry when the scope ends. `why` is a code or an id, never clinical text."""
    # The chain joins its fields by line feeds; one inside a field could be moved to another unseen.
    entry = (" ".join(act.split())[:40], " ".join(what.split())[:80], object_id, patient, " ".join(why.split())[:500])
    current().at_end.append(("SELECT ff_audit_append(%s, %s, %s::uuid, %s::uuid, %s, '')", entry))
