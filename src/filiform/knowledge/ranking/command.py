"""The command `filiform rank --zones a,b [--case FILE] [--top 10] [--json]`: muscles worth examining."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any, NoReturn, TextIO

from filiform.knowledge.cases import decoded, given_in, parsed, writable
from filiform.knowledge.ranking.plain import plain_text
from filiform.knowledge.ranking.report import RankError, rank_zones
from filiform.knowledge.screening.errors import CaseError

RANKED, UNREADABLE = 0, 2


class _Parser(argparse.ArgumentParser):
    """A parser that raises, so that an error comes in the form that was asked for."""

    def error(self, message: str) -> NoReturn:
        raise RankError("command", f"{message}. 'filiform rank --help' shows how to write it.")


class _Once(argparse.Action):
    """An option that is said once: of two values one would be dropped in silence."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: Any = None
    ) -> None:
        said: set[str] = getattr(namespace, "said", set())
        if self.dest in said:
            parser.error(f"{option} is given twice; put all into one")
        namespace.said = {*said, self.dest}
        setattr(namespace, self.dest, values)


def command(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Rank; return 0 when ranked or refused for an emergency, 2 with an error that names the field.

    With --json an error is JSON on standard output, otherwise a line on standard error.
    """
    try:
        options = _parser().parse_args(argv)
        case = _case(options.case, stdin) if options.case is not None else None
        answer = rank_zones(options.zones or "", case, _top(options.top))
    except RankError as error:
        if "--json" in argv:
            _write(stdout, {"error": {"field": error.field, "message": error.message, "near": list(error.near)}})
        else:
            stderr.write(f"filiform rank: {error}\n")
        return UNREADABLE
    if options.json:
        _write(stdout, answer)
    else:
        stdout.write(plain_text(answer))
    return RANKED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="filiform rank",
        allow_abbrev=False,
        description="Muscles whose trigger points are known to refer into marked zones.",
    )
    parser.add_argument(
        "--zones", action=_Once, help="zones where it hurts, parted by commas: left shoulder-front, elbow-lateral"
    )
    parser.add_argument(
        "--case", action=_Once, metavar="FILE", help="a JSON case as for filiform screen, or - for standard input"
    )
    parser.add_argument("--top", action=_Once, default="10", help="how many muscles to name (10)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _top(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise RankError("top", f"{text[:40]!r} is not a whole number from 1 to 99999.")
    return int(text)


def _case(name: str, stdin: TextIO) -> object:
    try:
        return _object(given_in(name, stdin))
    except OSError as error:
        raise RankError("case", f"The file cannot be read: {error}") from None


def _object(given: bytes) -> object:
    try:
        found: object = parsed(decoded(given))
    except CaseError as error:
        raise RankError("case", error.message) from None
    if found is None:
        raise RankError("case", "The case must be a JSON object with fields such as age and symptoms.")
    return found


def _write(stdout: TextIO, answer: dict[str, Any]) -> None:
    stdout.write(writable(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n")
