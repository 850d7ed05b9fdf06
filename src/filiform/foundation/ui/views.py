"""The gallery: every component in every state."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import gallery as specimens
from .icons import SHAPES


def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components; writes nothing and reads no patient."""
    context = {
        **specimens.examples(),
        "empty_form": specimens.empty_form(),
        "faulty_form": specimens.faulty_form(),
        "page": Paginator(range(90), 30).page(2),
        "icons": sorted(SHAPES),
    }
    context.setdefault(
        "header",
        {"practice": "Example practice", "site": "North", "person": "R. Osei", "role": "practitioner"},
    )
    return render(request, "ui/gallery/gallery.html", context)
