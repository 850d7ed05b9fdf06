"""`filiform evidence show` and `filiform evidence table`: what is on file about a condition, and tables of trials."""

from __future__ import annotations

import argparse
import json
from typing import Any, TextIO

from filiform.knowledge.evidence.load import Table, tables
from filiform.knowledge.evidence.naming import UnknownTopic, find
from filiform.knowledge.evidence.show import show_json, show_text, source_line

DONE, UNKNOWN = 0, 2


def add_arguments(todo: Any) -> None:
    """Add the two subcommands to the parser of `filiform evidence`."""
    shown = todo.add_parser("show", help="what may be said about a condition, and what must not")
    shown.add_argument("condition", nargs="+", help="for example neck-pain, tennis elbow")
    shown.add_argument("--json", action="store_true", help="print JSON")
    table = todo.add_parser("table", help="list tables of trials, or print one as JSON that `pool -` reads")
    table.add_argument("id", nargs="?", help="for example furlan-5-1-1")


def run(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Run the subcommand; 0 when done, 2 when the condition or table is not known."""
    if options.todo == "table":
        return _table(options.id, stdout, stderr)
    try:
        topic = find(" ".join(options.condition))
    except UnknownTopic as error:
        if options.json:
            near = [each.id for each in error.near]
            problem = {"field": "condition", "message": str(error), "near": near}
            stdout.write(json.dumps({"error": problem}, ensure_ascii=False, indent=2) + "\n")
        else:
            stderr.write(f"filiform evidence: {error}\n")
        return UNKNOWN
    if options.json:
        stdout.write(json.dumps(show_json(topic), ensure_ascii=False, indent=2) + "\n")
    else:
        stdout.write(show_text(topic))
    return DONE


def _table(identity: str | None, stdout: TextIO, stderr: TextIO) -> int:
    if identity is None:
        width = max(map(len, tables()))
        for table in tables().values():
            stdout.write(f"{table.id:<{width}}  {len(table.trials):>3} rows  {table.measure:<6}  {table.title}\n")
        return DONE
    if identity not in tables():
        stderr.write(f"filiform evidence: there is no table {identity!r}. Known are: {', '.join(tables())}.\n")
        return UNKNOWN
    stdout.write(json.dumps(table_json(tables()[identity]), ensure_ascii=False, indent=1) + "\n")
    return DONE


def table_json(table: Table) -> dict[str, Any]:
    """A table as `filiform evidence pool` reads it, with its sources beside."""
    rows = [{key: value for key, value in row.items() if key != "published"} for row in table.trials]
    return {
        "title": table.title,
        "about": table.about,
        "direction": table.direction,
        "sources": [source_line(source) for source in table.sources],
        "measure": table.measure,
        **({"variance": table.variance} if table.variance else {}),
        "trials": rows,
    }
