"""The command line: ``filiform <command>``; each command is a module of its own, imported when called."""

from .program import main

__all__ = ["main"]
