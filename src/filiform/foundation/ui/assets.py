"""Names of the static files of the look, in the order in which pages load them."""

from django.templatetags.static import static

STYLES = (
    "layers",
    "tokens",
    "base",
    "layout",
    "forms",
    "controls",
    "status",
    "structure",
    "visit",
    "pictures",
    "queue",
    "lock",
    "day",
    "pages",
    "print",
)
SCRIPTS = (
    "theme",
    "menu",
    "once",
    "autosave",
    "choices",
    "stepper",
    "filter",
    "clock",
    "alarm",
    "rooms",
    "offline",
    "queue/queue",
    "lock",
    "offline/register",
)
#: Scripts of the page without a connection, what they import, and the worker that shows it.
OFFLINE = ("clock", "alarm", "offline/page")
OFFLINE_IMPORTS = (
    "key",
    "offline/rooms",
    "sound",
    "queue/forms",
    "queue/panel",
    "queue/person",
    "queue/rows",
    "queue/send",
    "queue/store",
    "rooms",
)
WORKER = "offline/worker"


def asset(path: str) -> str:
    """Address of a static file.

    Falls back to the plain name when the manifest does not know the file: an error page must render
    even where `collectstatic` was forgotten.
    """
    try:
        return static(path)
    except ValueError:
        from django.conf import settings

        return f"{settings.STATIC_URL}{path}"
