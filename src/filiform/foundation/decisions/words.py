"""Words for what the screening rule book answers in codes: classes, actions, weights, and the names of sources."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from filiform.core.screening import Weight

CLASSES: dict[str, str | Promise] = {
    "absolute": gettext_lazy("Absolute contraindication"),
    "relative": gettext_lazy("Relative contraindication"),
    "precaution": gettext_lazy("Precaution"),
    "site-specific": gettext_lazy("For this site"),
    "red-flag": gettext_lazy("Red flag"),
    "serious-adverse-event": gettext_lazy("Serious event after needling"),
}

ACTIONS: dict[str, str | Promise] = {
    "do-not-needle": gettext_lazy("Do not needle today."),
    "avoid-site": gettext_lazy("Do not needle this site."),
    "no-electrical-stimulation": gettext_lazy("No electrical stimulation."),
    "modify-technique": gettext_lazy("Change the technique."),
    "medical-clearance": gettext_lazy("Ask the doctor first."),
    "proceed-with-monitoring": gettext_lazy("Go on, and watch closely."),
    "refer-urgent": gettext_lazy("Refer today."),
    "refer-emergency": gettext_lazy("Emergency: refer now."),
}

#: What an item comes to, as a practice rules it.
WEIGHTS: dict[Weight, str | Promise] = {
    Weight.NOTE: gettext_lazy("Note"),
    Weight.WEIGH: gettext_lazy("Weigh"),
    Weight.CLEARANCE: gettext_lazy("Ask the doctor"),
    Weight.STOP: gettext_lazy("Stop"),
}

#: Where the name of a source ends and its title, volume or address goes on.
_NAME_ENDS = re.compile(r"[/:,(]|\.\s|\s(?=(?:19|20)\d\d\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def short_name(citation: str) -> str:
    """Who a source is, in a few words, from its citation: "Munoz et al. 2022", "physioman.in"."""
    first, together, _rest = citation.partition(" et al")
    name = f"{first.split()[0]} et al." if together else _NAME_ENDS.split(citation, maxsplit=1)[0].strip()
    year = _YEAR.search(citation)
    return f"{name} {year[0]}" if year else name
