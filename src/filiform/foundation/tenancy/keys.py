"""Which composite keys a table needs, so that what belongs together in the models belongs together in the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.db import models

from .rows import PracticeRow, Walled


@dataclass(frozen=True)
class Key:
    """A foreign key (practice, `column`, *`beside`) to `target`; without `column` only its unique constraint.

    `beside` is what both rows must share besides the practice: the patient, or the visit (and so the patient).
    """

    name: str
    target: str
    column: str = ""
    beside: tuple[str, ...] = ()


def unique_name(table: str, beside: tuple[str, ...]) -> str:
    """Name of the unique constraint on (practice, id, *beside) of a table."""
    return _short("_".join(("ff", table, "practice_id", *beside)))


def keys_of(model: type[Walled]) -> Iterator[Key]:
    """The keys of a table: its own, then one for each reference to a row of a practice."""
    if not issubclass(model, PracticeRow):
        return
    table = model._meta.db_table
    yield Key(unique_name(table, ()), table)
    for column, field in _columns(model).items():
        target = field.related_model if isinstance(field, models.ForeignKey) else None
        if target is None or not issubclass(target, PracticeRow):
            continue
        to, beside = target._meta.db_table, _shared(model, target)
        if not beside or _may_be_empty(model, beside):
            # A key with an empty column is not checked: then the practice is checked apart.
            yield Key(_short(f"ff_{table}_{column}"), to, column)
        if beside:
            yield Key(_short(f"ff_{table}_{column}_{beside}"), to, column, (beside,))


def _shared(model: type[models.Model], target: type[models.Model]) -> str:
    """What a row and the one that it refers to must have in common besides the practice."""
    if _has(model, "visit_id") and _has(target, "visit_id") and not _may_be_empty(target, "visit_id"):
        return "visit_id"
    return "patient_id" if _has(model, "patient_id") and _has(target, "patient_id") else ""


def _columns(model: type[models.Model]) -> dict[str, models.Field[object, object]]:
    # Concrete fields are those with a column; their type does not say so.
    return {cast(str, field.column): field for field in model._meta.concrete_fields}


def _has(model: type[models.Model], column: str) -> bool:
    return column in _columns(model)


def _may_be_empty(model: type[models.Model], column: str) -> bool:
    return bool(_columns(model)[column].null)


def _short(name: str) -> str:
    """Names in PostgreSQL have at most 63 characters."""
    return name[:63]
