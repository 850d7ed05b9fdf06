"""The generated passwords of the bundled server, in one file that only its owner can read."""

from __future__ import annotations

import json
import secrets

from .connections import ROLES
from .errors import DatabaseSetupError
from .folder import DataFolder, write_private

ADMIN = "filiform_admin"


def load_or_make(folder: DataFolder) -> dict[str, str]:
    """Return the password of each role by its full name; makes the missing ones and writes them down.

    Raises DatabaseSetupError when the file cannot be read or the cluster's passwords are lost.
    """
    known = _load(folder)
    wanted = (ADMIN, *(f"filiform_{role}" for role in ROLES))
    lost = ADMIN not in known and folder.cluster.exists()
    if lost:
        raise DatabaseSetupError(
            f"{folder.passwords} is missing, and without it the database in {folder.cluster} cannot be "
            "opened. Put the file back from your backup; it belongs to the data."
        )
    if any(role not in known for role in wanted):
        known = {role: known.get(role) or secrets.token_urlsafe(32) for role in wanted}
        write_private(folder.passwords, json.dumps(known, indent=1) + "\n")
    return known


def read(folder: DataFolder) -> dict[str, str]:
    """Return the known passwords by role, none when there is no server yet; makes nothing."""
    return _load(folder)


def _load(folder: DataFolder) -> dict[str, str]:
    try:
        text = folder.passwords.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise DatabaseSetupError(f"{folder.passwords} cannot be read: {problem.strerror}.") from problem
    try:
        known = json.loads(text)
        return {str(role): str(password) for role, password in known.items()}
    except (ValueError, AttributeError) as problem:
        raise DatabaseSetupError(f"{folder.passwords} is damaged. Put it back from your backup.") from problem
