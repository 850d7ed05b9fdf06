"""Checks the chain of every practice's audit log against its heads, in the database and outside it."""

from __future__ import annotations

import argparse
from uuid import UUID

from filiform.knowledge.counting import counted

from .errors import CommandError
from .installation import database_up

SHOWN = 20
"""Faults printed for one practice; one changed entry early on is enough to make thousands."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `audit` can be told."""
    parser.add_argument("what", choices=["verify"], help="verify: read every entry and check it")
    parser.add_argument("--practice", metavar="ID", help="check this practice only")


def run(options: argparse.Namespace) -> int:
    """Check, print a line for each practice and each fault; 1 when there are faults."""
    with database_up():
        from filiform.foundation.messages import chains

        checked = [chains.check(_known(options.practice))] if options.practice else chains.check_all()
        return max((_tell(one) for one in checked), default=0)


def _known(given: str) -> UUID:
    from filiform.foundation.tenancy.models import Practice

    try:
        practice = UUID(given)
    except ValueError as problem:
        raise CommandError(f"{given!r} is no practice's id; 'filiform audit verify' lists them.", 2) from problem
    if not Practice.objects.filter(id=practice).exists():
        raise CommandError(f"There is no practice {practice}; 'filiform audit verify' lists them.", 2)
    return practice


def _tell(checked) -> int:  # type: ignore[no-untyped-def]
    outside = "no head kept outside yet" if checked.kept is None else f"head kept outside at {checked.kept}"
    told = f"{checked.practice}  {counted(checked.entries, 'entry', 'entries')}, {outside}"
    if not checked.faults:
        print(f"ok     {told}")
        return 0
    print(f"FAULT  {told}, {counted(len(checked.faults), 'fault')}:")
    for fault in checked.faults[:SHOWN]:
        print(f"         entry {fault.seq}: {fault.fault}")
    if len(checked.faults) > SHOWN:
        print(f"         and {len(checked.faults) - SHOWN} more")
    return 1
