"""Ties child processes to their parent: when the parent is gone, however it went, the child ends itself.

The parent keeps one end of a pipe open and the child reads the other. The kernel closes the parent's end even
when it was killed, which no signal handler could promise.
"""

from __future__ import annotations

import os
import signal
import threading

VARIABLE = "FILIFORM_LIFELINE"


def end_with_parent() -> None:
    """Watch the parent's pipe, if there is one, and send this process SIGTERM when it closes."""
    given = os.environ.pop(VARIABLE, "")
    if not given:
        return
    descriptor = int(given)
    os.set_inheritable(descriptor, False)

    def watch() -> None:
        os.read(descriptor, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
