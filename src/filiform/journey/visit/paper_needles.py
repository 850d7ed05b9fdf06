"""The needles of a signed note and their count, for human readers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.knowledge import load

from .paper_parts import Note, Section, line, section, table
from .wording import label, text

#: What a typed needle may have taken from what is usual there.
AS_USUAL = {
    "technique": gettext_lazy("technique"),
    "guidance": gettext_lazy("guidance"),
    "size": gettext_lazy("needle size"),
    "dwell": gettext_lazy("planned dwell"),
}
#: What one tap may have taken technique, guidance, needle size and planned dwell from.
WAY_FROM = {
    "own": gettext_lazy("needle and way as usual for the practitioner there"),
    "practice": gettext_lazy("needle and way as usual in this practice there"),
    "today": gettext_lazy("needle and way as before at this visit"),
    "last": gettext_lazy("needle and way as at the last visit"),
    "set": gettext_lazy("needle and way as in a set"),
}


def needles(title: str, part: Note) -> Section:
    """Each needle in one row, what was felt, other therapies, or why there were none."""
    made = section(title)
    without = part.get("without_needles") or {}
    said = [label(without.get("reason", "")), without.get("instead", ""), without.get("note", "")]
    line(made, _("No needles"), [each for each in said if each])
    rows = [_needle(each) for each in part.get("insertions", ())]
    heads = [_("No."), _("Where"), _("Needle, lot"), _("Depth"), _("Technique"), _("Dwell"), _("Seen and felt")]
    table(made, _("Needles"), heads, rows)
    for each in part.get("insertions", ()):
        if each.get("despite_refusals"):
            line(made, _("Recorded although refused, no. %(n)s") % {"n": each["number"]}, each.get("why_recorded"))
        if each.get("as_usual"):
            named = ", ".join(str(AS_USUAL.get(name, name)) for name in each["as_usual"])
            line(made, _("Taken from what is usual, no. %(n)s") % {"n": each["number"]}, named)
        if each.get("way_from"):
            line(made, _("By one tap, no. %(n)s") % {"n": each["number"]}, WAY_FROM.get(each["way_from"]))
    lists = {
        "taken_back": _("Taken back"),
        "stimulation": _("Stimulation"),
        "stimulation_taken_back": _("Stimulation, taken back"),
    }
    for key, name in lists.items():
        for each in part.get(key, ()):
            line(made, name, each)
    therapies = [
        [
            label(t.get("kind", "")),
            t.get("what"),
            t.get("where"),
            t.get("on") or t.get("when_text"),
            t.get("by_whom"),
            t.get("minutes"),
            t.get("note"),
        ]
        for t in part.get("other_therapies", ())
    ]
    for each in part.get("in_words", ()):
        line(made, _("In words"), each)
    heads = [_("Therapy"), _("What"), _("Where"), _("When"), _("By"), _("Minutes"), _("Note")]
    table(made, _("Other therapies"), heads, therapies)
    return made


def _needle(each: Note) -> list[Any]:
    known = load().techniques.get(each["technique"])
    technique = known.label if known else label(each["technique"])
    size = f"{each['diameter_mm']:g} × {each['length_mm']:g} mm" if each["diameter_mm"] and each["length_mm"] else ""
    felt = [
        _("twitches: %(n)s") % {"n": each["twitches"]} if each["twitches"] is not None else "",
        text(each["sensation"]),
        _("familiar pain") if each["familiar_pain"] == "yes" else "",
        text([label(one.removeprefix("ae-")) for one in each["reaction"] if one != "none"]),
        text(each["notes"]),
    ]
    where = f"{each['side']} {each['structure_name']}".strip() + (f", {each['point']}" if each["point"] else "")
    seconds = each["dwell_seconds"]
    return [
        each["number"],
        where,
        ", ".join(part for part in (size, each["lot"]) if part),
        f"{each['depth_mm']:g} mm" if each["depth_mm"] else "",
        ", ".join(part for part in (technique, each["guidance"]) if part),
        f"{seconds // 60}:{seconds % 60:02d} min" if seconds is not None else "",
        "; ".join(part for part in felt if part),
    ]


def count(title: str, part: Note) -> Section:
    """Needles in and out by record and by hand."""
    made = section(title)
    if part.get("placed"):
        line(made, _("In and out"), _("%(in)s in, %(out)s out") % {"in": part["placed"], "out": part["removed"]})
        line(made, _("Dropped"), part.get("dropped") or "")
        line(made, _("Opened, not used"), part.get("opened_unused") or "")
        for hand in part.get("counts_by_hand", ()):
            said = [hand["counted"], hand["by"], hand["at"], hand["sharps"], hand["mismatch"], hand["note"]]
            line(made, _("Counted by hand"), ", ".join(text(one) for one in said if one not in (None, "")))
    line(made, _("The patient left"), part.get("left_at"))
    return made
