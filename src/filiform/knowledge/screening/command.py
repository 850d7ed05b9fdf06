"""The command `filiform screen FILE|- [--lines]`: cases in, verdicts out; `--schema` says what a case is."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TextIO

from filiform.knowledge import cases
from filiform.knowledge.screening.report import screen_case
from filiform.knowledge.screening.schema import text


def command(argv: Sequence[str], stdin: TextIO, stdout: TextIO) -> int:
    """Judge one case, or with --lines one a line (`cases.answer`); return 0 when read, 2 when it cannot be read."""
    parser = argparse.ArgumentParser(prog="filiform screen", description="Judge a case before needling.")
    parser.add_argument("file", nargs="?", help="a JSON file, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="one JSON case a line, one verdict a line")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of a case and end")
    options = parser.parse_args(argv)
    if options.schema:
        stdout.write(text())
        return cases.READ
    if options.file is None:
        parser.error("name a JSON file, or - for standard input")
    return cases.answer(options.file, screen_case, stdin, stdout, lines=options.lines)
