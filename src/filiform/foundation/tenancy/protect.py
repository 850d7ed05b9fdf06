"""Raises the walls in the database: grants, row-level security, composite foreign keys, triggers.

Derived from what the models declare, run by the owner role after every migration, and idempotent: running it
twice changes nothing. Names of everything it makes begin with `ff_`, so that what a model no longer declares
can be taken down again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.utils import CursorWrapper

from .keys import keys_of, unique_name
from .rows import Protection, Walled
from .walls import FUNCTIONS, POLICY_NAMES, PRACTICES, policies

#: Tables of libraries that the application may only read.
READ_ONLY = {"django_migrations", "django_content_type", "auth_permission"}


def practice_models() -> list[type[Walled]]:
    """All concrete models whose rows belong to a practice."""
    return [model for model in apps.get_models() if issubclass(model, Walled)]


def protect_after_migrate(*, using: str, **_: Any) -> None:
    """Signal handler: raise the walls when a migration has run as the owner."""
    with connections[using].cursor() as cursor:
        protect(cursor)


def protect(cursor: CursorWrapper) -> None:
    """Bring every existing table to its declared protection."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    there = {name for (name,) in cursor.fetchall()}
    for function in FUNCTIONS:
        cursor.execute(function)
    for statement in statements(there):
        cursor.execute(statement)
    # On a server of one's own an administrator may not have made this role: then only backups wait for it.
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'filiform_backup'")
    if cursor.fetchone():
        cursor.execute("GRANT USAGE ON SCHEMA public TO filiform_backup")


def statements(there: set[str]) -> Iterator[str]:
    """The SQL for all tables in `there`, in an order that works."""
    owned = {model._meta.db_table: model for model in practice_models()}
    yield "GRANT USAGE ON SCHEMA public TO filiform_app, filiform_jobs, filiform_public"
    yield "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO filiform_app, filiform_jobs"
    for table in sorted(there):
        if table not in owned:
            rights = "SELECT" if table in READ_ONLY else "SELECT, INSERT, UPDATE, DELETE"
            yield f'REVOKE ALL ON "{table}" FROM filiform_app, filiform_jobs, filiform_public'
            yield f'GRANT {rights} ON "{table}" TO filiform_app, filiform_jobs'
    if "tenancy_practice" in there:
        yield from PRACTICES
    for table, model in owned.items():
        if table in there:
            yield from _keys(model, there)
    for table, model in owned.items():
        if table in there:
            yield from _walls(model)


def _walls(model: type[Walled]) -> Iterator[str]:
    table = model._meta.db_table
    rights = model.protection.value.upper()
    yield f'REVOKE ALL ON "{table}" FROM filiform_app, filiform_jobs, filiform_public'
    yield f'GRANT {rights} ON "{table}" TO filiform_app, filiform_jobs'
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    for name in POLICY_NAMES:
        yield f'DROP POLICY IF EXISTS {name} ON "{table}"'
    for name, (command, clause) in policies(model).items():
        checked = f" WITH CHECK ({clause})" if command == "ALL" else ""
        yield f'CREATE POLICY {name} ON "{table}" FOR {command} USING ({clause}){checked}'
    for name, body in _triggers(model).items():
        yield f'DROP TRIGGER IF EXISTS {name} ON "{table}"'
        if body:
            yield body.format(name=name, table=table)


def _triggers(model: type[Walled]) -> dict[str, str]:
    frozen = model.protection.frozen
    erasable = model.protection is Protection.ERASE
    # What is erased after the signature has a trigger of its own that asks for the reason on record.
    signed = "INSERT" if erasable else "INSERT OR UPDATE OR DELETE"
    return {
        "ff_append": (
            'CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON "{table}"'
            " FOR EACH ROW EXECUTE FUNCTION ff_refuse_change()"
            if frozen
            else ""
        ),
        "ff_truncate": (
            'CREATE TRIGGER {name} BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION ff_refuse_change()'
            if frozen or erasable
            else ""
        ),
        "ff_erase": (
            'CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON "{table}"'
            f" FOR EACH ROW EXECUTE FUNCTION ff_refuse_erasure({', '.join(map(repr, model.erased_by))})"
            if erasable
            else ""
        ),
        "ff_signed": (
            f'CREATE TRIGGER {{name}} BEFORE {signed} ON "{{table}}"'
            f" FOR EACH ROW EXECUTE FUNCTION ff_refuse_signed({', '.join(map(repr, model.after_signature))})"
            if model.locked_by_signature
            else ""
        ),
        "ff_lock": (
            'CREATE TRIGGER {name} BEFORE INSERT ON "{table}" FOR EACH ROW EXECUTE FUNCTION ff_lock_to_sign()'
            if model.locks_its_visit
            else ""
        ),
        "ff_audit": (
            'CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
            f" EXECUTE FUNCTION ff_audit_row('{model._meta.label_lower}', '{model.patient_column}')"
            if model.audited
            else ""
        ),
    }


def _keys(model: type[Walled], there: set[str]) -> Iterator[str]:
    """A unique (practice, id) on the table, and foreign keys that carry the practice, patient or visit along."""
    table = model._meta.db_table
    for key in keys_of(model):
        if key.target not in there:
            continue
        columns = ("practice_id", "id", *key.beside)
        unique = ", ".join(f'"{one}"' for one in columns)
        yield from _unless_constraint(
            key.target,
            unique_name(key.target, key.beside),
            f'ALTER TABLE "{key.target}" ADD CONSTRAINT {{name}} UNIQUE ({unique})',
        )
        if not key.column:
            continue
        ours = ", ".join(f'"{one}"' for one in ("practice_id", key.column, *key.beside))
        yield from _unless_constraint(
            table,
            key.name,
            f'ALTER TABLE "{table}" ADD CONSTRAINT {{name}} FOREIGN KEY ({ours})'
            f' REFERENCES "{key.target}" ({unique}) DEFERRABLE INITIALLY DEFERRED',
        )


def _unless_constraint(table: str, name: str, ddl: str) -> Iterator[str]:
    yield (
        # Names come from our own models, never from outside.
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}'"  # noqa: S608
        f" AND conrelid = '\"{table}\"'::regclass) THEN {ddl.format(name=name)}; END IF; END $$"
    )
