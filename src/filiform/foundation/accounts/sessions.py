"""Sessions of people: a new key for one that goes on."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest

from .models import User


def renew(request: HttpRequest) -> None:
    """Give the session a new key, as after every proof of identity, and the list of sessions its new name.

    Proving a password can store it anew (a stronger way of hashing came), which would end this very session.
    """
    before = request.session.session_key
    user = User.objects.get(pk=cast(UUID, request.user.pk))  # nobody else comes here
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
