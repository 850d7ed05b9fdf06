"""The one template library of the look: `{% load ui %}`."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from filiform.foundation.ui import assets, browsers, icons, words
from filiform.foundation.ui.faults import faults

from . import blocks, parts

register = template.Library()
blocks.add_to(register)
parts.add_to(register)

register.simple_tag(icons.icon, name="icon")
register.simple_tag(assets.asset, name="asset")


@register.simple_tag
def stylesheets() -> SafeString:
    """The `<link>`s of the look, layers first."""
    rows = ((assets.asset(f"ui/{name}.css"),) for name in assets.STYLES)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', rows)


@register.simple_tag
def scripts() -> SafeString:
    """The ES modules of the look; each works alone and none is needed."""
    rows = ((assets.asset(f"ui/{name}.js"),) for name in assets.SCRIPTS)
    return format_html_join("\n", '<script type="module" src="{}"></script>', rows)


@register.simple_tag
def direction() -> str:
    """`rtl` or `ltr` for the active language."""
    return "rtl" if get_language_bidi() else "ltr"


@register.simple_tag
def field(
    bound: BoundField, prefix: object = "", suffix: object = "", size: str = "", hide_optional: bool = False
) -> SafeString:
    """One form field with label, hint, error. `size`: short, medium, or empty for full width."""
    attrs = bound.field.widget.attrs
    if attrs.get("placeholder") and str(attrs["placeholder"]) == str(bound.label):
        del attrs["placeholder"]  # it says the label a second time and looks like an answer
    look = {"field": bound, "prefix": prefix, "suffix": suffix, "size": size, "hide_optional": hide_optional}
    return mark_safe(bound.form.renderer.render("ui/forms/field.html", look))  # noqa: S308  a template escapes


@register.simple_tag
def datalist(list_id: str, names: Iterable[str]) -> SafeString:
    """Names to choose from while one types, such as those of all muscles: the same on every page, so drawn once."""
    return _drawn_list(list_id, tuple(names))


@lru_cache(maxsize=16)
def _drawn_list(list_id: str, names: tuple[str, ...]) -> SafeString:
    options = format_html_join("", '<option value="{}"></option>', ((name,) for name in names))
    return format_html('<datalist id="{}">{}</datalist>', list_id, options)


@register.inclusion_tag("ui/forms/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any] | None, focus: bool = True) -> dict[str, Any]:
    """Errors of all forms given, each a link to its field; takes the focus when the page opens."""
    return {"faults": faults(*forms), "focus": focus}


@register.simple_tag
def once_key(key: object = None) -> SafeString:
    """A hidden `_key` that makes a repeated post recognisable; pass the posted one to keep it."""
    return format_html('<input type="hidden" name="_key" value="{}">', key or uuid.uuid4())


@register.simple_tag
def status(state: object, label: object = None) -> SafeString:
    """A state as icon and word: clear, caution, ask, stop, draft, signed ... (`words.STATES`)."""
    shown = words.word(str(state))
    return format_html(
        '<span class="status tone-{}">{}<span class="status__word">{}</span></span>',
        shown.tone,
        icons.icon(shown.icon),
        label or shown.label,
    )


@register.simple_tag
def tag(label: object, tone: str = "quiet") -> SafeString:
    """A short word in a frame; `tone`: quiet, clear, caution, ask, stop, accent."""
    return format_html('<span class="tag tone-{}">{}</span>', tone, label)


@register.filter
def browser_name(agent: str | None) -> str:
    """A browser and system in words from its user-agent text, as far as that can be told."""
    return browsers.name(agent or "")
