"""Pictures of a visit on its pages: `{% images_of_visit visit %}` with a form, `{% pictures_shown visit %}` without."""

from __future__ import annotations

from typing import Any

from django import template

from filiform.foundation.images import queries
from filiform.foundation.images.forms import PictureForm
from filiform.foundation.images.targets import targets_of
from filiform.foundation.record.public import VisitFile

register = template.Library()


@register.inclusion_tag("images/of_visit.html", takes_context=True)
def images_of_visit(context: Any, visit: VisitFile) -> dict[str, Any]:
    """Small pictures with their words, and the form where the one who looks may record."""
    return {
        "visit": visit,
        "pictures": queries.pictures(visit.id),
        "form": PictureForm(targets=targets_of(visit)) if visit.writable else None,
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "write_key": context.get("write_key"),
    }


@register.inclusion_tag("images/shown.html")
def pictures_shown(visit: VisitFile) -> dict[str, Any]:
    """Small pictures with what, where and when, to be looked at; nothing where there are none."""
    return {"pictures": queries.pictures(visit.id)}
