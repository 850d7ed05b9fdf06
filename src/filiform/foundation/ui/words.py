"""States and their words: every state is told by an icon and a word, never by colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Word:
    """How one state is shown: its tone (a colour family), icon and label."""

    tone: str
    icon: str
    label: str | Promise


STATES: dict[str, Word] = {
    # verdicts and classes of findings
    "clear": Word("clear", "clear", _("Clear")),
    "caution": Word("caution", "caution", _("Caution")),
    "ask": Word("ask", "ask", _("Ask")),
    "stop": Word("stop", "stop", _("Stop")),
    # states of a note
    "draft": Word("quiet", "draft", _("Draft")),
    "unsigned": Word("caution", "unsigned", _("Not signed")),
    "signed": Word("clear", "signed", _("Signed")),
    "amended": Word("ask", "unsigned", _("Amended")),
    "locked": Word("quiet", "lock", _("Locked")),
    # states of anything else
    "done": Word("clear", "check", _("Done")),
    "planned": Word("quiet", "today", _("Planned")),
    "cancelled": Word("quiet", "close", _("Cancelled")),
    "open": Word("caution", "clock", _("Open")),
    "refused": Word("stop", "stop", _("Refused")),
    "unknown": Word("ask", "ask", _("Not known")),
    "info": Word("quiet", "info", _("Note")),
}


def word(state: str) -> Word:
    """The word for a state; raises KeyError that names the known states."""
    try:
        return STATES[state]
    except KeyError:
        raise KeyError(f"No state {state!r}. Known: {', '.join(STATES)}") from None
