"""A PostgreSQL of one's own: used as it is, with row-level security binding whoever logs in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import psycopg
import pytest
from django.db.backends.utils import CursorWrapper

from filiform.foundation.tenancy.protect import protect
from filiform.project import database
from filiform.project.database import cluster, external, server
from filiform.project.database.account import Account
from filiform.project.database.folder import prepare

PASSWORD = "p@ss/wörd"


@pytest.fixture
def foreign(new_data: Path) -> Iterator[dict[str, Any]]:
    """A server that knows nothing of Filiform: its superuser as arguments of psycopg."""
    account = Account(prepare(new_data))
    cluster.prepare(account, PASSWORD, durable=False)
    server.start(account, durable=False)
    host = str(account.folder.socket)
    yield {"host": host, "user": "filiform_admin", "password": PASSWORD, "dbname": "postgres"}
    server.stop(account.folder)


def url(foreign: dict[str, Any], user: str, name: str) -> str:
    return f"postgresql://{user}:{quote(PASSWORD, safe='')}@/{name}?host={quote(foreign['host'], safe='')}"


def administrator(foreign: dict[str, Any], *statements: str, name: str = "postgres") -> None:
    with psycopg.connect(**{**foreign, "dbname": name}, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def user_in(reach: database.Connections, role: str) -> tuple[object, ...] | None:
    with psycopg.connect(**reach.psycopg(role)) as connection:
        connection.execute("RESET ROLE")
        return connection.execute("SELECT current_user, current_database()").fetchone()


def test_superuser_takes_on_the_roles(foreign: dict[str, Any]) -> None:
    administrator(foreign, "CREATE DATABASE clinic")
    for _ in range(2):
        reach = database.ensure(Path("/nonexistent"), url=url(foreign, "filiform_admin", "clinic"))
    for role in database.ROLES:
        assert user_in(reach, role) == (f"filiform_{role}", "clinic")
    with psycopg.connect(**reach.psycopg("owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE theirs (practice int)")
        owner.execute("INSERT INTO theirs VALUES (1)")
        owner.execute("ALTER TABLE theirs ENABLE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE theirs FORCE ROW LEVEL SECURITY")
        owner.execute("GRANT SELECT ON theirs TO filiform_app")
    with psycopg.connect(**reach.psycopg("app")) as app:
        assert app.execute("SELECT * FROM theirs").fetchall() == []
    with psycopg.connect(**reach.psycopg("backup")) as backup:
        assert backup.execute("SELECT * FROM theirs").fetchall() == [(1,)]


def test_owner_of_the_database_who_may_make_roles(foreign: dict[str, Any]) -> None:
    administrator(
        foreign,
        f"CREATE ROLE clinic LOGIN CREATEROLE PASSWORD '{PASSWORD}'",
        "CREATE DATABASE clinic OWNER clinic",
    )
    reach = database.ensure(Path("/nonexistent"), url=url(foreign, "clinic", "clinic"))
    for role in ("owner", "app", "jobs", "public"):
        assert user_in(reach, role) == (f"filiform_{role}", "clinic")
    assert reach.missing == ("backup",)
    with pytest.raises(database.DatabaseSetupError, match="CREATE ROLE filiform_backup"):
        reach.django("backup")
    with psycopg.connect(**reach.psycopg("owner"), autocommit=True) as owner, owner.cursor() as cursor:
        protect(cast(CursorWrapper, cursor))  # the walls stand without that role


def test_plain_log_in_is_told_what_an_administrator_must_run(foreign: dict[str, Any]) -> None:
    administrator(foreign, f"CREATE ROLE \"Cli nic\" LOGIN PASSWORD '{PASSWORD}'", "CREATE DATABASE clinic")
    address = url(foreign, "Cli%20nic", "clinic")
    with pytest.raises(database.DatabaseSetupError) as told:
        database.ensure(Path("/nonexistent"), url=address)
    statements = external.administrator_sql("clinic", "Cli nic")
    assert statements in str(told.value)
    administrator(foreign, *statements.splitlines(), name="clinic")
    reach = database.ensure(Path("/nonexistent"), url=address)
    for role in database.ROLES:
        assert user_in(reach, role) == (f"filiform_{role}", "clinic")


def test_a_role_that_is_a_superuser_is_refused(foreign: dict[str, Any]) -> None:
    administrator(foreign, "CREATE ROLE filiform_app SUPERUSER NOLOGIN")
    with pytest.raises(database.DatabaseSetupError, match="ALTER ROLE filiform_app NOSUPERUSER"):
        database.ensure(Path("/nonexistent"), url=url(foreign, "filiform_admin", "postgres"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("sqlite:///clinic.db", "must name a PostgreSQL"),
        ("postgresql://clinic@localhost", "names no database"),
        ("postgresql://clinic@localhost/clinic?colour=red", "cannot be read"),
        ("postgresql://clinic:x@/clinic?host=/nonexistent", "cannot be reached"),
    ],
)
def test_what_is_wrong_with_the_address_is_said(given: str, words: str) -> None:
    with pytest.raises(database.DatabaseSetupError, match=words):
        database.ensure(Path("/nonexistent"), url=given)


def test_settings_of_the_address_are_kept() -> None:
    reach = external.connections("postgresql://u:p%40@h:6000/d?sslmode=require&options=-c%20jit%3Doff")
    entry = reach.django("app", CONN_MAX_AGE=60)
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == ("u", "p@", "h", "6000")
    assert entry["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off -c role=filiform_app"}
    assert entry["CONN_MAX_AGE"] == 60
