"""How each role reaches the database, as plain values that Django's DATABASES can be made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import DatabaseSetupError

ROLES = ("owner", "app", "jobs", "public", "backup")
"""Short names of the roles; in the database each is called ``filiform_<name>``."""


@dataclass(frozen=True)
class Connections:
    """One database and the log-in of each role.

    ``admin`` is set for the bundled server only: its bootstrap superuser, for the launcher and for tests.
    ``missing`` names roles that an external server would not let us make.
    """

    name: str
    host: str
    port: str
    logins: Mapping[str, tuple[str, str]] = field(repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)
    set_role: bool = False
    missing: tuple[str, ...] = ()
    bundled: bool = True

    def django(self, role: str, **more: Any) -> dict[str, Any]:
        """Return one entry of DATABASES for ``role`` (``owner``, ``app``, ``jobs``, ``public``, ``backup``).

        Raises DatabaseSetupError when the role does not exist on this server.
        """
        if role in self.missing:
            raise DatabaseSetupError(
                f"The role filiform_{role} does not exist on this server. An administrator can make it:\n"
                "  CREATE ROLE filiform_backup NOLOGIN BYPASSRLS; GRANT pg_read_all_data TO filiform_backup;"
            )
        if role not in self.logins:
            raise DatabaseSetupError(f"There is no database role {role!r}; there are {', '.join(self.logins)}.")
        user, password = self.logins[role]
        options = dict(self.options)
        if self.set_role:
            # A superuser of an external server would walk past row-level security; the role does not.
            given = str(options.get("options", ""))
            options["options"] = f"{given} -c role=filiform_{role}".strip()
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "USER": user,
            "PASSWORD": password,
            "HOST": self.host,
            "PORT": self.port,
            "OPTIONS": options,
            **more,
        }

    def psycopg(self, role: str, database: str | None = None) -> dict[str, Any]:
        """Return keyword arguments for ``psycopg.connect`` as ``role``."""
        entry = self.django(role)
        named = {
            "dbname": database or entry["NAME"],
            "user": entry["USER"],
            "password": entry["PASSWORD"],
            "host": entry["HOST"],
            "port": entry["PORT"],
        }
        return {**{key: value for key, value in named.items() if value}, **entry["OPTIONS"]}
