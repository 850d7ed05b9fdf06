"""How the library that logs people in treats staff: nobody signs up, failures leave traces, letters wait in line."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import traces


class StaffAdapter(DefaultAccountAdapter):
    """Staff are added by a practice owner."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The address or the password is not right. Correct them and try again."),
        "too_many_login_attempts": _(
            "Too many tries failed. Wait five minutes and try again; until then even the right password is refused."
        ),
        "max_email_addresses": _("A log-in has %d address. Ask a practice owner to add you under the other one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes a log-in of their own."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names, only addresses."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse an address that is locked after failures, and leave a trace of the try."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            traces.failed(request, str(credentials.get("email", "")), "locked")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password, or an address of nobody."""
        traces.failed(request, str(credentials.get("email", "")), "password")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count by address alone: the host and port that a client names are its own choice."""
        return f"staff:{str(credentials.get('email', '')).strip().lower()}"

    def format_email_subject(self, subject: str) -> str:
        """Subjects begin with our name, not with the host that was asked."""
        return f"Filiform: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave the letter to the worker: a page waits for no mail server, and takes as long for a stranger."""
        from allauth.core import context as at_work

        from . import jobs

        letter = self.render_mail(template_prefix, email, {"request": at_work.request, "email": email, **context})
        jobs.send_letter.defer(to=email, subject=str(letter.subject), text=str(letter.body))
