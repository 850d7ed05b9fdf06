"""The tables and their walls: what is not yet as the code has it, and bringing it there as the owner."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from filiform.foundation.tenancy import protect
from filiform.foundation.tenancy.walls import FUNCTIONS
from filiform.knowledge.counting import counted

OWNER = "owner"
#: Carries the mark of the walls that stand; the comment of a function needs no right but being its owner.
MARKED = "ff_refuse_change()"


def pending() -> list[str]:
    """The migrations that have not run yet, as "app.name", and "walls" when those differ from the code's."""
    executor = MigrationExecutor(connections[OWNER])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    waiting = [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
    return waiting or ([] if _standing_walls() == _walls_of_code() else ["walls"])


def bring_up_to_date(say: Callable[[str], None], *, walls: bool = False) -> None:
    """Run what is pending; one process at a time, the others wait and then find nothing to do.

    With `walls` they are raised again in any case: the mark cannot know who changed a table by hand.
    """
    with _alone():
        waiting = pending() or (["walls"] if walls else [])
        if not waiting:
            say("The tables are up to date.")
            return
        began = time.monotonic()
        if waiting == ["walls"]:
            say("Raising the walls between practices ...")
            with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
                protect.protect(cursor)
        else:
            say(f"Bringing the tables up to date ({counted(len(waiting), 'step')}) ...")
            call_command("migrate", database=OWNER, verbosity=0, interactive=False)
        _mark_walls()
        say(f"The tables are up to date ({time.monotonic() - began:.1f} s).")


@contextmanager
def _alone() -> Iterator[None]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('filiform migrate'))")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('filiform migrate'))")


def _walls_of_code() -> str:
    """Digest (hex) of every statement that raises the walls on the tables there are."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        there = {name for (name,) in cursor.fetchall()}
    text = "\n".join([*FUNCTIONS, *protect.statements(there)])
    return "walls " + hashlib.sha256(text.encode()).hexdigest()


def _standing_walls() -> str:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regprocedure(%s), 'pg_proc')", [MARKED])
        (mark,) = cursor.fetchone()
    return str(mark or "")


def _mark_walls() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"COMMENT ON FUNCTION {MARKED} IS '{_walls_of_code()}'")
