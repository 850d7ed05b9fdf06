"""The chain of the audit log shows every kind of tampering, also by a superuser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from filiform.foundation.audit.chain import HeadKeeper, verify
from filiform.foundation.audit.models import AuditEntry, AuditHead
from tests.support.practice import PracticeKit


def _faults(practice: PracticeKit, kept: dict[str, object] | None = None) -> list[str]:
    with practice.as_role("auditor"):
        entries, head = list(AuditEntry.objects.order_by("seq")), AuditHead.objects.first()
    return [fault.fault for fault in verify(practice.id, entries, head, kept)]


@contextmanager
def _superuser() -> Iterator[psycopg.Connection]:
    from filiform.project.database import ensure

    reach = ensure(Path(os.environ["FILIFORM_DATA"]), throwaway=True)
    database = os.environ["FILIFORM_DATABASE"]
    with psycopg.connect(**reach.psycopg("admin", database), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        yield admin


@pytest.fixture
def busy(practice: PracticeKit) -> PracticeKit:
    """A practice with a few entries in its log."""
    practice.make_visit(practice.make_patient())
    return practice


def test_an_untouched_chain_is_sound(busy: PracticeKit) -> None:
    assert _faults(busy) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET why = 'other' WHERE practice_id = %s AND seq = 3",
        "UPDATE audit_entry SET at = at + interval '1 s' WHERE practice_id = %s AND seq = 3",
        "DELETE FROM audit_entry WHERE practice_id = %s AND seq = 3",
        "DELETE FROM audit_entry WHERE practice_id = %s AND seq = 1",
        "UPDATE audit_entry SET hash = repeat('0', 64) WHERE practice_id = %s AND seq = 3",
        "INSERT INTO audit_entry (practice_id, seq, at, actor, origin, reference, act, what, why, digest, hash)"
        " VALUES (%s, 9999, now(), '', '', '', 'read', 'x', '', '', repeat('0', 64))",
    ],
)
def test_tampering_shows(busy: PracticeKit, statement: str) -> None:
    with _superuser() as admin:
        admin.execute(statement, (busy.id,))
    assert _faults(busy) != []


def test_a_chain_cut_short_shows_against_the_head_outside(busy: PracticeKit, tmp_path: Path) -> None:
    with busy.as_role("auditor"):
        head = AuditHead.objects.get()
    keeper = HeadKeeper(tmp_path / "heads")
    keeper.keep(busy.id, head.seq, head.hash)
    with _superuser() as admin:
        admin.execute("DELETE FROM audit_entry WHERE practice_id = %s AND seq = %s", (busy.id, head.seq))
        admin.execute(
            "UPDATE audit_head SET seq = seq - 1, hash = (SELECT hash FROM audit_entry e"
            " WHERE e.practice_id = audit_head.practice_id AND e.seq = %s) WHERE practice_id = %s",
            (head.seq - 1, busy.id),
        )
    assert _faults(busy) == []
    assert _faults(busy, keeper.read(busy.id)) != []


def test_an_older_head_never_replaces_a_newer_one(tmp_path: Path, busy: PracticeKit) -> None:
    keeper = HeadKeeper(tmp_path)
    keeper.keep(busy.id, 9, "nine")
    keeper.keep(busy.id, 8, "eight")
    assert keeper.read(busy.id) == {"seq": 9, "hash": "nine"}
