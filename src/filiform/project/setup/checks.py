"""What ``./test`` runs: style, types, layers, then every test in both a real database and a real browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from .environment import Environment

LINTERS = (
    ("Style (ruff check)", ("ruff", "check", "--quiet", ".")),
    ("Format (ruff format)", ("ruff", "format", "--quiet", "--check", ".")),
    ("Types (mypy)", ("mypy", "--no-error-summary", "src")),
    ("Layers (import-linter)", ("lint-imports", "--config", "importlinter.ini", "--no-logo")),
)

#: What pytest answers when it ran and tests failed.
TESTS_FAILED = 1
#: Failed tests that are tried once more.
FEW = 5


def everything(environment: Environment) -> int:
    """Run all linters, fetch the browser, run all tests; return 0 only when each of them passed."""
    failed = [title for title, command in LINTERS if not _passes(environment, title, command)]
    _say_browser(environment)
    code = _pytest(environment, ["-n", "2", "--dist", "worksteal"])
    if code == TESTS_FAILED:
        code = _again(environment)
    if failed:
        # After the tests, where it is seen; their own closing line stays the last that pytest writes.
        print(f"Failed before the tests: {', '.join(failed)}", file=sys.stderr)
    return code or int(bool(failed))


def _again(environment: Environment) -> int:
    """Run a few failed tests once more, alone: a machine that stood still for a while is not a fault of ours.

    Which ones they were stays on the screen. More than a few, or one that fails alone as well, is a failure.
    """
    record = environment.home / ".pytest_cache" / "v" / "cache" / "lastfailed"
    failed = sorted(json.loads(record.read_text())) if record.is_file() else []
    if not 0 < len(failed) <= FEW:
        return TESTS_FAILED
    print(f"Failed beside others, tried again alone: {', '.join(failed)}", flush=True)
    return _pytest(environment, failed)


def only_tests(environment: Environment, arguments: list[str]) -> int:
    """Run pytest with the arguments and nothing else."""
    return _pytest(environment, arguments)


def _passes(environment: Environment, title: str, command: tuple[str, ...]) -> bool:
    program, *arguments = command
    begun = time.monotonic()
    # mypy loads the settings, and they make a secret key where there is none: not among the caller's data.
    environ = {**os.environ, "FILIFORM_DATA": str(environment.home / "build" / "test-data")}
    done = subprocess.run(
        [environment.program(program), *arguments],
        cwd=environment.home,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "passed" if done.returncode == 0 else "FAILED"
    print(f"{title}: {verdict}, {time.monotonic() - begun:.0f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode == 0


def _say_browser(environment: Environment) -> None:
    """Fetch the browser now, where one can see how it goes, and not inside a test."""
    asked = "from filiform.project.setup.chromium import main; main()"
    subprocess.run([environment.python, "-c", asked], cwd=environment.home, stdin=subprocess.DEVNULL, check=False)


def _pytest(environment: Environment, arguments: list[str]) -> int:
    sys.stdout.flush()
    # The tests name their own database and data; what the caller works with is none of their business.
    environ = {name: value for name, value in os.environ.items() if name != "FILIFORM_DATA"}
    command = [str(environment.python), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=environment.home, env=environ, stdin=subprocess.DEVNULL, check=False).returncode
