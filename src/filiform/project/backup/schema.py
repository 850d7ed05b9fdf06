"""Brings an empty database to the very tables that a backup was made of."""

from __future__ import annotations

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from filiform.foundation.tenancy.protect import protect

from .errors import BackupError
from .manifest import Manifest

OWNER = "owner"


def bring_to(manifest: Manifest) -> None:
    """Run exactly the migrations that the backup names; raises BackupError when this database went further."""
    executor = MigrationExecutor(connections[OWNER])
    wanted = set(manifest.migrations)
    unknown = wanted - set(executor.loader.disk_migrations)
    if unknown:
        raise BackupError(
            f"The backup was written by Filiform {manifest.filiform}, which is newer than this one "
            f"({len(unknown)} steps of its tables are unknown here). Install that version. Nothing was changed."
        )
    applied = set(executor.loader.applied_migrations)
    if applied - wanted:
        raise BackupError(
            "This database has newer tables than the backup. Restore into one that is still without tables: "
            "--into FOLDER, or a new database in DATABASE_URL; they are updated after. Nothing was changed."
        )
    if wanted - applied:
        executor.migrate(_last_of_each_app(executor, wanted))
    with connections[OWNER].cursor() as cursor:
        protect(cursor)
    connections[OWNER].close()


def _last_of_each_app(executor: MigrationExecutor, wanted: set[tuple[str, str]]) -> list[tuple[str, str]]:
    graph = executor.loader.graph
    return sorted(
        node
        for node in wanted
        if not any(child.key in wanted and child.key[0] == node[0] for child in graph.node_map[node].children)
    )
