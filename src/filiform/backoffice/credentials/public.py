"""What other apps use of credentials."""

from .actions import enter_credential
from .models import Credential as CredentialRow
from .queries import in_force, jurisdiction, may_needle, of_practitioner, profession_of
from .translate import technique_findings, to_core

__all__ = [
    "CredentialRow",
    "enter_credential",
    "in_force",
    "jurisdiction",
    "may_needle",
    "of_practitioner",
    "profession_of",
    "technique_findings",
    "to_core",
]
