"""Renders Django forms with Filiform's own markup."""

from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2
from django.utils.translation import gettext_lazy as _

from .field_parts import parts_of

FIELD = "ui/forms/field.html"
CONTROLS = ("django/forms/widgets/", "ui/widgets/", FIELD)


class FormRenderer(DjangoTemplates):
    """Set `FORM_RENDERER = "filiform.foundation.ui.renderer.FormRenderer"`.

    Our templates come first, then Django's. No further app has to be installed for it. Fields and their
    controls, of which a page may have hundreds, are drawn by Jinja2: the same markup in a tenth of the time.
    """

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = FIELD

    @cached_property
    def engine(self) -> Any:
        """A template engine apart from the pages' one, as Django's own renderers have it."""
        ours = Path(__file__).parent / "templates"
        djangos = Path(django.forms.__file__).parent / "templates"
        return self.backend({"APP_DIRS": True, "DIRS": [ours, djangos], "NAME": "filiform-forms", "OPTIONS": {}})

    @cached_property
    def controls(self) -> Jinja2:
        """The engine of controls."""
        ours = Path(__file__).parent / "jinja2"
        djangos = Path(django.forms.__file__).parent / "jinja2"
        engine = Jinja2({"APP_DIRS": False, "DIRS": [ours, djangos], "NAME": "filiform-controls", "OPTIONS": {}})
        engine.env.globals["optional"] = _("(optional)")
        return engine

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Render a control with its engine, all else as Django does."""
        if template_name == FIELD:
            context = parts_of(**context)
        if template_name.startswith(CONTROLS):
            return str(self.controls.get_template(template_name).template.render(context))
        return super().render(template_name, context, request)
