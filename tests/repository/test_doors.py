"""An app of the journey or the back office is entered through its `public` module only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
#: `urls` is named by the project's address list, `apps` by Django.
OPEN = {"public", "urls", "apps"}
GUARDED = ("filiform.journey.", "filiform.backoffice.")


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path) -> Iterator[str]:
    package = _module(path) if path.name == "__init__.py" else _module(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def faults() -> list[str]:
    """Imports that climb in through a window, as "who: what"."""
    found = []
    for path in sorted((SOURCE / "filiform").rglob("*.py")):
        who = _module(path)
        for name in _imports(path):
            parts = name.split(".")
            if not name.startswith(GUARDED) or len(parts) < 4:
                continue
            app = ".".join(parts[:3])
            if not who.startswith(app + ".") and who != app and parts[3] not in OPEN:
                found.append(f"{who}: {name}")
    return found


def test_apps_are_entered_through_public() -> None:
    assert faults() == []


def test_every_import_was_seen() -> None:
    """The walk finds what is there: the visit page does import the steps' doors."""
    names = {name for path in (SOURCE / "filiform/journey/visit").glob("*.py") for name in _imports(path)}
    assert "filiform.journey.screening.public" in names
