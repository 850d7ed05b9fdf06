"""The command `filiform needle-check FILE|- [--lines]`: planned insertions in, findings out, as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TextIO

from filiform.knowledge import cases
from filiform.knowledge.needling.report import check_plan


def command(argv: Sequence[str], stdin: TextIO, stdout: TextIO) -> int:
    """Judge one plan, or with --lines one a line (`cases.answer`); return 0 when read, 2 when it cannot be read.

    Whether the plan may go ahead is in the answer, not in the exit code.
    """
    parser = argparse.ArgumentParser(prog="filiform needle-check", description="Judge a planned insertion.")
    parser.add_argument("file", help="a JSON file, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="one JSON plan a line, one answer a line")
    options = parser.parse_args(argv)
    return cases.answer(options.file, check_plan, stdin, stdout, lines=options.lines)
