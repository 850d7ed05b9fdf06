"""What the practice's policy did to a verdict, in words: on each finding, behind the whole, and when it moved one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.backoffice.policy import public as policies
from filiform.core.screening import Finding, Policy, Verdict
from filiform.core.screening.policy import given, named_thresholds
from filiform.foundation.decisions.words import ACTIONS, CLASSES
from filiform.knowledge.jurisdictions import citations as of_packs
from filiform.knowledge.screening import load
from filiform.knowledge.screening.own import CONSENT, PLACE, POLICY

from .queries import Screened, outcomes


def on_finding(finding: Finding, result: Screened) -> dict[str, str]:
    """What the practice rules on a finding, since when, and what the guidelines say; empty where it is silent."""
    since = result.policy.since("item", finding.item) if finding.ruled else None
    told = [_("weighed as “%(ruling)s”.") % {"ruling": policies.ruling(str(finding.ruled))}] if since else []
    days = [since] if since else []
    for each in result.policy.decisions:
        if each.about == "threshold" and each.subject in _compared(finding):
            told.append(f"{policies.threshold_title(each.subject)}: {_measured(each.subject, each.value)}.")
            days.append(each.since)
    own = _own(finding, result)
    if own is not None:
        return {"since": _day(own), "says": _("put on record by the practice."), "guidelines": ""}
    if not told:
        return {}
    guidelines = _guidelines(finding, result.jurisdiction) if since else ""
    return {"since": _day(max(days)), "says": " ".join(told), "guidelines": guidelines}


def cited(tag: str) -> str:
    """The citation of a source by its short name; the practice's own policy has none in the book."""
    if tag == POLICY.tag:
        return _("The practice’s recorded policy")
    return load().citations.get(tag) or of_packs().get(tag, tag)


def _own(finding: Finding, result: Screened) -> date | None:
    """Since when the practice has had the rule of its own that this finding comes from; None for any other rule."""
    if finding.item.startswith(PLACE):
        return result.policy.since("place", finding.item.removeprefix(PLACE))
    written = finding.item == CONSENT and finding.by_policy
    return result.policy.since("consent", "form") if written else None


def disagreement(finding: Finding) -> str:
    """Which of several voices counts; "" where the sources agree, or one alone speaks."""
    if not finding.disagreement or len(finding.sources) < 2:
        return ""
    return _("The practice’s policy is used.") if finding.by_policy else _("The strictest guideline is used.")


def behind(result: Screened) -> str:
    """That a verdict rests on the practice's policy, and since when it stands as it is; "" without one."""
    if not result.policy.decisions:
        return ""
    return _("Judged with the practice’s policy of %(day)s.") % {
        "day": _day(max(each.since for each in result.policy.decisions))
    }


def on_paper(finding: Mapping[str, Any], policy: Mapping[str, Any] | None) -> str:
    """What the practice ruled on a finding of a note, with its day; "" where it ruled nothing."""
    rows = policy["decisions"] if policy and finding.get("ruled") else ()
    row = next((each for each in rows if each.get("item") == finding["item"]), None)
    if row is None:
        return ""
    return _("Practice policy of %(day)s: “%(ruling)s”.") % {
        "day": _day(date.fromisoformat(row["since"])),
        "ruling": policies.ruling(finding["ruled"]),
    }


def moved(result: Screened) -> dict[str, Any] | None:
    """How a change of the policy moved the verdict since it was last seen: from what to what, and in which findings."""
    if result.before is None:
        return None
    was, now = outcomes(result.before), outcomes(result.verdict)
    labels = {each.item: each.label for verdict in (result.before, result.verdict) for each in verdict.findings}
    return {
        "was": str(result.before.status),
        "now": str(result.verdict.status),
        "items": [labels[item] for item in labels if was.get(item) != now.get(item)],
        "asked": _asked(result.before, result.verdict),
    }


def _asked(was: Verdict, now: Verdict) -> bool:
    return bool({each.field for each in now.missing} - {each.field for each in was.missing})


def _compared(finding: Finding) -> frozenset[str]:
    """Thresholds that the rule behind a finding compares with."""
    rule = next((each for each in load().book.rules if each.id == finding.rule), None)
    return named_thresholds(rule) if rule else frozenset()


def _guidelines(finding: Finding, jurisdiction: str) -> str:
    """What the finding would be without the practice's ruling."""
    rule = next((each for each in load().book.rules if each.id == finding.rule), None)
    if rule is None:
        return ""
    class_, action = given(rule, Policy(jurisdiction or None))
    return f"{CLASSES.get(str(class_), class_)}. {ACTIONS.get(str(action), action)}"


def _measured(name: str, value: float | None) -> str:
    unit = next((each.unit for each in load().thresholds if each.id == name), "")
    return policies.measured(name, value or 0.0, unit)


def _day(day: date) -> str:
    return date_format(day, "j M Y")
