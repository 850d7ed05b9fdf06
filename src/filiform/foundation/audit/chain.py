"""Checks the chain of a practice's audit log, and keeps its head outside the database.

The hash of an entry covers the hash before it, so a changed, missing or inserted entry breaks the chain from
there on. Cutting off the end leaves a sound but shorter chain: that shows against the head kept in a file.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from uuid import UUID

from .models import AuditEntry, AuditHead


@dataclass(frozen=True)
class ChainFault:
    """Where a chain is broken: the number of the entry and what is wrong there."""

    practice: UUID
    seq: int
    fault: str


def entry_hash(previous: str, entry: AuditEntry) -> str:
    """SHA-256 (hex) over the previous hash and the entry's columns, as the database function computes it."""
    parts = (
        previous,
        entry.practice_id,
        entry.seq,
        entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        entry.actor,
        entry.origin,
        entry.reference,
        entry.act,
        entry.what,
        entry.object_id or "",
        entry.patient_id or "",
        entry.why,
        entry.digest,
    )
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()


def verify(
    practice: UUID, entries: Iterable[AuditEntry], head: AuditHead | None, kept: dict[str, object] | None
) -> list[ChainFault]:
    """All faults of one chain; `entries` in order of seq, `kept` the head from outside the database."""
    faults: list[ChainFault] = []
    previous, expected = "", 1
    kept_seq = int(str(kept["seq"])) if kept else 0
    for entry in entries:
        if entry.seq != expected:
            faults.append(ChainFault(practice, expected, f"entries {expected} to {entry.seq - 1} are missing"))
        if entry.hash != entry_hash(previous, entry):
            faults.append(ChainFault(practice, entry.seq, "the entry or one before it was changed"))
        if kept and entry.seq == kept_seq and entry.hash != kept["hash"]:
            faults.append(ChainFault(practice, entry.seq, "differs from the head kept outside the database"))
        previous, expected = entry.hash, entry.seq + 1
    last = expected - 1
    if head is not None and (head.seq, head.hash) != (last, previous):
        faults.append(ChainFault(practice, last, f"the chain ends at {last}, its head in the database at {head.seq}"))
    if kept_seq > last:
        faults.append(ChainFault(practice, last, f"the chain ends at {last}, the head kept outside at {kept_seq}"))
    return faults


class HeadKeeper:
    """Keeps the newest head of each chain as a small file in a folder outside the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, practice: UUID) -> Path:
        """The file of a practice's head."""
        return self.folder / f"{practice}.json"

    def read(self, practice: UUID) -> dict[str, object] | None:
        """The kept head ({"seq", "hash"}), or None when none was kept yet."""
        try:
            return dict(json.loads(self.path(practice).read_text()))
        except FileNotFoundError:
            return None

    def keep(self, practice: UUID, seq: int, digest: str) -> None:
        """Keep this head unless a newer one is there; two processes take turns by a lock."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            there = self.read(practice)
            if there and int(str(there["seq"])) >= seq:
                return
            fresh = self.path(practice).with_suffix(".new")
            fresh.write_text(json.dumps({"seq": seq, "hash": digest}))
            fresh.replace(self.path(practice))
