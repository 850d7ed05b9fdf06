"""Sentences for what a line lacks or cannot say: each says what to write instead."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.needling.shorthand import Fault
from filiform.core.reasons import Reason
from filiform.foundation.record.public import VisitFile
from filiform.knowledge.needling.shorthand import vocabulary

#: Kind of visit event for a line in the clinician's own words.
IN_WORDS = "needling-in-words"
#: Kind of visit event for what a line took from what is usual: fields by `client_id` of the insertion.
AS_USUAL = "needling-as-usual"


@dataclass(frozen=True)
class Said:
    """A line in the clinician's own words, and the form that it came by."""

    text: str
    event: str


def words_of(visit: VisitFile) -> list[Said]:
    """The lines in words of this visit, oldest first."""
    return [Said(one.detail["text"], one.detail["event"]) for one in visit.events if one.kind == IN_WORDS]


def usual_of(visit: VisitFile) -> dict[str, list[str]]:
    """The fields that were not typed but usual, by `client_id` of the insertion."""
    return {key: names for one in visit.events if one.kind == AS_USUAL for key, names in one.detail.items()}


FAULTS: dict[str, str | Promise] = {
    "line-too-long": gettext_lazy("The line is too long. Record it in parts of at most %(high)s characters."),
    "entries-too-many": gettext_lazy("More than %(high)s entries. Record the line in parts."),
    "needles-too-many": gettext_lazy("More than %(high)s needles in one line. Check the numbers after x."),
    "structure-missing": gettext_lazy("No structure before “%(word)s”. Begin with it, such as ut or upper trap."),
    "structure-unknown": gettext_lazy("“%(word)s” is no structure that is known here."),
    "structure-ambiguous": gettext_lazy("“%(word)s” may mean several structures."),
    "comma-missing": gettext_lazy("“%(word)s” is another structure. Put a comma before it."),
    "word-unknown": gettext_lazy("“%(word)s” is not understood."),
    "said-twice": gettext_lazy("“%(word)s” says again what was said already. Take one of them out."),
    "times-implausible": gettext_lazy("“%(word)s”: from 1 to %(high)s insertions."),
    "depth-implausible": gettext_lazy("“%(word)s”: a depth from 0 to %(high)g mm, to a tenth, such as d20."),
    "twitches-implausible": gettext_lazy("“%(word)s”: at most %(high)s twitches."),
    "size-implausible": gettext_lazy(
        "“%(word)s” is no size of a filiform needle. Write diameter and length in mm, such as .25x30."
    ),
    "dwell-implausible": gettext_lazy("“%(word)s”: from a second to %(high)g minutes, such as 8m or 90s."),
    "dwell-empty": gettext_lazy("Say how long: dwell 8m, or dwell 90s."),
    "lot-empty": gettext_lazy("Write the number behind lot, such as lot A1."),
    "point-unquoted": gettext_lazy("Put the words of the point between quotation marks: pt \"mid-belly\"."),
    "note-unquoted": gettext_lazy("Put the words of the note between quotation marks: note \"tender\"."),
    "quote-open": gettext_lazy("The quotation mark before “%(word)s” is never closed."),
    "quote-alone": gettext_lazy(
        "Say what “%(word)s” is: pt \"…\" for the point, note \"…\" for a note, lot \"…\" for the lot."
    ),
    "words-too-long": gettext_lazy("These words are too long: at most %(high)s characters."),
    "words-unprintable": gettext_lazy("These words hold a character that cannot be printed. Type them again."),
    "gauge-number": gettext_lazy("“%(word)s”: gauge numbers differ between makers. Write mm, such as .30x50."),
    "millimetres-of-what": gettext_lazy("“%(word)s”: write d before a depth, or the whole size, such as .25x30."),
    "number-alone": gettext_lazy(
        "“%(word)s” alone says nothing: d20 is a depth, x2 two insertions, 8m eight minutes, ltr3 three twitches."
    ),
    "depth-beyond-length": gettext_lazy("%(depth)s mm is deeper than the needle is long (%(length)s mm)."),
    "midline-only": gettext_lazy("This structure lies in the midline. Leave the side out."),
}  # fmt: skip
WANTS: dict[str, str | Promise] = {
    "side": gettext_lazy("Say the side: l, r, b for both, or m for the midline."),
    "technique": gettext_lazy("Say the technique: pist, stat, sdn, rot, peck, es or fen."),
    "guidance": gettext_lazy("Say how it was led: lm for landmarks, us for ultrasound."),
    "in-or-out": gettext_lazy("Say in (it is in place, the clock starts) or out (in and out)."),
    "new-needle": gettext_lazy("One needle cannot be in two places: leave out same, or say out before."),
    "needle-has-its-size": gettext_lazy("The same needle keeps its size and lot. Leave them out, or leave out same."),
    "box-none": gettext_lazy("No box is open in this room. Write size and lot, such as .25x30 lot A1."),
    "lot-none": gettext_lazy("No box of %(size)s is open in this room. Write the lot, such as lot A1."),
    "lot-which": gettext_lazy("Several boxes of this size are open here. Write which lot: %(lots)s."),
    "size-which": gettext_lazy("Several boxes are open here. Write the size or the lot: %(lots)s."),
    "box-none-then": gettext_lazy(
        "No box was open in this room at %(at)s, when this was recorded on the device. "
        "Write size and lot, such as .25x30 lot A1."
    ),
    "lot-none-then": gettext_lazy(
        "No box of %(size)s was open in this room at %(at)s, when this was recorded on the device. "
        "Write the lot, such as lot A1."
    ),
    "lot-which-then": gettext_lazy(
        "Several boxes of this size were open here at %(at)s. Write which lot: %(lots)s."
    ),
    "size-which-then": gettext_lazy("Several boxes were open here at %(at)s. Write the size or the lot: %(lots)s."),
    "lot-twice": gettext_lazy("This lot number stands for several sizes. Write the size too: %(lots)s."),
    "lot-size": gettext_lazy("Lot %(lot)s is %(size)s, not the size in the line."),
    "size-of-lot": gettext_lazy("Stock does not know lot %(lot)s. Write its size too, such as .25x30."),
    "depth-beyond-length": FAULTS["depth-beyond-length"],
}  # fmt: skip


def fault_text(fault: Fault) -> str:
    """What is wrong with a word, in a sentence, and what may be meant."""
    text = str(FAULTS[fault.code]) % {"word": fault.word, **dict(fault.params)}
    if not fault.near:
        return text
    structures = fault.code.startswith("structure-")
    names = ", ".join(_with_name(text) if structures else text for text in fault.near)
    return f"{text} {_('Write one of these: %(names)s.') % {'names': names}}"


def _with_name(text: str) -> str:
    words = vocabulary()
    return next((f"{text} ({words.labels[one]})" for one, written in words.write.items() if written == text), text)


def want_text(want: Reason) -> str:
    """What is still to be said, in a sentence."""
    return str(WANTS[want.code]) % dict(want.params)
