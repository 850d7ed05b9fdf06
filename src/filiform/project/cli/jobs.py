"""The worker: does the nightly work and what pages leave for later."""

from __future__ import annotations

import argparse
import contextlib

from . import lifeline
from .installation import database_up, set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `jobs` can be told."""
    parser.add_argument("--once", action="store_true", help="do what is waiting and end")
    parser.add_argument("--beside", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Work until stopped. Beside `serve` the database is up already, and the end of `serve` is ours."""
    lifeline.end_with_parent()
    with contextlib.nullcontext() if options.beside else database_up():
        set_up_django()
        from filiform.foundation.messages.worker import work

        work(once=options.once)
    return 0
