"""The worker: takes what is waiting, keeps what failed, and keeps the heads of the audit chains."""

from __future__ import annotations

from tests.project.cli.conftest import Installation

ORDER = """
from filiform.project.cli.installation import database_up
with database_up():
    from filiform.foundation.messages import jobs
    jobs.check_chains.defer(timestamp=0)
"""


def left(installation: Installation) -> list[tuple[str, str]]:
    return installation.ask("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY 1, 2")


def test_waiting_jobs_are_done_and_gone(installation: Installation) -> None:
    installation.python(ORDER)
    assert len(left(installation)) == 1
    installation.run("jobs", "--once")
    assert left(installation) == []
    assert len(list((installation.data / "audit-heads").glob("*.json"))) == 2
    assert len(list((installation.data / "audit-heads").glob("*.checked"))) == 2


def test_a_job_that_failed_stays_and_is_told(installation: Installation) -> None:
    installation.ask(
        "ALTER TABLE audit_entry DISABLE TRIGGER USER; UPDATE audit_entry SET why = 'x' WHERE seq = 2;"
        "ALTER TABLE audit_entry ENABLE TRIGGER USER"
    )
    installation.python(ORDER)
    installation.run("jobs", "--once")
    assert left(installation) == [("filiform.foundation.messages.jobs.check_chain", "failed")] * 2
    told = installation.run("doctor", code=1).stdout
    assert "warning  jobs           2 failed" in told
    assert "the last nightly check of practice" in told
    assert installation.ask("SELECT count(*) FROM record_incident WHERE kind = 'audit-chain-broken'") == [(2,)]
