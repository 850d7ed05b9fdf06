"""The one way to write: an action is keyword-only, atomic, and knows who acts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import nullcontext
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from .refusal import NotAllowed, Reason
from .scope import current, forget

P = ParamSpec("P")
R = TypeVar("R")

#: Whether an action is under way; the outermost one opens the savepoint.
_under_way: ContextVar[bool] = ContextVar("filiform_action", default=False)

#: Every action with the roles that may do it, for the table of rights in the documentation and its test.
ACTIONS: dict[str, frozenset[str]] = {}


def action(*roles: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function that writes. `roles` may call it; the system itself always may.

    Raises NotAllowed for other roles, OutOfScope outside a scope. Runs in a savepoint: all of it or nothing.
    An action within an action shares the outer one's savepoint, so an outer action lets a refusal pass on.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__.removeprefix('filiform.')}.{function.__name__}"
        allowed = frozenset(roles) | {"system"}
        ACTIONS[name] = allowed

        @functools.wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes keyword arguments only")
            if not current().actor.has(*allowed):
                raise NotAllowed(
                    Reason("role", _("Your role in this practice does not allow this. Ask the practice owner.")),
                    action=name,
                )
            inner = _under_way.get()
            token = _under_way.set(True)
            try:
                with nullcontext() if inner else transaction.atomic():
                    return function(**kwargs)  # type: ignore[call-arg]
            finally:
                _under_way.reset(token)
                forget()

        return guarded

    return wrap
