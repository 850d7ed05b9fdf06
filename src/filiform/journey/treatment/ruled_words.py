"""Sentences for what the practice's own policy says of a needle, each with its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.backoffice.policy.public import place_title

SAID: dict[str, str | Promise] = {
    "policy-never": gettext_lazy("not needled here: %(place)s."),
    "policy-ultrasound": gettext_lazy("only under ultrasound: %(place)s."),
    "policy-named": gettext_lazy("only those whom the practice names needle here: %(place)s."),
    "policy-longest": gettext_lazy("needles of at most %(high)s mm in %(structure)s."),
    "policy-reach": gettext_lazy("short of %(low)s mm in %(structure)s. It is no safe depth for this patient."),
    "policy-reach-length": gettext_lazy("short of %(low)s mm in %(structure)s, and this needle is longer."),
    "policy-most-needles": gettext_lazy("at most %(high)s needles in one session; this would be number %(value)s."),
    "policy-needles-unknown": gettext_lazy("at most %(high)s needles in one session. Count them."),
}


def lead(facts: Mapping[str, Any]) -> str:
    """That the practice's policy says so, with its day where it is known."""
    since = facts.get("since")
    if not since:
        return _("Practice policy:")
    return _("Practice policy of %(day)s:") % {"day": date_format(date.fromisoformat(str(since)), "j M Y")}


def _sentence(code: str) -> Callable[[dict[str, Any]], str]:
    def say(facts: dict[str, Any]) -> str:
        told = dict(facts)
        told |= {name: place_title(str(facts[name])) for name in ("place", "structure") if name in facts}
        told |= {name: f"{facts[name]:g}" for name in ("low", "high") if facts.get(name) is not None}
        return f"{lead(facts)} {str(SAID[code]) % told}"

    return say


#: Sentences by code, as `sayings` takes them.
SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {code: _sentence(code) for code in SAID}
