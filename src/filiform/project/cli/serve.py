"""Serves the pages and does the jobs, until it is stopped with Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import os
import socket

from filiform.project.database import revive
from filiform.project.variables import flag, processes

from .installation import close_connections, data_folder, database_up
from .listening import address_of, is_open, listen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen; the environment's PORT and HOST stand in for what is not said."""
    parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="port to listen on (PORT, else 8000)")
    parser.add_argument(
        "--host",
        default=os.environ.get("HOST") or "127.0.0.1",
        help="address to listen on (HOST, else 127.0.0.1)",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until stopped; 0 when stopped in order, 1 when the web server died."""
    processes()  # refused here what would only end a child later
    with listen(options.host, options.port) as listener, database_up():
        prepare()
        return serve_until_stopped(listener, [])


def prepare() -> None:
    """Tables and static files as this version needs them."""
    from .schema import bring_up_to_date
    from .static_files import gather

    bring_up_to_date(print)
    if gather():
        print("Static files gathered.")


def serve_until_stopped(listener: socket.socket, notes: list[str]) -> int:
    """Run web server and worker below this process; `notes` are printed once the first page is served."""
    from .supervisor import Supervisor

    close_connections()
    bundled = not os.environ.get("DATABASE_URL")
    supervisor = Supervisor(listener, (lambda: revive(data_folder())) if bundled else None)

    def told() -> None:
        print(f"\nFiliform serves {address_of(listener)}", flush=True)
        print(f"Data folder: {data_folder()}", flush=True)
        for note in [*notes, *_hints(listener)]:
            print(note, flush=True)
        print("Stop with Ctrl-C.", flush=True)

    return supervisor.run(told)


def _hints(listener: socket.socket) -> list[str]:
    """What is worth knowing about how this is served."""
    hints = []
    if is_open(listener):
        if not os.environ.get("FILIFORM_HOSTS"):
            hints.append("Other machines are turned away until FILIFORM_HOSTS names this one.")
        if not flag("FILIFORM_SECURE"):
            hints.append("What others send travels in the clear; serve them through a proxy with TLS.")
    if os.geteuid() == 0:
        hints.append("Started as root; an ordinary user is enough.")
    return hints
