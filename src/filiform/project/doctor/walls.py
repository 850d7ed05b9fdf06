"""Compares the walls that stand in the database with those that the models declare, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

from filiform.foundation.tenancy import protect
from filiform.foundation.tenancy.keys import keys_of
from filiform.foundation.tenancy.rows import Walled
from filiform.foundation.tenancy.walls import policies as declared_policies
from filiform.knowledge.counting import counted
from filiform.project.database import Connections

from .finding import Finding, fault, ok

Connection = psycopg.Connection[Any]
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
BOUND = ("filiform_app", "filiform_jobs")
SHOWN = 10


def look(reach: Connections) -> Iterator[Finding]:
    """One line when all walls stand, else one for each that does not."""
    with psycopg.connect(**reach.psycopg("owner")) as connection:
        differences = list(_differences(connection))
        connection.rollback()
    tables = len(protect.practice_models())
    if not differences:
        yield ok("walls", f"stand around all {tables} tables of practices")
    for told in differences[:SHOWN]:
        yield fault("walls", told, "Find out who changed it, then run: filiform migrate --walls")
    if len(differences) > SHOWN:
        yield fault("walls", f"and {counted(len(differences) - SHOWN, 'more difference')}", "As above.")


def _differences(connection: Connection) -> Iterator[str]:
    flags = _rows(
        connection,
        "SELECT relname, relrowsecurity AND relforcerowsecurity, pg_get_userbyid(relowner) FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    )
    policies = _policies(connection)
    triggers = _triggers(connection)
    constraints = {
        (table, name)
        for table, name in connection.execute(
            "SELECT r.relname, c.conname FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid"
            " WHERE c.convalidated AND r.relnamespace = 'public'::regnamespace"
        )
    }
    clauses = _clauses_as_printed(connection)
    for model in protect.practice_models():
        table = model._meta.db_table
        if table not in flags:
            yield f"{table} does not exist"
            continue
        forced, owner = flags[table]
        if not forced:
            yield f"{table}: row-level security is not forced"
        if owner != "filiform_owner":
            yield f"{table} belongs to {owner}"
        if policies.get(table) != _declared(model, clauses):
            yield f"{table}: its policy is not the one that keeps practices apart"
        for name, body in protect._triggers(model).items():
            standing = triggers.get((table, name))
            if standing != (_function_of(body) if body else None):
                yield f"{table}: the trigger {name} is {standing or 'missing or off'}"
        yield from _rights(connection, model)
        yield from (f"{table}: the key {name} is missing" for name in _keys(model) if (table, name) not in constraints)


def _rows(connection: Connection, statement: str) -> dict[str, tuple[Any, Any]]:
    return {name: (one, other) for name, one, other in connection.execute(statement)}


def _policies(connection: Connection) -> dict[str, dict[str, tuple[str, str]]]:
    """Every policy there is, named with its command; one that is not permissive for all roles shows by its name."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for table, name, command, whole, using, checking in connection.execute(
        "SELECT tablename, policyname, cmd, permissive = 'PERMISSIVE' AND roles = '{public}',"
        " qual, with_check FROM pg_policies WHERE schemaname = 'public'"
    ):
        shown = f"{name} {command}"
        found.setdefault(table, {})[shown if whole else f"{shown} (narrowed)"] = (using, checking or "")
    return found


def _declared(model: type[Walled], clauses: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The policies of a table as `_policies` shows them."""
    return {
        f"{name} {command}": (clauses[clause], clauses[clause] if command == "ALL" else "")
        for name, (command, clause) in declared_policies(model).items()
    }


def _triggers(connection: Connection) -> dict[tuple[str, str], str]:
    """The function of each trigger that is switched on."""
    return {
        (table, name): function
        for table, name, function in connection.execute(
            "SELECT r.relname, t.tgname, p.proname FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND r.relnamespace = 'public'::regnamespace"
        )
    }


def _clauses_as_printed(connection: Connection) -> dict[str, str]:
    """Each declared clause as this server prints it: made on a table that the rollback takes away again."""
    clauses = {clause for model in protect.practice_models() for _command, clause in declared_policies(model).values()}
    connection.execute("CREATE TABLE ff_doctor (practice_id uuid, user_id uuid)")
    printed = {}
    for clause in clauses:
        connection.execute(f"CREATE POLICY ff_doctor ON ff_doctor USING ({clause})")
        row = connection.execute("SELECT qual FROM pg_policies WHERE policyname = 'ff_doctor'").fetchone()
        printed[clause] = str(row[0]) if row else ""
        connection.execute("DROP POLICY ff_doctor ON ff_doctor")
    connection.execute("DROP TABLE ff_doctor")
    return printed


def _function_of(body: str) -> str:
    return body.rpartition("EXECUTE FUNCTION ")[2].partition("(")[0].strip()


def _rights(connection: Connection, model: type[Walled]) -> Iterator[str]:
    table = model._meta.db_table
    declared = {right.strip().upper() for right in model.protection.value.split(",")}
    for role in BOUND:
        held = {
            right
            for right in RIGHTS
            if (
                row := connection.execute(
                    "SELECT has_table_privilege(%s, %s, %s)", (role, f'"{table}"', right)
                ).fetchone()
            )
            and row[0]
        }
        if held != declared:
            yield f"{table}: {role} may {', '.join(sorted(held)) or 'nothing'}; declared {', '.join(sorted(declared))}"


def _keys(model: type[Walled]) -> Iterator[str]:
    return (key.name for key in keys_of(model))
