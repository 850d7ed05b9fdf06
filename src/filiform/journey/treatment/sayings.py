"""Sentences for the codes of the rule book of needling: what is refused and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filiform.core.needling import Level, NeedleFinding
from filiform.core.reasons import How, Params, Refusal, Source
from filiform.core.reasons import Reason as CoreReason
from filiform.foundation.tenancy.refusal import Reason
from filiform.journey.consent import public as consent
from filiform.knowledge import load
from filiform.knowledge.screening import load as load_screening
from filiform.knowledge.screening.own import label_of
from filiform.knowledge.structures import parse

from . import ruled_words, translate

#: Sentences that take their parameters as they are.
PLAIN = {
    "not-screened": gettext_lazy("The case history has not been taken yet. Take it before a needle is planned."),
    "findings-unknown": gettext_lazy("Screening has not been done yet. Do it before a needle is planned."),
    "screening-stop": gettext_lazy("Screening stops needling. Open the screening step to see why."),
    "answer-missing": gettext_lazy("An answer is missing that screening needs. Ask it before a needle is planned."),
    "consent-unknown": gettext_lazy("There is no consent on record. Ask for it at the consent step."),
    "consent-invalid": gettext_lazy("The consent on record does not hold. Renew it at the consent step."),
    "needles-unchecked": gettext_lazy("The needle could not be checked. Describe it again."),
    "lot-unknown": gettext_lazy("The lot is not one that stock knows. Take a needle from a box that is open here."),
    "credential-missing": gettext_lazy("You have no credential on record here. Ask the practice owner to enter it."),
    "credential-suspended": gettext_lazy("Your credential is suspended. Speak with the practice owner."),
    "credential-end-unknown": gettext_lazy("Your credential has no last day. Ask the practice owner to complete it."),
    "credential-lapsed": gettext_lazy("Your credential has lapsed. Ask the practice owner to enter the renewal."),
    "credential-not-begun": gettext_lazy("Your credential has not begun yet."),
    "credential-electrical": gettext_lazy("Your credential does not cover electrical stimulation."),
    "patient-left": gettext_lazy("The patient has left. Open a new visit for further needles."),
    "count-unknown": gettext_lazy("The needles have not been counted."),
    "electrical-over-thorax": gettext_lazy("Electrical stimulation over the chest: weigh it."),
    "electrical-side-unknown": gettext_lazy("Say both sides of the lead: current must not cross the chest."),
    "electrical-pair-unknown": gettext_lazy("Say where the other needle of the lead is."),
    "electrical-implant": gettext_lazy("With an active implant no electrical stimulation."),
    "electrical-implant-unknown": gettext_lazy("Ask about pacemakers and other active implants before any current."),
    "electrical-pregnancy": gettext_lazy("No electrical stimulation in pregnancy."),
    "electrical-pregnancy-unknown": gettext_lazy("Ask about pregnancy before any current."),
    "electrical-setting-implausible": gettext_lazy("This setting cannot be: above 0 and at most %(high)g."),
    "electrical-setting-unusual": gettext_lazy("Outside what sources describe (%(low)g to %(high)g)."),
    "size-unknown": gettext_lazy("The needle’s size is not known. Choose a lot, or write length and diameter."),
    "depth-implausible": gettext_lazy("This depth cannot be. Give millimetres from 0 up."),
    "depth-beyond-length": gettext_lazy("%(depth)s mm is deeper than the needle is long (%(length)s mm)."),
    "lot-recalled": gettext_lazy("Lot %(lot)s is recalled. Take another and set this box aside."),
    "lot-quarantined": gettext_lazy("Lot %(lot)s is set aside. Take another."),
    "lot-expiry-unknown": gettext_lazy("Nobody wrote down when lot %(lot)s expires. Enter it in stock."),
    "lot-expired": gettext_lazy("Lot %(lot)s expired on %(expires)s. Take another and put this box away."),
    "credential-excludes": gettext_lazy("Your credential leaves out this group: %(group)s."),
    "thorax-side-unknown": gettext_lazy("Say the side: over the chest both sides are not needled together."),
    "count-mismatch": gettext_lazy("The record of needles contradicts itself. Look at the list of needle events."),
    "hand-count-differs": gettext_lazy("%(placed)s went in by the record, %(counted)s were counted out."),
}  # fmt: skip


def text_of(code: str, given: Params) -> str:
    """The sentence for a code with its parameters; the code itself where it has no sentence yet."""
    facts = dict(given)
    if code in WITH_PARAMS:
        found = WITH_PARAMS[code](facts)
        if found:
            return found
    if code in PLAIN:
        return str(PLAIN[code]) % facts
    if code.startswith("consent-"):
        return consent.say(CoreReason(code.removeprefix("consent-"), given))
    return _("Refused: %(code)s.") % {"code": code}


def reason(refusal: Refusal, field: str = "") -> Reason:
    """A refusal of the core as the page shows it."""
    return Reason(
        code=refusal.code,
        text=text_of(refusal.code, refusal.params),
        sources=tuple(source_line(one) for one in refusal.sources),
        field=field,
    )


def reasons(refusals: Iterable[Refusal]) -> tuple[Reason, ...]:
    """Refusals as the page shows them."""
    return tuple(reason(one) for one in refusals)


def source_line(source: Source) -> str:
    """A source in one line, with how far it was read."""
    says = f" {source.says}" if source.says and source.says != source.citation else ""
    marks = {
        How.READ: _("source read"),
        How.RECALL: _("recalled, source not read"),
        How.PRODUCT: _("rule of this system"),
        How.PRACTICE: _("policy of this practice"),
    }
    return f"{source.citation}.{says} ({marks[source.how]})".replace("..", ".")


def source_item(source: Source) -> dict[str, Any]:
    """A source as the look's component shows it."""
    return {"title": source.citation, "url": source.url, "how": str(source.how), "says": source.says}


