"""How allauth treats staff: nobody signs up alone; log-ins leave traces in the practice's audit log."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Staff are added by a practice owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes a log-in of their own."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names, only addresses."""
