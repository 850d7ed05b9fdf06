"""Looks at the database: its version, roles, extensions, tables and clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import psycopg

from filiform.knowledge.counting import counted
from filiform.project.cli.schema import pending
from filiform.project.database import ROLES, Connections
from filiform.project.database.roles import EXTENSIONS

from .finding import Finding, fault, ok, warning

OLDEST = 16
APART = 5.0
"""Seconds that the clocks of server and machine may differ."""


def look(reach: Connections) -> Iterator[Finding]:
    """All that can be seen as the owner."""
    with psycopg.connect(**reach.psycopg("owner"), autocommit=True) as connection:
        yield _server(connection, reach)
        yield _clock(connection)
        yield _encoding(connection)
        yield from _roles(connection)
        yield _extensions(connection)
    yield _tables()


def _one(connection: psycopg.Connection[Any], statement: str) -> Any:
    row = connection.execute(statement).fetchone()
    return row[0] if row else None


def _server(connection: psycopg.Connection[Any], reach: Connections) -> Finding:
    version = connection.info.server_version
    told = f"PostgreSQL {version // 10000}.{version % 10000}, {'bundled' if reach.bundled else 'DATABASE_URL'}"
    if version // 10000 < OLDEST:
        return fault("database", told, f"Use PostgreSQL {OLDEST} or newer.")
    return ok("database", told)


def _clock(connection: psycopg.Connection[Any]) -> Finding:
    apart = abs(float(_one(connection, "SELECT extract(epoch FROM clock_timestamp())")) - time.time())
    if apart > APART:
        return fault("server clock", f"{apart:.0f} s apart from this machine", "Use a time service on both machines.")
    return ok("server clock", "same as this machine")


def _encoding(connection: psycopg.Connection[Any]) -> Finding:
    encoding = str(_one(connection, "SHOW server_encoding"))
    if encoding != "UTF8":
        return fault("encoding", encoding, "Make the database anew with ENCODING 'UTF8'.")
    upper = _one(connection, "SELECT upper('é')")
    if upper != "É":
        mend = "Search will miss names with accents. Make the database anew with a UTF-8 locale."
        return warning("encoding", "UTF8, letters by bytes only", mend)
    return ok("encoding", encoding)


def _roles(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    found = {
        name: (superuser, bypasses)
        for name, superuser, bypasses in connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE starts_with(rolname, 'filiform_')"
        )
    }
    missing = [f"filiform_{role}" for role in ROLES if f"filiform_{role}" not in found]
    mighty = [name for name in found if name != "filiform_admin" and found[name][0]]
    past = [name for name in found if found[name][1] and name not in ("filiform_backup", "filiform_admin")]
    if missing:
        yield fault("roles", f"missing: {', '.join(missing)}", "Start 'filiform migrate'; it makes them or says how.")
    for name in mighty:
        yield fault("roles", f"{name} is a superuser", f"Run in the database: ALTER ROLE {name} NOSUPERUSER;")
    for name in past:
        yield fault("roles", f"{name} walks past row-level security", f"Run: ALTER ROLE {name} NOBYPASSRLS;")
    if not (missing or mighty or past):
        yield ok("roles", "all there, none with more rights than it needs")


def _extensions(connection: psycopg.Connection[Any]) -> Finding:
    found = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
    missing = [name for name in EXTENSIONS if name not in found]
    if missing:
        return fault("extensions", f"missing: {', '.join(missing)}", f"Run: CREATE EXTENSION {missing[0]};")
    return ok("extensions", ", ".join(EXTENSIONS))


def _tables() -> Finding:
    waiting = pending()
    if waiting:
        return fault("tables", f"{counted(len(waiting), 'step')} behind", "Run: filiform migrate")
    return ok("tables", "up to date")
