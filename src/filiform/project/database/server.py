"""Starting, finding and stopping the bundled server of one data folder.

A server counts as ours when the process named in ``postmaster.pid`` works in our cluster folder. A process
number alone proves nothing: after a power cut it may belong to another program. A socket alone proves nothing
either: the server of a deleted folder goes on answering on it for a while.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from .account import Account
from .cluster import explain
from .errors import DatabaseSetupError
from .folder import DataFolder

START_LIMIT = 120.0
"""Seconds; a server that was killed first reads its log again, which takes a while after heavy work."""
STOP_LIMIT = 60.0
PAUSE = 0.02

# Servers started here: one that ends before its starter has to be collected, or it passes for a living one.
_children: set[int] = set()


def find(folder: DataFolder) -> int | None:
    """Return the process number of the living server of this folder, or None."""
    pid = _pid_in(folder.cluster / "postmaster.pid")
    return pid if pid and _works_in(pid, folder.cluster) else None


def start(account: Account, *, durable: bool) -> int:
    """Start the server and return its process number once it takes connections.

    Call under the folder's lock, after ``find`` said that there is none. Raises DatabaseSetupError with the
    server's own words when it does not start.
    """
    folder = account.folder
    _clear_leftovers(folder)
    limit = time.monotonic() + START_LIMIT
    while True:
        pid = _spawn(account, durable=durable)
        if wait_until_ready(folder, pid, limit):
            return pid
        if _alive(pid):
            os.kill(pid, signal.SIGINT)
            raise DatabaseSetupError(
                f"The database server did not come up within {START_LIMIT:.0f} s. Its log is {folder.log}."
            )
        said = _said(folder)
        # The processes of a server that was killed hold its shared memory for a moment longer.
        orphans = "shared memory block" in said or "still running" in said
        if not orphans or time.monotonic() > limit:
            raise DatabaseSetupError(explain(folder.root, said, "The database server did not start"))
        time.sleep(0.2)


def wait_until_ready(folder: DataFolder, pid: int, limit: float) -> bool:
    """Wait until server ``pid`` takes connections; False when it ended or ``limit`` (monotonic) passed."""
    while time.monotonic() < limit:
        if _pid_in(folder.cluster / "postmaster.pid") == pid and _status(folder) == "ready":
            return True
        if not _alive(pid):
            return False
        time.sleep(PAUSE)
    return False


def stop(folder: DataFolder) -> bool:
    """End the server: open transactions are rolled back, what is committed is kept. False when none ran."""
    pid = find(folder)
    if pid is None:
        return False
    limit = time.monotonic() + STOP_LIMIT
    os.kill(pid, signal.SIGINT)
    while _alive(pid):
        if time.monotonic() > limit:
            os.kill(pid, signal.SIGQUIT)
            limit = time.monotonic() + STOP_LIMIT
        time.sleep(PAUSE)
    return True


def _spawn(account: Account, *, durable: bool) -> int:
    folder = account.folder
    socket = str(account.seen(folder.socket)).replace('"', '""')
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{socket}"',
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": "256MB",
        "fsync": "on" if durable else "off",
        "synchronous_commit": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
        "password_encryption": "scram-sha-256",
        # One file a weekday, begun anew each week: the log cannot grow for ever.
        "logging_collector": "on",
        "log_directory": str(account.seen(folder.log)),
        "log_filename": "server-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        # Statements, parameters and details carry patients' data; they do not belong in a log.
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": "0",
        "log_error_verbosity": "terse",
        "log_statement": "none",
    }
    arguments: list[str | Path] = ["-D", folder.cluster]
    for name, value in settings.items():
        arguments += ["-c", f"{name}={value}"]
    with folder.startup_log.open("wb") as log:
        child = subprocess.Popen(
            **account.command("postgres", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C in the terminal is for the program in front, which then ends the server in order.
            start_new_session=True,
        )
    # The server is meant to outlive this process; Popen would warn of that, and is told not to wait for it.
    child.returncode = 0
    _children.add(child.pid)
    return child.pid


def _clear_leftovers(folder: DataFolder) -> None:
    """Remove what a server that is gone left behind and what would keep the next from starting."""
    pid_file = folder.cluster / "postmaster.pid"
    pid = _pid_in(pid_file)
    if pid and _alive(pid) and Path("/proc/self").exists() and not _works_in(pid, folder.cluster):
        # The number went to another program. PostgreSQL would refuse to start; shared memory, which it checks
        # as well, still tells it of processes that truly are in this cluster.
        pid_file.unlink(missing_ok=True)
    lock = folder.socket / ".s.PGSQL.5432.lock"
    pid = _pid_in(lock)
    if pid and _alive(pid):
        if _is_postgres_of_lost_folder(pid):
            _end_at_once(pid)
        elif not _works_in(pid, folder.cluster):
            lock.unlink(missing_ok=True)


def _is_postgres_of_lost_folder(pid: int) -> bool:
    """Whether ``pid`` is a server whose cluster folder was deleted under it."""
    try:
        where = str(Path(f"/proc/{pid}/cwd").readlink())
        program = Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return False
    return program == "postgres" and where.endswith(" (deleted)")


def _end_at_once(pid: int) -> None:
    limit = time.monotonic() + 10
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGQUIT)
        while _alive(pid) and time.monotonic() < limit:
            time.sleep(PAUSE)


def _pid_in(path: Path) -> int | None:
    try:
        return abs(int(path.read_text(errors="replace").split("\n", 1)[0]))
    except (OSError, ValueError):
        return None


def _status(folder: DataFolder) -> str:
    """Return the eighth line of ``postmaster.pid``: starting, ready, stopping."""
    try:
        lines = (folder.cluster / "postmaster.pid").read_text(errors="replace").split("\n")
    except OSError:
        return ""
    return lines[7].strip() if len(lines) > 7 else ""


def _alive(pid: int) -> bool:
    if pid in _children:
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == pid:
                _children.discard(pid)
                return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """Whether the process has ended and only waits to be collected; in a container that may take for ever."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def _works_in(pid: int, cluster: Path) -> bool:
    if not _alive(pid):
        return False
    if not Path("/proc/self").exists():  # macOS: the number has to do
        return True
    try:
        return os.path.samestat(Path(f"/proc/{pid}/cwd").stat(), cluster.stat())
    except OSError:
        return False


def _said(folder: DataFolder) -> str:
    """Return what the server wrote while it started; its later words are in the newest file of its log."""
    said = folder.startup_log.read_text(errors="replace")
    newest = max(folder.log.glob("*.log"), key=lambda path: path.stat().st_mtime, default=None)
    if newest is not None and "redirecting log output" in said:
        said += "\n".join(newest.read_text(errors="replace").splitlines()[-10:])
    return said
