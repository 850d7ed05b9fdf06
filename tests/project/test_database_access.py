"""Who may enter the bundled database, and what each role may do there."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import psycopg
import pytest

from filiform.project import database
from filiform.project.database.folder import DataFolder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_enters_without_the_right_password(new_data: Path) -> None:
    reach = database.ensure(new_data, throwaway=True)
    for role in ("admin", *database.ROLES):
        given = reach.psycopg(role)
        with psycopg.connect(**given) as connection:
            assert connection.info.user == given["user"]
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(**{**given, "password": ""})
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(**{**given, "password": "guess"})
    assert len({password for _, password in reach.logins.values()}) == len(reach.logins)
    with psycopg.connect(**reach.psycopg("admin")) as connection:
        methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
        assert methods == [("scram-sha-256",)]
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        locale = "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database"
        assert set(connection.execute(locale)) == {("b", "C.UTF-8", "UTF8")}


def test_files_are_private(data: Path) -> None:
    database.ensure(data, throwaway=True)
    folder = DataFolder(data.resolve())
    assert mode(folder.passwords) == 0o600
    assert mode(folder.root) & 0o067 == 0
    for private in (folder.server, folder.cluster, folder.socket, folder.log):
        assert mode(private) == 0o700
    assert not (folder.root / ".first-password").exists()


def test_no_role_of_the_application_is_a_superuser(data: Path) -> None:
    reach = database.ensure(data)
    question = (
        "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'filiform_') AND rolname <> 'filiform_admin'"
        " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication)"
    )
    bypass = "SELECT rolname FROM pg_roles WHERE rolbypassrls AND NOT rolsuper"
    with psycopg.connect(**reach.psycopg("admin")) as connection:
        assert connection.execute(question).fetchall() == []
        assert connection.execute(bypass).fetchall() == [("filiform_backup",)]


def test_owner_makes_tables_and_the_others_do_not(data: Path) -> None:
    reach = database.ensure(data, throwaway=True)
    with psycopg.connect(**reach.psycopg("owner")) as owner:
        owner.execute("CREATE TABLE kept (line text)")
        owner.execute("INSERT INTO kept VALUES ('one')")
        owner.execute("GRANT INSERT ON kept TO filiform_app")
    for role in ("app", "jobs", "public", "backup"):
        with psycopg.connect(**reach.psycopg(role), autocommit=True) as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE mine (line text)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SET ROLE filiform_owner")
    with psycopg.connect(**reach.psycopg("backup"), autocommit=True) as backup:
        assert backup.execute("SELECT line FROM kept").fetchall() == [("one",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            backup.execute("INSERT INTO kept VALUES ('two')")


def test_owner_makes_test_databases_only_where_asked(data: Path) -> None:
    reach = database.ensure(data, throwaway=True)
    with psycopg.connect(**reach.psycopg("owner", "postgres"), autocommit=True) as owner:
        owner.execute("CREATE DATABASE test_one")
    with psycopg.connect(**reach.psycopg("owner", "test_one"), autocommit=True) as owner:
        extensions = {name for (name,) in owner.execute("SELECT extname FROM pg_extension")}
        assert extensions >= {"btree_gist", "unaccent"}
        owner.execute(
            "CREATE TABLE held (room int, during tstzrange, EXCLUDE USING gist (room WITH =, during WITH &&))"
        )
    reach = database.ensure(data)
    with (
        psycopg.connect(**reach.psycopg("owner", "postgres"), autocommit=True) as owner,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        owner.execute("CREATE DATABASE test_two")


def test_what_is_typed_into_a_failing_statement_is_not_logged(data: Path) -> None:
    reach = database.ensure(data, throwaway=True)
    with psycopg.connect(**reach.psycopg("owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE once (name text PRIMARY KEY)")
        owner.execute("INSERT INTO once VALUES ('Adelheid')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute("INSERT INTO once VALUES ('Adelheid')")
    folder = DataFolder(data.resolve())
    # The server hands its words to a process that writes them down a moment later.
    for _ in range(200):
        logged = "".join(path.read_text() for path in folder.log.glob("*.log"))
        if "duplicate key" in logged:
            break
        time.sleep(0.05)
    assert "duplicate key" in logged
    assert "Adelheid" not in logged
