"""Words for tests of the practice's pages: send a page's form as a browser would, read what was saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from tests.support.forms import forms_of
from tests.support.practice import PracticeKit


def send(client: Any, address: str, **given: str | list[str]) -> Any:
    """Open the page, fill in its form and send it; returns the answer."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    forms = [one for one in forms_of(page.content.decode(), address) if "_seen" in one.values]
    return client.post(address, forms[0].fill(**given))


def fresh_address() -> str:
    """An address that nobody has."""
    return f"new-{uuid4().hex[:12]}@example.org"


def membership(kit: PracticeKit, role: str) -> Any:
    """The membership of the member with this role at the start."""
    from filiform.foundation.accounts.models import Membership

    with kit.as_role("owner"):
        return Membership.objects.get(user_id=kit.users[role])


def acts(kit: PracticeKit, object_id: UUID) -> list[str]:
    """What the audit log says of one row, oldest first."""
    from filiform.foundation.audit.models import AuditEntry

    with kit.as_role("owner"):
        return list(AuditEntry.objects.filter(object_id=object_id).order_by("seq").values_list("act", flat=True))
