"""Components that wrap content: card, panel, banner, disclosure, fieldset."""

from django.utils.html import format_html

from filiform.foundation.ui.icons import icon

ICONS = {
    "clear": "clear",
    "caution": "caution",
    "ask": "ask",
    "stop": "stop",
    "quiet": "info",
    "accent": "info",
}


def add_to(register) -> None:
    """Register the block tags in a template library."""
    for function in (card, panel, banner, disclosure, group):
        register.simple_block_tag(function)


def card(content, title="", level=2, id="", tone=""):
    """A titled section of a page. `{% card title="Needles" %}…{% endcard %}`."""
    kind = format_html(" card--toned tone-{}", tone) if tone else ""
    head = (
        format_html('<h{0} class="card__title"{1}>{2}</h{0}>', level, _id(id, "-title"), title)
        if title
        else ""
    )
    name = format_html(' aria-labelledby="{}-title"', id) if id and title else ""
    return format_html('<section class="card{}"{}{}>{}{}</section>', kind, _id(id), name, head, content)


def panel(content, tone="quiet"):
    """A quiet box inside a card, for what belongs together but is not a section."""
    return format_html('<div class="panel tone-{}">{}</div>', tone, content)


def banner(content, tone="quiet", title="", sign="", role="", id="", hidden=False, hook=""):
    """A full-width notice that stays: needles in place, offline, draft restored.

    `role` is "status" or "alert" when the banner appears after the page was opened; `hook` becomes a
    `data-…` attribute for the scripts.
    """
    extra = format_html(' role="{}"', role) if role else ""
    if hidden:
        extra = format_html("{} hidden", extra)
    if hook:
        extra = format_html("{} data-{}", extra, hook)
    head = format_html('<p class="banner__title">{}</p>', title) if title else ""
    return format_html(
        '<div class="banner tone-{}"{}{}>{}<div class="banner__body">{}{}</div></div>',
        tone,
        _id(id),
        extra,
        icon(sign or ICONS.get(tone, "info")),
        head,
        content,
    )


def disclosure(content, summary, open=False, id=""):
    """Details that are there when wanted: `{% disclosure "Sources" %}…{% enddisclosure %}`."""
    return format_html(
        '<details class="disclosure"{}{}><summary>{}<span>{}</span></summary>'
        '<div class="disclosure__body">{}</div></details>',
        _id(id),
        format_html(" open") if open else "",
        icon("down"),
        summary,
        content,
    )


def group(content, legend, hint="", id=""):
    """A fieldset around fields that are one question together."""
    note = format_html('<p class="field__hint">{}</p>', hint) if hint else ""
    return format_html(
        '<fieldset class="group"{}><legend class="group__legend">{}</legend>{}{}</fieldset>',
        _id(id),
        legend,
        note,
        content,
    )


def _id(value, tail=""):
    return format_html(' id="{}{}"', value, tail) if value else ""
