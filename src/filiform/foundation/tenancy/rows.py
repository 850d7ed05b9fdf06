"""What a row of a practice is, and how a table says how it is protected.

A table declares its protection as class attributes; `protect.py` turns the declaration into grants, row-level
security, composite foreign keys and triggers, and a repository test walks all models to see that it did.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager
from uuid6 import uuid7

from .scope import current_or_none, current_practice_id, forget


class Protection(Enum):
    """What the application role may do with the rows of a table."""

    APPEND = "select, insert"  # never changed again, by nobody
    EDIT = "select, insert, update"
    WORK = "select, insert, update, delete"  # drafts, keys, search tokens: not yet or not a record
    ERASE = "select, insert, delete"  # never changed; erased once a row of another table says so (`erased_by`)
    LOG = "select "  # written by a function of the database only, never changed again
    COUNTER = "select"  # written and changed by a function of the database only

    @property
    def frozen(self) -> bool:
        """Whether a trigger refuses every update and delete."""
        return self in (Protection.APPEND, Protection.LOG)


class Walled(models.Model):
    """A row that belongs to one practice, which it takes from the scope."""

    protection: ClassVar[Protection] = Protection.APPEND
    #: Refuse new rows once the visit named by `visit` is signed.
    locked_by_signature: ClassVar[bool] = False
    #: Values of `kind` that may still be added after the signature.
    after_signature: ClassVar[tuple[str, ...]] = ()
    #: A new row waits for writes under way to the visit named by `visit`: it is the signature.
    locks_its_visit: ClassVar[bool] = False
    #: For `Protection.ERASE`: table, its column that we have too, and the `kind` of the row that allows it.
    erased_by: ClassVar[tuple[str, str, str] | tuple[()]] = ()
    #: Every insert, update and delete leaves an entry in the audit log.
    audited: ClassVar[bool] = True
    #: Name of the column that says whose record the row is part of ("" when it is of no patient).
    patient_column: ClassVar[str] = ""

    practice = models.ForeignKey(
        "tenancy.Practice",
        on_delete=models.PROTECT,
        default=current_practice_id,
        related_name="+",
        editable=False,
    )

    objects = ScopedManager(practice="practice_id")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and forget what the scope had worked out before."""
        super().save(*args, **kwargs)
        if current_or_none() is not None:
            forget()


class PracticeRow(Walled):
    """A row of a practice with a UUIDv7 id made in Python."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True
