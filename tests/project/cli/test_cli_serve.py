"""Serving: what is started is stopped again, whichever part ends first and however."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.project.cli.conftest import Installation

from filiform.project import database

Started = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(seen: Callable[[], object], seconds: float = 180) -> None:
    limit = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < limit
        time.sleep(0.1)


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def children(of: int) -> dict[int, str]:
    """Living children of a process with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(status[1]) == of and status[0] != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except (OSError, IndexError):
            continue
    return found


def child(of: int, word: str) -> int | None:
    return next((pid for pid, line in children(of).items() if word in line), None)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_serves_and_stops_in_order(installation: Installation, started: Started, port: int) -> None:
    process = started(installation, "serve", PORT=str(port))
    wait_for(lambda: healthy(port))
    wait_for(lambda: child(process.pid, "jobs"))
    process.send_signal(signal.SIGTERM)
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"Filiform serves http://127.0.0.1:{port}/" in told
    assert str(installation.data) in told
    assert not healthy(port)
    assert not database.status(installation.data).running


def test_a_dead_worker_or_database_comes_back_and_a_dead_web_server_ends_all(
    installation: Installation, started: Started, port: int
) -> None:
    process = started(installation, "serve", PORT=str(port))
    wait_for(lambda: healthy(port) and child(process.pid, "jobs"))
    worker = child(process.pid, "jobs")
    assert worker is not None
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: child(process.pid, "jobs") not in (worker, None))
    assert healthy(port)
    dead = database.status(installation.data).pid
    assert dead is not None
    os.kill(dead, signal.SIGKILL)
    wait_for(lambda: database.status(installation.data).pid not in (dead, None))
    wait_for(lambda: healthy(port), 30)
    web = child(process.pid, "gunicorn")
    assert web is not None
    os.kill(web, signal.SIGKILL)
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "the database had ended; it is up again" in told
    assert "the web server ended" in told
    assert not database.status(installation.data).running


def test_killed_it_leaves_no_server_of_pages_and_the_next_start_takes_over(
    installation: Installation, started: Started, port: int
) -> None:
    process = started(installation, "serve", PORT=str(port))
    wait_for(lambda: healthy(port) and child(process.pid, "jobs"))
    left = [*children(process.pid)]
    parts = [pid for pid, line in children(process.pid).items() if "postgres" not in line]
    process.kill()
    process.wait(30)
    assert len(left) >= 2
    wait_for(lambda: not any(alive(pid) for pid in parts))
    again = started(installation, "serve", PORT=str(port))
    wait_for(lambda: healthy(port))
    again.send_signal(signal.SIGINT)
    again.communicate(timeout=60)
    assert again.returncode == 0
    assert not database.status(installation.data).running
