"""A note's plain JSON as titled sections of lines and tables, for paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

#: Parts of a note that machines need and readers do not.
LEFT_OUT = {
    "id",
    "code",
    "codes",
    "knowledge_version",
    "version",
    "text_digest",
    "explained_digest",
    "item",
    "basis",
    "summary",
    "event",
    "needle",
}
#: What a row is about, told before what was found; the snapshot keeps its keys in the order of the alphabet.
FIRST = ("name", "structure_name", "side", "question", "site", "answer")
MOST_COLUMNS = 6
#: Days, and instants with their offset, as the note keeps them.
DATED = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z))?")


def as_it_stands(title: str, part: Mapping[str, Any]) -> dict[str, Any]:
    lines: list[list[str]] = []
    tables: list[dict[str, Any]] = []
    for key, value in part.items():
        if key in LEFT_OUT or value in (None, "", [], {}):
            continue
        if isinstance(value, list) and all(isinstance(row, dict) for row in value):
            tables += _tables(label(key), value)
        elif isinstance(value, dict):
            if all(isinstance(row, dict) for row in value.values()):
                tables += _tables(label(key), [{"name": name, **row} for name, row in value.items()])
            else:
                lines += [
                    [f"{label(key)}: {label(inner)}", text(item)]
                    for inner, item in value.items()
                    if item not in (None, "", []) and inner not in LEFT_OUT
                ]
        else:
            lines.append([label(key), text(value)])
    return {"title": title, "lines": lines, "tables": tables}


EMPTY: tuple[Any, ...] = (None, "", [], {})


def _tables(title: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One table when it fits the page, otherwise a list of terms for each row."""
    known = dict.fromkeys(key for row in rows for key in row if key not in LEFT_OUT)
    keys = sorted(known, key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST))
    columns = [key for key in keys if any(row.get(key) not in EMPTY for row in rows)]
    if not columns:
        return []  # rows of codes only: the sentences stand in their own section
    nested = any(isinstance(row.get(key), dict | list) for row in rows for key in columns)
    if len(columns) <= MOST_COLUMNS and not nested:
        cells = [[text(row.get(key)) for key in columns] for row in rows]
        return [{"title": title, "head": [label(key) for key in columns], "rows": cells}]
    return [
        {"title": f"{title} {number}", "head": [], "rows": _terms(row, columns)} for number, row in enumerate(rows, 1)
    ]


def _terms(row: Mapping[str, Any], columns: list[str]) -> list[list[str]]:
    return [[label(key), text(row.get(key))] for key in columns if row.get(key) not in EMPTY]


def label(key: str) -> str:
    """A key of the note as a heading ("planned_sites" becomes "Planned sites")."""
    words = key.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def text(value: Any) -> str:
    """A value in one line."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case float():
            return f"{value:g}"
        case list():
            return "; ".join(text(one) for one in value)
        case dict():
            said = {key: one for key, one in value.items() if one not in (None, "", []) and key not in LEFT_OUT}
            return ", ".join(f"{label(key).lower()} {text(one)}" for key, one in said.items())
        case str() if DATED.fullmatch(value):
            return _dated(value)
        case _:
            return str(value)


def _dated(value: str) -> str:
    """An ISO day or instant as people write it, in the practice's time; what is none stays as it was written."""
    try:
        if len(value) == 10:
            return date_format(date.fromisoformat(value), "j F Y")
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "j F Y, H:i")
    except ValueError:
        return value
