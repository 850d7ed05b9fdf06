"""Where links to a patient lead, and what the pages of one patient have in common."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from filiform.foundation.accounts.models import Role
from filiform.foundation.record.files import PatientFile
from filiform.foundation.record.models.patients import Sex

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)
READERS = (*STAFF, Role.AUDITOR)
#: Who may see which hands a record went through.
HISTORY = (Role.OWNER, Role.AUDITOR, Role.PRACTITIONER)


def record_address(patient: UUID, roles: frozenset[str]) -> str:
    """The page a patient's name leads to: the timeline where there is one, else the details."""
    if roles & set(READERS):
        with contextlib.suppress(NoReverseMatch):
            return reverse("timeline", args=[patient])
    return reverse("patient", args=[patient])


def frame(request: HttpRequest, file: PatientFile, here: str) -> dict[str, Any]:
    """Header and tabs of one patient's pages; `here` is the URL name of the page."""
    roles = request.member.actor.roles  # type: ignore[attr-defined]
    pages = [("patient", _("Details"), READERS), ("patient-edit", _("Edit"), STAFF),
             ("patient-history", _("History"), HISTORY), ("patient-link", _("Duplicates"), STAFF)]  # fmt: skip
    return {
        "file": file,
        "header_of_patient": {
            "name": file.name, "age": file.age, "birth_date": file.details.birth_date, "number": file.number,
            "sex": Sex(file.sex).label, "url": record_address(file.id, roles),
        },
        "tabs": [
            {"url": reverse(name, args=[file.id]), "label": label, "current": name == here}
            for name, label, allowed in pages
            if roles & set(allowed)
        ],
    }  # fmt: skip
