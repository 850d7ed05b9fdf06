"""What a process does once before it answers: load the knowledge, and take it out of the collector's rounds."""

from __future__ import annotations

import gc

from django.urls import get_resolver

from filiform import knowledge
from filiform.knowledge import screening
from filiform.knowledge.needling.shorthand import vocabulary


def warm() -> None:
    """Load what every request needs; before workers are forked, so that they share it.

    Python's collector would look through all rule books again and again, a tenth of a second each time, in the
    middle of some page. What is loaded by now stays for good, and is not looked at any more.
    """
    knowledge.load()
    screening.load()
    vocabulary()
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
