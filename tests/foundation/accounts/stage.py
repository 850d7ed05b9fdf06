"""Words for tests of log-in: people with a password, the real form, what the audit log says, a real mail server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

from aiosmtpd.controller import Controller
from django.contrib.auth import get_user_model
from django.test import Client

from tests.support.practice import PASSWORD, PracticeKit


def with_password(kit: PracticeKit, role: str) -> str:
    """Give the member with this role the usual password; returns the address."""
    user = get_user_model().objects.get(id=kit.users[role])
    user.set_password(PASSWORD)
    user.save()
    return kit.emails[role]


def log_in(address: str, password: str = PASSWORD, *, client: Client | None = None, **more: str) -> tuple[Client, Any]:
    """Send the log-in form; returns the client and the answer."""
    client = client or Client(REMOTE_ADDR=network())
    return client, client.post("/account/login/", {"login": address, "password": password}, **more)


def network() -> str:
    """An address of a network of its own, so that the limit for one network counts for this client alone."""
    return f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"


def entries(kit: PracticeKit, role: str) -> list[tuple[str, str, str]]:
    """(act, why, actor) of what the audit log says of this person's log-in, oldest first."""
    from filiform.foundation.audit.models import AuditEntry

    with kit.as_role("auditor"):
        rows = AuditEntry.objects.filter(object_id=kit.users[role], what="accounts.user").order_by("seq")
        return list(rows.values_list("act", "why", "actor"))


@dataclass
class Letters:
    """What a mail server took in; its handler by the protocol of aiosmtpd."""

    port: int
    taken: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by the protocol
        """Take one letter."""
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.taken.append(letter)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """Letters to one address, oldest first."""
        return [letter for letter in self.taken if letter["To"] == address]


@contextmanager
def mail_server() -> Iterator[Letters]:
    """A real mail server on the loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    letters = Letters(port)
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield letters
    finally:
        controller.stop()


def do_jobs(letters: Letters) -> None:
    """Let a worker, as a process of its own, do the jobs that wait; its letters go to this mail server."""
    work = "import django; django.setup(); from filiform.foundation.messages.worker import work; work(once=True)"
    own = {"DJANGO_SETTINGS_MODULE": "filiform.project.settings", "FILIFORM_MAIL": f"smtp://127.0.0.1:{letters.port}"}
    subprocess.run([sys.executable, "-c", work], env=os.environ | own, check=True, timeout=120, capture_output=True)


def link_in(letter: EmailMessage) -> str:
    """The path of the link in a letter."""
    text = letter.get_content()
    found = [line for line in text.split() if line.startswith("http") and "/password/reset/key/" in line]
    assert len(found) == 1, text
    return "/" + found[0].split("/", 3)[3]
