"""The gallery: every component in every state."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiform.foundation.gate.public import public

from . import gallery as specimens
from .icons import SHAPES


@require_safe
@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components; writes nothing and reads no patient."""
    context = {
        **specimens.examples(),
        "empty_form": specimens.empty_form(),
        "faulty_form": specimens.faulty_form(),
        "page": Paginator(range(90), 30).page(2),
        "icons": sorted(SHAPES),
    }
    if getattr(request, "member", None) is None:
        context["header"] = {
            "practice": _("Example practice"),
            "site": _("North"),
            "person": "R. Osei",
            "role": _("practitioner"),
        }
    return render(request, "ui/gallery/gallery.html", context)
