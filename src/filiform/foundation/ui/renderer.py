"""Renders Django forms with Filiform's own markup."""

from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Set `FORM_RENDERER = "filiform.foundation.ui.renderer.FormRenderer"`.

    Our widget templates come first, then Django's. No further app has to be installed for it.
    """

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> Any:
        """A template engine apart from the pages' one, as Django's own renderers have it."""
        ours = Path(__file__).parent / "templates"
        djangos = Path(django.forms.__file__).parent / "templates"
        return self.backend({"APP_DIRS": True, "DIRS": [ours, djangos], "NAME": "filiform-forms", "OPTIONS": {}})
