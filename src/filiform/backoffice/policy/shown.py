"""What the policy's pages show, as plain values: lines, sources, decisions with who, when, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.core.screening import Rule, SourceSays
from filiform.core.screening.limits import BOTH_SIDES, MOST_NEEDLES
from filiform.core.screening.policy import Why
from filiform.foundation.accounts.queries import practitioners
from filiform.foundation.decisions.words import ACTIONS, CLASSES
from filiform.knowledge.jurisdictions import citations as of_packs
from filiform.knowledge.screening import load

from . import limits, translate, words
from .models import About, Kind, PolicyDecision
from .translate import Item, Settable

#: The state in which the look shows a weight.
TONES = {"note": "caution", "weigh": "caution", "clearance": "ask", "stop": "stop"}


def overview(
    items: Mapping[str, Item], thresholds: Mapping[str, Settable], rows: list[PolicyDecision], on: date,
    jurisdiction: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Everything the first page shows: what is in force, what comes, the lines by chapter, what is fixed."""
    standing = translate.standing(rows, on)
    newest = {(row.about, row.subject): row for row in rows}
    known = {(About.ITEM, item) for item in items} | {(About.THRESHOLD, name) for name in thresholds}
    ruled = [row for key, row in standing.items() if key in known or limits.there(*key)]
    return {
        "ruled": [_ruled(row, items, thresholds) for row in ruled],
        "lost": [decided(row) | {"title": row.subject} for row in standing.values() if row not in ruled],
        "coming": [_ruled(row, items, thresholds) for row in newest.values() if row.since > on],
        "chapters": _chapters(items, standing),
        "thresholds": [_threshold_line(each, standing) for each in thresholds.values()],
        "fixed": _fixed(items),
        "consent": _limit_line(About.CONSENT, limits.FORM, _("How consent may be given"), standing)
        | {"guideline": limits.find(About.CONSENT, limits.FORM, jurisdiction).start},
        "limit_places": [_limit_line(About.PLACE, code, name, standing) for code, name in limits.wide()],
        "structures": [_region(each, standing) for each in limits.structures()],
        "both_sides": _both_sides(items[BOTH_SIDES], standing),
        "most_needles": _threshold_line(thresholds[MOST_NEEDLES], standing),
        "history": [entry(row) | {"name": _named(row, items)} for row in reversed(rows)],
        "rule_count": len(items),
    }


def _chapters(items: Mapping[str, Item], standing: Mapping[tuple[str, str], PolicyDecision]) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for item in items.values():
        if not item.fixed:
            row = standing.get((About.ITEM, item.id))
            found.setdefault(item.chapter, []).append(
                {
                    "subject": item.id,
                    "label": item.label,
                    "guideline": words.ruling(item.weight),
                    "tone": TONES[item.weight],
                    "disagreement": any(rule.disagreement for rule in item.rules),
                    "ours": decided(row) if row else None,
                }
            )
    return [
        {
            "code": code,
            "title": words.CHAPTERS.get(code, code),
            "lines": lines,
            "ruled": any(line["ours"] for line in lines),
        }
        for code, lines in found.items()
    ]


def _threshold_line(each: Settable, standing: Mapping[tuple[str, str], PolicyDecision]) -> dict[str, Any]:
    row = standing.get((About.THRESHOLD, each.threshold.id))
    return {
        "subject": each.threshold.id,
        "label": words.threshold(each.threshold.id),
        "guideline": words.measured(each.threshold.id, each.threshold.value, each.threshold.unit),
        "ours": decided(row) if row else None,
    }


def _both_sides(item: Item, standing: Mapping[tuple[str, str], PolicyDecision]) -> dict[str, Any]:
    title = _("Both sides of the chest in one session")
    return _limit_line(About.ITEM, item.id, title, standing) | {"guideline": words.ruling(item.weight)}


def _limit_line(
    about: About, code: str, label: str, standing: Mapping[tuple[str, str], PolicyDecision]
) -> dict[str, Any]:
    row = standing.get((about, code))
    return {"about": about.value, "subject": code, "label": label, "ours": decided(row) if row else None}


def _region(region: dict[str, Any], standing: Mapping[tuple[str, str], PolicyDecision]) -> dict[str, Any]:
    """The structures of a region, each with what is ruled of it."""
    lines = []
    for code, label in region["lines"]:
        rows = [standing[about, code] for about in limits.NEW if (about, code) in standing]
        lines.append({"subject": code, "label": label, "ours": [_what(row) for row in rows]})
    return region | {"lines": lines, "ruled": any(line["ours"] for line in lines)}


def _fixed(items: Mapping[str, Item]) -> list[dict[str, Any]]:
    """What no practice can make milder, by the reason."""
    found: dict[Why, list[Item]] = {}
    for item in items.values():
        if item.fixed:
            found.setdefault(item.floor.why, []).append(item)
    return [
        {
            "title": f"{words.WHY[why]} ({len(found[why])})",
            "items": [{"subject": one.id, "label": one.label} for one in found[why]],
        }
        for why in Why
        if why in found
    ]


def _ruled(row: PolicyDecision, items: Mapping[str, Item], thresholds: Mapping[str, Settable]) -> dict[str, Any]:
    """A decision in force beside what the guidelines say."""
    found = decided(row) | {"title": _named(row, items), "about": row.about, "subject": row.subject}
    if row.about == About.ITEM and row.subject in items:
        item = items[row.subject]
        return found | {"guideline": words.ruling(item.weight), "sources": _sources(item.rules)}
    if limits.there(row.about, row.subject):
        return found | {"guideline": limits.find(row.about, row.subject).start, "sources": []}
    settable = thresholds.get(row.subject)
    if settable is None:
        return found
    start = settable.threshold
    return found | {"guideline": words.measured(start.id, start.value, start.unit), "sources": []}


