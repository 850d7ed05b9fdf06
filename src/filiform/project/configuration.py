"""Reads the environment and the data folder into settings: databases, secret key, mail, cache."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .database import ROLES, Connections, external, passwords
from .database.folder import DataFolder
from .variables import VariableError

MAIL_FORM = "smtps://user:password@host:port (or smtp+tls://, or smtp:// without any TLS)"
SMTP_PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


def reach(data: Path) -> Connections:
    """How each role reaches the database, without touching it: DATABASE_URL, else the server of the data folder.

    Before the first start the folder has no passwords yet; the connections then fail when they are used.
    """
    url = os.environ.get("DATABASE_URL", "")
    if url:
        return external.connections(url)
    folder = DataFolder(data.expanduser().resolve())
    known = passwords.read(folder)
    return Connections(
        name=os.environ.get("FILIFORM_DATABASE", "filiform"),
        host=str(folder.socket),
        port="5432",
        logins={
            "admin": (passwords.ADMIN, known.get(passwords.ADMIN, "")),
            **{role: (f"filiform_{role}", known.get(f"filiform_{role}", "")) for role in ROLES},
        },
    )


def databases(data: Path) -> dict[str, Any]:
    """DATABASES: `default` as the application role, `owner` for migrations only."""
    reached = reach(data)
    keep = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    return {"default": reached.django("app", **keep), "owner": reached.django("owner")}


def secret_key(data: Path) -> str:
    """The installation's own key, made once and kept in the data folder for its owner alone."""
    given = os.environ.get("FILIFORM_SECRET_KEY")
    if given:
        return given
    path = data / "secret-key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        data.mkdir(parents=True, exist_ok=True)
        fresh = secrets.token_urlsafe(48)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(fresh)
        except FileExistsError:
            return path.read_text().strip()
        return fresh


def cache_entry() -> dict[str, Any]:
    """A cache in the database: lock-out after failed log-ins must count over all server processes."""
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "project_cache"}


def mail_settings(data: Path) -> dict[str, Any]:
    """EMAIL_* settings from FILIFORM_MAIL, or files in the data folder. Raises VariableError.

    smtps:// speaks TLS from the start (port 465), smtp+tls:// after a greeting (587), smtp:// not at all (25).
    """
    url = os.environ.get("FILIFORM_MAIL", "")
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": data / "mail",
        }
    parts = urlsplit(url)
    try:
        port = parts.port or SMTP_PORTS[parts.scheme]
    except (KeyError, ValueError):
        # What stands before the host may hold a password, so it is not repeated.
        raise VariableError(f"FILIFORM_MAIL cannot be read; write it as {MAIL_FORM}") from None
    if not parts.hostname:
        raise VariableError(f"FILIFORM_MAIL names no host; write it as {MAIL_FORM}")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
