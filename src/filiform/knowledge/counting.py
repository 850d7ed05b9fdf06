"""A number with its noun, as one says it: 1 fault, 2 faults, 0 entries."""

from __future__ import annotations


def counted(number: int, one: str, more: str = "") -> str:
    """Give a number with the noun that goes with it; English, for the command line alone."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"
