"""Our own line icons, drawn on a 24 by 24 grid with a 1.75 stroke."""
# ruff: noqa: E501 - a shape is one line

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Each shape is the inside of an <svg>; strokes take the text's colour, so icons follow light and dark.
SHAPES: dict[str, str] = {
    "today": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4M8 14h3"/>',
    "patients": '<circle cx="9" cy="8.5" r="3.5"/><path d="M3 20c0-3.6 2.6-6 6-6s6 2.4 6 6M15.5 5.4a3.3 3.3 0 0 1 0 6.2M17.5 14.6c2.1.8 3.5 2.8 3.5 5.4"/>',
    "unsigned": '<path d="M4 20h16M6 16l.9-3.8L15.6 3.5l3 3L9.9 15.2 6 16zM13.4 5.7l3 3"/>',
    "practice": '<path d="M4 20V9.5L12 4l8 5.5V20M4 20h16M12 10v5M9.5 12.5h5"/>',
    "help": '<circle cx="12" cy="12" r="8.5"/><path d="M9.7 9.6a2.4 2.4 0 1 1 3.6 2.1c-.9.5-1.3 1-1.3 2M12 16.7v.1"/>',
    "clear": '<circle cx="12" cy="12" r="8.5"/><path d="M8 12.3l2.8 2.7L16 9.5"/>',
    "caution": '<path d="M12 4.5 20.5 19h-17zM12 10v4M12 16.6v.1"/>',
    "ask": '<path d="M4 5h16v11.5h-8L7.5 20v-3.5H4zM10.4 8.7a1.8 1.8 0 1 1 2.7 1.6c-.7.4-1 .7-1 1.4M12.1 13.7v.1"/>',
    "stop": '<path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM8.5 12h7"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.9v.1"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "back": '<path d="M10.5 6 4.5 12l6 6M5 12h14.5"/>',
    "forward": '<path d="M13.5 6l6 6-6 6M19 12H4.5"/>',
    "down": '<path d="M6 9.5l6 6 6-6"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "clock": '<circle cx="12" cy="12.5" r="8"/><path d="M12 8v4.5l3 2M9.5 2.5h5"/>',
    "needle": '<path d="M20 4 9.5 14.5M12.5 11.5 4 20M17.5 3.5l3 3"/>',
    "offline": '<path d="M3.5 9a12.5 12.5 0 0 1 17 0M7 13a7.5 7.5 0 0 1 10 0M12 17.5v.1M5 20 19 4"/>',
    "draft": '<path d="M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5M9 13h6M9 16.5h4"/>',
    "signed": '<path d="M3.5 16.5c3-7 5-9 6-8s-2.5 7-1 7.5 3-4 4.2-4-.2 3.5 1.3 3.5 2-1.5 3-1.5.9 1 2.5 1M3.5 20.5h17"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5"/>',
    "person": '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20.5c.4-4 3.3-6.5 7.5-6.5s7.1 2.5 7.5 6.5"/>',
    "source": '<path d="M4 5.5c3-1 5.5-.7 8 1 2.5-1.7 5-2 8-1V19c-3-1-5.5-.7-8 1-2.5-1.7-5-2-8-1zM12 6.5V20"/>',
    "print": '<path d="M7 8V3.5h10V8M7 17H4V8h16v9h-3M7 14h10v6.5H7z"/>',
    "sound": '<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
    "disagree": '<path d="M4 8h13l-3.5-3.5M20 16H7l3.5 3.5"/>',
    "light": '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>',
    "dark": '<path d="M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10z"/>',
    "system": '<rect x="3.5" y="4.5" width="17" height="11.5" rx="2"/><path d="M9 20h6M12 16v4"/>',
}  # fmt: skip


def icon(name: str) -> SafeString:
    """An `<svg>` hidden from screen readers: an icon always stands beside its word.

    Raises KeyError, naming the known icons, when there is none of that name.
    """
    try:
        shape = SHAPES[name]
    except KeyError:
        raise KeyError(f"No icon {name!r}. Known: {', '.join(sorted(SHAPES))}") from None
    return format_html(
        '<svg class="icon icon--{}" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        name,
        mark_safe(shape),  # noqa: S308 - our own constants above
    )
