"""Scoped reads of a practice's people, and a person's own memberships across practices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from filiform.foundation.tenancy.reading import reading
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.foundation.tenancy.scope import Actor

from .meanwhile import stamp
from .models import Membership
from .roles import Role


@dataclass(frozen=True)
class MemberFile:
    """A member as shown on the page of people; `seen` is the stamp of the row."""

    id: UUID
    user: UUID
    email: str
    display_name: str
    roles: tuple[Role, ...]
    ended_at: datetime | None
    seen: str


@dataclass(frozen=True)
class Post:
    """A place that a person holds in a practice now."""

    practice: UUID
    practice_name: str
    actor: Actor


def practitioners() -> list[tuple[UUID, str]]:
    """(user id, display name) of everybody who may treat here, by name."""
    return [(row.user_id, row.display_name) for row in _treating()]


@reading
def _treating() -> QuerySet[Membership]:
    return Membership.objects.filter(roles__contains=[Role.PRACTITIONER], ended_at=None).order_by("display_name")


def members() -> list[MemberFile]:
    """Everybody who is or was a member, those of today first, by name."""
    rows = Membership.objects.select_related("user").order_by("display_name", "id")
    return sorted((_file(row) for row in rows), key=lambda one: one.ended_at is not None)


def member(member_id: UUID) -> MemberFile:
    """One member who has not ended; raises Missing."""
    row = Membership.objects.select_related("user").filter(id=member_id, ended_at=None).first()
    if row is None:
        raise Missing(Reason("no-member", _("There is no such member in this practice.")))
    return _file(row)


def posts_of(user: UUID) -> list[Post]:
    """Where this person is a member now, oldest first: the one read across practices, for their own log-in only."""
    with transaction.atomic(), connection.cursor() as cursor:
        # The policy of memberships shows a user's own rows, before any practice is chosen.
        cursor.execute("SELECT current_setting('filiform.actor', true)")
        before = cursor.fetchone()[0] or ""
        cursor.execute("SELECT set_config('filiform.actor', %s, true)", (str(user),))
        with scopes_disabled():
            rows = list(
                Membership.objects.filter(user_id=user, ended_at=None).select_related("practice").order_by("id")
            )
        cursor.execute("SELECT set_config('filiform.actor', %s, true)", (before,))
    return [
        Post(row.practice.id, row.practice.name, Actor(user=user, roles=frozenset(row.roles), name=row.display_name))
        for row in rows
    ]


def _file(row: Membership) -> MemberFile:
    return MemberFile(
        id=row.id, user=row.user_id, email=row.user.email, display_name=row.display_name,
        roles=tuple(Role(role) for role in row.roles), ended_at=row.ended_at, seen=stamp(row),
    )  # fmt: skip
