"""Who may open and do what, as a page: `python -m filiform.project.rights` writes docs/generated/rights.md."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[3] / "docs" / "generated" / "rights.md"
ROLES = ("owner", "practitioner", "receptionist", "auditor")
STOREYS = ("foundation", "backoffice", "journey")
HEAD = """# Who may do what

Made from the code by `python -m filiform.project.rights`; do not edit. A test holds it, so that a change of rights is
seen where it is reviewed.

A member may hold several roles. The gate asks at each page, the action asks again at each write; the system itself
(jobs, the demo) may do all that is listed. Pages of the log-in library stand outside: they touch no rows of a practice.
"""


def pages() -> Iterator[tuple[str, frozenset[str] | None]]:
    """Our own addresses in their order, with the roles they open for; None for everybody, empty for nobody."""
    from django.urls import get_resolver

    from filiform.foundation.gate.access import is_public, roles_of

    for address, view in _walk(get_resolver().url_patterns, ""):
        if getattr(getattr(view, "view_class", view), "__module__", "").startswith("filiform."):
            yield address, None if is_public(view) else roles_of(view) or frozenset()


def actions() -> dict[str, frozenset[str]]:
    """Every write by the name of its function, with the roles that may do it; the system is left out."""
    from filiform.foundation.tenancy.action import ACTIONS

    for name in _action_modules():
        importlib.import_module(name)
    return {name: roles - {"system"} for name, roles in sorted(ACTIONS.items())}


def page() -> str:
    """The page as Markdown."""
    heads = ["| page | " + " | ".join(ROLES) + " |", "|---|" + "---|" * len(ROLES)]
    opened = [_row(f"/{address}", roles) for address, roles in pages()]
    done = [_row(f"`{name}`", roles) for name, roles in actions().items()]
    writes = [heads[0].replace("page", "write", 1), heads[1]]
    return "\n".join([HEAD, "## Pages", *heads, *opened, "", "## Writes", *writes, *done, ""])


def _row(what: str, roles: Iterable[str] | None) -> str:
    if roles is None:
        return f"| {what.replace('<', '‹').replace('>', '›')} | everybody | everybody | everybody | everybody |"
    held = {str(role) for role in roles}
    marks = " | ".join("yes" if role in held else "·" for role in ROLES)
    return f"| {what.replace('<', '‹').replace('>', '›')} | {marks} |"


def _walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    from django.urls import URLPattern, URLResolver

    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern.callback


def _action_modules() -> Iterator[str]:
    for storey in STOREYS:
        top = importlib.import_module(f"filiform.{storey}")
        for found in pkgutil.walk_packages(top.__path__, f"{top.__name__}."):
            if "actions" in found.name.split("."):
                yield found.name


def main() -> int:
    """Write the page; settings need a data folder, whose database is not asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiform.project.settings")
    import django

    django.setup()
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
