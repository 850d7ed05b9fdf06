"""A backup restored elsewhere holds the same rows, walls and chains; what is not whole or not empty is refused."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from tests.project.cli.conftest import Installation

from filiform.project import database

PHRASE = "a long enough phrase"


def everything(installation: Installation) -> dict[str, list[str]]:
    """All rows of all tables as the server prints them, told independently of the backup's own way."""
    with installation.asking() as ask:
        return {
            name: [text for (text,) in ask(f'SELECT t::text COLLATE "C" FROM "{name}" t ORDER BY 1')]
            for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        }


def standing(installation: Installation) -> list[list[object]]:
    """Policies, triggers, keys and grants of all tables, and all counters."""
    return [
        installation.ask("SELECT * FROM pg_policies ORDER BY tablename, policyname"),
        installation.ask(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        ),
        installation.ask("SELECT conrelid::regclass::text, conname, convalidated FROM pg_constraint ORDER BY 1, 2"),
        installation.ask(
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
        ),
        installation.ask(
            "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE table_schema = 'public' ORDER BY 1, 2, 3"
        ),
        installation.ask("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"),
    ]


def test_every_row_comes_back(made: Installation, installation: Installation, backup_file: Path, place: Path) -> None:
    before, walls = everything(installation), standing(installation)
    told = made.run("restore", backup_file, "--into", place / "elsewhere").stdout
    copy = Installation(place / "elsewhere")
    try:
        assert everything(copy) == before
        assert standing(copy) == walls
        assert before["tenancy_site"]
        assert [len(row) > 1_200_000 for row in before["images_imagebytes"]] == [True, True]
        assert len(before["audit_entry"]) >= 20
        assert "All 2 audit chains are whole." in told
        assert (copy.data / "secret-key").read_text() == (made.data / "secret-key").read_text()
        assert copy.run("audit", "verify").stdout.count("ok ") == 2
        reach = database.ensure(copy.data)
        with (
            psycopg.connect(**reach.psycopg("app"), autocommit=True) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("DELETE FROM audit_entry")
    finally:
        copy.stop()


def test_files_come_back_and_the_copy_works_on(installation: Installation, empty: Installation, place: Path) -> None:
    scan = installation.data / "files" / "2026" / "scan ö.pdf"
    scan.parent.mkdir(parents=True)
    scan.write_bytes(bytes(range(256)) * 5000)
    installation.run("backup", place / "b", FILIFORM_BACKUP_PASSPHRASE=PHRASE)
    assert (place / "b").stat().st_mode & 0o077 == 0
    assert b"tenancy_site" not in (place / "b").read_bytes()
    empty.run("restore", place / "b", code=2)
    empty.run("restore", place / "b", FILIFORM_BACKUP_PASSPHRASE=PHRASE)
    restored = empty.data / "files" / "2026" / "scan ö.pdf"
    assert restored.read_bytes() == scan.read_bytes()
    assert restored.stat().st_mode & 0o077 == 0
    empty.run("practice", "add", "Third", "--owner", "third@example.org", "--generate")
    assert empty.run("audit", "verify").stdout.count("ok ") == 3


def test_nothing_is_overwritten(installation: Installation, backup_file: Path) -> None:
    before = backup_file.read_bytes()
    assert "not overwritten" in installation.run("backup", backup_file, code=1).stderr
    assert backup_file.read_bytes() == before
    rows = everything(installation)
    refused = installation.run("restore", backup_file, code=1).stderr
    assert "has practices or people in it" in refused
    assert refused.count("\n") == 1
    assert everything(installation) == rows
    installation.run("audit", "verify")


def test_a_damaged_file_touches_nothing(backup_file: Path, elsewhere: Installation, place: Path) -> None:
    whole = backup_file.read_bytes()
    middle = len(whole) // 2
    for content in (whole[:-1], whole[:middle], whole[:middle] + b"\x00\x01" + whole[middle + 2 :], b"x" + whole):
        (place / "b").write_bytes(content)
        told = elsewhere.run("restore", place / "b", code=1).stderr
        assert told.startswith("filiform: ")
        assert "Nothing was changed" in told
        assert not elsewhere.data.exists()


def test_a_backup_of_unknown_tables_is_refused(installation: Installation, empty: Installation, place: Path) -> None:
    installation.ask("INSERT INTO django_migrations (app, name, applied) VALUES ('record', '9999_from_later', now())")
    installation.run("backup", place / "b")
    assert "newer than this one" in empty.run("restore", place / "b", code=1).stderr


def test_a_broken_chain_is_restored_and_told(installation: Installation, empty: Installation, place: Path) -> None:
    installation.ask(
        "ALTER TABLE audit_entry DISABLE TRIGGER USER; UPDATE audit_entry SET why = 'changed' WHERE seq = 3;"
        "ALTER TABLE audit_entry ENABLE TRIGGER USER"
    )
    installation.run("backup", place / "b")
    told = empty.run("restore", place / "b", code=1).stdout
    assert "had these faults when the backup was made" in told
    assert "entry 3" in told
    assert everything(empty) == everything(installation)


def test_an_empty_folder_with_a_past_takes_a_backup(backup_file: Path, empty: Installation) -> None:
    """It has a key and heads of its own, which give way; the heads are moved aside, not lost."""
    stale = empty.data / "audit-heads" / "01900000-0000-7000-8000-000000000000.json"
    stale.parent.mkdir(exist_ok=True)
    stale.write_text('{"seq": 9, "hash": "x"}')
    empty.run("restore", backup_file)
    assert not stale.exists()
    assert list(stale.parent.glob("before-*/*.json"))
    empty.run("audit", "verify")
