"""The form of the aftercare step."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from filiform.foundation.ui.widgets import Segments

COPIES = (
    ("printed", _("Printed")),
    ("shown", _("Photographed or shown")),
    ("none", _("Not wanted")),
)


class AdviceForm(forms.Form):
    """Which advice was given, how the patient keeps it, a note."""

    codes = forms.MultipleChoiceField(
        label=_("Talked through"), widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Open the page again: the advice could not be read.")},
    )  # fmt: skip
    copy = forms.ChoiceField(
        label=_("The sheet for the patient"), choices=COPIES, widget=Segments,
        error_messages={"required": _("Say how the patient got the sheet.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Anything else you advised"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}), validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip

    def __init__(self, *args: Any, advice: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["codes"]).choices = [(code, code) for code in advice]
        self.initial.setdefault("codes", advice)
