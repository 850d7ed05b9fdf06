"""Context processor: what the frame around every page needs."""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from typing import Any

from django.http import HttpRequest

from .navigation import navigation

THEMES = ("light", "dark")


def frame(request: HttpRequest) -> dict[str, Any]:
    """`theme` (light, dark or empty for the system's), `places` and `version`.

    `header` (practice, site, person, role) comes from whoever knows the session: see docs/ui.md.
    """
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "places": _Lazy(request),
        "version": version(),
    }


@cache
def version() -> str:
    """The installed version; empty where the package runs from a folder without being installed."""
    try:
        return installed("filiform")
    except PackageNotFoundError:
        return ""


class _Lazy:
    """Resolves the addresses only on pages that show the navigation."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(navigation(self.request))
