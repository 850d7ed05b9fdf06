"""Components that wrap content: card, panel, banner, disclosure, fieldset."""

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from filiform.foundation.ui.icons import icon

ICONS = {
    "clear": "clear",
    "caution": "caution",
    "ask": "ask",
    "stop": "stop",
    "quiet": "info",
    "accent": "info",
}


def add_to(register: Library) -> None:
    """Register the block tags in a template library."""
    for function in (card, fold, panel, banner, disclosure, group):
        register.simple_block_tag(function)


def card(content: str, title: object = "", level: int = 2, id: str = "", tone: str = "") -> SafeString:
    """A titled section of a page. `{% card title="Needles" %}…{% endcard %}`."""
    kind = format_html(" card--toned tone-{}", tone) if tone else ""
    head = format_html('<h{0} class="card__title"{1}>{2}</h{0}>', level, _id(id, "-title"), title) if title else ""
    name = format_html(' aria-labelledby="{}-title"', id) if id and title else ""
    return format_html('<section class="card{}"{}{}>{}{}</section>', kind, _id(id), name, head, content)


def fold(content: str, title: object, hint: object = "", open: bool = False, id: str = "") -> SafeString:
    """A card whose heading opens it: for a long form that most do without. `hint` says what is in it.

    Give `open` where something inside was typed, sent or asked for.
    """
    note = format_html('<span class="fold__hint">{}</span>', hint) if hint else ""
    name = format_html(' aria-labelledby="{}-title"', id) if id else ""
    return format_html(
        '<section class="card fold"{}{}><details class="disclosure"{}><summary>{}<h2{}>{}</h2>{}</summary>'
        '<div class="disclosure__body">{}</div></details></section>',
        _id(id),
        name,
        mark_safe(" open") if open else "",
        icon("down"),
        _id(id, "-title"),
        title,
        note,
        content,
    )


def panel(content: str, tone: str = "quiet") -> SafeString:
    """A quiet box inside a card, for what belongs together but is not a section."""
    return format_html('<div class="panel tone-{}">{}</div>', tone, content)


def banner(
    content: str,
    tone: str = "quiet",
    title: object = "",
    sign: str = "",
    role: str = "",
    id: str = "",
    hidden: bool = False,
    hook: str = "",
) -> SafeString:
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


def disclosure(content: str, summary: object, open: bool = False, id: str = "") -> SafeString:
    """Details that are there when wanted: `{% disclosure "Sources" %}…{% enddisclosure %}`."""
    return format_html(
        '<details class="disclosure"{}{}><summary>{}<span>{}</span></summary>'
        '<div class="disclosure__body">{}</div></details>',
        _id(id),
        mark_safe(" open") if open else "",
        icon("down"),
        summary,
        content,
    )


def group(content: str, legend: object, hint: object = "", id: str = "") -> SafeString:
    """A fieldset around fields that are one question together."""
    note = format_html('<p class="field__hint">{}</p>', hint) if hint else ""
    return format_html(
        '<fieldset class="group"{}><legend class="group__legend">{}</legend>{}{}</fieldset>',
        _id(id),
        legend,
        note,
        content,
    )


def _id(value: str, tail: str = "") -> SafeString | str:
    return format_html(' id="{}{}"', value, tail) if value else ""
