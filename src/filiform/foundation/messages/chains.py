"""Checks the audit chains of all practices, and keeps their heads outside the database.

The heads are kept by the worker each minute and when it starts and ends, not by each page: a page then pays
nothing, and pages never wait for a disk. What is left open is the last minute before a cut; the log of the
database itself covers that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from filiform.foundation.audit.chain import ChainFault, HeadKeeper, verify
from filiform.foundation.audit.models import AuditEntry, AuditHead
from filiform.foundation.tenancy.models import Practice
from filiform.foundation.tenancy.scope import SYSTEM, enter

BATCH = 2000
"""Entries read at a time; a chain of years does not fit into memory."""


@dataclass(frozen=True)
class Checked:
    """One chain as it was found: how many entries, how far the kept head reaches, what is wrong."""

    practice: UUID
    entries: int
    kept: int | None
    faults: tuple[ChainFault, ...]


def keeper() -> HeadKeeper:
    """The folder of heads outside the database."""
    return HeadKeeper(Path(settings.AUDIT_HEADS))


def keep_heads() -> int:
    """Keep the present head of every practice outside the database; returns how many practices have one."""
    kept = 0
    heads = keeper()
    for practice in _practices():
        with enter(practice=practice, actor=SYSTEM, origin="job"):
            head = AuditHead.objects.first()
        if head is not None:
            heads.keep(practice, head.seq, head.hash)
            kept += 1
    return kept


def check_all() -> Iterator[Checked]:
    """Check every practice's chain, and that no practice with a kept head is gone."""
    there = _practices()
    for practice in there:
        yield check(practice)
    for path in sorted(keeper().folder.glob("*.json")):
        try:
            practice = UUID(path.stem)
        except ValueError:
            continue
        if practice not in there:
            gone = ChainFault(practice, 0, "the practice is gone from the database, its kept head is there")
            yield Checked(practice, 0, None, (gone,))


def check(practice: UUID) -> Checked:
    """Read one chain from its first entry to its head and compare it with both heads.

    The kept head is read first and the entries last, so that what is written meanwhile is no fault.
    """
    kept, faults = _kept(practice)
    with enter(practice=practice, actor=SYSTEM, origin="audit"):
        head = AuditHead.objects.first()
        last = head.seq if head else 0
        entries = AuditEntry.objects.filter(seq__lte=last).order_by("seq").iterator(chunk_size=BATCH)
        faults += verify(practice, entries, head, kept)
        faults += _beyond_the_head(practice)
    return Checked(practice, last, int(str(kept["seq"])) if kept else None, tuple(faults))


def _kept(practice: UUID) -> tuple[dict[str, object] | None, list[ChainFault]]:
    try:
        kept = keeper().read(practice)
        if kept is not None:
            int(str(kept["seq"])), str(kept["hash"])
        return kept, []
    except (ValueError, KeyError, TypeError):
        return None, [ChainFault(practice, 0, f"{keeper().path(practice)} cannot be read")]


def _beyond_the_head(practice: UUID) -> list[ChainFault]:
    """Entries that no head knows; the head is read after them, so that it knows all that came in order."""
    newest = AuditEntry.objects.aggregate(newest=Max("seq"))["newest"] or 0
    head = AuditHead.objects.first()
    known = head.seq if head else 0
    if newest > known:
        return [ChainFault(practice, known, f"entries up to {newest} are there, the head knows {known}")]
    return []


def outcome_path(practice: UUID) -> Path:
    """The file that tells how the last nightly check of a practice went."""
    return keeper().folder / f"{practice}.checked"


def told_before(checked: Checked) -> bool:
    """Keep the outcome of a nightly check; True when the last one found the same."""
    path = outcome_path(checked.practice)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = json.dumps([[fault.seq, fault.fault] for fault in checked.faults])
    before = path.read_text() if path.exists() else "[]"
    path.write_text(fresh)
    return fresh == before


def _practices() -> list[UUID]:
    return list(Practice.objects.order_by("id").values_list("id", flat=True))
