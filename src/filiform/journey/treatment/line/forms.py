"""The form of a typed line: the line, words beside it, and what has happened all the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid6 import uuid7

from filiform.core.needling.shorthand import LONGEST
from filiform.foundation.gate.public import drafts


class LineForm(forms.Form):
    """Needles as a line, or a line in words, or both. `event` makes a repeat recognisable."""

    event = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    line = forms.CharField(
        label=gettext_lazy("Needles as a line"), required=False, max_length=LONGEST,
        help_text=gettext_lazy("Such as “ut l x2 .25x30 pist lm d20 ltr3, ls r d15”. Enter records it."),
        widget=forms.Textarea(
            {"rows": 2, "autocomplete": "off", "autocapitalize": "off", "autocorrect": "off", "spellcheck": "false"}
        ),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("A line in your words"), required=False, max_length=1000,
        help_text=gettext_lazy("For what no field asks. It stands in the note."),
    )  # fmt: skip
    happened = forms.BooleanField(
        label=gettext_lazy("It has already happened: record it"), required=False,
        help_text=gettext_lazy("It is recorded and marked, and an incident is opened."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("How it came about"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, kept: dict[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="id_line_%s", initial={"event": uuid7(), **(kept or {})})

    def clean(self) -> dict[str, Any]:
        """Something has to be said, and a reason where it is recorded all the same."""
        data = super().clean() or {}
        if not self.errors and not data.get("line", "").strip() and not data.get("words", "").strip():
            raise ValidationError(_("Type the needles as a line, or a line in your words."))
        if data.get("happened") and not data.get("why", "").strip() and "why" not in self.errors:
            self.add_error("why", _("Say how it came about, so that it can be recorded."))
        return data


def kept_in(draft: Any) -> dict[str, str]:
    """What a draft holds of the form; nothing of none."""
    data = drafts.as_data(draft).dict() if draft else {}
    return {name: str(text) for name, text in data.items() if name in LineForm.base_fields}
