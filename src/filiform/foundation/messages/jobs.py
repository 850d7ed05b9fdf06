"""The jobs that keep an installation in order; each works as the system, in one practice at a time."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.core.management import call_command
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from filiform.foundation.gate import drafts
from filiform.foundation.gate.models import WriteKey
from filiform.foundation.record.public import open_incident
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.models import Practice
from filiform.foundation.tenancy.scope import SYSTEM, enter

from . import chains

logger = logging.getLogger("filiform.jobs")

#: A browser that sends a form again after this long is answered as if it were new.
WRITE_KEYS_KEPT_FOR = timedelta(days=30)


def practices() -> list[UUID]:
    """The ids of all practices, oldest first."""
    return list(Practice.objects.order_by("id").values_list("id", flat=True))


def in_each_practice(work: Callable[[], int]) -> int:
    """Do `work` in the scope of each practice, a transaction each, and return the sum of its answers.

    One practice that fails does not keep the others waiting; the first failure is raised at the end.
    """
    total, failed = 0, None
    for practice in practices():
        try:
            with enter(practice=practice, actor=SYSTEM, origin="job"):
                total += work()
        except Exception as problem:
            logger.exception("A job failed in practice %s.", practice)
            failed = failed or problem
    if failed is not None:
        raise failed
    return total


class ChainBrokenError(Exception):
    """A nightly check found faults in an audit chain; the job stays in the list of failed ones."""


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="keep-heads")
def keep_heads(timestamp: int) -> None:
    """Keep the heads of all audit chains outside the database."""
    chains.keep_heads()


@app.periodic(cron="0 3 * * *")
@app.task(queueing_lock="check-chains")
def check_chains(timestamp: int) -> None:
    """Order a check of every practice's audit chain."""
    for practice in practices():
        # One that still waits from last night is enough.
        with contextlib.suppress(AlreadyEnqueued):
            check_chain.configure(queueing_lock=f"check-chain-{practice}").defer(practice=str(practice))


@app.task()
def check_chain(practice: str) -> None:
    """Check one chain; a fault opens an incident, once, and fails the job."""
    checked = chains.check(UUID(practice))
    told = chains.told_before(checked)
    if not checked.faults:
        return
    first = checked.faults[0]
    logger.error("Audit chain of practice %s: entry %s, %s.", practice, first.seq, first.fault)
    if not told:
        with enter(practice=checked.practice, actor=SYSTEM, origin="job"):
            open_incident(kind="audit-chain-broken", detail={"seq": first.seq, "faults": len(checked.faults)})
    raise ChainBrokenError(f"{len(checked.faults)} faults, the first at entry {first.seq}: {first.fault}")


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="clear-drafts")
def clear_drafts(timestamp: int) -> None:
    """Clear drafts that nobody came back to."""
    in_each_practice(drafts.clear_old)


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="clear-write-keys")
def clear_write_keys(timestamp: int) -> None:
    """Clear the keys of writes that no browser will send again."""
    in_each_practice(lambda: WriteKey.objects.filter(at__lt=now() - WRITE_KEYS_KEPT_FOR).delete()[0])


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="clear-sessions")
def clear_sessions(timestamp: int) -> None:
    """Clear sessions that have expired."""
    call_command("clearsessions")
