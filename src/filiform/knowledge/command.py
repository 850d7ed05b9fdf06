"""`filiform knowledge`: check the data files, or show one record with its sources."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TextIO

from filiform.core.reasons import Source
from filiform.knowledge.check import books, check
from filiform.knowledge.counting import counted
from filiform.knowledge.loader import load
from filiform.knowledge.records import Record
from filiform.knowledge.shown import ids, shown


def command(argv: Sequence[str], out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Run `knowledge check` (0 sound, 1 faults) or `knowledge show ID` (0 shown, 1 not found, 2 misuse)."""
    out, err = out or sys.stdout, err or sys.stderr
    parser = argparse.ArgumentParser(prog="filiform knowledge", description=__doc__)
    todo = parser.add_subparsers(dest="todo", required=True)
    todo.add_parser("check", help="list every fault of the data files")
    shown = todo.add_parser("show", help="show one record with its sources")
    shown.add_argument("id", help="for example trapezius-upper, needle-phobia, inr_high, dist-rhomboid, ZA")
    try:
        asked = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    return _check(out, err) if asked.todo == "check" else _show(asked.id, out, err)


def _check(out: TextIO, err: TextIO) -> int:
    faults = check()
    for fault in faults:
        print(fault, file=err)
    if faults:
        print(counted(len(faults), "fault"), file=err)
        return 1
    known = books(load())
    width = max(map(len, known))
    for name, records in known.items():
        reviewed = sum(record.reviewed is not None for record in records.values())
        print(f"{name:<{width}}  {len(records):>4}  reviewed {reviewed}", file=out)
    print(f"knowledge {load().version}: no faults", file=out)
    return 0


def _show(identity: str, out: TextIO, err: TextIO) -> int:
    found = [(name, records[identity]) for name, records in books(load()).items() if identity in records]
    for name, record in found:
        print(f"{identity}  ({name})", file=out)
        for line in _lines(record):
            print(line, file=out)
    elsewhere = list(shown(identity))
    for what, lines in elsewhere:
        print(f"{identity}  ({what})", *(f"  {line}" for line in lines), sep="\n", file=out)
    if found or elsewhere:
        return 0
    every = {*(key for records in books(load()).values() for key in records), *ids()}
    known = sorted(key for key in every if identity.lower() in key.lower())
    near = f" Near it: {', '.join(known[:8])}." if known else ""
    print(f"There is no record {identity!r}.{near}", file=err)
    return 1


def _lines(record: Record) -> list[str]:
    lines = [
        f"  {field.name}: {_plain(getattr(record, field.name))}"
        for field in fields(record)
        if field.name not in ("id", "sources", "reviewed") and getattr(record, field.name)
    ]
    lines += [f"  source: {_source(source)}" for source in record.sources]
    lines.append(f"  reviewed: {record.reviewed or 'not yet reviewed by a clinician'}")
    return lines


def _plain(value: Any) -> str:
    if isinstance(value, tuple | list | set | frozenset):
        return "; ".join(_plain(each) for each in (sorted(value) if isinstance(value, frozenset) else value))
    if is_dataclass(value):
        return ", ".join(f"{field.name} {_plain(getattr(value, field.name))}" for field in fields(value))
    return str(value)


def _source(source: Source) -> str:
    law = f" [law of {source.law_of}]" if source.law_of else ""
    says = f": {source.says}" if source.says else ""
    return f"{source.citation} ({source.how}){law}{says}"
