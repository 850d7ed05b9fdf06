"""Under which account the server's programs run, and how they are started.

PostgreSQL refuses to run as root. Root therefore starts it as ``nobody``; where that account cannot enter a
parent of the data folder (``/root`` is closed to all), the programs get a view of their own in which the data
folder is also mounted at an open place. The system is not changed: the view ends with its last process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from . import binaries
from .errors import DatabaseSetupError
from .folder import DataFolder, server_account

VIEW = Path("/mnt")
"""Where the private view shows the data folder; any folder that is always there and open to all would do."""
SHOW_THEN_RUN = 'mount --bind "$1" "$2" && shift 2 && exec "$@"'


@dataclass(frozen=True)
class Account:
    """Runs the programs of PostgreSQL for one data folder."""

    folder: DataFolder

    @property
    def _is_root(self) -> bool:
        return os.geteuid() == 0

    @cached_property
    def ids(self) -> tuple[int, int]:
        """User and group number of the server."""
        if not self._is_root:
            return os.geteuid(), os.getegid()
        return server_account()

    @cached_property
    def bin_folder(self) -> Path:
        """The programs, where the server's account can read them."""
        return binaries.readable_copy(self.folder.binaries) if self._is_root else binaries.find_bin()[0]

    @cached_property
    def needs_view(self) -> bool:
        """Whether the server's account cannot walk down to the data folder."""
        if not self._is_root:
            return False
        asked = ["test", "-x", str(self.folder.root)]
        uid, gid = self.ids
        try:
            tried = subprocess.run(asked, user=uid, group=gid, extra_groups=[], check=False)
        except OSError:
            return True
        return tried.returncode != 0

    def seen(self, path: Path) -> Path:
        """Return ``path`` as the server sees it."""
        if self.needs_view and path.is_relative_to(self.folder.root):
            return VIEW / path.relative_to(self.folder.root)
        return path

    def command(self, program: str, *arguments: str | Path) -> dict[str, Any]:
        """Return what ``subprocess`` needs to start ``program`` as the server's account."""
        words = [str(self.seen(self.bin_folder / program))]
        words += [str(self.seen(word) if isinstance(word, Path) else word) for word in arguments]
        uid, gid = self.ids
        start: dict[str, Any] = {"args": words, "cwd": "/", "env": _environment(), "umask": 0o077}
        if self.needs_view:
            start["args"] = [*self._view(uid, gid), *words]
        elif self._is_root:
            start.update(user=uid, group=gid, extra_groups=[])
        return start

    def run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run ``program`` to its end (2 minutes at most) and return its code and joined output."""
        return subprocess.run(
            **self.command(program, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=120,
            check=False,
        )

    def _view(self, uid: int, gid: int) -> Sequence[str]:
        unshare, setpriv = shutil.which("unshare"), shutil.which("setpriv")
        tried = unshare and subprocess.run([unshare, "--mount", "true"], capture_output=True, check=False)
        if not unshare or not setpriv or not tried or tried.returncode != 0:
            raise DatabaseSetupError(
                f"PostgreSQL does not run as root, and the account 'nobody' cannot enter {self.folder.root}. "
                "Set FILIFORM_DATA to a folder whose parents all may enter, such as /var/lib/filiform."
            )
        inside = ["sh", "-c", SHOW_THEN_RUN, "sh", str(self.folder.root), str(VIEW)]
        drop = [setpriv, f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--inh-caps=-all"]
        return [unshare, "--mount", "--propagation", "private", *inside, *drop]


def _environment() -> dict[str, str]:
    """A small environment: nothing of the caller's (PGDATA, PGHOST, a missing locale) leaks in."""
    kept = {name: os.environ[name] for name in ("PATH", "TZ", "LD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": os.defpath, **kept, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
