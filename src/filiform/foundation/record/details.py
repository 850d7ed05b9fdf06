"""What a patient's details must be, wherever they come from; one rule for forms, actions and imports."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from filiform.foundation.tenancy.refusal import Reason

from .models import PatientDetails
from .models.patients import Sex
from .search import birth_dates, names, phones

FIELDS = ("family_name", "given_name", "birth_date", "sex", "phone", "email", "address")
LABELS = {
    "family_name": _("Family name"),
    "given_name": _("Given name"),
    "birth_date": _("Birth date"),
    "sex": _("Sex"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "address": _("Address"),
}
LONGEST = {"family_name": 100, "given_name": 100, "phone": 40, "email": 254, "address": 400}

SAYS = {
    "no-name": _("Write the family name. Somebody with one name has it here."),
    "no-letter": _("A name needs at least one letter."),
    "control": _("This holds a character that cannot be kept. Type it again instead of pasting."),
    "too-long": _("This is too long. Shorten it."),
    "future": _("This birth date is in the future. Check the year."),
    "too-old": _("This birth date is more than 130 years ago. Check the year."),
    "no-date": _("There is no such day. Write it like 4 Mar 1980 or 1980-03-04."),
    "two-years": _("Write the year with four digits."),
    "sex": _("Choose one of the answers; “unknown” is one."),
    "letters": _("Write the phone number with digits, for example 087 123 4567 or +353 87 123 4567."),
    "too-few": _("This phone number has too few digits."),
    "too-many": _("This phone number has too many digits. Write one number."),
    "email": _("Write the e-mail address like name@example.org, or leave it empty."),
}


@dataclass(frozen=True)
class Details:
    """A patient's details with blanks put in order; compare two to see what an edit changes."""

    family_name: str
    given_name: str
    birth_date: date
    sex: str = Sex.UNKNOWN.value
    phone: str = ""
    email: str = ""
    address: str = ""

    @classmethod
    def tidy(cls, **given: object) -> Details:
        """Make details of what was typed: outer and double blanks removed, letters composed."""
        text = {
            name: " ".join(unicodedata.normalize("NFC", value).split()) if name != "address" else _lines(value)
            for name, value in given.items()
            if isinstance(value, str)
        }
        return cls(**{**given, **text})  # type: ignore[arg-type]

    @classmethod
    def of(cls, row: PatientDetails) -> Details:
        """The details that a row holds."""
        return cls(**{name: getattr(row, name) for name in FIELDS})

    def changed_from(self, other: Details) -> tuple[str, ...]:
        """Names of fields that differ from `other`."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) != getattr(other, one.name))


def faults(details: Details, on: date) -> dict[str, str]:
    """Field to code (a key of SAYS) of all that is wrong; `on` is today."""
    found: dict[str, str] = {}
    for name, most in LONGEST.items():
        value = getattr(details, name)
        if len(value) > most:
            found[name] = "too-long"
        elif any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" for sign in value):
            found[name] = "control"
    for name in ("family_name", "given_name"):
        value = getattr(details, name)
        if name not in found and value and not names.fold(value):
            found[name] = "no-letter"
    if not details.family_name:
        found["family_name"] = "no-name"
    if wrong := birth_dates.fault(details.birth_date, on):
        found["birth_date"] = wrong
    if details.sex not in Sex.values:
        found["sex"] = "sex"
    if "phone" not in found and (wrong := phones.fault(details.phone)):
        found["phone"] = wrong
    if "email" not in found and details.email and not _is_email(details.email):
        found["email"] = "email"
    return found


def reasons(details: Details, on: date) -> tuple[Reason, ...]:
    """The same as reasons of a refusal, for callers without a form."""
    return tuple(
        Reason(f"patient-{code}", f"{LABELS[name]}: {SAYS[code]}", field=name)
        for name, code in faults(details, on).items()
    )


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _lines(value: object) -> str:
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", str(value)).splitlines())
    return "\n".join(line for line in lines if line)
