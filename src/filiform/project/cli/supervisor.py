"""Runs the web server and the worker below this process, and ends them in order.

The web server is the service: when it dies, everything is stopped and the exit code says so. The worker is
started again when it dies, after a pause that grows, because pages can be served without it. So is the bundled
database, at once: what was committed is there again, and the web server finds it by itself.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from types import FrameType

from filiform.project.database import DatabaseSetupError

from . import lifeline
from .listening import address_of

PAUSE = 0.1
START_LIMIT = 180.0
"""Seconds for the first page; Python and Django on a busy, slow machine need some."""
STOP_LIMIT = 30.0
SHORTEST_WAIT, LONGEST_WAIT = 2.0, 300.0
DATABASE_PAUSE = 1.0
SETTLED = 60.0
"""Seconds after which a worker counts as well, and the next pause is short again."""


class Supervisor:
    """Two children on one listening socket, until a signal or the web server's death."""

    def __init__(self, listener: socket.socket, keep_database: Callable[[], object] | None = None) -> None:
        self.listener = listener
        self._keep_database = keep_database
        self._database_due = 0.0
        self.stopping = 0
        self.worker: subprocess.Popen[bytes] | None = None
        self._worker_began = 0.0
        self._worker_wait = SHORTEST_WAIT
        self._worker_due = 0.0
        self._line, self._kept = os.pipe()

    def run(self, ready: Callable[[], None]) -> int:
        """Serve until stopped; 0 when a signal stopped it, 1 when the web server died."""
        before = {number: signal.signal(number, self._stop) for number in _SIGNALS}
        web = self._start(["-m", "gunicorn", "-c", "python:filiform.project.cli.gunicorn_settings"], listens=True)
        try:
            told = False
            began = time.monotonic()
            while not self.stopping and web.poll() is None:
                self._look_after_database()
                self._keep_worker()
                if not told and (told := _answers(self.listener)):
                    ready()
                elif not told and time.monotonic() - began > START_LIMIT:
                    print("filiform: the web server gives no page; its messages are above.", file=sys.stderr)
                    return 1
                time.sleep(PAUSE)
            if not self.stopping:
                print(f"filiform: the web server ended ({web.returncode}); stopping.", file=sys.stderr)
                return 1
            print("\nStopping ...", flush=True)
            return 0
        finally:
            self._end([child for child in (web, self.worker) if child is not None])
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self.stopping = number

    def _start(self, arguments: list[str], *, listens: bool) -> subprocess.Popen[bytes]:
        passed = [self._line, *([self.listener.fileno()] if listens else [])]
        return subprocess.Popen(
            [sys.executable, *arguments],
            env={
                **os.environ,
                lifeline.VARIABLE: str(self._line),
                "FILIFORM_LISTENER": str(self.listener.fileno()),
                "DJANGO_SETTINGS_MODULE": "filiform.project.settings",
            },
            stdin=subprocess.DEVNULL,
            pass_fds=passed,
            # Ctrl-C in the terminal is for this process, which ends the others in order.
            start_new_session=True,
        )

    def _look_after_database(self) -> None:
        if self._keep_database is None or time.monotonic() < self._database_due:
            return
        self._database_due = time.monotonic() + DATABASE_PAUSE
        try:
            if self._keep_database():
                print("filiform: the database had ended; it is up again.", file=sys.stderr, flush=True)
                # What the worker was doing ended with its connection, for which it would go on waiting.
                if self.worker is not None:
                    self.worker.kill()
        except DatabaseSetupError as problem:
            print(f"filiform: the database ended and does not start:\n{problem}", file=sys.stderr, flush=True)
            self._database_due = time.monotonic() + LONGEST_WAIT / 10

    def _keep_worker(self) -> None:
        now = time.monotonic()
        if self.worker is not None and self.worker.poll() is not None:
            if now - self._worker_began > SETTLED:
                self._worker_wait = SHORTEST_WAIT
            code, wait = self.worker.returncode, self._worker_wait
            print(
                f"filiform: the worker ended ({code}); next start in {wait:.0f} s.",
                file=sys.stderr,
                flush=True,
            )
            self.worker = None
            self._worker_due = now + self._worker_wait
            self._worker_wait = min(self._worker_wait * 2, LONGEST_WAIT)
        if self.worker is None and now >= self._worker_due:
            self.worker = self._start(["-m", "filiform.project.cli", "jobs", "--beside"], listens=False)
            self._worker_began = now

    def _end(self, children: list[subprocess.Popen[bytes]]) -> None:
        """Ask the children to end; who does not within STOP_LIMIT seconds is ended."""
        for child in children:
            if child.poll() is None:
                child.terminate()
            else:
                # A web server that was killed leaves its processes, which go on for half a minute without a database.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGTERM)
        limit = time.monotonic() + STOP_LIMIT
        for child in children:
            try:
                child.wait(max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        os.close(self._kept)
        os.close(self._line)


_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _answers(listener: socket.socket) -> bool:
    """Whether /healthz answers 200; asked under a name that is served."""
    from django.conf import settings

    name = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    request = urllib.request.Request(address_of(listener) + "healthz", headers={"Host": name})  # noqa: S310
    try:
        # Straight to ourselves, past any proxy that the environment names.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
