"""What can be told of the audit log without reading it through: how long it is, and how the last check went."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from filiform.foundation.audit.models import AuditEntry, AuditHead
from filiform.foundation.messages.chains import outcome_path
from filiform.foundation.tenancy.scope import current


@dataclass(frozen=True)
class ChainState:
    """Entries so far, when the newest was written, when the chain was last checked, and its faults then.

    `checked_at` and `faults` are None when no check has run or its outcome cannot be read: unknown, not sound.
    """

    entries: int
    newest: datetime | None
    checked_at: datetime | None
    faults: int | None


def state() -> ChainState:
    """The state of this practice's chain."""
    head = AuditHead.objects.first()
    newest = AuditEntry.objects.filter(seq=head.seq).first() if head else None
    checked_at, faults = _last_check()
    return ChainState(head.seq if head else 0, newest.at if newest else None, checked_at, faults)


def _last_check() -> tuple[datetime | None, int | None]:
    path = outcome_path(current().practice)
    try:
        faults = len(json.loads(path.read_text()))
        return datetime.fromtimestamp(path.stat().st_mtime, UTC), faults
    except (OSError, ValueError, TypeError):
        return None, None
