"""The log of the worker names a job that failed, and nothing that it was told."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from procrastinate.jobs import Job, Status
from procrastinate.worker import Worker

from filiform.foundation.messages.discreet import Discreet, be_discreet

LINK = "https://clinic.example/account/password/reset/key/3-abc/"


def _fail(**told: Any) -> None:
    """Let the library tell of a job that failed for good, as the worker does."""
    job = Job(id=7, queue="default", lock=None, queueing_lock=None, task_name="accounts.send_letter", task_kwargs=told)
    context: Any = SimpleNamespace(job=job)
    worker: Any = SimpleNamespace(_log_extra=lambda **_more: {"job": job.log_context()})
    problem = OSError("550 aoife@example.org is no mailbox")
    Worker._log_job_outcome(worker, Status.FAILED, context, None, None, exc_info=problem)


@pytest.mark.parametrize("text", [f"Choose a password: {LINK}", f"(a) ended {LINK} ) ended: (b", f"lines\n{LINK}\n)"])
def test_log_of_a_failed_letter_holds_no_link(text: str, caplog: pytest.LogCaptureFixture) -> None:
    be_discreet()
    be_discreet()
    logger = logging.getLogger("procrastinate.worker")
    assert sum(isinstance(one, Discreet) for one in logger.filters) == 1
    with caplog.at_level(logging.ERROR):
        _fail(to="aoife@example.org", text=text)
    assert "accounts.send_letter[7]" in caplog.text
    assert "OSError" in caplog.text
    assert LINK not in caplog.text
    assert "aoife" not in caplog.text
    assert not any("aoife" in str(record.__dict__) for record in caplog.records)
