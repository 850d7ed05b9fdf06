"""Rows to the core's history, verdicts to plain JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from filiform.backoffice.policy.public import NONE, InForce
from filiform.core.screening import Clearance, Codes, Finding, History, Status, Unrecognised, Verdict
from filiform.core.screening.history import Value
from filiform.core.values import Answer, Known, Site
from filiform.foundation.record.public import VisitFile
from filiform.knowledge.lexicon import recognise
from filiform.knowledge.screening import Screening

from .answers import Stored, answer_of, site_of


@dataclass(frozen=True)
class LastSession:
    """The needles before this visit: where, and hours ago."""

    sites: tuple[Site, ...]
    hours: float


def context_of(visit: VisitFile, last: LastSession | None) -> dict[str, Answer[Value]]:
    """What the record itself answers: age, sex, kind of visit, the last session."""
    answers: dict[str, Answer[Value]] = {
        "age": Known(float(visit.patient.age_on(visit.day))),
        "visit_type": Known("first" if visit.first else "follow-up"),
        "first_session": Known(last is None),
    }
    if visit.patient.sex in ("f", "m"):
        answers["sex"] = Known(visit.patient.sex)
    # No needles before this visit is an answer too: nothing that follows a session can be meant.
    answers["last_sites"] = Known(last.sites if last else ())
    if last is not None:
        answers["hours_since_session"] = Known(last.hours)
    return answers


def history_of(
    screening: Screening,
    answers: Mapping[str, Stored],
    planned: Iterable[str],
    context: Mapping[str, Answer[Value]],
    clearances: tuple[Clearance, ...] = (),
) -> History:
    """The core's history from stored answers and what the record knows."""
    found: dict[str, Answer[Value]] = {}
    unrecognised: list[Unrecognised] = []
    for key, answer in answers.items():
        question = screening.question(key.partition("@")[0])
        if question is None:
            continue
        found[key] = answer_of(question, answer)
        if question.kind == "codes" and isinstance(answer.get("value"), dict):
            unrecognised += [Unrecognised(key, words) for words in answer["value"].get("unrecognised", ())]
    sites = tuple(site_of(text) for text in planned)
    if sites:
        found["planned_sites"] = Known(sites)
        found.update(_over_all_sites(found, sites))
    return History({**found, **context}, clearances=clearances, unrecognised=tuple(unrecognised))


def _over_all_sites(found: Mapping[str, Answer[Value]], sites: tuple[Site, ...]) -> dict[str, Answer[Value]]:
    """What lists asked site by site say of the sites together: there if anywhere, absent only if everywhere."""
    together: dict[str, Answer[Value]] = {}
    for name in {key.partition("@")[0] for key in found if "@" in key} - set(found):
        lists = []
        for site in sites:
            answer = found.get(f"{name}@{site}")
            if isinstance(answer, Known) and isinstance(answer.value, Codes):
                lists.append(answer.value)
        if len(lists) == len(sites):
            together[name] = Known(
                Codes(
                    present=frozenset().union(*(each.present for each in lists)),
                    absent=frozenset.intersection(*(each.absent for each in lists)),
                    uncertain=frozenset().union(*(each.uncertain for each in lists)),
                    complete=all(each.complete for each in lists),
                )
            )
    return together


@dataclass
class Understood:
    """What words meant for one field."""

    present: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    uncertain: set[str] = field(default_factory=set)


def from_words(
    name: str, lines: Iterable[str], on: date, within: Mapping[str, float] | None = None
) -> tuple[dict[str, Understood], list[str]]:
    """What somebody wrote for the field `name`, by the field it is about, and the words nothing is known of.

    People write a medicine among their conditions; it counts where it belongs. `within` gives the weeks in which a code
    still counts where the practice has its own.
    """
    found: dict[str, Understood] = {}
    unknown: list[str] = []
    for line in lines:
        seen = recognise(line, name, on, within)
        unknown += seen.unrecognised
        for kind, codes in (
            ("present", seen.codes),
            ("absent", seen.negated | seen.stopped),
            ("uncertain", seen.uncertain),
        ):
            for code in codes:
                about, _colon, value = code.partition(":")
                getattr(found.setdefault(about, Understood()), kind).add(value)
    return found, unknown


def basis_of(finding: Finding) -> str:
    """Digest (SHA-256, hex) of the answers and sites a finding rests on; another digest asks for a new decision."""
    grounds = {
        "item": finding.item,
        "because": [[reason.field, str(reason.value)] for reason in finding.because],
        "sites": sorted(finding.sites),
        "class": str(finding.class_),
        "action": str(finding.action),
    }
    return hashlib.sha256(json.dumps(grounds, sort_keys=True).encode()).hexdigest()


def plain_verdict(verdict: Verdict, policy: InForce = NONE) -> dict[str, Any]:
    """A verdict as plain JSON, for keeping and for the note, with the practice's policy that it was made by."""
    return {
        "status": str(verdict.status),
        "version": verdict.version,
        "findings": [plain_finding(finding) for finding in verdict.findings],
        "missing": [
            {"field": each.field, "codes": list(each.codes), "items": list(each.items)} for each in verdict.missing
        ],
        "unrecognised": [{"field": each.field, "text": each.text} for each in verdict.unrecognised],
        "sites": {site: str(status) for site, status in verdict.site_status.items()},
        "policy": plain_policy(policy),
    }


def plain_policy(policy: InForce) -> dict[str, Any] | None:
    """The decisions of a policy as plain JSON; None without any."""
    if not policy.decisions:
        return None
    return {
        "version": policy.version,
        "decisions": [
            {
                "id": str(each.id),
                each.about: each.subject,
                "rules": each.weight or each.value,
                "since": each.since.isoformat(),
                **({"people": [str(user) for user in each.people]} if each.people else {}),
            }
            for each in policy.decisions
        ],
    }


def plain_finding(finding: Finding) -> dict[str, Any]:
    """A finding as plain JSON."""
    return {
        "item": finding.item,
        "label": finding.label,
        "class": str(finding.class_),
        "action": str(finding.action),
        "status": str(finding.status),
        "because": [{"field": reason.field, "value": reason.value} for reason in finding.because],
        "sites": list(finding.sites),
        "guidance": finding.guidance,
        "where_to": finding.where_to,
        "disagreement": finding.disagreement,
        "cleared": finding.cleared,
        "ruled": str(finding.ruled) if finding.ruled else None,
        "sources": [
            {
                "tag": each.tag,
                "says": each.says,
                "how": str(each.how),
                "class": each.class_,
                "law_of": each.law_of,
            }
            for each in finding.sources
        ],
    }


def needs_weighing(finding: Finding) -> bool:
    """Whether a clinician has to weigh this finding before needles are planned; not what the practice only notes."""
    return finding.status is Status.CAUTION and not finding.noted