def refusal_items(refusals: Sequence[Refusal]) -> list[dict[str, Any]]:
    """Refusals as the look's finding component shows them; all answers that are missing stand in one, to be asked."""
    missing = [one for one in refusals if one.code == "answer-missing"]
    items = [refusal_item(one) for one in refusals if one.code != "answer-missing"]
    if not missing:
        return items
    asked = {**refusal_item(missing[0]), "state": "ask"}
    # A question that is put for each site is one question to the reader.
    questions = list(dict.fromkeys(question_of(dict(one.params)) for one in missing))
    if len(questions) > 1:
        asked["title"] = _("%(n)s answers are missing. Ask them before a needle is planned.") % {"n": len(questions)}
        asked["named"] = questions
    return [asked, *items]


def refusal_item(refusal: Refusal) -> dict[str, Any]:
    """A refusal as the look's finding component shows it."""
    return {
        "state": "stop",
        "title": text_of(refusal.code, refusal.params),
        "sources": [source_item(one) for one in refusal.sources],
        "code": refusal.code,
    }


def finding_item(finding: NeedleFinding) -> dict[str, Any]:
    """A finding to weigh or know as the look's finding component shows it."""
    return {
        "state": "caution" if finding.level is Level.CAUTION else "info",
        "title": text_of(finding.code, finding.params),
        "sources": [source_item(one) for one in finding.sources],
        "code": finding.code,
    }


def _item(facts: dict[str, Any], text: str) -> str:
    rule = next((one for one in load_screening().book.rules if one.item == facts.get("item")), None)
    return text % {"item": rule.label if rule else label_of(str(facts["item"]))} if facts.get("item") else ""


def _question(facts: dict[str, Any]) -> str:
    if not facts.get("field"):
        return ""
    return _("An answer is missing: %(question)s Ask it before a needle is planned.") % {"question": question_of(facts)}


def question_of(facts: dict[str, Any]) -> str:
    """The words of the question that a refusal asks for."""
    question = load_screening().question(str(facts.get("field", "")).partition("@")[0])
    return question.label if question else str(facts.get("field", ""))


def _structure(facts: dict[str, Any], text: str) -> str:
    return text % {**facts, "structure": translate.structure_label(str(facts["structure"]))}


def _site(facts: dict[str, Any], text: str) -> str:
    site = parse(str(facts["site"]))
    label = translate.structure_label(site.structure)
    return text % {"site": f"{site.side} {label}" if site.side else label}


