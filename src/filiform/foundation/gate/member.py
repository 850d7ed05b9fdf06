"""Finds in which practice, with which roles, a logged-in user works."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest
from django_scopes import scopes_disabled

from filiform.foundation.accounts.models import Membership
from filiform.foundation.tenancy.models import Practice
from filiform.foundation.tenancy.scope import Actor

CHOSEN = "practice"


@dataclass(frozen=True)
class Member:
    """A user at work in a practice."""

    practice: Practice
    actor: Actor

    @property
    def practice_id(self) -> UUID:
        """The practice's id."""
        return self.practice.id


def membership_of(request: HttpRequest) -> Member | None:
    """The membership the session chose, else the user's first; None when the user belongs to no practice."""
    if not request.user.is_authenticated:
        return None
    with transaction.atomic(), scopes_disabled():
        with connection.cursor() as cursor:
            # The policy of memberships shows a user's own rows, before any practice is chosen.
            cursor.execute("SELECT set_config('filiform.actor', %s, true)", (str(request.user.pk),))
        found = list(
            Membership.objects.filter(user_id=request.user.pk, ended_at=None).select_related("practice").order_by("id")
        )
    if not found:
        return None
    chosen = request.session.get(CHOSEN)
    member = next((row for row in found if str(row.practice_id) == chosen), found[0])
    actor = Actor(user=request.user.pk, roles=frozenset(member.roles), name=member.display_name)
    return Member(practice=member.practice, actor=actor)


def choose_practice(request: HttpRequest, practice: UUID) -> None:
    """Work in this practice from the next page on; the caller has seen that the user is a member there."""
    request.session[CHOSEN] = str(practice)
