"""The rule book as a page: `python -m filiform.knowledge.screening.book` writes docs/generated/rule-book.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from filiform.core.screening import Rule, needed
from filiform.core.screening.policy import allowed_range
from filiform.knowledge.screening.book_places import force_of, places, sources
from filiform.knowledge.screening.case import read_case
from filiform.knowledge.screening.load import CHAPTERS, Screening, Threshold, load
from filiform.knowledge.screening.load import read as read_file
from filiform.knowledge.screening.report import screen_case
from filiform.knowledge.screening.told import told

PAGE = Path(__file__).parents[4] / "docs" / "generated" / "rule-book.md"
DAY = "2026-06-01"
TITLES = {
    "consent": "Consent, mind and age",
    "skin-immune": "Infection, skin and immunity",
    "vessels-heart-lungs": "Lymph, vessels, heart and lungs",
    "devices": "Devices, implants and surgery",
    "disease": "Disease and medicines",
    "sites": "Sites that are never or rarely needled",
    "red-flags": "Red flags and what looks like muscle pain",
}
VISITS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("First visit, woman of 33, top of the shoulder", {"age": 33, "sex": "f", "complaint": "shoulder", "planned_sites": ["left upper trapezius"], "visit_type": "first"}),  # noqa: E501
    ("First visit, man of 50, buttock", {"age": 50, "sex": "m", "complaint": "buttock pain", "planned_sites": ["left gluteus medius"], "visit_type": "first"}),  # noqa: E501
    ("First visit, man of 28, calf", {"age": 28, "sex": "m", "complaint": "calf", "planned_sites": ["left soleus"], "visit_type": "first"}),  # noqa: E501
    ("Follow-up, woman of 60, shoulder", {"age": 60, "sex": "f", "complaint": "shoulder", "planned_sites": ["left infraspinatus"], "visit_type": "follow-up", "last_sites": ["left infraspinatus"]}),  # noqa: E501
)  # fmt: skip


def examples() -> dict[str, Any]:
    """Give the cases of the manual: a healthy case, and cases with some of its answers changed."""
    data: dict[str, Any] = json.loads(read_file("examples"))
    return data


def judged(given: dict[str, Any]) -> dict[str, Any]:
    """Judge one case of the manual on the manual's day."""
    return screen_case({**examples()["healthy"], **given, "on": DAY})


def page() -> str:
    """Write the whole page."""
    known = load()
    parts = [_head(known), *_needed(known), *_chapters(known), *_thresholds(known), *_examples()]
    parts += [*places(), *sources(known)]
    return "\n".join(parts).rstrip() + "\n"


def _head(known: Screening) -> str:
    return f"""# The screening rule book

Made from the data files by `python -m filiform.knowledge.screening.book`; do not edit.
Knowledge version `{known.version}`.
{len(known.book.rules)} rules. None of them has been reviewed by a clinician yet unless its row says so.

How a source was consulted: *read* the passage, *recall* of the published text, *product* for a proposal of our own.
The last chapter says what the tags of sources stand for.

What makes a rule fire is printed as the rules hold it: `field`: codes of its answers, any one of them. A missing answer is neither
yes nor no. Rules about a site are judged for each planned site.

| verdict | when |
|---|---|
| stop | a finding refers, forbids needling or a planned site, is absolute, a red flag or a serious event, or is relative and waits for a medical clearance |
| ask | otherwise, when an answer that matters here is missing or a word was not recognised |
| caution | otherwise, when there is any finding |
| clear | otherwise |

A precaution whose action is `medical-clearance` is a caution: a doctor is asked, and the clinician decides.
"""  # noqa: E501


def _needed(known: Screening) -> Iterator[str]:
    yield "## What *clear* needs\n\nComputed from the rules. An empty list answers each of its items no.\n"
    for title, context in VISITS:
        missing = needed(read_case({**context, "on": DAY}), known.book, date.fromisoformat(DAY))
        yield f"**{title}**: {len(context)} facts of the visit and {len(missing)} questions:\n"
        for each in missing:
            question = known.question(each.field)
            count = f" ({len(each.codes)} items that matter)" if each.codes else ""
            yield f"- `{each.field}`{count}: {question.label if question else ''}"
        yield ""


def _chapters(known: Screening) -> Iterator[str]:
    for chapter in CHAPTERS:
        yield f"## {TITLES.get(chapter) or chapter.replace('-', ' ').capitalize()}\n"
        yield "| rule | what | fires when | class | action | sources | review |\n|---|---|---|---|---|---|---|"
        for rule in known.book.rules:
            if rule.chapter == chapter:
                yield _row(rule, told(rule.when, known))
        yield ""


def _row(rule: Rule, when: str) -> str:
    says = "<br>".join(
        f"{source.tag} ({source.how}{', ' + source.class_ if source.class_ else ''}): {source.says}"
        for source in rule.sources
    )
    if rule.disagreement:
        says = f"**Sources disagree.** {says}"
    binds = "Law" if force_of(rule.item) == "law" else "An insurer's word"
    law = f"<br>{binds} in {rule.law_of}; elsewhere {rule.elsewhere[0]}" if rule.law_of and rule.elsewhere else ""
    what = f"{rule.label}. {rule.guidance}".rstrip()
    return (
        f"| `{rule.id}` | {what} | {when} | {rule.class_} | {rule.action}{law} | {says} "
        f"| {rule.reviewed or 'not yet reviewed'} |"
    )


def _thresholds(known: Screening) -> Iterator[str]:
    yield "## Thresholds\n\n| setting | value | | a practice may set | |\n|---|---|---|---|---|"
    for each in known.thresholds:
        mark = "**placeholder**, no source gives it" if each.placeholder else "given"
        yield f"| `{each.id}` | {each.value:g} {each.unit} | {mark} | {_settable(known, each)} | {each.says} |"
    yield ""


def _settable(known: Screening, each: Threshold) -> str:
    """Say what a practice may set a threshold to by its policy."""
    range_ = allowed_range(known.book, each.id)
    if each.asked:
        return "not: the question says it"
    return f"{range_.low:g} to {range_.high:g}; stricter is {range_.stricter}" if range_ else "not"


def _examples() -> Iterator[str]:
    data = examples()
    healthy = ", ".join(f"{field} {_plain(value)}" for field, value in data["healthy"].items())
    yield f"## Answers in, verdict out\n\nEvery case is this one with the answers shown changed: {healthy}.\n"
    yield "| changed answers | verdict | findings | missing |\n|---|---|---|---|"
    for case in data["cases"]:
        verdict = judged(case["given"])
        given = "; ".join(f"{field}: {_plain(value)}" for field, value in case["given"].items()) or "nothing"
        found = ", ".join(f"{f['item']} ({f['class']}, {f['action']})" for f in verdict["findings"])
        gaps = [each["field"] for each in verdict["missing"]]
        gaps += [f"“{each['text']}” not recognised" for each in verdict["unrecognised"]]
        yield f"| {given} | **{verdict['verdict']}** | {found} | {', '.join(gaps)} |"


def _plain(value: Any) -> str:
    if value is None:
        return "not answered"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value) or "none"
    if isinstance(value, dict):
        return " ".join(f"{key} {_plain(each)}" for key, each in value.items())
    return str(value)


def main() -> int:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
