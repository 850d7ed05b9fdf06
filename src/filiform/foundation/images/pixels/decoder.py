"""A program of its own: reads one packed frame from standard input and writes its plain pixels, within limits.

`apart` starts it. It imports Pillow and nothing of ours, has no settings, no database and no open file but the two,
and the system ends it when it takes too long, too much memory or writes more than the frame can have.
"""

import contextlib
import resource
import sys
from io import BytesIO

from PIL import Image


def limit(seconds: int, memory: int, written: int) -> None:
    """Ask the system for an end of time (seconds of processor), memory and output (bytes)."""
    wanted = {
        resource.RLIMIT_CPU: seconds, resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: written,
        resource.RLIMIT_CORE: 0,
    }  # fmt: skip
    for what, most in wanted.items():
        # A system that knows no such limit (macOS and memory) still has the others, and the caller's clock.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main(kind: str, mode: str, width: str, height: str, seconds: str, memory: str, written: str) -> int:
    """0 when the frame is of this size and mode and was written."""
    limit(int(seconds), int(memory), int(written))
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(sys.stdin.buffer.read()), formats=(kind,)) as image:
        if image.size != (int(width), int(height)) or image.mode != mode:
            return 2
        sys.stdout.buffer.write(image.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
