"""The worker process: takes jobs from the database and does them, one at a time."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .chains import keep_heads
from .discreet import be_discreet

#: Seconds a job may go on after the worker was asked to end.
GRACE = 20.0


def work(*, once: bool = False) -> None:
    """Do jobs until SIGTERM or SIGINT; with `once`, those that are waiting.

    Done jobs are deleted, failed ones stay to be looked at. Heads of audit chains are kept at both ends.
    """
    be_discreet()
    keep_heads()
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(
            name="filiform",
            wait=not once,
            delete_jobs="successful",
            shutdown_graceful_timeout=GRACE,
        )
    keep_heads()
