"""Scoped reads of credentials: whose are in force, and whether one covers a needle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from filiform.core.needling import NeedleContext, NeedleFinding, PlannedInsertion, check_needle
from filiform.core.sites import SiteFacts
from filiform.foundation.accounts.models import Membership
from filiform.foundation.accounts.roles import Role
from filiform.foundation.tenancy.queries import practice
from filiform.foundation.tenancy.reading import reading
from filiform.knowledge import load

from . import translate
from .models import Credential
from .words import Profession

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Holder:
    """A practitioner with the credential in force (or None), all rows entered, and a state."""

    id: UUID
    name: str
    credential: Credential | None
    rows: tuple[Credential, ...]
    state: str


def jurisdiction() -> str:
    """Where this practice is."""
    return practice().jurisdiction


def in_force(practitioner: UUID, on: date, place: str | None = None) -> Credential | None:
    """The row that counts on a day: the last entered of those begun, else the next to begin, else None.

    Only rows of `place` count (the practice's jurisdiction, read when not given), and those of its country.
    """
    place = place or jurisdiction()
    here = [row for row in of_practitioner(practitioner) if row.jurisdiction in (place, place.split("-")[0])]
    begun = [row for row in here if row.valid_from <= on]
    return next(iter(begun or sorted(here, key=lambda row: row.valid_from)), None)


def profession_of(practitioner: UUID, on: date, place: str | None = None) -> str | None:
    """The profession of a practitioner by the credential that counts on a day; None when it is not known."""
    row = in_force(practitioner, on, place)
    return None if row is None or row.profession == Profession.OTHER else row.profession


@reading
def of_practitioner(practitioner: UUID) -> QuerySet[Credential]:
    """All credentials entered for a practitioner, the last entered first."""
    return Credential.objects.filter(practitioner_id=practitioner).order_by("-recorded_at", "-id")


def may_needle(*, practitioner: UUID, site: SiteFacts, technique: str | None, on: date) -> tuple[NeedleFinding, ...]:
    """Every reason why this practitioner may not needle this site so on this day; empty when none bars it."""
    row = in_force(practitioner, on)
    known = load().techniques.get(technique or "")
    planned = PlannedInsertion(site=site, technique=technique, electrical=bool(known and known.electrical))
    found = check_needle(planned, NeedleContext(on=on, credential=translate.to_core(row)))
    ours = tuple(finding for finding in found if finding.code.startswith("credential-"))
    return (*ours, *translate.technique_findings(row, technique))


def holders(on: date) -> tuple[Holder, ...]:
    """All practitioners of the practice, by name, with their credentials."""
    members = Membership.objects.filter(ended_at=None, roles__contains=[Role.PRACTITIONER]).order_by("display_name")
    rows = list(Credential.objects.order_by("-recorded_at", "-id"))
    return tuple(
        _holder(member, [row for row in rows if row.practitioner_id == member.user_id], on) for member in members
    )


def practitioners() -> list[tuple[str, str]]:
    """Ids and names for a choice."""
    members = Membership.objects.filter(ended_at=None, roles__contains=[Role.PRACTITIONER]).order_by("display_name")
    return [(str(member.user_id), member.display_name) for member in members]


def _holder(member: Membership, rows: list[Credential], on: date) -> Holder:
    row = in_force(member.user_id, on)
    return Holder(member.user_id, member.display_name, row, tuple(rows), _state(row, on))


def _state(row: Credential | None, on: date) -> str:
    """missing, suspended, lapsed, later, soon or valid."""
    if row is None:
        return "missing"
    if row.suspended:
        return "suspended"
    if row.valid_until < on:
        return "lapsed"
    if row.valid_from > on:
        return "later"
    return "soon" if row.valid_until < on + SOON else "valid"
