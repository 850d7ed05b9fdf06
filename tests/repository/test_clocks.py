"""There is one clock: whoever asks for the time of the clinic asks `foundation.tenancy.clock`."""

from __future__ import annotations

import ast
import re

from .tree import named, short

#: Asked for the time of the machine itself, or without a practice; each with its reason.
OTHER_CLOCKS = {
    "src/filiform/foundation/tenancy/clock.py": "is the clock",
    "src/filiform/knowledge/screening/case.py": "`filiform screen` judges by today when the case names no day",
    "src/filiform/knowledge/needling/case.py": "`filiform needle-check` judges by today when the plan names no day",
    "src/filiform/knowledge/lexicon/recognise.py": "a word list that is asked without a day takes today",
}
#: The installation has no practice and no story: backups, checks and logs carry the machine's time.
OF_THE_MACHINE = "src/filiform/project/"
ASKS = {"now", "utcnow", "today", "localdate"}
HOLDERS = {"datetime", "date", "timezone"}


def _askers(text: str) -> list[int]:
    lines = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS:
            holder = node.func.value
            name = holder.id if isinstance(holder, ast.Name) else getattr(holder, "attr", "")
            if name in HOLDERS:
                lines.append(node.lineno)
        elif isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add", "default"):
            value = node.value
            if isinstance(value, ast.Attribute) and value.attr in ASKS and getattr(value.value, "id", "") in HOLDERS:
                lines.append(value.lineno)
    return lines


def test_nobody_asks_another_clock() -> None:
    found = {
        f"{short(path)}:{line}"
        for path in named("*.py", under="src")
        if not short(path).startswith(OF_THE_MACHINE) and short(path) not in OTHER_CLOCKS
        for line in _askers(path.read_text())
    }
    assert found == set()


def test_the_exceptions_are_still_needed() -> None:
    asked = {short(path) for path in named("*.py", under="src") if _askers(path.read_text())}
    assert set(OTHER_CLOCKS) <= asked


def test_clinical_rows_take_no_time_from_the_framework() -> None:
    """`auto_now` asks the machine; a row of the record is told the time of its story."""
    found = [
        short(path)
        for folder in ("src/filiform/journey", "src/filiform/backoffice", "src/filiform/foundation/record")
        for path in named("*.py", under=folder)
        if re.search(r"\bauto_now(_add)?=True", path.read_text())
    ]
    assert found == []


def test_the_finder_finds() -> None:
    text = (
        "import datetime as dt\ndt.datetime.now()\ntimezone.now()\ndate.today()\nclock.now()\nF(default=timezone.now)\n"
    )
    assert _askers(text) == [2, 3, 4, 6]
