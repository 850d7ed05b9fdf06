"""Makes a made-up practice to try everything with; it is made once and then kept."""

from __future__ import annotations

import argparse
import sys
import time

from . import serve
from .errors import CommandError
from .installation import database_up
from .listening import listen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `demo` can be told."""
    parser.add_argument("--serve", action="store_true", help="serve it, and print the log-ins")
    parser.add_argument("--small", action="store_true", help="a few patients only, made in seconds")
    serve.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Build the practice unless it is there; then serve it if asked."""
    if not options.serve:
        with database_up():
            serve.prepare()
            print("\n".join(_built(small=options.small)))
        return 0
    with listen(options.host, options.port) as listener, database_up():
        serve.prepare()
        return serve.serve_until_stopped(listener, _built(small=options.small))


def _built(*, small: bool) -> list[str]:
    """Make sure that the practice is whole, and return the lines that tell its log-ins."""
    try:
        from filiform.project.demo import build, is_built, logins
    except ImportError as problem:
        if getattr(problem, "name", "") not in ("filiform.project", "filiform.project.demo"):
            raise
        return ["The demo practice is not part of this installation."]
    # A build that was cut off counts as not built: it is finished before anything is served.
    if not is_built():
        began = time.monotonic()
        line = _Line()
        build(line.show, small=small)
        line.end(f"The demo practice is ready ({time.monotonic() - began:.0f} s).")
        if not is_built():
            raise CommandError("The demo practice could not be finished. Start again to build it anew.")
    return ["Log in as:", *(f"  {one.role:<14} {one.email:<36} {one.password}" for one in logins())]


class _Line:
    """Progress on one line of a terminal; elsewhere a line every few seconds."""

    def __init__(self) -> None:
        self.live = sys.stdout.isatty()
        self.last = float("-inf")

    def show(self, text: str) -> None:
        if self.live:
            print(f"\r\033[K{text[:100]}", end="", flush=True)
        elif time.monotonic() - self.last > 5:
            self.last = time.monotonic()
            print(text, flush=True)

    def end(self, text: str) -> None:
        print(f"\r\033[K{text}" if self.live else text, flush=True)
