"""Looks for what is wrong with this installation, and says how to mend it; changes nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from filiform.project.doctor.finding import Finding, State, fault
from filiform.project.variables import VariableError

from .errors import CommandError
from .installation import data_folder, database_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `doctor` can be told."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def run(options: argparse.Namespace) -> int:
    """A line for each thing looked at; 1 when there is a fault."""
    found = []
    for finding in _look():
        found.append(finding)
        if not options.json:
            _tell(finding)
    if options.json:
        print(json.dumps([finding.as_dict() for finding in found], indent=1))
    return int(any(finding.state is State.FAULT for finding in found))


def _look() -> Iterator[Finding]:
    from filiform.project.doctor import machine

    data = data_folder()
    yield from machine.look(data)
    if not data.is_dir():
        return
    try:
        with database_up(unfinished_restore=True) as reach:
            from filiform.project.doctor import database, service, serving, walls

            behind = False
            for finding in database.look(reach):
                behind |= finding.what == "tables" and finding.state is State.FAULT
                yield finding
            if not behind:
                yield from walls.look(reach)
                yield from service.look(data)
                yield from serving.look()
    except VariableError as problem:
        yield fault("environment", str(problem), "Then run 'filiform doctor' again.")
    except CommandError as problem:
        yield fault("database", str(problem), "Then run 'filiform doctor' again.")


def _tell(finding: Finding) -> None:
    print(f"{finding.state:<8} {finding.what:<14} {finding.told}", flush=True)
    if finding.mend:
        print(f"{'':<24}{finding.mend}", flush=True)
