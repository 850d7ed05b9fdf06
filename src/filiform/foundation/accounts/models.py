"""Tables of log-ins (which belong to a person) and memberships (which belong to a practice)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid6 import uuid7

from filiform.foundation.tenancy.rows import PracticeRow, Protection

from .roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new user who may log in with `email` and `password`."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with this address, upper or lower case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who can log in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = UserManager()

    def get_full_name(self) -> str:
        """The name as written on notes."""
        return self.name

    def get_short_name(self) -> str:
        """The same; names are not cut in pieces."""
        return self.name


class Membership(PracticeRow):
    """A user's place in a practice, with the roles held there."""

    protection: ClassVar[Protection] = Protection.EDIT
    seen_by_its_user: ClassVar[bool] = True

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices))
    #: As shown on notes and lists, with post-nominals ("Aoife Byrne, MISCP").
    display_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["practice", "user"], name="member_once")]