def _named(row: PolicyDecision, items: Mapping[str, Item]) -> str:
    if row.about == About.THRESHOLD:
        return str(words.threshold(row.subject))
    if limits.there(row.about, row.subject):
        return limits.find(row.about, row.subject).title
    return items[row.subject].label if row.subject in items else row.subject


def decided(row: PolicyDecision) -> dict[str, Any]:
    """A decision in words: what, since when, by whom, why, on what it leans."""
    return {
        "what": _what(row),
        "tone": TONES.get(row.weight, ""),
        "since": row.since,
        "who": row.author.name if row.author else _("the system"),
        "clinician": row.clinician.name if row.clinician and row.clinician_id != row.author_id else "",
        "at": row.recorded_at,
        "reason": row.reason,
        "source": row.source,
    }


def _what(row: PolicyDecision) -> str:
    if row.kind == Kind.WITHDRAWN:
        return _("Taken back")
    if row.about == About.ITEM:
        return words.ruling(row.weight)
    if row.about in (About.CONSENT, About.PLACE):
        return ": ".join(part for part in (limits.weight_words(row.about, row.weight), _people(row)) if part)
    if row.about in (About.LONGEST, About.REACH):
        return limits.millimetres(row.about, row.value or 0.0)
    settable = {each.id: each for each in load().thresholds}.get(row.subject)
    return words.measured(row.subject, row.value or 0.0, settable.unit if settable else "")


def _people(row: PolicyDecision) -> str:
    """Who is named, by name; whoever is no longer here needles nobody here."""
    there = dict(practitioners()) if row.people else {}
    return ", ".join(there.get(user, _("somebody who has left")) for user in row.people)


def limit_page(found: limits.Subject) -> dict[str, Any]:
    """One subject of consent or needles with what is known beside it."""
    return {
        "title": found.title,
        "lead": found.lead,
        "about": found.about,
        "guideline": found.start,
        "tone": "",
        "fixed": "",
        "rules": [],
        "judged": found.known,
        "says": found.says,
        "known_title": _("What it holds for") if found.about == About.PLACE else _("What is known"),
    }


def structure_page(code: str, rows: list[PolicyDecision], on: date) -> dict[str, Any]:
    """A structure with the three things that the practice may rule of it."""
    standing = translate.standing(rows, on)
    titles = {
        About.PLACE: _("Whether and how it is needled"), About.LONGEST: _("The longest needle"),
        About.REACH: _("How far a needle may reach"),
    }  # fmt: skip
    lines = [
        _limit_line(about, code, title, standing) | {"guideline": limits.find(about, code).start}
        for about, title in titles.items()
    ]
    return {"title": limits.find(About.PLACE, code).title, "lines": lines}


def entry(row: PolicyDecision) -> dict[str, Any]:
    """A decision for the timeline."""
    since = _("from %(day)s") % {"day": date_format(row.since, "j M Y")}
    text = f"{row.reason} ({row.source})" if row.source else row.reason
    if row.clinician and row.clinician_id != row.author_id:
        text += " " + _("%(who)s answers for it.") % {"who": row.clinician.name}
    return {
        "when": row.recorded_at,
        "title": f"{_what(row)}, {since}",
        "text": text,
        "who": row.author.name if row.author else _("the system"),
    }


def item_page(item: Item) -> dict[str, Any]:
    """One item with each of its rules as the guidelines have it."""
    return {
        "title": item.label,
        "lead": words.CHAPTERS.get(item.chapter, item.chapter),
        "about": About.ITEM.value,
        "guideline": words.ruling(item.weight),
        "tone": TONES[item.weight],
        "fixed": words.WHY[item.floor.why] if item.fixed else "",
        "rules": [_rule(rule) for rule in item.rules],
        "judged": [],
        "says": "",
    }


def threshold_page(settable: Settable) -> dict[str, Any]:
    """One threshold with what hangs on it."""
    return {
        "title": words.threshold(settable.threshold.id),
        "lead": _("No source on needling gives this number."),
        "about": About.THRESHOLD.value,
        "guideline": words.measured(settable.threshold.id, settable.threshold.value, settable.threshold.unit),
        "tone": "",
        "fixed": "",
        "rules": [],
        "judged": [rule.label for rule in settable.rules],
        "says": settable.threshold.says,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "label": rule.label,
        "class": CLASSES.get(str(rule.class_), str(rule.class_)),
        "action": ACTIONS.get(str(rule.action), str(rule.action)),
        "guidance": rule.guidance,
        "disagreement": rule.disagreement,
        "sources": _sources((rule,)),
    }


def _sources(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """The sources of some rules as the citation component takes them, each once."""
    found: dict[SourceSays, str | None] = {}
    for rule in rules:
        found |= dict.fromkeys(rule.sources, rule.reviewed)
    titles = {**of_packs(), **load().citations}
    return [
        {
            "title": titles.get(each.tag, each.tag),
            "says": each.says,
            "how": str(each.how),
            "kind": CLASSES.get(each.class_, each.class_) if each.class_ else "",
            "reviewed_by": reviewed,
        }
        for each, reviewed in found.items()
    ]
