"""The database under Filiform: PostgreSQL from a wheel with a folder of its own, or DATABASE_URL.

``running(data)`` keeps it up for a ``with`` block, ``ensure(data)`` brings it up and leaves it up; both
return ``Connections``, whose ``django("app")`` is an entry of DATABASES.
"""

from .connections import ROLES, Connections
from .errors import DatabaseSetupError
from .folder import default_data_folder
from .launcher import Status, ensure, revive, running, status, stop
from .roles import ensure_roles

__all__ = [
    "ROLES",
    "Connections",
    "DatabaseSetupError",
    "Status",
    "default_data_folder",
    "ensure",
    "ensure_roles",
    "revive",
    "running",
    "status",
    "stop",
]
