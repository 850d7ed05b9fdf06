"""The data folder: where everything lives, who may enter it, and its locks."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import DatabaseSetupError

SOCKET_PATH_LIMIT = 100
"""Bytes; Linux takes 107 and macOS 103 for the path of a socket."""
OURS = {"passwords.json", "secret-key"}
"""One of these is in every data folder that is in use."""
PASSING = {"lock", "users", "lost+found"}
SOCKET_NAME = "/.s.PGSQL.5432"


def default_data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that holds all data: FILIFORM_DATA, or a lasting place that suits the user."""
    if environ.get("FILIFORM_DATA"):
        return Path(environ["FILIFORM_DATA"]).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/filiform")
    # The XDG rule: a relative path there is to be ignored.
    given = environ.get("XDG_DATA_HOME", "")
    base = Path(given) if given.startswith("/") else Path("~/.local/share").expanduser()
    return base / "filiform"


@dataclass(frozen=True)
class DataFolder:
    """The paths inside one data folder."""

    root: Path

    @property
    def server(self) -> Path:
        """Everything that the account of the server owns."""
        return self.root / "postgres"

    @property
    def cluster(self) -> Path:
        return self.server / "cluster"

    @property
    def unfinished_cluster(self) -> Path:
        return self.server / "cluster.new"

    @property
    def log(self) -> Path:
        return self.server / "log"

    @property
    def startup_log(self) -> Path:
        return self.root / "startup.log"

    @property
    def passwords(self) -> Path:
        return self.root / "passwords.json"

    @property
    def binaries(self) -> Path:
        return self.root / "binaries"

    @property
    def socket(self) -> Path:
        """The folder of the socket: inside, or a private one with a short name if that path is too long."""
        inside = self.server / "socket"
        if len(os.fsencode(inside)) + len(SOCKET_NAME) < SOCKET_PATH_LIMIT:
            return inside
        tag = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path(f"/tmp/filiform-{os.geteuid()}-{tag}")  # noqa: S108  owner and mode are checked before use


def server_account() -> tuple[int, int]:
    """Return user and group number that root starts the server as."""
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as problem:
        raise DatabaseSetupError(
            "PostgreSQL does not run as root, and this machine has no account 'nobody' to run it as. "
            "Start Filiform as an ordinary user."
        ) from problem
    return entry.pw_uid, entry.pw_gid


def prepare(data: Path) -> DataFolder:
    """Make the data folder if need be, check it, and return it with links resolved.

    Raises DatabaseSetupError when the folder cannot be used, or would not last.
    """
    try:
        root = data.expanduser().resolve()
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = root.stat()
    except OSError as problem:
        raise DatabaseSetupError(
            f"The data folder {data} cannot be made: {problem.strerror or problem}. "
            "Set FILIFORM_DATA to a folder that you may write to."
        ) from problem
    if found.st_uid != os.geteuid():
        owner = account_name(found.st_uid)
        raise DatabaseSetupError(
            f"The data folder {root} belongs to {owner}. Start Filiform as {owner}, or set FILIFORM_DATA to "
            "a folder of your own."
        )
    _refuse_foreign(root)
    if os.geteuid() == 0:
        # The server's account passes through, and sees nothing but its own part.
        os.chown(root, 0, server_account()[1])
        root.chmod(0o710)
    else:
        root.chmod(0o700)
    return DataFolder(root)


def _refuse_foreign(root: Path) -> None:
    """Leave a folder alone that holds other things: closing ``/srv`` would harm what lives there."""
    names = {path.name for path in root.iterdir() if not path.name.startswith(".")} - PASSING
    ours = names & OURS or (root / "postgres" / "cluster").is_dir()
    if names and not ours:
        raise DatabaseSetupError(
            f"The folder {root} holds other things ({', '.join(sorted(names)[:3])} ...). Set FILIFORM_DATA "
            "to a new or empty folder; Filiform closes it to others and keeps all its data there."
        )


def account_name(uid: int) -> str:
    """Return the name of an account, or its number when it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


@contextlib.contextmanager
def locked(folder: DataFolder) -> Iterator[None]:
    """Hold the folder's lock, so that one process at a time starts or stops the server."""
    with (folder.root / "lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def write_private(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Write a file whole or not at all, with ``mode`` from its first moment, and on disk at return."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            os.fchmod(handle.fileno(), mode)
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        Path(beside).rename(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def make_private(path: Path, uid: int, gid: int) -> None:
    """Make a folder that only ``uid`` may enter, or check that it is one; a planted one is refused."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        os.chown(path, uid, gid, follow_symlinks=False)
    found = path.lstat()
    if not path.is_dir() or path.is_symlink() or found.st_uid != uid:
        raise DatabaseSetupError(
            f"{path} belongs to {account_name(found.st_uid)}, and should be a folder of {account_name(uid)}. "
            "If you know what it is, move it away and start again."
        )
    if found.st_mode & 0o077:
        path.chmod(0o700)
