"""Cases given to a command as JSON: read, judged one by one, answered as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from filiform.knowledge.screening.errors import CaseError

READ, UNREADABLE = 0, 2

Judge = Callable[[Any], dict[str, Any]]


def parsed(text: str) -> Any:
    """What a JSON text holds; raises CaseError for one that nobody can read."""
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise CaseError("", f"This is not JSON: {error.msg} at line {error.lineno}.") from None
    except CaseError:
        raise
    except (RecursionError, ValueError):
        raise CaseError("", "This JSON is nested too deeply, or holds a number that is too long.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once each: of two answers to one question nobody can say which holds."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise CaseError(twice[:100], f"{twice[:100]!r} is given twice. Keep one of them.")
    return found


def answer(file: str, judge: Judge, stdin: TextIO, stdout: TextIO, *, lines: bool) -> int:
    """Judge what `file` holds ("-": standard input) and write the answer; 0 when read, 2 when it cannot be read.

    With `lines` each line is a case of its own: one that cannot be read gives an error object in its place, the
    rest is judged, and the result is 0.
    """
    try:
        given = given_in(file, stdin)
    except OSError as error:
        _write(stdout, _error("", f"The file cannot be read: {error}"))
        return UNREADABLE
    if lines:
        for line in given.split(b"\n"):  # other line ends may stand inside a text
            if line.strip():
                _write(stdout, _judged(line, judge)[1])
        return READ
    code, told = _judged(given, judge)
    _write(stdout, told, indent=2)
    return code


def given_in(file: str, stdin: TextIO) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises OSError.

    Bytes, because JSON is UTF-8 wherever it is read, and because one broken character must not spoil other lines.
    """
    if file != "-":
        return Path(file).read_bytes()
    beneath = getattr(stdin, "buffer", None)
    return beneath.read() if beneath else stdin.read().encode("utf-8", "surrogatepass")


def decoded(given: bytes) -> str:
    """The text in bytes; raises CaseError where they are not UTF-8."""
    try:
        return given.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CaseError("", f"This is not UTF-8 (byte {error.start + 1}). Save it as UTF-8.") from None


def text_of(file: str) -> str:
    """The text of a file beside the cases; raises CaseError when it cannot be read."""
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError("policy", f"The file cannot be read: {error}") from None


def refuse(error: CaseError, stdout: TextIO) -> int:
    """Answer all cases with one error: what goes for all of them cannot be read."""
    _write(stdout, _error(error.field, error.message), indent=2)
    return UNREADABLE


def _judged(given: bytes, judge: Judge) -> tuple[int, dict[str, Any]]:
    try:
        return READ, judge(parsed(decoded(given)))
    except CaseError as error:
        return UNREADABLE, _error(error.field, error.message)


def _error(field: str, message: str) -> dict[str, Any]:
    return {"error": {"field": field, "message": message}}


def _write(stdout: TextIO, told: dict[str, Any], indent: int | None = None) -> None:
    stdout.write(writable(json.dumps(told, ensure_ascii=False, indent=indent, allow_nan=False)) + "\n")


def writable(text: str) -> str:
    """The text as UTF-8 can hold it: half of a pair, which JSON can escape, is written as its escape again."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
