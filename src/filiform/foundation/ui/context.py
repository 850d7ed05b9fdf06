"""Context processor: what the frame around every page needs."""

from django.http import HttpRequest

import filiform

from .navigation import navigation

THEMES = ("light", "dark")


def frame(request: HttpRequest) -> dict:
    """`theme` (light, dark or empty for the system's), `places` and `version`.

    `header` (practice, site, person, role) comes from whoever knows the session: see docs/ui.md.
    """
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "places": _Lazy(request),
        "version": getattr(filiform, "__version__", ""),
    }


class _Lazy:
    """Resolves the addresses only on pages that show the navigation."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __iter__(self):
        return iter(navigation(self.request))
