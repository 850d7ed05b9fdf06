"""What Django's own checks say at a field: what to do, as all other sentences here."""

from __future__ import annotations

from typing import cast

from django.core import validators
from django.utils.translation import gettext_lazy, ngettext_lazy


def speak_plainly() -> None:
    """Give the checks of numbers and texts our sentences; a field's own sentence still goes before them."""
    validators.ProhibitNullCharactersValidator.message = gettext_lazy(
        "There is a sign in it that cannot be kept. Delete it, or type the text again."
    )
    validators.MinValueValidator.message = gettext_lazy("Write %(limit_value)s or more.")
    validators.MaxValueValidator.message = gettext_lazy("Write %(limit_value)s or less.")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "This is too long: %(limit_value)d character fits, and it has %(show_value)d. Shorten it.",
        "This is too long: %(limit_value)d characters fit, and it has %(show_value)d. Shorten it.",
        "limit_value",
    )
    messages: dict[str, object] = {
        "invalid": gettext_lazy("Write a number."),
        "max_digits": ngettext_lazy(
            "Write a number of at most %(max)s digit.", "Write a number of at most %(max)s digits.", "max"
        ),
        "max_decimal_places": ngettext_lazy(
            "Write at most %(max)s digit after the point.", "Write at most %(max)s digits after the point.", "max"
        ),
        "max_whole_digits": ngettext_lazy(
            "Write at most %(max)s digit before the point.", "Write at most %(max)s digits before the point.", "max"
        ),
    }
    validators.DecimalValidator.messages = cast(dict[str, str], messages)
