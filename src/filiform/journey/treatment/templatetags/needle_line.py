"""The typed line on the page of a visit: `{% needle_line %}`, and what was said in words: `{% needle_words %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from filiform.foundation.gate.public import drafts
from filiform.journey.treatment.line.forms import LineForm, kept_in
from filiform.journey.treatment.line.words import words_of

register = template.Library()


@register.inclusion_tag("treatment/line/card.html", takes_context=True)
def needle_line(context: Any) -> dict[str, Any]:
    """The form of the line, with a line that was begun and not recorded; nothing where nothing may be written."""
    visit = context["visit"]
    if not visit.writable:
        return {"visit": visit}
    address = reverse("needle-line", args=[visit.id])
    kept = kept_in(drafts.find(address))
    return {
        "visit": visit,
        "write_key": context["write_key"],
        "line_form": LineForm(kept=kept),
        "line_url": address,
        "line_kept": bool(kept.get("line")),
        "line_open": bool(kept.get("line")) or not (context["barred"] or context["one_tap"]),
    }


@register.inclusion_tag("treatment/line/words.html", takes_context=True)
def needle_words(context: Any) -> dict[str, Any]:
    """What was recorded in the clinician's own words."""
    return {"said": words_of(context["visit"])}
