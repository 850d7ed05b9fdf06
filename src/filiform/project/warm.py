"""What a process does once before it answers: load the knowledge, and take it out of the collector's rounds."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.forms.renderers import get_default_renderer
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.translation.trans_real import translation

from filiform import knowledge
from filiform.foundation.bodychart.drawings import drawings
from filiform.foundation.ui.renderer import FormRenderer
from filiform.knowledge import screening
from filiform.knowledge.lexicon import recognise
from filiform.knowledge.needling.shorthand import vocabulary


def warm() -> None:
    """Load what every request needs; before workers are forked, so that they share it.

    Python's collector would look through all rule books and templates again and again, up to a tenth of a second
    each time, in the middle of some page. What is loaded by now stays for good, and is not looked at any more.
    """
    knowledge.load()
    screening.load()
    recognise("warmth")  # an unknown word builds all that slips are sought in
    vocabulary()
    drawings()
    _ = get_resolver().url_patterns
    _load_templates()
    _leave_out_empty_words()
    gc.collect()
    gc.freeze()


def _leave_out_empty_words() -> None:
    """Take catalogues without a word out of the chain in which each text of a page is looked for, some hundred times.

    Libraries bring them for English, which is the language of the texts themselves.
    """
    words: Any = translation(settings.LANGUAGE_CODE)
    while (behind := words._fallback) is not None:
        if any(behind._catalog):
            words = behind
        else:
            words._fallback = behind._fallback


def _load_templates() -> None:
    """Read every page and control, so that no first visitor waits for it."""
    for app in apps.get_app_configs():
        folder = Path(app.path) / "templates"
        if app.name.startswith("filiform."):
            for path in sorted(folder.rglob("*.html")):
                get_template(path.relative_to(folder).as_posix())
    controls = cast(FormRenderer, get_default_renderer()).controls.env
    for name in controls.list_templates():
        controls.get_template(name)
