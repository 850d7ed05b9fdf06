"""Proving once more who one is: by the password of the one who is logged in, or by one of their passkeys."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest


def prove_by_password(request: HttpRequest, password: str) -> bool:
    """Whether it is this person's password, and then a proof kept in the session.

    Failures count as at log-in: raises ValidationError when there were too many.
    """
    if not get_adapter().reauthenticate(request.user, password):
        return False
    reauthenticate_by_password(request)
    return True


def has_password(request: HttpRequest) -> bool:
    """Whether this person has a password at all."""
    user: Any = request.user
    return bool(user.has_usable_password())


def passkey_options(request: HttpRequest) -> dict[str, Any] | None:
    """What a browser needs to ask for a passkey of this person; None without one."""
    if not is_mfa_enabled(request.user, types=[Authenticator.Type.WEBAUTHN]):
        return None
    return {"request_options": begin_authentication(request.user)}
