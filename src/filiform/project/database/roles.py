"""The roles of the database and what each may do, made once and put right at every start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from .connections import ROLES
from .errors import DatabaseSetupError

EXTENSIONS = ("btree_gist", "unaccent")
BYPASSES = "backup"
"""The role that reads past row-level security, and may write nothing."""


def full_name(role: str) -> str:
    """Return the name of ``role`` in the database."""
    return f"filiform_{role}"


def ensure_roles(
    admin: Mapping[str, Any],
    *,
    passwords: Mapping[str, str] | None = None,
    may_create_databases: bool = False,
) -> tuple[str, ...]:
    """Make the missing roles; return the short names of those that this log-in was not allowed to make.

    ``admin`` are arguments of ``psycopg.connect``. With ``passwords`` (by full name) the roles can log in, as
    on the bundled server; without, they are only taken on by the log-in of ``admin``, which becomes a member.
    ``may_create_databases`` lets the owner make test databases. No role is ever a superuser.
    """
    refused = []
    with psycopg.connect(**admin, autocommit=True) as connection:
        # Two starts at once on one external server take turns.
        connection.execute("SELECT pg_advisory_lock(hashtext('filiform roles'))")
        there = {
            name: rest
            for name, *rest in connection.execute(
                "SELECT rolname, rolcanlogin, rolcreatedb, rolsuper FROM pg_roles"
                " WHERE starts_with(rolname, 'filiform_')"
            )
        }
        for role in ROLES:
            try:
                with connection.transaction():
                    _ensure_role(connection, role, there.get(full_name(role)), passwords, may_create_databases)
            except psycopg.errors.InsufficientPrivilege:
                refused.append(role)
    return tuple(refused)


def _ensure_role(
    connection: psycopg.Connection[Any],
    role: str,
    found: list[bool] | None,
    passwords: Mapping[str, str] | None,
    may_create_databases: bool,
) -> None:
    name = full_name(role)
    identifier = sql.Identifier(name)
    creates = may_create_databases and role == "owner"
    if found is None:
        rights: list[sql.Composable] = [sql.SQL("BYPASSRLS")] if role == BYPASSES else []
        rights.append(sql.SQL("CREATEDB" if creates else "NOCREATEDB"))
        rights += _log_in(connection, name, passwords)
        connection.execute(sql.SQL("CREATE ROLE {} {}").format(identifier, sql.SQL(" ").join(rights)))
    else:
        can_log_in, can_create, is_superuser = found
        if is_superuser:
            raise DatabaseSetupError(
                f"The database role {name} is a superuser, which walks past row-level security. Take that "
                f"right away: ALTER ROLE {name} NOSUPERUSER;"
            )
        if passwords is not None and not can_log_in:
            log_in = sql.SQL(" ").join(_log_in(connection, name, passwords))
            connection.execute(sql.SQL("ALTER ROLE {} {}").format(identifier, log_in))
        if creates != can_create and (creates or passwords is not None):
            right = sql.SQL("CREATEDB" if creates else "NOCREATEDB")
            connection.execute(sql.SQL("ALTER ROLE {} {}").format(identifier, right))
    if role == BYPASSES and not _is(connection, name, "pg_read_all_data", "MEMBER"):
        connection.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(identifier))
    if passwords is None and not _is(connection, "current_user", name, "SET"):
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE").format(identifier))


def _log_in(
    connection: psycopg.Connection[Any], name: str, passwords: Mapping[str, str] | None
) -> list[sql.Composable]:
    if passwords is None:
        return [sql.SQL("NOLOGIN")]
    # Hashed here, so that the password itself is in no statement and no log.
    secret = connection.pgconn.encrypt_password(passwords[name].encode(), name.encode(), b"scram-sha-256")
    return [sql.SQL("LOGIN PASSWORD"), sql.Literal(secret.decode())]


def _is(connection: psycopg.Connection[Any], member: str, of: str, how: str) -> bool:
    if member == "current_user":
        row = connection.execute("SELECT pg_has_role(%s, %s)", (of, how)).fetchone()
    else:
        row = connection.execute("SELECT pg_has_role(%s, %s, %s)", (member, of, how)).fetchone()
    return bool(row and row[0])


def ensure_extensions(admin: Mapping[str, Any]) -> None:
    """Make the extensions that migrations rely on in the database that ``admin`` names."""
    with psycopg.connect(**admin, autocommit=True) as connection:
        for extension in EXTENSIONS:
            there = connection.execute("SELECT 1 FROM pg_extension WHERE extname = %s", (extension,)).fetchone()
            if not there:
                # Others may make it at the same moment (tests in several processes).
                statement = sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension))
                connection.execute(statement)


def ensure_database(admin: Mapping[str, Any], name: str) -> None:
    """Make the database ``name``, owned by the owner role and closed to everybody but our roles."""
    with psycopg.connect(**{**admin, "dbname": "postgres"}, autocommit=True) as connection:
        database = sql.Identifier(name)
        owner = sql.Identifier(full_name("owner"))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
        others = sql.SQL(", ").join(sql.Identifier(full_name(role)) for role in ROLES if role != "owner")
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, others))
