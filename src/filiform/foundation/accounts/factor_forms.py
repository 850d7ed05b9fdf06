"""Forms of second factors, in our words."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddKeyForm(AddWebAuthnForm):
    """A passkey or security key; it may open the records alone when it checks who holds it."""

    passwordless = forms.BooleanField(
        label=_("Log in with this key alone"),
        required=False,
        help_text=_("Without a password. The key then checks a fingerprint, a face or a code each time."),
    )
