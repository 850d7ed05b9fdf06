"""Says of every page who may open it; a page that says nothing opens for nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def page(*roles: str, largest: int = 0) -> Callable[[View], View]:
    """A page for members of the practice who hold one of `roles`; it runs in the practice's scope.

    `largest` is the bytes of a form that brings a file, where that is more than other forms may have.
    """

    def mark(view: View) -> View:
        view.page_roles = frozenset(roles)  # type: ignore[attr-defined]
        view.page_largest = largest  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """A page for everybody, outside any practice."""
    view.page_public = True  # type: ignore[attr-defined]
    return view


def roles_of(view: Any) -> frozenset[str] | None:
    """The roles a view opens for, or None when it does not say."""
    return getattr(view, "page_roles", None)


def largest_of(view: Any) -> int:
    """The bytes that a view takes in one form; 0 where it takes what every form may have."""
    return int(getattr(view, "page_largest", 0))


#: Views of libraries that guard themselves and touch no practice rows.
TRUSTED_MODULES = ("allauth.", "django.contrib.staticfiles.", "django.views.static", "django.views.i18n")


def is_public(view: Any) -> bool:
    """Whether a view was marked public or belongs to a library that guards itself."""
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return bool(getattr(view, "page_public", False)) or module.startswith(TRUSTED_MODULES)
