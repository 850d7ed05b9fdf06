"""Reads that are asked all the time: their SQL is put together once, and several go to the database in one trip.

Putting a query together costs Django more than PostgreSQL needs to answer it. A `@reading` is a function that
returns a queryset; it is called once with marks in place of its arguments and of the practice, and what it became is
kept, and planned by the database once a connection (`planned`). Later calls put the values in. Answers are kept in
the scope until something is written (`scope.forget`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, ParamSpec, TypeVar, cast
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators
from django_scopes import scope as django_scope

from .planned import Statement, calls
from .rows import Walled
from .scope import current

P = ParamSpec("P")
M = TypeVar("M", bound=Model)

#: What stands for a value while a query is put together, by the value's type; each use is another one.
_MARKS: dict[type, Callable[[int], Any]] = {
    UUID: lambda _at: uuid4(),
    str: lambda at: f"mark-{at}-{uuid4()}",
    datetime: lambda at: datetime(1583, 1, 1 + at, tzinfo=UTC),
    date: lambda at: date(1583, 2, 1 + at),
}


def _mark(value: object, at: int) -> Any:
    make = next((_MARKS[kind] for kind in type(value).__mro__ if kind in _MARKS), None)
    if make is None:
        raise TypeError(f"A reading cannot take {value!r}: it could not be told from other values of the query.")
    return make(at)


@dataclass(frozen=True)
class _Prepared(Generic[M]):
    """The statement, whose first argument is the practice, and how a row of its answer becomes an instance."""

    statement: Statement
    converters: tuple[tuple[int, list[Any], Any], ...]
    model: type[M]
    fields: tuple[str, ...]
    related: list[Any]
    extras: tuple[tuple[str, int], ...]

    def instances(self, rows: Sequence[Sequence[Any]]) -> list[M]:
        met: dict[tuple[Any, Any], Any] = {}
        return [self._instance(row, met) for row in rows]

    def _instance(self, row: Sequence[Any], met: dict[tuple[Any, Any], Any]) -> M:
        cells = list(row)
        for at, converters, expression in self.converters:
            for convert in converters:
                cells[at] = convert(cells[at], expression, connection)
        made = _loaded(self.model, self.fields, cells)
        for one in self.related:
            _relate(made, cells, one, met)
        for name, at in self.extras:
            setattr(made, name, cells[at])
        return made


def _loaded(model: type[M], names: Sequence[str], values: Sequence[Any]) -> M:
    """A whole row as an instance, as `from_db` makes it, without what `Model.__init__` asks of rows that are new.

    Signals of Django's models are not sent; nothing here listens to them.
    """
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding, made._state.db = False, DEFAULT_DB_ALIAS
    made.__dict__.update(zip(names, values, strict=False))
    return made


def _relate(made: Model, cells: list[Any], populator: Any, met: dict[tuple[Any, Any], Any]) -> None:
    """Set a related row as its populator would; one that many rows point at (their author) is made once."""
    own = (
        populator.reorder_for_init(cells)
        if populator.reorder_for_init
        else cells[populator.cols_start : populator.cols_end]
    )
    key = (populator, own[populator.pk_idx])
    found = met.get(key)
    if found is None and key[1] is not None:
        found = met[key] = _loaded(populator.model_cls, populator.init_list, own)
        for nested in populator.related_populators:
            _relate(found, cells, nested, met)
    populator.local_setter(made, found)
    if found is not None:
        populator.remote_setter(found, made)


@dataclass(frozen=True)
class Asked(Generic[M]):
    """A reading with its arguments, to be asked together with others."""

    reading: Reading[Any, M]
    given: tuple[Any, ...]

    @property
    def key(self) -> object:
        """Under which the scope keeps the answer."""
        return (self.reading, self.given)


class Reading(Generic[P, M]):
    """A function that returns a queryset, asked often; see `reading`."""

    def __init__(self, build: Callable[P, QuerySet[M]]) -> None:
        self.build = build
        self._prepared: _Prepared[M] | None = None

    def __call__(self, *given: P.args, **named: P.kwargs) -> list[M]:
        """The rows, in the order of the query; those of before while nothing was written in this scope."""
        asked = self.of(*given, **named)
        memory = current().memory
        if asked.key not in memory:
            read_together(asked)
        return list(cast("list[M]", memory[asked.key]))

    def first(self, *given: P.args, **named: P.kwargs) -> M | None:
        """The first row, or None."""
        return next(iter(self(*given, **named)), None)

    def of(self, *given: P.args, **named: P.kwargs) -> Asked[M]:
        """The question, for `read_together`. Arguments go by position."""
        if named:
            raise TypeError("The arguments of a reading go by position.")
        return Asked(self, given)

    def prepared(self, given: Sequence[Any]) -> _Prepared[M]:
        """The query put together; once."""
        if self._prepared is None:
            self._prepared = _prepare(cast("Callable[..., QuerySet[M]]", self.build), given)
        return self._prepared


def reading(build: Callable[P, QuerySet[M]]) -> Reading[P, M]:
    """Mark a function that returns a queryset of whole rows, with `select_related` if need be.

    Its arguments are values that the query compares with (UUID, str, date, datetime), never None: which rows
    are asked for may depend on them, the shape of the query may not.
    """
    return Reading(build)


def read_together(*questions: Asked[Any], after: Sequence[tuple[str, tuple[Any, ...]]] = ()) -> None:
    """Ask several readings in one trip; the answers are where the next call of each looks for them.

    `after` are statements of SQL with their values that go first, such as turns to wait for; each reading sees what
    is there when those before it have ended.
    """
    scope = current()
    asked = [one for one in dict.fromkeys(questions) if one.key not in scope.memory]
    prepared = [one.reading.prepared(one.given) for one in asked]
    ours = [(ready.statement, (scope.practice, *one.given)) for one, ready in zip(asked, prepared, strict=True)]
    statements = [*after, *calls(ours)]
    if not statements:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            ";\n".join(sql for sql, _ in statements), [value for _, values in statements for value in values]
        )
        answers = cursor.cursor  # the driver's own: all has arrived, and no error of the database can come any more
        for _ in after:
            answers.nextset()
        for one, ready in zip(asked, prepared, strict=True):
            scope.memory[one.key] = ready.instances(answers.fetchall())
            answers.nextset()


def _prepare(build: Callable[..., QuerySet[M]], given: Sequence[Any]) -> _Prepared[M]:
    marks = [uuid4(), *(_mark(value, at) for at, value in enumerate(given))]
    with django_scope(practice=marks[0]):
        rows = build(*marks[1:])
        compiler = rows.query.get_compiler("default")
        sql, values = compiler.as_sql()
    places = tuple(next((at for at, mark in enumerate(marks) if _same(mark, value)), None) for value in values)
    lost = [at for at in range(1, len(marks)) if at not in places]
    if lost or (issubclass(rows.model, Walled) and 0 not in places):
        raise TypeError(f"{build.__qualname__}: argument {lost or 'practice'} does not reach the database as it is.")
    fixed = [value for value, place in zip(values, places, strict=True) if place is None]
    if any(isinstance(value, date | UUID) for value in fixed):
        raise TypeError(f"{build.__qualname__}: a moment or an id that may differ next time has to be an argument.")
    info = compiler.klass_info
    columns = [expression for expression, *_rest in compiler.select]
    own = info["select_fields"]
    return _Prepared(
        statement=Statement(sql, tuple(values), places),
        converters=tuple((at, found, col) for at, (found, col) in compiler.get_converters(columns).items()),
        model=info["model"],
        fields=tuple(columns[at].target.attname for at in own),
        related=get_related_populators(info, compiler.select, "default"),  # type: ignore[call-arg]  # of a later Django
        extras=tuple((compiler.annotation_col_map or {}).items()),
    )


def _same(mark: Any, value: Any) -> bool:
    return type(mark) is type(value) and bool(mark == value)
