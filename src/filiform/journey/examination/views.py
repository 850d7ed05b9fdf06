"""Pages of the examination beside the step: the map of a practice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import page

from .forms import FIGURES
from .practice_map import map_of_practice


@require_safe
@page(Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)
def practice_map(request: HttpRequest) -> HttpResponse:
    """Where the patients of the practice hurt, over a year; names nobody."""
    chosen = request.GET.get("figure", "")
    figure = chosen if chosen in dict(FIGURES) else FIGURES[0][0]
    found = map_of_practice(figure)
    return render(request, "examination/practice_map.html", {"map": found, "figures": FIGURES, "figure": figure})
