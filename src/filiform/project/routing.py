"""Sends migrations to the owner's connection: the application's own role may not change tables."""

from typing import Any


class OwnerMigrates:
    """Database router: everything reads and writes as the application, only the owner migrates."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Whether `db` may be migrated."""
        return db == "owner"
