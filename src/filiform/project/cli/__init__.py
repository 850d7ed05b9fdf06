"""The command line: ``filiform <command>``; each command lives in a module of its own, imported when it is called."""

from .program import main

__all__ = ["main"]
