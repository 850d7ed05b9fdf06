"""Decodes a packed frame in a process of its own, which ends when it takes too long, too much, or breaks.

JPEG 2000 and JPEG Lossless are read by native code that few files exercise. What goes wrong there ends that process:
not the server's, which holds other people's requests, the key of its cookies and a way to the database.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from .limits import DECODER_MEMORY, DECODER_SECONDS, Unreadable

PROGRAM = Path(__file__).with_name("decoder.py")
#: Bytes of a pixel, by mode of Pillow.
BYTES = {"L": 1, "RGB": 3, "I;16": 2}
#: All that the program sees of the environment: where the system's libraries are.
PASSED = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def pixels(data: bytes, *, kind: str, mode: str, width: int, height: int) -> bytes:
    """Plain pixels of a frame (`kind` JPEG or JPEG2000), row by row, two bytes the lower first. Raises Unreadable."""
    size = width * height * BYTES[mode]
    given = [kind, mode, width, height, DECODER_SECONDS, DECODER_MEMORY, size]
    with tempfile.TemporaryFile(prefix="filiform-") as sent, tempfile.TemporaryFile(prefix="filiform-") as made:
        sent.write(data)
        sent.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(PROGRAM), *map(str, given)], stdin=sent, stdout=made,
                stderr=subprocess.DEVNULL, cwd="/", timeout=2 * DECODER_SECONDS, check=False,
                env={name: os.environ[name] for name in PASSED if name in os.environ},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Unreadable("too-slow") from None
        if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            raise Unreadable("too-slow")
        made.seek(0)
        found = made.read(size + 1)
    if done.returncode or len(found) != size:
        raise Unreadable("damaged")
    return found
