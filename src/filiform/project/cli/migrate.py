"""Brings the tables of the database up to date, and raises the walls between practices."""

from __future__ import annotations

import argparse

from filiform.knowledge.counting import counted

from .installation import database_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `migrate` can be told."""
    parser.add_argument("--check", action="store_true", help="only say whether there is something to do (exit 1)")
    parser.add_argument("--walls", action="store_true", help="raise the walls again, whatever the mark says")


def run(options: argparse.Namespace) -> int:
    """Migrate, or say what is to be done."""
    with database_up():
        from .schema import bring_up_to_date, pending

        if options.check:
            waiting = pending()
            print(f"{counted(len(waiting), 'step')} to do." if waiting else "The tables are up to date.")
            return 1 if waiting else 0
        bring_up_to_date(print, walls=options.walls)
    return 0
