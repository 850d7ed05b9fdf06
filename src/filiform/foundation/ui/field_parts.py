"""A form field taken apart into plain values, so that its template only has to put them together."""

from __future__ import annotations

from typing import Any

from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape


def parts_of(
    field: BoundField, prefix: object = "", suffix: object = "", size: str = "", hide_optional: bool = False
) -> dict[str, Any]:
    """What `ui/forms/field.html` draws of a field; `size` and the rest as for `{% field %}`.

    What is marked safe stays, also where a lazy text is only worked out now, as in pages' templates.
    """
    if field.is_hidden:
        return {"shape": "hidden", "control": str(field)}
    hint, errors, own_classes = field.help_text, field.errors, field.css_classes()
    shape = _shape(field)
    return {
        "shape": shape,
        "classes": _classes(shape, size) + (" field--invalid" if errors else "") + (own_classes and f" {own_classes}"),
        "label": conditional_escape(field.label),
        "marked_optional": not field.field.required and not hide_optional,
        "hint": conditional_escape(hint) if hint else "",
        "hint_id": f"{field.auto_id}_helptext" if hint and field.auto_id else "",
        "errors": errors,
        "control": str(field),
        "label_for": field.id_for_label,
        "described_by": field.aria_describedby if shape == "group" else "",
        "prefix": prefix,
        "suffix": suffix,
    }


def _shape(field: BoundField) -> str:
    if field.use_fieldset:
        return "group"
    return "check" if field.widget_type == "checkbox" else "plain"


def _classes(shape: str, size: str) -> str:
    if shape == "plain":
        return f"field field--{size}" if size else "field"
    return f"field field--{shape}"
