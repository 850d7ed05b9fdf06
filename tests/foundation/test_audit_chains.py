"""What somebody with all rights in the database does to an audit log shows against its chain and its heads."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from filiform.foundation.messages import chains
from filiform.project.configuration import reach
from tests.support.practice import PracticeKit

OFF, ON = "ALTER TABLE audit_entry DISABLE TRIGGER USER", "ALTER TABLE audit_entry ENABLE TRIGGER USER"
CUT = "DELETE FROM audit_entry WHERE practice_id = %(p)s AND seq > 3"
HEAD_BACK = (
    "UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_entry WHERE practice_id = %(p)s AND seq = 3)"
    " WHERE practice_id = %(p)s"
)
COLUMNS = "practice_id, seq, at, actor, origin, reference, act, what, object_id, patient_id, why, digest, hash"


def tamper(practice: PracticeKit, *statements: str) -> None:
    with psycopg.connect(**reach(Path(settings.DATA)).psycopg("admin")) as connection:
        for statement in (OFF, *statements, "SET CONSTRAINTS ALL IMMEDIATE", ON):
            connection.execute(statement, {"p": practice.id})  # type: ignore[arg-type]


@pytest.fixture
def kept(practice: PracticeKit) -> PracticeKit:
    """A practice with six entries and more, whose head is kept outside."""
    chains.keep_heads()
    found = chains.check(practice.id)
    assert found.faults == ()
    assert found.entries >= 6
    assert found.kept == found.entries
    return practice


def faults(practice: PracticeKit) -> str:
    return "; ".join(one.fault for one in chains.check(practice.id).faults)


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (["UPDATE audit_entry SET why = 'other' WHERE practice_id = %(p)s AND seq = 2"], "was changed"),
        (["UPDATE audit_entry SET actor = 'somebody else' WHERE practice_id = %(p)s AND seq = 4"], "was changed"),
        (["DELETE FROM audit_entry WHERE practice_id = %(p)s AND seq = 3"], "are missing"),
        (["DELETE FROM audit_entry WHERE practice_id = %(p)s AND seq = 1"], "are missing"),
        ([CUT], "its head in the database at"),
        ([CUT, HEAD_BACK], "the head kept outside at"),
        (["DELETE FROM audit_entry WHERE practice_id = %(p)s"], "the chain ends at 0"),
        (
            ["DELETE FROM audit_entry WHERE practice_id = %(p)s", "DELETE FROM audit_head WHERE practice_id = %(p)s"],
            "the head kept outside at",
        ),
        (["TRUNCATE audit_entry, audit_head"], "the head kept outside at"),
        (["DELETE FROM audit_head WHERE practice_id = %(p)s"], "the head knows 0"),
        (
            [
                f"INSERT INTO audit_entry ({COLUMNS}) SELECT practice_id, 1000, at, actor, origin, reference, act,"
                " what, object_id, patient_id, why, digest, hash FROM audit_entry"
                " WHERE practice_id = %(p)s AND seq = 2"
            ],
            "the head knows",
        ),
    ],
)
def test_tampering_shows(kept: PracticeKit, statements: list[str], told: str) -> None:
    tamper(kept, *statements)
    assert told in faults(kept)


def test_a_log_written_anew_shows_against_the_kept_head(kept: PracticeKit) -> None:
    """The whole chain made again by the very function of the database, one word changed: sound in itself."""
    tamper(
        kept,
        "CREATE TEMP TABLE was AS SELECT * FROM audit_entry WHERE practice_id = %(p)s",
        "DELETE FROM audit_entry WHERE practice_id = %(p)s",
        "DELETE FROM audit_head WHERE practice_id = %(p)s",
        "SELECT set_config('filiform.practice', %(p)s::text, true)",
        "SELECT ff_audit_append(act, what, object_id, patient_id, 'forged', digest) FROM was ORDER BY seq",
    )
    assert faults(kept) == "differs from the head kept outside the database"


def test_writing_on_is_no_fault(kept: PracticeKit) -> None:
    kept.make_patient()
    found = chains.check(kept.id)
    assert found.faults == ()
    assert found.kept is not None
    assert found.entries > found.kept


def test_a_spoilt_head_file_is_a_fault_of_its_own(kept: PracticeKit) -> None:
    path = chains.keeper().path(kept.id)
    whole = path.read_text()
    for text in ("", "{}", "[1]", '{"seq": "x", "hash": ""}'):
        path.write_text(text)
        assert "cannot be read" in faults(kept)
    path.write_text(whole)
    assert faults(kept) == ""
