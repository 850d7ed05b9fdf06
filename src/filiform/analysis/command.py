"""`filiform evidence`: pool trials, print a table of them, show what may be said of a condition, or count harm."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any, TextIO

from filiform.analysis.harms import harms_json, harms_text
from filiform.analysis.pooling import Method, PoolingError, Study, Variance, pool, traps_of
from filiform.analysis.pooling.report import pool_json, pool_text
from filiform.analysis.reading import read_study
from filiform.knowledge.cases import decoded, given_in, writable
from filiform.knowledge.evidence.command import add_arguments, run
from filiform.knowledge.screening.errors import CaseError

DONE, UNREADABLE = 0, 2


def command(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run `pool`, `show`, `table` or `harms`; return 0 when done, 2 when the input cannot be read or is not known."""
    parser = argparse.ArgumentParser(prog="filiform evidence", description=__doc__)
    todo = parser.add_subparsers(dest="todo", required=True)
    _pool_arguments(todo.add_parser("pool", help="pool trials of a JSON or CSV file"))
    add_arguments(todo)
    harms = todo.add_parser("harms", help="how often harm was counted, with intervals")
    harms.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(argv)
    if options.todo == "pool":
        return _pool(options, stdin, stdout, stderr)
    if options.todo == "harms":
        answer = json.dumps(harms_json(), ensure_ascii=False, indent=2) + "\n" if options.json else harms_text()
        stdout.write(answer)
        return DONE
    return run(options, stdout, stderr)


def _pool_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="a JSON or CSV file with one row a trial, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--measure", default="", help="MD, SMD, RR, OR, RD or effect; the file may say it too")
    parser.add_argument("--variance", default="", help=f"of a difference of means: {', '.join(Variance)}")
    parser.add_argument("--method", default="reml", choices=[str(method) for method in Method], help="of the headline")


def _pool(options: argparse.Namespace, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    try:
        text = decoded(given_in(options.file, stdin))
        read = read_study(text, options.measure, options.variance)
        return _print(read.study, read.ignored, options, stdout)
    except OSError as error:
        problem = PoolingError(f"The file cannot be read: {error}")
    except CaseError as error:
        problem = PoolingError(error.message)
    except PoolingError as error:
        problem = error
    if options.json:
        stdout.write(writable(json.dumps({"error": _error(problem)}, ensure_ascii=False, indent=2)) + "\n")
    else:
        where = ", ".join([*([f"row {problem.row}"] if problem.row else []), *filter(None, [problem.field])])
        stderr.write(f"filiform evidence: {where + ': ' if where else ''}{problem.message}\n")
    return UNREADABLE


def _print(study: Study, ignored: tuple[str, ...], options: argparse.Namespace, stdout: TextIO) -> int:
    result = pool(study, Method(options.method))
    traps = traps_of(result)
    if options.json:
        answer = pool_json(result, traps, ignored)
        stdout.write(writable(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False)) + "\n")
    else:
        stdout.write(writable(pool_text(result, traps, ignored)))
    return DONE


def _error(problem: PoolingError) -> dict[str, Any]:
    return {"row": problem.row or None, "field": problem.field, "message": problem.message}
