"""The signed note for human readers: each step in the order and words of a clinical letter.

Reads only the note's own plain JSON, so that a note prints as it was signed. What a layout does not know is
printed by `wording` as it stands: a part added later is never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.journey.consent import public as consent
from filiform.journey.screening.public import ACTION_WORDS, CLASS_WORDS, policy_on_paper, spoken, status_sentence
from filiform.knowledge import load
from filiform.knowledge.screening import load as load_screening

from .paper_needles import count, needles
from .paper_parts import Note, Section, line, section, site, table
from .wording import as_it_stands, label, text


def case_history(title: str, part: Note) -> Section:
    """Planned sites, then each question with its answer and the day it was said."""
    made = section(title)
    line(made, _("Needles planned at"), [spoken(each) for each in part.get("planned_sites", ())])
    rows = [
        [row["question"] + (f" – {spoken(row['site'])}" if row["site"] else ""), row["answer"], row["said_on"]]
        for row in sorted(part.get("answers", ()), key=_place_of)
    ]
    table(made, _("Answers"), [_("Question"), _("Answer"), _("Said on")], rows)
    return made


def _place_of(row: Note) -> tuple[int, str]:
    """Where the page asks this question; one it no longer asks comes last."""
    labels = [question.label for question in load_screening().questions]
    return (labels.index(row["question"]) if row["question"] in labels else len(labels), row["site"])


def screening(title: str, part: Note) -> Section:
    """The verdict, each finding with its reason, what it asks for and what was decided."""
    made, decisions = section(title), part.get("decisions", {})
    line(made, _("Verdict"), status_sentence(part.get("status", "ask"), unweighed=False) if part else "")
    rows = []
    for finding in part.get("findings", ()):
        decided = decisions.get(finding["item"], {})
        why = "; ".join(_because(each) for each in finding["because"])
        act = f"{ACTION_WORDS.get(finding['action'], label(finding['action']))} {finding['guidance']}".strip()
        said = f"{decided['by']}: {decided['reason']}" if decided else ""
        if decided.get("cleared_by"):
            said = _("Cleared by %(who)s. ") % {"who": decided["cleared_by"]} + said
        said = " ".join(each for each in (policy_on_paper(finding, part.get("policy")), said) if each)
        kind = CLASS_WORDS.get(finding["class"], label(finding["class"]))
        rows.append([f"{finding['label']} ({kind})", why, act, said])
    table(made, _("Findings"), [_("Finding"), _("Because"), _("Asks for"), _("Decided")], rows)
    sources = [
        [finding["label"], source["tag"], source["says"], str(_HOW.get(source["how"], source["how"]))]
        for finding in part.get("findings", ())
        for source in finding["sources"]
    ]
    table(made, _("Sources"), [_("Finding"), _("Source"), _("Says"), _("How known")], sources)
    line(made, _("Still to ask"), [_question(each["field"]) for each in part.get("missing", ())])
    return made


_HOW = {
    "read": gettext_lazy("read"),
    "recall": gettext_lazy("recalled"),
    "product": gettext_lazy("rule of this product"),
    "practice": gettext_lazy("policy of this practice"),
}


def _question(field: str) -> str:
    question = load_screening().question(field.partition("@")[0])
    return question.label if question else label(field)


def _because(reason: Note) -> str:
    question = load_screening().question(str(reason["field"]).partition("@")[0])
    labels = {choice.code: choice.label for choice in question.choices} if question else {}
    value = reason["value"]
    head, _colon, place = str(value).partition(":")
    said = text(value) if isinstance(value, bool | float) else labels.get(head, label(head))
    return f"{_question(str(reason['field']))} {said}" + (f" ({label(place).lower()})" if place else "")


def consents(title: str, part: Note) -> Section:
    """What was answered today, what it rests on, what was explained."""
    made = section(title)
    kinds = {
        "given": _("Given"),
        "declined": _("Declined"),
        "withdrawn": _("Withdrawn"),
        "confirmed": _("An earlier consent confirmed"),
    }
    forms = {"written": _("in writing"), "verbal": _("by word of mouth")}
    for answer in part.get("answers", ()):
        line(made, kinds.get(answer["kind"], label(answer["kind"])), _answered(answer, forms))
    rests = part.get("rests_on") or {}
    if rests and rests.get("id") not in {answer.get("id") for answer in part.get("answers", ())}:
        line(made, _("Rests on the consent of"), _answered(rests, forms))
    line(made, _("Explained"), [consent.risk_label(code) for code in rests.get("risks", ())])
    line(made, _("Covers"), [consent.region(code) for code in rests.get("regions", ())])
    line(made, _("Valid"), part.get("valid"))
    line(made, _("Why not"), part.get("why_not"))
    return made


def _answered(answer: Note, forms: Mapping[str, str]) -> str:
    parts = [
        text(answer["at"]),
        forms.get(answer["form"], answer["form"]),
        answer["signed_name"] or answer["speaker"],
        answer["relation"],
        _("told to %(who)s") % {"who": answer["author"]},
        _("copy given") if answer["copy_given"] else "",
        answer["reason"],
        answer["capacity_note"],
        answer["interpreter_name"],
    ]
    return ", ".join(part for part in parts if part)


def examination(title: str, part: Note) -> Section:
    """Pain, zones, palpation, motion and goals before, and what was measured after."""
    made = section(title)
    for phase, name in (("before", _("before")), ("after", _("after"))):
        first = part.get(phase) or {}
        others = first.get("others", ())
        _examined(made, name, first, by=first.get("author") if others else None)
        for one in others:
            _examined(made, name, one, by=one["author"])
    return made


def _examined(made: Section, name: str, found: Note, *, by: str | None) -> None:
    """What one examiner found at one phase; `by` names them where there are several."""
    line(made, _("Examined %(phase)s by") % {"phase": name}, by)
    scores = {"pain_now": _("now"), "pain_worst": _("worst"), "pain_average": _("average")}
    pain = [f"{word} {found[key]}/10" for key, word in scores.items() if found.get(key) is not None]
    line(made, _("Pain %(phase)s") % {"phase": name}, pain)
    if found.get("painkiller") == "yes":
        hours = found["painkiller_hours"]
        ago = _(", %(n)s hours ago") % {"n": hours} if hours is not None else ""
        taken = found["painkiller_what"] + ago
        line(made, _("Painkiller %(phase)s") % {"phase": name}, taken)
    zones = [
        [
            load().zones[z["zone"]].label if z["zone"] in load().zones else z["zone"],
            z["side"],
            z["intensity"],
            z["quality"],
        ]
        for z in found.get("zones", ())
    ]
    heads = [_("Zone"), _("Side"), _("Strength"), _("Quality")]
    table(made, _("Where it hurts, %(phase)s") % {"phase": name}, heads, zones)
    _palpation(made, name, found)
    motions = [[label(m["movement"]), m["side"], m["degrees"]] for m in found.get("motions", ())]
    table(made, _("Motion %(phase)s") % {"phase": name}, [_("Movement"), _("Side"), _("Degrees")], motions)
    goals = [[a["name"], a["score"]] for a in found.get("activities", ())]
    table(made, _("Activities %(phase)s") % {"phase": name}, [_("Activity"), _("0 to 10")], goals)
    line(made, _("Nerves %(phase)s") % {"phase": name}, found.get("neuro"))
    line(made, _("Notes %(phase)s") % {"phase": name}, found.get("notes"))


def _palpation(made: Section, name: str, found: Note) -> None:
    signs = ("taut_band", "tender_spot", "referred_pain", "recognised", "twitch", "jump_sign")
    rows = [
        [site(f["structure"], f["side"]), label(f["state"]), *(f[sign] for sign in signs), f["pressure_kpa"], f["note"]]
        for f in found.get("findings", ())
    ]
    heads = [_("Structure"), _("Point"), _("Band"), _("Tender"), _("Refers"), _("Recognised"), _("Twitch"), _("Jump")]
    table(made, _("Palpation %(phase)s") % {"phase": name}, [*heads, _("kPa"), _("Note")], rows)


def aftercare(title: str, part: Note) -> Section:
    """The advice, sentence by sentence."""
    made = section(title)
    made["items"] = list(part.get("advice", ()))
    line(made, _("The sheet"), part.get("copy"))
    line(made, _("Also advised"), part.get("note"))
    return made


def sections(note: Note, titles: Mapping[str, str]) -> list[Section]:
    """Sections with `title`, `lines` ([term, value]), `tables` ({"title", "head", "rows"}) and `items`."""
    found = []
    for code, title in titles.items():
        part = note.get("steps", {}).get(code) or {}
        layout = LAYOUTS.get(code)
        made = layout(title, part) if layout else {**as_it_stands(title, part), "items": []}
        if made["lines"] or made["tables"] or made["items"]:
            found.append(made)
    if note.get("incidents"):
        found.append({**as_it_stands(_("Incidents"), {"incidents": note["incidents"]}), "items": []})
    return found


LAYOUTS: dict[str, Callable[[str, Note], Section]] = {
    "case-history": case_history,
    "screening": screening,
    "consent": consents,
    "examination": examination,
    "needles": needles,
    "count": count,
    "aftercare": aftercare,
}
