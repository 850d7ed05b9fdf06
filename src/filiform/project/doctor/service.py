"""Looks at what runs on the database: knowledge, pages, mail, jobs, audit heads, backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filiform.knowledge.counting import counted

from .finding import Finding, fault, ok, warning

BACKUP_WANTED = timedelta(days=2)
HEAD_LATE = timedelta(minutes=10)
HEARTBEAT = 60


def look(data: Path) -> Iterator[Finding]:
    """Everything that needs Django."""
    yield _knowledge()
    yield _static(data)
    yield _mail()
    yield _worker()
    yield _failed_jobs()
    yield from _heads()
    yield _backups(data)


def _knowledge() -> Finding:
    from filiform.knowledge.check import check

    faults = check()
    if faults:
        return fault(
            "knowledge", counted(len(faults), "fault"), "Run 'filiform knowledge check'; install Filiform again."
        )
    return ok("knowledge", "sound")


def _static(data: Path) -> Finding:
    from filiform.project.cli.static_files import fingerprint

    stamp = data / "static.stamp"
    if stamp.is_file() and stamp.read_text() == fingerprint():
        return ok("static files", "as this version has them")
    return warning("static files", "not gathered yet", "Start 'filiform serve'; it gathers them.")


def _mail() -> Finding:
    from django.conf import settings
    from django.core.mail import get_connection

    if "smtp" not in settings.EMAIL_BACKEND:
        mend = "Set FILIFORM_MAIL=smtp://user:password@host:port to send them."
        return warning("mail", "messages are written to the data folder", mend)
    connection = get_connection(timeout=10)
    try:
        connection.open()
        connection.close()
    except OSError as problem:
        return fault("mail", f"{settings.EMAIL_HOST} does not answer: {problem}", "Check FILIFORM_MAIL.")
    return ok("mail", f"{settings.EMAIL_HOST} answers")


def _worker() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
        (age,) = cursor.fetchone()
    if age is None or age > HEARTBEAT:
        return warning("worker", "none is at work", "Start 'filiform serve', which runs one, or 'filiform jobs'.")
    return ok("worker", f"last seen {float(age):.0f} s ago")


def _failed_jobs() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(task_name) FROM procrastinate_jobs WHERE status = 'failed'")
        number, name = cursor.fetchone()
    if number:
        return warning("jobs", f"{number} failed, for example {name}", "Look for its message in the log of the server.")
    return ok("jobs", "none failed")


def _heads() -> Iterator[Finding]:
    """The kept heads follow the chains; the whole check is `filiform audit verify`."""
    from filiform.foundation.audit.models import AuditEntry, AuditHead
    from filiform.foundation.messages.chains import keeper, outcome_path
    from filiform.foundation.tenancy.models import Practice
    from filiform.foundation.tenancy.scope import SYSTEM, enter

    late = 0
    mend = "Run 'filiform audit verify'; keep a copy of the database before you change anything."
    practices = list(Practice.objects.values_list("id", flat=True))
    for practice in practices:
        kept = keeper().read(practice)
        with enter(practice=practice, actor=SYSTEM, origin="doctor"):
            head = AuditHead.objects.first()
            at = AuditEntry.objects.filter(seq=int(str(kept["seq"]))).first() if kept else None
            newest = AuditEntry.objects.order_by("-seq").first()
        if kept and (at is None or at.hash != kept["hash"]):
            yield fault("audit log", f"practice {practice} does not fit the head kept outside", mend)
        if outcome_path(practice).exists() and outcome_path(practice).read_text() != "[]":
            yield fault("audit log", f"the last nightly check of practice {practice} found faults", mend)
        now = datetime.now(UTC)
        if newest and newest.at > now + timedelta(minutes=1):
            yield fault("clock", f"the audit log of {practice} is ahead of it", "Set the clock; use a time service.")
        if head and newest and (not kept or int(str(kept["seq"])) < head.seq) and newest.at < now - HEAD_LATE:
            late += 1
    if late:
        mend = "Start 'filiform serve' or 'filiform jobs', whose worker keeps them."
        yield warning("audit heads", f"not kept outside for {counted(late, 'practice')}", mend)
    else:
        yield ok("audit heads", f"kept for {counted(len(practices), 'practice')}")


def _backups(data: Path) -> Finding:
    try:
        made = datetime.fromisoformat((data / "last-backup").read_text().strip())
    except (FileNotFoundError, ValueError):
        return warning("backup", "none was made", "Run: filiform backup FILE --encrypt")
    age = datetime.now(UTC) - made
    told = f"the newest is from {made:%Y-%m-%d %H:%M} UTC"
    if age > BACKUP_WANTED:
        return warning("backup", told, "Run: filiform backup FILE --encrypt")
    return ok("backup", told)
