"""A practice for one test, and short words for what tests do in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

PASSWORD = "a quiet needle in a haystack"
ROLES = ("owner", "practitioner", "receptionist", "auditor")


@dataclass(frozen=True)
class PracticeKit:
    """Ids of a practice and its people; `users` maps a role to the user that holds it."""

    id: UUID
    site: UUID
    room: UUID
    users: dict[str, UUID]
    emails: dict[str, str]

    @contextmanager
    def as_role(self, role: str = "practitioner") -> Iterator[Any]:
        """Act in the practice's scope as the member with this role."""
        from filiform.foundation.tenancy.scope import Actor, enter

        actor = Actor(user=self.users[role], roles=frozenset({role}), name=role)
        with enter(practice=self.id, actor=actor, origin="test") as scope:
            yield scope

    def client_for(self, role: str = "practitioner") -> Any:
        """A test client with this member logged in."""
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client

        client = Client()
        client.handler = copy(_handler(str(settings.STATIC_ROOT)))
        user = get_user_model().objects.get(id=self.users[role])
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def make_patient(self, **details: Any) -> UUID:
        """A patient on record; returns the id."""
        from filiform.foundation.record.actions.patients import register_patient

        given = {
            "family_name": "Murphy",
            "given_name": "Nóra",
            "birth_date": date(1985, 3, 4),
            "sex": "f",
            "phone": "+353 87 123 4567",
            **details,
        }
        with self.as_role("receptionist"):
            return register_patient(**given, even_if_similar=True).id

    def make_visit(self, patient: UUID, starts_at: datetime | None = None, **more: Any) -> UUID:
        """A visit of the practitioner's, now; the patient has arrived. Returns the id."""
        from filiform.foundation.record.public import note_event, plan_visit
        from filiform.foundation.tenancy.clock import now

        moment = starts_at or now()
        with self.as_role("practitioner"):
            visit = plan_visit(
                patient=patient, practitioner=self.users["practitioner"], site=self.site, room=self.room,
                starts_at=moment, **more,
            )  # fmt: skip
            note_event(visit=visit, kind="arrived", at=moment)
        return visit.id


def make_practice(name: str = "Test practice", jurisdiction: str = "IE") -> PracticeKit:
    """Make a practice with a site, a room and one member for each role."""
    from django.contrib.auth import get_user_model

    from filiform.foundation.accounts.models import Membership
    from filiform.foundation.tenancy.models import Practice, Room, Site
    from filiform.foundation.tenancy.scope import SYSTEM, enter

    made = Practice.objects.create(name=name, jurisdiction=jurisdiction)
    users, emails = {}, {}
    with enter(practice=made.id, actor=SYSTEM, origin="test"):
        site = Site.objects.create(name="Main Street")
        room = Room.objects.create(site=site, name="Room 1")
        for role in ROLES:
            email = f"{role}-{uuid4().hex[:12]}@example.org"
            user = get_user_model()(email=email, name=f"{role.title()} Person")
            user.set_unusable_password()
            user.save()
            Membership.objects.create(user=user, roles=[role], display_name=f"{role.title()} Person")
            users[role], emails[role] = user.id, email
    return PracticeKit(id=made.id, site=site.id, room=room.id, users=users, emails=emails)


@lru_cache(maxsize=4)
def _handler(static_root: str) -> Any:
    """The application as clients call it, made once as in a server: it reads the list of static files each time."""
    from django.test.client import ClientHandler

    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler
