"""The command `filiform needle-check FILE|- [--lines]`: planned insertions in, findings out, as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from typing import TextIO

from filiform.knowledge import cases
from filiform.knowledge.needling.report import check_plan
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.policy import read_policy


def command(argv: Sequence[str], stdin: TextIO, stdout: TextIO) -> int:
    """Judge one plan, or with --lines one a line (`cases.answer`); return 0 when read, 2 when it cannot be read.

    Whether the plan may go ahead is in the answer, not in the exit code.
    """
    parser = argparse.ArgumentParser(prog="filiform needle-check", description="Judge a planned insertion.")
    parser.add_argument("file", help="a JSON file, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="one JSON plan a line, one answer a line")
    parser.add_argument("--policy", metavar="FILE", help="a practice's policy as JSON, as `filiform screen` takes it")
    options = parser.parse_args(argv)
    if options.policy is None:
        return cases.answer(options.file, check_plan, stdin, stdout, lines=options.lines)
    try:
        policy = cases.parsed(cases.text_of(options.policy))
        read_policy(policy)
    except CaseError as error:
        return cases.refuse(error, stdout)
    return cases.answer(options.file, partial(check_plan, policy=policy), stdin, stdout, lines=options.lines)
