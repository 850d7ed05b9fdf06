"""The scope of one piece of work: which practice, who acts, in one database transaction.

Everything that touches a practice's rows happens inside `enter(...)`. It opens a transaction, tells PostgreSQL
the practice and the actor (row-level security and the audit triggers read them), and tells django-scopes the
practice (managers refuse to work without it). What stands in `at_end` runs last, so that the audit chain is
locked for milliseconds only; when the work was undone it runs in a transaction of its own, so that a refusal leaves
a trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import connection, transaction
from django_scopes import scope as django_scope
from uuid6 import uuid7

from .savepoints import savepoints_wait


class OutOfScope(RuntimeError):
    """Practice rows were touched outside `enter(...)`."""


@dataclass(frozen=True)
class Actor:
    """Who acts: a user with the roles held in this practice, or the system itself (`user` is None)."""

    user: UUID | None
    roles: frozenset[str] = frozenset()
    name: str = ""

    def has(self, *roles: str) -> bool:
        """True when the actor holds at least one of `roles`."""
        return bool(self.roles.intersection(roles))


SYSTEM = Actor(user=None, roles=frozenset({"system"}), name="Filiform")


@dataclass
class Scope:
    """One piece of work. `reference` is printed on error pages and kept in the audit log."""

    practice: UUID
    actor: Actor
    origin: str = "web"
    reference: UUID = field(default_factory=uuid7)
    #: Statements of SQL with their values.
    at_end: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    undo: bool = False
    #: Answers worked out once in this scope; every action empties it, see `remember`.
    memory: dict[object, object] = field(default_factory=dict)


_current: ContextVar[Scope | None] = ContextVar("filiform_scope", default=None)


def current() -> Scope:
    """The scope we are in; raises OutOfScope when there is none."""
    found = _current.get()
    if found is None:
        raise OutOfScope("Practice rows may only be touched inside tenancy.enter(practice=..., actor=...).")
    return found


def current_or_none() -> Scope | None:
    """The scope we are in, or None."""
    return _current.get()


def current_practice_id() -> UUID:
    """Default of every row's practice: the practice of the scope."""
    return current().practice


T = TypeVar("T")


def remember(key: object, work_out: Callable[[], T]) -> T:
    """`work_out()`, or what it gave before in this scope; actions forget, so a read after a write is fresh."""
    memory = current().memory
    if key not in memory:
        memory[key] = work_out()
    return cast(T, memory[key])


def forget() -> None:
    """Forget what was worked out: something was written."""
    current().memory.clear()


_TELL = (
    "SELECT set_config('filiform.practice', %s, true), set_config('filiform.actor', %s, true),"
    " set_config('filiform.origin', %s, true), set_config('filiform.reference', %s, true)"
)
_SPEAK = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


def _told(scope: Scope | None) -> tuple[str, ...]:
    if scope is None:
        return ("", "", "", "")
    return (str(scope.practice), str(scope.actor.user or ""), scope.origin, str(scope.reference))


def _finish(scope: Scope, outer: Scope | None) -> None:
    """Run what waits for the end, then let deferred constraints and audit triggers speak while we can still answer."""
    statements: list[tuple[str, tuple[Any, ...]]] = [*scope.at_end, (_SPEAK, ()), (_TELL, _told(outer))]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(sql for sql, _ in statements), [value for _, values in statements for value in values])


@contextmanager
def _transaction(scope: Scope) -> Iterator[None]:
    outer = _current.get()
    with transaction.atomic(), savepoints_wait(), django_scope(practice=scope.practice):
        with connection.cursor() as cursor:
            cursor.execute(_TELL, _told(scope))
        token = _current.set(scope)
        try:
            yield
            if scope.undo:
                transaction.set_rollback(True)
            else:
                _finish(scope, outer)
        finally:
            _current.reset(token)


@contextmanager
def enter(*, practice: UUID, actor: Actor, origin: str = "web", reference: UUID | None = None) -> Iterator[Scope]:
    """Open a transaction in the name of `actor` at `practice`; commits at the end, rolls back on an exception.

    Set `scope.undo = True` to roll back without an exception (a refused form, for example).
    """
    scope = Scope(practice=practice, actor=actor, origin=origin, reference=reference or uuid7())
    try:
        with _transaction(scope):
            yield scope
    except BaseException:
        _run_what_survives(scope)
        raise
    if scope.undo:
        _run_what_survives(scope)


def _run_what_survives(undone: Scope) -> None:
    if not undone.at_end:
        return
    fresh = Scope(undone.practice, undone.actor, origin=undone.origin, reference=undone.reference, at_end=undone.at_end)
    with _transaction(fresh):
        pass
