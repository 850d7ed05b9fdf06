"""`{% images_of_visit visit %}`: the pictures of a visit on any page of it, with the form for one more."""

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
