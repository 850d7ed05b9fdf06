"""The command `filiform screen FILE|- [--lines] [--policy FILE]`: cases in, verdicts out; `--schema` what a case is."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from typing import TextIO

from filiform.knowledge import cases
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.policy import read_policy
from filiform.knowledge.screening.report import screen_case
from filiform.knowledge.screening.schema import text


def command(argv: Sequence[str], stdin: TextIO, stdout: TextIO) -> int:
    """Judge one case, or with --lines one a line (`cases.answer`); return 0 when read, 2 when it cannot be read."""
    parser = argparse.ArgumentParser(prog="filiform screen", description="Judge a case before needling.")
    parser.add_argument("file", nargs="?", help="a JSON file, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="one JSON case a line, one verdict a line")
    parser.add_argument("--policy", metavar="FILE", help="a practice's policy: rulings and thresholds as JSON")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of a case and end")
    options = parser.parse_args(argv)
    if options.schema:
        stdout.write(text())
        return cases.READ
    if options.file is None:
        parser.error("name a JSON file, or - for standard input")
    if options.policy is None:
        return cases.answer(options.file, screen_case, stdin, stdout, lines=options.lines)
    try:
        policy = cases.parsed(cases.text_of(options.policy))
        read_policy(policy)
    except CaseError as error:
        return cases.refuse(error, stdout)
    return cases.answer(options.file, partial(screen_case, policy=policy), stdin, stdout, lines=options.lines)
