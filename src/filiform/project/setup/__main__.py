"""Carries out ``./run`` and ``./test``: ``python -m filiform.project.setup run|test [arguments]``."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from . import address, checks
from .environment import Environment
from .errors import SetupError

HOME = Path(__file__).resolve().parents[4]
USAGE = """Usage: ./run [--setup]

Sets Filiform up in this folder and starts it with a demo practice. --setup stops before the start.

  HOST           address to listen on (127.0.0.1)
  PORT           port to listen on (8000, or the next that is free)
  FILIFORM_DATA  folder for all data
  DATABASE_URL   a PostgreSQL 16 or newer to use in place of the one that comes with Filiform"""


def run(arguments: list[str]) -> int:
    """Set up, then become the server; returns only when asked to stop before that."""
    if "-h" in arguments or "--help" in arguments:
        print(USAGE)
        return 0
    if set(arguments) - {"--setup"}:
        raise SetupError(f"./run does not know {' '.join(arguments)}.\n{USAGE}")
    begun = time.monotonic()
    environment = Environment(HOME)
    environment.prepare("run")
    if arguments:
        print(f"Filiform is set up ({time.monotonic() - begun:.0f} s). Start it with ./run", flush=True)
        return 0
    environ = dict(os.environ)
    environ["HOST"], environ["PORT"] = address.choose(os.environ)
    if environ.get("FILIFORM_DATA"):
        environ["FILIFORM_DATA"] = str(Path(environ["FILIFORM_DATA"]).expanduser().absolute())
    program = environment.program("filiform")
    sys.stdout.flush()
    os.execve(program, [str(program), "demo", "--serve"], environ)  # noqa: S606  no shell is what we want


def test(arguments: list[str]) -> int:
    """Set up with what tests need; without arguments run every check, else pytest with the arguments."""
    environment = Environment(HOME)
    environment.prepare("test")
    return checks.only_tests(environment, arguments) if arguments else checks.everything(environment)


def main() -> int:
    """Dispatch on the first argument; an expected failure is shown in words, without a traceback."""
    command, arguments = sys.argv[1], sys.argv[2:]
    # Was for this program only; what is installed finds itself.
    os.environ.pop("PYTHONPATH", None)
    try:
        return {"run": run, "test": test}[command](arguments)
    except SetupError as problem:
        print(f"{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
