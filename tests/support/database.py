"""Gives each test worker a database: migrated once into a template, then cloned."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

SOURCE = Path(__file__).resolve().parents[2] / "src" / "filiform"


def _fingerprint() -> str:
    """Changes whenever tables or walls could: digest of all migrations, models and the tenancy package."""
    digest = hashlib.sha256()
    files = {*SOURCE.rglob("migrations/*.py"), *SOURCE.rglob("models.py"), *SOURCE.rglob("models/*.py")}
    files |= set((SOURCE / "foundation" / "tenancy").glob("*.py"))
    for path in sorted(files):
        digest.update(path.relative_to(SOURCE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def fresh_database(name: str) -> str:
    """Make the database `name` as a clone of the migrated template; returns the name."""
    data = Path(os.environ["FILIFORM_DATA"])
    data.mkdir(parents=True, exist_ok=True)
    template = f"template_{_fingerprint()}"
    with (data / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _admin() as admin:
            if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (template,)).fetchone():
                _make_template(admin, template)
            _drop_left_over(admin, template)
            clone = sql.SQL("CREATE DATABASE {} OWNER filiform_owner TEMPLATE {}")
            admin.execute(clone.format(sql.Identifier(name), sql.Identifier(template)))
        _gather_static_files()
    return name


def _gather_static_files() -> None:
    """Pages name their styles by content, so the files have to be gathered before a page is drawn."""
    from filiform.project.cli.static_files import gather

    gather()


def drop_database(name: str) -> None:
    """Drop a database made by `fresh_database`."""
    with _admin() as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _admin() -> Iterator[psycopg.Connection]:
    from filiform.project.database import ensure

    reach = ensure(Path(os.environ["FILIFORM_DATA"]), throwaway=True)
    with psycopg.connect(**reach.psycopg("admin", "postgres"), autocommit=True) as admin:
        yield admin


def _drop_left_over(admin: psycopg.Connection, template: str) -> None:
    """Drop databases of workers that are gone, and templates of an older shape."""
    for (name,) in admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^(test|template)_'").fetchall():
        kind, _bar, rest = name.partition("_")
        gone = not Path(f"/proc/{rest}").exists() if kind == "test" else name != template
        if gone:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _make_template(admin: psycopg.Connection, template: str) -> None:
    unfinished = f"{template}_new"
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(unfinished)))
    admin.execute(sql.SQL("CREATE DATABASE {} OWNER filiform_owner").format(sql.Identifier(unfinished)))
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--database", "owner", "--verbosity", "0"],
        env=os.environ | {"FILIFORM_DATABASE": unfinished, "DJANGO_SETTINGS_MODULE": "filiform.project.settings"},
        check=True,
    )
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    admin.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(template)))
