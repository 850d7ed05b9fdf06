"""The command `filiform needle-check FILE|- [--lines]`: planned insertions in, findings out, as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from filiform.knowledge.needling.report import check_plan
from filiform.knowledge.screening.errors import CaseError

READ, UNREADABLE = 0, 2


def command(argv: Sequence[str], stdin: TextIO, stdout: TextIO) -> int:
    """Judge one plan, or with --lines one a line; return 0 when judged, 2 when the plan cannot be read.

    With --lines a plan that cannot be read gives an error object in its place and the rest is judged; the result
    is then 0. Whether the plan may go ahead is in the answer, not in the exit code.
    """
    parser = argparse.ArgumentParser(prog="filiform needle-check", description="Judge a planned insertion.")
    parser.add_argument("file", help="a JSON file, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="one JSON plan a line, one answer a line")
    options = parser.parse_args(argv)
    try:
        text = stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        _write(stdout, _error("", f"The file cannot be read: {error}"))
        return UNREADABLE
    if options.lines:
        for line in text.splitlines():
            if line.strip():
                _write(stdout, _judged(line)[1])
        return READ
    code, answer = _judged(text)
    _write(stdout, answer, indent=2)
    return code


def _judged(text: str) -> tuple[int, dict[str, Any]]:
    try:
        return READ, check_plan(json.loads(text))
    except json.JSONDecodeError as error:
        return UNREADABLE, _error("", f"This is not JSON: {error.msg} at line {error.lineno}.")
    except CaseError as error:
        return UNREADABLE, _error(error.field, error.message)
    except (RecursionError, ValueError):
        return UNREADABLE, _error("", "This JSON is nested too deeply, or holds a number that is too long.")


def _error(field: str, message: str) -> dict[str, Any]:
    return {"error": {"field": field, "message": message}}


def _write(stdout: TextIO, answer: dict[str, Any], indent: int | None = None) -> None:
    stdout.write(json.dumps(answer, ensure_ascii=False, indent=indent, allow_nan=False) + "\n")
