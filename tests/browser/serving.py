"""A web server of one's own on this worker's database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """Where it answers, and the process that leads its workers."""

    address: str
    leader: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """Ids of the worker processes that are alive."""
        children = Path(f"/proc/{self.leader.pid}/task/{self.leader.pid}/children")
        return [int(one) for one in children.read_text().split()]


@contextmanager
def serving(workers: int = 2) -> Iterator[Served]:
    """Serve until the block ends; raises RuntimeError when no page comes within thirty seconds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (Path(os.environ["FILIFORM_DATA"]) / f"server-{os.getpid()}-{port}.log").open("w")
    child = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "filiform.project.wsgi", "--bind", f"127.0.0.1:{port}",
         "--workers", str(workers), "--no-control-socket"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "filiform.project.settings"},
        stdout=log, stderr=log,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", child)
        yield Served(f"http://127.0.0.1:{port}", child)
    finally:
        child.terminate()
        child.wait(timeout=20)
        log.close()


def _wait(url: str, child: subprocess.Popen[bytes]) -> None:
    for _try in range(150):
        if child.poll() is not None:
            raise RuntimeError(f"The server ended with {child.returncode} before it served a page.")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server did not serve within thirty seconds.")
