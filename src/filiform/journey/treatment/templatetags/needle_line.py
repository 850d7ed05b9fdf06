"""The typed line as one tag: `{% needle_line %}` on the page of a visit that may be written."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from filiform.journey.treatment.line.forms import LineForm
from filiform.journey.treatment.line.words import words_of

register = template.Library()


@register.inclusion_tag("treatment/line/card.html", takes_context=True)
def needle_line(context: Any) -> dict[str, Any]:
    """The form of the line with the words recorded so far; empty where nothing may be written."""
    visit = context["visit"]
    return {
        "visit": visit,
        "write_key": context["write_key"],
        "line_form": LineForm(),
        "line_url": reverse("needle-line", args=[visit.id]),
        "line_words": [said.text for said in words_of(visit)],
    }
