"""Form fields whose rules belong to the look: a list of answers with an explicit "none of these"."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .widgets import CheckList


class AnyOrNoneField(forms.MultipleChoiceField):
    """A required list where "none of these" is an answer of its own, so that silence is never a no.

    Cleans to a list of codes; `[NONE]` when none applies. Nothing chosen, or none together with another
    choice, is an error.
    """

    NONE = "none"
    NONE_LABEL = _("None of these")
    default_error_messages = {
        "required": _("Choose all that apply, or “none of these”."),
        "both": _("Choose either “none of these” or the ones that apply, not both."),
    }

    def __init__(
        self, *, choices: Iterable[Any], none_label: object = "", widget: Any = CheckList, **kwargs: Any
    ) -> None:
        every = [*choices, (self.NONE, none_label or self.NONE_LABEL)]
        if isinstance(widget, type):
            widget = widget(none=self.NONE)
        super().__init__(choices=every, widget=widget, **kwargs)

    def validate(self, value: Any) -> None:
        """Refuse "none" beside another answer."""
        super().validate(value)
        if self.NONE in value and len(value) > 1:
            raise ValidationError(self.error_messages["both"], code="both")
