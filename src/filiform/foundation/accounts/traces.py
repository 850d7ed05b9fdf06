"""Leaves log-ins, failures and log-outs in the audit log of each practice that the person works in."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from filiform.foundation.audit import log as audit
from filiform.foundation.tenancy.scope import SYSTEM, enter

from .models import User
from .queries import posts_of

logger = logging.getLogger("filiform.accounts")


def leave(act: str, user: UUID, request: HttpRequest | None, *, why: str = "", proven: bool = True) -> int:
    """Leave one entry in each practice of this user; returns in how many.

    `proven` says that it was the person: an attempt that failed is nobody's act, so it is the system's entry.
    """
    posts = posts_of(user)
    reference = getattr(request, "reference", None)
    for post in posts:
        actor = post.actor if proven else SYSTEM
        with enter(practice=post.practice, actor=actor, reference=reference):
            audit.note(act, "accounts.user", object_id=user, why=why)
    return len(posts)


def failed(request: HttpRequest | None, address: str, why: str) -> None:
    """An attempt with this address failed. An address of nobody goes to the server's log, and not in clear."""
    user = User.objects.filter(email__iexact=address).first()
    if user is None or not leave("log-in-failed", user.pk, request, why=why, proven=False):
        digest = salted_hmac("filiform.log-in", address.lower()).hexdigest()[:12]
        logger.warning("A log-in failed (%s) for an address of no member, %s.", why, digest)


def on_log_in(sender: type[User], request: HttpRequest, user: User, **_: Any) -> None:
    """Somebody logged in; `why` names the ways in which they proved who they are."""
    from allauth.account.authentication import get_authentication_records

    ways = [str(record.get("type") or record.get("method", "")) for record in get_authentication_records(request, user)]
    leave("log-in", user.pk, request, why=",".join(dict.fromkeys(ways)))


def on_log_out(sender: Any, request: HttpRequest | None, user: User | None, **_: Any) -> None:
    """Somebody logged out, or was logged out after sitting idle."""
    if user is not None:
        leave("log-out", user.pk, request)


def on_second_factor_failed(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """The password was right and the second factor was not."""
    leave("log-in-failed", user.pk, request, why="second-factor", proven=False)


def on_change(act: str) -> Any:
    """A receiver that leaves `act` when a password or a second factor changed."""

    def changed(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
        kind = getattr(more.get("authenticator"), "type", "")
        leave(act, user.pk, request, why=str(kind))

    return changed


def connect() -> None:
    """Listen to the library that logs people in."""
    from allauth.account import signals as account
    from allauth.mfa import signals as mfa
    from django.contrib.auth.signals import user_logged_out

    account.user_logged_in.connect(on_log_in, dispatch_uid="filiform.log-in")
    user_logged_out.connect(on_log_out, dispatch_uid="filiform.log-out")
    mfa.authentication_failed.connect(on_second_factor_failed, dispatch_uid="filiform.second-factor-failed")
    for signal, act in (
        (account.password_changed, "password-changed"),
        (account.password_set, "password-changed"),
        (account.password_reset, "password-changed"),
        (mfa.authenticator_added, "second-factor-added"),
        (mfa.authenticator_removed, "second-factor-removed"),
        (mfa.authenticator_reset, "second-factor-renewed"),
    ):
        signal.connect(on_change(act), weak=False, dispatch_uid=f"filiform.{act}.{id(signal)}")
