"""Reads variables of the environment, and refuses what cannot be meant: a slip must not serve in the clear."""

from __future__ import annotations

import os

YES, NO = ("1", "yes", "true", "on"), ("", "0", "no", "false", "off")
MOST_PROCESSES = 64


class VariableError(ValueError):
    """A variable holds what cannot be meant; the message names it and says what to give."""


def flag(name: str) -> bool:
    """Whether a variable says yes; unset is no. Raises VariableError for any other word."""
    given = os.environ.get(name, "").strip().lower()
    if given not in (*YES, *NO):
        raise VariableError(f"{name} is {given!r}; give 1 for yes, or 0 or nothing for no.")
    return given in YES


def whole(name: str, default: int, *, least: int = 0, most: int) -> int:
    """A whole number from `least` to `most`; `default` where it is unset. Raises VariableError."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not (given.isascii() and given.isdigit()) or not least <= int(given) <= most:
        raise VariableError(f"{name} is {given!r}; give a number from {least} to {most}.")
    return int(given)


def listed(name: str, default: str = "") -> list[str]:
    """What stands between commas, without the spaces around it."""
    parts = (os.environ.get(name, "") or default).split(",")
    return [part.strip() for part in parts if part.strip()]


def origins(name: str) -> list[str]:
    """Origins (`https://clinic.example`), listed. Raises VariableError for one without `https://` or `http://`."""
    found = listed(name)
    for one in found:
        if not one.startswith(("https://", "http://")):
            raise VariableError(f"{name} names {one!r}; write it with its beginning: https://{one}")
    return found


def processes() -> int:
    """How many processes serve pages: FILIFORM_WORKERS, else 2 or 3 by cores. Raises VariableError."""
    return whole("FILIFORM_WORKERS", min(3, max(2, os.cpu_count() or 1)), least=1, most=MOST_PROCESSES)
