"""All writes of the practice's policy: rule, or take back to what the guidelines say."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.core.screening import Policy, Weight
from filiform.core.screening.policy import faults
from filiform.foundation.accounts.roles import Role
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.refusal import Conflict, Reason, Refused
from filiform.foundation.tenancy.scope import current
from filiform.foundation.tenancy.turns import Turn, take_turns
from filiform.knowledge.screening import load
from filiform.knowledge.screening.local import book_for

from . import queries, words
from .models import About, Kind, PolicyDecision

RULING = 29
#: Days ahead that a decision may begin.
AHEAD = timedelta(days=366)


@action(Role.OWNER)
def rule_item(
    *, item: str, weight: str, reason: str, source: str, since: date | None = None, based_on: UUID | None = None
) -> PolicyDecision:
    """Rule how an item is weighed, from `since` (today when not given). `based_on` is the newest row on the page.

    Raises Refused with the reason when the item may not be made so mild, Conflict when somebody ruled meanwhile.
    """
    if weight not in list(Weight):
        raise Refused(Reason("weight", _("Choose how it is weighed."), field="weight"))
    _check(Policy(queries.jurisdiction() or None, {item: Weight(weight)}), "weight", item)
    return _record(About.ITEM, item, Kind.RULED, weight, None, since, reason, source, based_on)


@action(Role.OWNER)
def set_threshold(
    *, threshold: str, value: float, reason: str, source: str, since: date | None = None, based_on: UUID | None = None
) -> PolicyDecision:
    """Set a threshold, in its unit; otherwise as `rule_item`. Raises Refused when it lies outside what may be set."""
    _check(Policy(queries.jurisdiction() or None, None, {threshold: value}), "value", threshold)
    return _record(About.THRESHOLD, threshold, Kind.RULED, "", value, since, reason, source, based_on)


@action(Role.OWNER)
def take_back(*, about: str, subject: str, reason: str, based_on: UUID | None = None) -> PolicyDecision:
    """Take a decision back from today on: the strictest guideline counts again. Raises as `rule_item`."""
    newest = next(iter(queries.history(About(about), subject)), None)
    if newest is None or newest.kind == Kind.WITHDRAWN:
        raise Refused(Reason("nothing-ruled", _("The practice has ruled nothing here that could be taken back.")))
    return _record(About(about), subject, Kind.WITHDRAWN, "", None, None, reason, "", based_on)


def _check(policy: Policy, field: str, subject: str) -> None:
    """Refuse what no practice may rule, with the sources of the rules that stand against it."""
    book = book_for(policy.jurisdiction)
    found = faults(book, policy)
    if found:
        sources = tuple(says for rule in book.rules if rule.item == subject for says in rule.sources)
        raise Refused(*(Reason(fault.code, words.refusal(fault), sources, field) for fault in found))


def _record(
    about: About,
    subject: str,
    kind: Kind,
    weight: str,
    value: float | None,
    since: date | None,
    reason: str,
    source: str,
    based_on: UUID | None,
) -> PolicyDecision:
    since = since or today()
    _complete(kind, since, reason.strip(), source.strip())
    take_turns(Turn(RULING, f"policy {current().practice}"))
    newest = next(iter(queries.history(about, subject)), None)
    if (newest.id if newest else None) != based_on:
        raise Conflict(Reason("overtaken", _overtaken(newest)))
    return PolicyDecision.objects.create(
        about=about, subject=subject, kind=kind, weight=weight, value=value, since=since, reason=reason.strip(),
        source=source.strip(), replaces=newest, knowledge_version=load().version,
    )  # fmt: skip


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
