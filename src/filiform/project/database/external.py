"""A PostgreSQL of one's own, named by DATABASE_URL: used as it is, and given our roles."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from .connections import ROLES, Connections
from .errors import DatabaseSetupError
from .roles import EXTENSIONS, ensure_extensions, ensure_roles, full_name

OLDEST = 16


def connections(url: str, *, missing: tuple[str, ...] = ()) -> Connections:
    """Read the URL, without contact to the server. Raises DatabaseSetupError when it is no PostgreSQL's."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise DatabaseSetupError(
            "DATABASE_URL must name a PostgreSQL: postgresql://user:password@host:5432/database. "
            "Leave it out to use the PostgreSQL that comes with Filiform."
        )
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as problem:
        raise DatabaseSetupError(
            f"DATABASE_URL cannot be read: {str(problem).strip()}. Special signs in the password are written "
            "as %40 and the like."
        ) from problem
    name = parts.pop("dbname", None)
    if not name:
        raise DatabaseSetupError("DATABASE_URL names no database: postgresql://user:password@host:5432/database.")
    login = (str(parts.pop("user", "")), str(parts.pop("password", "")))
    return Connections(
        name=str(name),
        host=str(parts.pop("host", "")),
        port=str(parts.pop("port", "")),
        logins=dict.fromkeys(ROLES, login),
        options=parts,
        set_role=True,
        missing=missing,
        bundled=False,
    )


def ensure(url: str, *, may_create_databases: bool = False) -> Connections:
    """Reach the server, make roles, grants and extensions that are missing, and return how to connect.

    Raises DatabaseSetupError when the server cannot be reached or is too old, and with the statements for an
    administrator when the log-in may not do what is needed.
    """
    reach = connections(url)
    login = _login(reach)
    try:
        with psycopg.connect(**login) as connection:
            if connection.info.server_version < OLDEST * 10000:
                old = connection.info.server_version // 10000
                raise DatabaseSetupError(f"Filiform needs PostgreSQL {OLDEST} or newer; this server is {old}.")
            user = connection.info.user
    except psycopg.OperationalError as problem:
        raise DatabaseSetupError(
            f"The database of DATABASE_URL cannot be reached: {str(problem).strip()}\n"
            "Check host, user, password and database, and that the server runs."
        ) from problem
    refused = ensure_roles(login, may_create_databases=may_create_databases)
    if set(refused) - {"backup"}:
        raise DatabaseSetupError(_for_administrator(reach.name, user))
    try:
        _grant(login, reach.name)
        ensure_extensions(login)
    except psycopg.errors.InsufficientPrivilege as problem:
        raise DatabaseSetupError(_for_administrator(reach.name, user)) from problem
    return connections(url, missing=refused)


def _login(reach: Connections) -> dict[str, Any]:
    user, password = reach.logins["owner"]
    named = {"dbname": reach.name, "user": user, "password": password, "host": reach.host, "port": reach.port}
    return {**{key: value for key, value in named.items() if value}, **reach.options, "connect_timeout": 10}


def _grant(login: dict[str, Any], name: str) -> None:
    """Let the owner role make tables; asks first: a log-in without the right passes when all is there."""
    owner = full_name("owner")
    with psycopg.connect(**login, autocommit=True) as connection:
        row = connection.execute(
            "SELECT has_database_privilege(%(o)s, %(d)s, 'CREATE'), has_schema_privilege(%(o)s, 'public', 'CREATE')",
            {"o": owner, "d": name},
        ).fetchone()
        on_database, on_schema = row or (False, False)
        if not on_database:
            statement = sql.SQL("GRANT CREATE ON DATABASE {} TO {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(owner)))
            # GRANT without the right only warns.
            row = connection.execute("SELECT has_database_privilege(%s, %s, 'CREATE')", (owner, name)).fetchone()
            if not row or not row[0]:
                raise psycopg.errors.InsufficientPrivilege("create on database")
        if not on_schema:
            connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(owner)))
            row = connection.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", (owner,)).fetchone()
            if not row or not row[0]:
                raise psycopg.errors.InsufficientPrivilege("create on schema public")


def administrator_sql(database: str, user: str) -> str:
    """Return the statements that an administrator runs once, in ``database``, for the log-in ``user``."""
    quoted_user = '"' + user.replace('"', '""') + '"'
    quoted_database = '"' + database.replace('"', '""') + '"'
    lines = [f"CREATE ROLE {full_name(role)} NOLOGIN;" for role in ROLES if role != "backup"]
    lines += ["CREATE ROLE filiform_backup NOLOGIN BYPASSRLS;", "GRANT pg_read_all_data TO filiform_backup;"]
    everyone = ", ".join(full_name(role) for role in ROLES)
    lines.append(f"GRANT {everyone} TO {quoted_user} WITH INHERIT FALSE, SET TRUE;")
    lines.append(f"GRANT CREATE ON DATABASE {quoted_database} TO filiform_owner;")
    lines.append("GRANT USAGE, CREATE ON SCHEMA public TO filiform_owner;")
    lines += [f"CREATE EXTENSION IF NOT EXISTS {extension};" for extension in EXTENSIONS]
    return "\n".join(lines)


def _for_administrator(database: str, user: str) -> str:
    return (
        f"The log-in of DATABASE_URL may not make the roles that keep practices apart. Ask an administrator "
        f"to run this once in the database {database} (skip what is there already), then start again:\n"
        + administrator_sql(database, user)
    )