def _region(facts: dict[str, Any]) -> str:
    region = consent.region(str(facts["region"]))
    return _("Your credential does not cover this region: %(region)s.") % {"region": region}


def _in_place(facts: dict[str, Any]) -> str:
    return (
        ngettext(
            "%(in_place)s needle is still in place. Take it out and record it.",
            "%(in_place)s needles are still in place. Take them out and record it.",
            int(facts["in_place"]),
        )
        % facts
    )


def _to_count(facts: dict[str, Any]) -> str:
    return (
        ngettext(
            "%(placed)s needle went in. Count what came out and record the count.",
            "%(placed)s needles went in. Count what came out and record the count.",
            int(facts["placed"]),
        )
        % facts
    )


def _technique(facts: dict[str, Any]) -> str:
    return _("Your credential does not cover this technique: %(name)s.") % {
        "name": translate.technique_label(str(facts["technique"]))
    }


def _distance(facts: dict[str, Any]) -> str:
    row = load().distances.get(str(facts["distance"]))
    figure = f"{row.site}: {row.figure}" if row else str(facts["distance"])
    return _("%(figure)s (%(population)s). A published figure, not a safe depth for this patient.") % {
        "figure": figure, "population": facts["population"],
    }  # fmt: skip


def _size(facts: dict[str, Any]) -> str:
    return _("A needle of %(value)s mm is outside %(low)s to %(high)s mm. Check the figure.") % facts


def _expired(facts: dict[str, Any]) -> str:
    day = date_format(date.fromisoformat(str(facts["expires"])), "j M Y")
    return str(PLAIN["lot-expired"]) % {**facts, "expires": day}


def _both(facts: dict[str, Any]) -> str:
    text = _("Both sides of the chest in one session would put both lungs at risk together.")
    if facts.get("since"):
        return f"{text} {ruled_words.lead(facts)} {_('it is weighed as shown here.')}"
    return f"{text} {_('The law here bars it: keep to one side today.')}" if facts.get("law") else text


#: Sentences that need words from the knowledge; an empty one falls back on PLAIN.
WITH_PARAMS: dict[str, Callable[[dict[str, Any]], str]] = {
    "screening-stop": lambda facts: _item(facts, _("Screening stops needling: %(item)s.")),
    "finding-unweighed": lambda facts: _item(
        facts, _("This finding still waits for your decision: %(item)s. Decide on it at the screening step.")
    ),
    "answer-missing": _question,
    "site-not-screened": lambda facts: _site(
        facts,
        _("%(site)s was not part of the plan that was screened. Add it to the planned sites of the case history."),
    ),
    "site-barred": lambda facts: _site(facts, _("Screening bars this site today: %(site)s.")),
    "lot-expired": _expired,
    "size-implausible": _size,
    "credential-region": _region,
    "credential-technique": _technique,
    "both-sides-of-thorax": _both,
    "hazard": lambda facts: _structure(facts, _("In the way at %(structure)s: %(hazard)s.")),
    "hazards-unknown": lambda facts: _structure(
        facts, _("Nothing is on file about what lies near %(structure)s. That is not a promise.")
    ),
    "published-distance": _distance,
    "reach-meets-published-distance": lambda facts: (
        _("This needle can reach a published distance.") + " " + _distance(facts)
    ),
    "length-meets-published-distance": lambda facts: (
        _("Planned short of a published distance, which this needle is long enough to reach.") + " " + _distance(facts)
    ),
    "longer-than-named": lambda facts: _structure(
        facts, _("Longer than any needle a source names for %(structure)s (%(high)g mm).")
    ),
    "size-against-law": lambda facts: _("The law here names %(low)g to %(high)g mm for this site.") % facts,
    "electrical-front-of-neck": lambda facts: _structure(
        facts, _("No electrical stimulation at the front of the neck: %(structure)s.")
    ),
    "electrical-across-chest": lambda facts: _structure(
        {**facts, "pair": translate.structure_label(str(facts["pair"]))},
        _("Between %(structure)s and %(pair)s the current would cross the chest."),
    ),
    "ultrasound-advised": lambda facts: _structure(facts, _("Ultrasound guidance is advised for %(structure)s.")),
    "needles-in-place": _in_place,
    **ruled_words.SENTENCES,
    "hand-count-missing": _to_count,
}
