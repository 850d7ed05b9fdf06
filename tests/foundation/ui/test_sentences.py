"""Sentences of Django's own checks: each says what to do."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.validators import ProhibitNullCharactersValidator


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.IntegerField(min_value=0), "-3", "Write 0 or more."),
        (forms.IntegerField(max_value=10), "400", "Write 10 or less."),
        (forms.CharField(max_length=3), "abcd", "This is too long: 3 characters fit, and it has 4. Shorten it."),
        (forms.CharField(max_length=1), "abcd", "This is too long: 1 character fits, and it has 4. Shorten it."),
        (forms.DecimalField(max_digits=5, decimal_places=1), "1.25", "Write at most 1 digit after the point."),
        (forms.DecimalField(max_digits=4, decimal_places=2), "400", "Write at most 2 digits before the point."),
        (forms.DecimalField(max_digits=3), "4000", "Write a number of at most 3 digits."),
        (
            forms.RegexField(".*", validators=[ProhibitNullCharactersValidator()]),
            "a\x00b",
            "There is a sign in it that cannot be kept. Delete it, or type the text again.",
        ),
    ],
)
def test_what_is_wrong_with_a_field_comes_with_what_to_do(field: forms.Field, typed: str, said: str) -> None:
    class Asked(forms.Form):
        answer = field

    given: Any = Asked({"answer": typed})
    assert said in given.errors["answer"]
    assert not [one for one in given.errors["answer"] if "Ensure" in one or "Null" in one]
