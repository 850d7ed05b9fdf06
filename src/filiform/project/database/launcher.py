"""Brings the database up and down: the few calls that the rest of the project needs."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psycopg

from . import cluster, external, passwords, server
from .account import Account
from .connections import ROLES, Connections
from .errors import DatabaseSetupError
from .folder import DataFolder, locked, prepare
from .roles import ensure_database, ensure_extensions, ensure_roles

DATABASE = "filiform"


@dataclass(frozen=True)
class Status:
    """What is known of the bundled server without starting it."""

    data: Path
    running: bool
    pid: int | None


def ensure(data: Path, *, url: str | None = None, throwaway: bool = False, durable: bool | None = None) -> Connections:
    """Make sure that the database is up, with its roles, and return how to reach it.

    ``url`` names a server of one's own and leaves ``data`` alone. ``throwaway`` is for tests: nothing is
    forced to disk unless ``durable`` asks for it, and the owner may make databases. The server stays up;
    ``running`` stops it again.
    """
    if url:
        return external.ensure(url, may_create_databases=throwaway)
    folder = prepare(data)
    with locked(folder):
        return _ensure(folder, throwaway=throwaway, durable=not throwaway if durable is None else durable)


@contextlib.contextmanager
def running(data: Path, *, url: str | None = None, throwaway: bool = False) -> Iterator[Connections]:
    """Keep the database up for the length of a ``with`` block; the last such block to end stops the server.

    The users are counted by the kernel, through a lock: one that is killed is counted out as well, and the
    server it leaves behind is taken over by the next. SIGTERM and SIGHUP end the block in order.
    """
    if url:
        yield external.ensure(url, may_create_databases=throwaway)
        return
    folder = prepare(data)
    entered = os.getpid()
    with (folder.root / "users").open("a") as users, _ended_in_order():
        with locked(folder):
            fcntl.flock(users, fcntl.LOCK_SH)
            reach = _ensure(folder, throwaway=throwaway, durable=not throwaway)
        try:
            yield reach
        finally:
            # A forked worker that leaves through here is not the one who started it.
            if os.getpid() == entered:
                _leave(folder, users.fileno())


def stop(data: Path) -> bool:
    """Stop the bundled server of ``data``; False when there is none."""
    if not data.expanduser().is_dir():
        return False
    folder = prepare(data)
    with locked(folder):
        return server.stop(folder)


def revive(data: Path) -> bool:
    """Start the bundled server of ``data`` again if it died; False when it is up, or there never was one.

    For who keeps it up by ``running``. Raises DatabaseSetupError when it does not start.
    """
    if status(data).running or not DataFolder(data.expanduser().resolve()).cluster.is_dir():
        return False
    ensure(data)
    return True


def status(data: Path) -> Status:
    """Tell whether the bundled server of ``data`` is up, and change nothing."""
    root = data.expanduser().resolve()
    pid = server.find(DataFolder(root)) if root.is_dir() else None
    return Status(data=root, running=pid is not None, pid=pid)


def _ensure(folder: DataFolder, *, throwaway: bool, durable: bool) -> Connections:
    account = Account(folder)
    known = passwords.load_or_make(folder)
    reach = Connections(
        name=DATABASE,
        host=str(folder.socket),
        port="5432",
        logins={
            "admin": (passwords.ADMIN, known[passwords.ADMIN]),
            **{role: (f"filiform_{role}", known[f"filiform_{role}"]) for role in ROLES},
        },
    )
    cluster.prepare(account, known[passwords.ADMIN], durable=durable)
    _bring_up(account, reach, durable=durable)
    with _explained(folder):
        ensure_roles(reach.psycopg("admin", "postgres"), passwords=known, may_create_databases=throwaway)
        ensure_database(reach.psycopg("admin"), DATABASE)
        for database in ("template1", DATABASE):
            ensure_extensions(reach.psycopg("admin", database))
    return reach


def _bring_up(account: Account, reach: Connections, *, durable: bool) -> None:
    """Find the living server or start one; a living one that does not answer is started afresh."""
    folder = account.folder
    pid = server.find(folder)
    if pid is not None:
        ready = server.wait_until_ready(folder, pid, time.monotonic() + server.START_LIMIT)
        if ready and _answers(reach):
            return
        server.stop(folder)
    server.start(account, durable=durable)


def _answers(reach: Connections) -> bool:
    """Whether the server can be reached: its socket may have been removed by a cleaner of temporary files."""
    try:
        psycopg.connect(**reach.psycopg("admin", "postgres"), connect_timeout=10).close()
    except psycopg.OperationalError as problem:
        # Turned away at the door is an answer; only silence calls for a new start.
        return "No such file" not in str(problem) and "refused" not in str(problem)
    return True


@contextlib.contextmanager
def _explained(folder: DataFolder) -> Iterator[None]:
    try:
        yield
    except psycopg.errors.DiskFull as problem:
        raise DatabaseSetupError(cluster.disk_is_full(folder.root)) from problem
    except psycopg.OperationalError as problem:
        raise DatabaseSetupError(
            f"The database in {folder.cluster} started and does not let Filiform in: {str(problem).strip()}\n"
            f"If {folder.passwords} was replaced, put back the one that belongs to this database."
        ) from problem


def _leave(folder: DataFolder, users: int) -> None:
    with locked(folder):
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        server.stop(folder)


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into SystemExit while nobody else handles them: the server is stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    ours = [n for n in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(n) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in ours:
            if signal.getsignal(number) is leave:
                signal.signal(number, signal.SIG_DFL)
