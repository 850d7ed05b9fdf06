"""Gives each test worker a database: migrated once into a template, then cloned."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
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
    """Drop and make the database `name` as a clone of the migrated template; returns the name."""
    from filiform.project.database import ensure

    data = Path(os.environ["FILIFORM_DATA"])
    data.mkdir(parents=True, exist_ok=True)
    reach = ensure(data, throwaway=True)
    template = f"template_{_fingerprint()}"
    with (data / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        admin = psycopg.connect(**reach.psycopg("admin", "postgres"), autocommit=True)
        with admin:
            if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (template,)).fetchone():
                _make_template(admin, template)
            target = sql.Identifier(name)
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER filiform_owner TEMPLATE {}").format(target, sql.Identifier(template))
            )
        admin.close()
    return name


def _make_template(admin: psycopg.Connection, template: str) -> None:
    unfinished = f"{template}_new"
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(unfinished)))
    admin.execute(sql.SQL("CREATE DATABASE {} OWNER filiform_owner").format(sql.Identifier(unfinished)))
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--database", "owner", "--verbosity", "0"],
        env=os.environ | {"FILIFORM_DATABASE": unfinished},
        check=True,
    )
    admin.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(template))
    )
