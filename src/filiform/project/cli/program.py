"""Reads the command line and hands over to the command's own module.

Only the module of the command that was asked for is imported: ``filiform screen`` needs neither Django nor a
database, and starts as fast as Python does.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from filiform.project.variables import VariableError

from .errors import CommandError

INTERRUPTED = 130
"""What a shell answers for a program that was ended by Ctrl-C."""

COMMANDS = {
    "demo": "a made-up practice to try everything with; --serve serves it",
    "serve": "the pages and the jobs, until it is stopped",
    "migrate": "bring the tables of the database up to date",
    "doctor": "look for what is wrong with this installation",
    "practice": "add a practice with its owner",
    "backup": "write the whole installation into one file",
    "restore": "read a backup into an empty installation",
    "audit": "check the chain of the audit log",
    "jobs": "the worker that does the nightly work",
    "screen": "judge one case of a file, without a database",
    "rank": "muscles worth examining for zones where it hurts, without a database",
    "needle-check": "judge one planned insertion of a file, without a database",
    "evidence": "pool trials again, or show what may be said about a condition",
    "knowledge": "check or show what the field knows",
    "version": "print the version",
}

#: Commands that read their own arguments, in modules below the command line.
DELEGATED = ("screen", "rank", "needle-check", "evidence", "knowledge")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed or faults found, 2 not understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What is told should be seen when it happens, also in a log.
        sys.stdout.reconfigure(line_buffering=True)
    try:
        return _run(given)
    except CommandError as problem:
        print(f"filiform: {problem}", file=sys.stderr)
        return problem.code
    except VariableError as problem:
        print(f"filiform: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone (``filiform doctor | head``); nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def _run(given: list[str]) -> int:
    if given and given[0] in DELEGATED:
        from . import delegate

        if isinstance(sys.stdout, io.TextIOWrapper):
            # Names and JSON need all of Unicode, whatever the locale can write.
            sys.stdout.reconfigure(encoding="utf-8")
        return int(getattr(delegate, given[0].replace("-", "_"))(given[1:]))
    command = given[0] if given else ""
    if command not in COMMANDS:
        return _without_command(given)
    module = importlib.import_module(f".{command}", __package__)
    parser = argparse.ArgumentParser(prog=f"filiform {command}", description=module.__doc__)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(given[1:])) or 0)


def _without_command(given: list[str]) -> int:
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:<{width}}  {told}" for name, told in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="filiform",
        usage="filiform COMMAND [...]",
        description="The open system that a dry-needling clinic runs on.",
        epilog=f"commands:\n{listed}\n\n'filiform COMMAND --help' says more about one of them.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    if given and given[0].startswith("-"):
        if parser.parse_args(given).version:
            from . import version

            return version.run()
    elif given:
        parser.error(f"there is no command {given[0]!r}; 'filiform --help' lists them")
    parser.print_help()
    return 2
