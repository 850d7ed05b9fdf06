"""Collects the errors of forms and formsets for the summary at the top of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet


@dataclass(frozen=True)
class Fault:
    """One error: where it is (a fragment such as `#id_depth`, or nothing), the field's label, the message."""

    href: str
    label: str
    message: str

    @property
    def lead(self) -> str:
        """The label as the beginning of the line; a question keeps its own mark instead of a colon."""
        if not self.label or self.label.endswith(("?", ".", "!", ":")):
            return self.label
        return f"{self.label}:"


def faults(*forms: BaseForm | BaseFormSet[Any] | None) -> list[Fault]:
    """All errors of bound forms in the order of the page; unbound forms and `None` have none."""
    return [fault for form in forms if form is not None for fault in _of(form)]


def _of(form: BaseForm | BaseFormSet[Any]) -> Iterator[Fault]:
    if not form.is_bound:
        return
    if isinstance(form, BaseFormSet):
        for message in form.non_form_errors():
            yield Fault("", "", str(message))
        for member in form.forms:
            yield from _of(member)
        return
    for message in form.non_field_errors():
        yield Fault("", "", str(message))
    for field in form:
        for message in field.errors:
            yield Fault(target(field), str(field.label), str(message))


def target(field: BoundField) -> str:
    """The fragment of the control that takes the focus: of a group of choices, the first one."""
    if field.is_hidden or not field.auto_id:
        return ""
    return f"#{field.id_for_label or field.auto_id + '_0'}"
