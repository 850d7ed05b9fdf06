"""The command `filiform screen FILE|- [--lines]`: cases in, verdicts out; `--schema` says what a case is."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.report import screen_case
from filiform.knowledge.screening.schema import text

READ, UNREADABLE = 0, 2


def command(argv: Sequence[str], stdin: TextIO, stdout: TextIO) -> int:
    """Judge one case, or with --lines one case a line; return 0 when judged, 2 when the case cannot be read.

    With --lines a case that cannot be read gives an error object in its place and the rest is judged;
    the result is then 0.
    """
    parser = argparse.ArgumentParser(prog="filiform screen", description="Judge a case before needling.")
    parser.add_argument("file", nargs="?", help="a JSON file, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="one JSON case a line, one verdict a line")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of a case and end")
    options = parser.parse_args(argv)
    if options.schema:
        stdout.write(text())
        return READ
    if options.file is None:
        parser.error("name a JSON file, or - for standard input")
    try:
        given = stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        _write(stdout, _error("", f"The file cannot be read: {error}"))
        return UNREADABLE
    if options.lines:
        for line in given.splitlines():
            if line.strip():
                _write(stdout, _judged(line)[1])
        return READ
    code, answer = _judged(given)
    _write(stdout, answer, indent=2)
    return code


def _judged(text: str) -> tuple[int, dict[str, Any]]:
    try:
        return READ, screen_case(json.loads(text))
    except json.JSONDecodeError as error:
        return UNREADABLE, _error("", f"This is not JSON: {error.msg} at line {error.lineno}.")
    except RecursionError:
        return UNREADABLE, _error("", "This JSON is nested too deeply.")
    except CaseError as error:
        return UNREADABLE, _error(error.field, error.message)


def _error(field: str, message: str) -> dict[str, Any]:
    return {"error": {"field": field, "message": message}}


def _write(stdout: TextIO, answer: dict[str, Any], indent: int | None = None) -> None:
    stdout.write(json.dumps(answer, ensure_ascii=False, indent=indent) + "\n")
