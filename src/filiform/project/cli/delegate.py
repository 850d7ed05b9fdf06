"""Hands the rest of the command line to a module of the knowledge, which reads it itself."""

from __future__ import annotations

import importlib
import sys


def delegate(module: str, rest: list[str]) -> int:
    """Call ``command(arguments, stdin, stdout)`` of ``module`` and return its exit code."""
    found = importlib.import_module(module)
    return int(found.command(rest, sys.stdin, sys.stdout))
