"""Where the pass phrase of a backup comes from: a file, the environment, or the person at the terminal."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from .errors import CommandError

VARIABLE = "FILIFORM_BACKUP_PASSPHRASE"
SHORTEST = 12


def add_argument(parser: argparse.ArgumentParser) -> None:
    """The option that names a file with the pass phrase."""
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=f"read the pass phrase from this file (or {VARIABLE})"
    )


def given(options: argparse.Namespace) -> str | None:
    """The pass phrase that was given without asking, or None."""
    if options.passphrase_file is None:
        return os.environ.get(VARIABLE) or None
    try:
        phrase = options.passphrase_file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"The pass phrase in {options.passphrase_file} cannot be read: {problem}.") from problem
    if not phrase:
        raise CommandError(f"{options.passphrase_file} is empty; write the pass phrase into it.")
    return str(phrase)


def ask_new() -> str:
    """Ask for a new pass phrase, twice."""
    _need_terminal()
    while True:
        phrase = getpass.getpass(f"Pass phrase of the backup ({SHORTEST} characters or more): ")
        if len(phrase) < SHORTEST:
            print("That is too short.", file=sys.stderr)
        elif getpass.getpass("The same again: ") == phrase:
            return phrase
        else:
            print("The two differ. Once more.", file=sys.stderr)


def ask() -> str:
    """Ask for the pass phrase of a backup there is."""
    _need_terminal()
    return getpass.getpass("Pass phrase of the backup: ")


def _need_terminal() -> None:
    if not sys.stdin.isatty():
        raise CommandError(
            f"There is no terminal to ask for a pass phrase on. Add --passphrase-file or set {VARIABLE}.", 2
        )
