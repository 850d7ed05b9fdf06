"""All writes of the practice's policy: rule, or take back to what the guidelines say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.core.needling import Leave
from filiform.core.screening import Policy, Weight
from filiform.core.screening.policy import faults
from filiform.foundation.accounts.queries import practitioners
from filiform.foundation.accounts.roles import Role
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.refusal import Conflict, Reason, Refused
from filiform.foundation.tenancy.scope import current
from filiform.foundation.tenancy.turns import Turn, take_turns
from filiform.knowledge.screening import load
from filiform.knowledge.screening.local import book_for

from . import limits, queries, words
from .models import About, Kind, PolicyDecision

RULING = 29
#: Days ahead that a decision may begin.
AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class _Grounds:
    """Why the practice decides so, on what it leans, from when, who answers for it, which row its page showed."""

    reason: str
    source: str
    since: date | None
    clinician: UUID | None
    based_on: UUID | None


@action(Role.OWNER)
def rule_item(
    *, item: str, weight: str, reason: str, source: str, since: date | None = None, based_on: UUID | None = None,
    clinician: UUID | None = None,
) -> PolicyDecision:  # fmt: skip
    """Rule how an item is weighed, from `since` (today when not given). `based_on` is the newest row on the page.

    `clinician` is the practitioner who answers for it; the one who rules, when that is one and nobody is named.
    Raises Refused with the reason when the item may not be made so mild, Conflict when somebody ruled meanwhile.
    """
    if weight not in list(Weight):
        raise Refused(Reason("weight", _("Choose how it is weighed."), field="weight"))
    _check(Policy(queries.jurisdiction() or None, {item: Weight(weight)}), "weight", item)
    return _record(About.ITEM, item, _Grounds(reason, source, since, clinician, based_on), weight=weight)


@action(Role.OWNER)
def set_threshold(
    *, threshold: str, value: float, reason: str, source: str, since: date | None = None, based_on: UUID | None = None,
    clinician: UUID | None = None,
) -> PolicyDecision:  # fmt: skip
    """Set a threshold, in its unit; otherwise as `rule_item`. Raises Refused when it lies outside what may be set."""
    _check(Policy(queries.jurisdiction() or None, None, {threshold: value}), "value", threshold)
    return _record(About.THRESHOLD, threshold, _Grounds(reason, source, since, clinician, based_on), value=value)


@action(Role.OWNER)
def rule_consent(
    *, weight: str, reason: str, source: str, since: date | None = None, based_on: UUID | None = None,
    clinician: UUID | None = None,
) -> PolicyDecision:  # fmt: skip
    """Rule whether consent is "written" or may be "verbal" where no law asks for writing; otherwise as `rule_item`."""
    if weight not in limits.CONSENT:
        raise Refused(Reason("weight", _("Choose how consent may be given."), field="weight"))
    return _record(About.CONSENT, limits.FORM, _Grounds(reason, source, since, clinician, based_on), weight=weight)


@action(Role.OWNER)
def rule_place(
    *, place: str, weight: str, people: Sequence[UUID] = (), reason: str, source: str, since: date | None = None,
    based_on: UUID | None = None, clinician: UUID | None = None,
) -> PolicyDecision:  # fmt: skip
    """Rule that a place is not needled, only under ultrasound, or only by `people`; otherwise as `rule_item`."""
    limits.find(About.PLACE, place)
    if weight not in list(Leave):
        raise Refused(Reason("weight", _("Choose whether and how it is needled."), field="weight"))
    named = sorted(set(people)) if weight == Leave.NAMED else []
    if weight == Leave.NAMED and not (named and set(named) <= {user for user, _name in practitioners()}):
        raise Refused(Reason("people", _("Choose one or more practitioners of this practice."), field="people"))
    grounds = _Grounds(reason, source, since, clinician, based_on)
    return _record(About.PLACE, place, grounds, weight=weight, people=named)


@action(Role.OWNER)
def set_limit(
    *, about: str, structure: str, value: float, reason: str, source: str, since: date | None = None,
    based_on: UUID | None = None, clinician: UUID | None = None,
) -> PolicyDecision:  # fmt: skip
    """Set the "longest" needle of a structure, or the "reach" to stay short of, in mm; otherwise as `rule_item`."""
    limits.find(About(about), structure)
    if not limits.LOWEST_MM <= value <= limits.HIGHEST_MM:
        raise Refused(Reason("out-of-range", limits.out_of_range(), field="value"))
    return _record(About(about), structure, _Grounds(reason, source, since, clinician, based_on), value=value)


@action(Role.OWNER)
def take_back(*, about: str, subject: str, reason: str, based_on: UUID | None = None) -> PolicyDecision:
    """Take a decision back from today on: the strictest guideline counts again. Raises as `rule_item`."""
    newest = next(iter(queries.history(About(about), subject)), None)
    if newest is None or newest.kind == Kind.WITHDRAWN:
        raise Refused(Reason("nothing-ruled", _("The practice has ruled nothing here that could be taken back.")))
    return _record(About(about), subject, _Grounds(reason, "", None, None, based_on), Kind.WITHDRAWN)


def _check(policy: Policy, field: str, subject: str) -> None:
    """Refuse what no practice may rule, with the sources of the rules that stand against it."""
    book = book_for(policy.jurisdiction)
    found = faults(book, policy)
    if found:
        sources = tuple(says for rule in book.rules if rule.item == subject for says in rule.sources)
        raise Refused(*(Reason(fault.code, words.refusal(fault), sources, field) for fault in found))


def _record(
    about: About, subject: str, grounds: _Grounds, kind: Kind = Kind.RULED, *, weight: str = "",
    value: float | None = None, people: Sequence[UUID] = (),
) -> PolicyDecision:  # fmt: skip
    since, reason, source = grounds.since or today(), grounds.reason.strip(), grounds.source.strip()
    _complete(kind, since, reason, source)
    clinician = _answers(about, grounds.clinician) if kind == Kind.RULED else None
    take_turns(Turn(RULING, f"policy {current().practice}"))
    newest = next(iter(queries.history(about, subject)), None)
    if (newest.id if newest else None) != grounds.based_on:
        raise Conflict(Reason("overtaken", _overtaken(newest)))
    return PolicyDecision.objects.create(
        about=about, subject=subject, kind=kind, weight=weight, value=value, people=list(people), since=since,
        reason=reason, source=source, clinician_id=clinician, replaces=newest, knowledge_version=load().version,
    )  # fmt: skip


def _answers(about: About, named: UUID | None) -> UUID | None:
    """Who answers for a decision: who is named, else whoever rules and needles too. Raises Refused without one."""
    there = {user for user, _name in practitioners()}
    found = named or current().actor.user
    if found in there:
        return found
    if named is None and about in (About.ITEM, About.THRESHOLD):
        return None
    text = _("Name the practitioner of this practice who answers for it.")
    raise Refused(Reason("clinician", text, field="clinician"))


def _complete(kind: Kind, since: date, reason: str, source: str) -> None:
    """Refuse a decision without its reason or source, or with a first day that cannot be."""
    lacks = []
    if not reason:
        lacks.append(Reason("reason", _("Write why, in words that a colleague understands in a year."), field="reason"))
    if kind == Kind.RULED and not source:
        lacks.append(Reason("source", _("Name the source that the practice leans on."), field="source"))
    if since < today():
        lacks.append(
            Reason("past", _("A policy cannot begin in the past: visits were judged without it."), field="since")
        )
    elif since > today() + AHEAD:
        lacks.append(Reason("far", _("Choose a day within the next year."), field="since"))
    if lacks:
        raise Refused(*lacks)


def _overtaken(newest: PolicyDecision | None) -> str:
    if newest is None:
        return _("This page was drawn from a decision that is not there. Open it again.")
    who = newest.author.name if newest.author else _("The system")
    when = date_format(newest.recorded_at, "j M Y, H:i")
    text = _("%(who)s decided on this at %(when)s, after you opened the page. Read it, then send yours again.")
    return text % {"who": who, "when": when}
