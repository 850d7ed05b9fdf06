"""Form widgets of the look; each falls back to a plain HTML control without JavaScript."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class StepperInput(forms.NumberInput):
    """A number with big minus and plus buttons beside it; `suffix` is the unit ("mm")."""

    template_name = "ui/widgets/stepper.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, suffix: str = "", prefix: str = "") -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.suffix = suffix
        self.prefix = prefix

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"].update(suffix=self.suffix, prefix=self.prefix, less=_("Less"), more=_("More"))
        shown = context["widget"]["value"]
        if shown and not NUMBER.fullmatch(str(shown)):
            context["widget"]["type"] = "text"  # a number control would drop what was typed
        return context


class _Typed:
    """Shows what was typed as plain text when the browser's control could not hold it.

    A date control drops "31/02/2030" without a word; a form that comes back with an error must still show it.
    """

    shape: re.Pattern[str]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        shown = context["widget"]["value"]
        if shown and not self.fits(str(shown)):
            context["widget"]["type"] = "text"
        return context

    def fits(self, shown: str) -> bool:
        """Whether the browser's control can show this value."""
        try:
            dt.datetime.fromisoformat(shown if self.input_type != "time" else f"2000-01-01T{shown}")  # type: ignore[attr-defined]
        except ValueError:
            return False
        return bool(self.shape.fullmatch(shown))


class DateInput(_Typed, forms.DateInput):
    """The browser's own date control; always the ISO form on the wire, whatever the language."""

    input_type = "date"
    shape = re.compile(r"\d{4}-\d\d-\d\d")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(_Typed, forms.TimeInput):
    """The browser's own time control, to the minute."""

    input_type = "time"
    shape = re.compile(r"\d\d:\d\d(:\d\d)?")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(_Typed, forms.DateTimeInput):
    """The browser's own date-and-time control, local time to the minute."""

    input_type = "datetime-local"
    shape = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Choices(forms.RadioSelect):
    """One of a few, as full-width rows that are easy to hit."""

    look = "rows"
    template_name = "ui/widgets/choices.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["look"] = self.look
        return context


class Segments(Choices):
    """One of two to five short answers in a row, such as Yes / No / Not known."""

    look = "segments"


class Scale(Choices):
    """One number of a scale such as 0 to 10; wraps at phone width."""

    look = "scale"


class CheckList(forms.CheckboxSelectMultiple):
    """Any of several; `none` names the choice that excludes all others ("none of these")."""

    look = "rows"
    template_name = "ui/widgets/choices.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Iterable[Any] = (), *, none: str = "") -> None:
        super().__init__(attrs, choices)
        self.none = none

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"].update(look=self.look, none=self.none)
        return context


class Chips(CheckList):
    """Any of many short words, set close together."""

    look = "chips"
