"""Links by which a person chooses a password, good for one use and three days."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from .models import User


def password_link(user: User, origin: str) -> str:
    """The address, below `origin` (https://clinic.example), where this user chooses a password."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return origin.rstrip("/") + reverse("account_reset_password_from_key", kwargs=key)
