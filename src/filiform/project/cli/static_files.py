"""Gathers the static files where the server reads them, when they are others than last time."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> bool:
    """Collect, compress and name by content if anything changed; True when it did."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.parent / "static.stamp"
    wanted = fingerprint()
    if (root / "staticfiles.json").is_file() and stamp.is_file() and stamp.read_text() == wanted:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return True


def fingerprint() -> str:
    """Digest (hex) of name, size and time of every static file of the installed apps."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
