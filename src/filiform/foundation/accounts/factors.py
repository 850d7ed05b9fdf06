"""How the library treats second factors: its messages in our words."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class StaffFactors(DefaultMFAAdapter):
    """Second factors of staff."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """A name for a key that is added, to be changed by its owner."""
        there = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Key %(number)s") % {"number": there + 1}
