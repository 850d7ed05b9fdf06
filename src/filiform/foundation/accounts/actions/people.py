"""Add a member, change what a member may do, end a membership, send a link to choose a password."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from filiform.foundation.accounts import jobs
from filiform.foundation.accounts.meanwhile import refuse_if_changed
from filiform.foundation.accounts.models import Membership, User
from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused
from filiform.foundation.tenancy.scope import current


@action(Role.OWNER)
def add_member(*, email: str, name: str, display_name: str, roles: Sequence[str], origin: str) -> Membership:
    """Make somebody a member; a log-in with this address is linked, else one is made. They get a letter either way.

    `origin` is the address that Filiform is served at (https://clinic.example), for the link in the letter.
    Whether the address was known before is not told: it may be a log-in of another practice.
    Raises Refused when they are a member already, or a role is unknown.
    """
    kept = _known(roles)
    user = _log_in(email, name)
    member = Membership.objects.select_for_update().filter(user=user).first()
    if member is None:
        member = _new_member(user, display_name, kept)
    elif member.ended_at is None:
        raise _member_already()
    else:
        member.display_name, member.roles, member.ended_at = display_name, kept, None
        member.save()
    jobs.send_invitation.defer(user=str(user.pk), practice=str(current().practice), origin=origin, link=False)
    return member


@action(Role.OWNER)
def change_member(*, member: UUID, display_name: str, roles: Sequence[str], seen: str) -> Membership:
    """Change the name shown and the roles; `seen` is the stamp of the row the form was drawn from.

    Raises Missing, Conflict, and Refused when the practice would be left without an owner.
    """
    row = _locked(member)
    refuse_if_changed(row, seen)
    kept = _known(roles)
    if Role.OWNER not in kept:
        _keep_an_owner(row, field="roles")
    row.display_name, row.roles = display_name, kept
    row.save()
    return row


@action(Role.OWNER)
def end_member(*, member: UUID, seen: str) -> Membership:
    """End a membership and every session of that log-in; what the person recorded stays.

    Raises Missing, Conflict, and Refused for oneself and for the last owner.
    """
    row = _locked(member)
    refuse_if_changed(row, seen)
    _keep_an_owner(row)
    if row.user_id == current().actor.user:
        raise Refused(Reason("oneself", _("You cannot end your own membership. Ask another owner to do it.")))
    row.ended_at = now()
    row.save()
    for session in UserSession.objects.filter(user_id=row.user_id):
        session.end()
    return row


@action(Role.OWNER)
def send_link(*, member: UUID, origin: str) -> None:
    """Send the member a letter with a link to choose a password; never a password itself."""
    row = _locked(member)
    audit.note("link-sent", "accounts.user", object_id=row.user_id)
    jobs.send_invitation.defer(user=str(row.user_id), practice=str(current().practice), origin=origin, link=True)


def _log_in(email: str, name: str) -> User:
    """The log-in with this address; two owners who add the same new address at once get the same one."""
    address = email.strip().lower()
    found = User.objects.filter(email__iexact=address).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return User.objects.create_user(address, None, name=name)
    except IntegrityError:
        return User.objects.get(email__iexact=address)


def _new_member(user: User, display_name: str, roles: list[str]) -> Membership:
    try:
        with transaction.atomic():
            return Membership.objects.create(user=user, display_name=display_name, roles=roles)
    except IntegrityError:
        raise _member_already() from None


def _member_already() -> Refused:
    text = _("This address belongs to a member of this practice already. Open that member to change the roles.")
    return Refused(Reason("member-already", text, field="email"))


def _known(roles: Sequence[str]) -> list[str]:
    """The roles in their fixed order, each once."""
    if not roles or not set(roles) <= set(Role.values):
        raise Refused(Reason("roles", _("Choose at least one role."), field="roles"))
    return [role for role in Role.values if role in roles]


def _locked(member: UUID) -> Membership:
    """The membership under lock, behind all owners of the practice, so that two owners cannot unseat each other."""
    list(Membership.objects.select_for_update().filter(roles__contains=[Role.OWNER]).order_by("id"))
    row = Membership.objects.select_for_update(of=("self",)).filter(id=member, ended_at=None).first()
    if row is None:
        raise Missing(Reason("no-member", _("There is no such member in this practice.")))
    return row


def _keep_an_owner(row: Membership, *, field: str = "") -> None:
    others = Membership.objects.filter(roles__contains=[Role.OWNER], ended_at=None).exclude(id=row.id)
    if Role.OWNER in row.roles and not others.exists():
        text = _("This is the last owner of the practice. Make somebody else an owner first.")
        raise Refused(Reason("last-owner", text, field=field))
