"""What a picture may be at most, and what is said of one that cannot be taken."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
#: Bytes of a file as it is sent.
LARGEST_FILE = 20 * MEGABYTE
#: Pixels of one picture or frame, decoded; a file of a few kilobytes can claim billions.
MOST_PIXELS = 50_000_000
#: Pixels of one frame that is packed so that few bytes can claim many: twice a screen of 4K.
MOST_PACKED_PIXELS = 16_000_000
#: Tiles of one JPEG 2000 frame; one to some hundred are usual.
MOST_TILES = 1024
#: Seconds of processor and bytes of memory for one such frame.
DECODER_SECONDS, DECODER_MEMORY = 20, 1536 * MEGABYTE
#: Passes in which a progressive JPEG is sent; some ten are usual, and each costs a walk over the whole picture.
MOST_PASSES = 100
#: Frames of a film: a minute at twenty a second.
MOST_FRAMES = 1200
#: Pixels of the longer side of what is kept, and of the small one for lists.
LONG_SIDE, SMALL_SIDE = 2400, 360
QUALITY, SMALL_QUALITY = 88, 80


class Unreadable(ValueError):
    """The file is not taken; `code` says why (`words.WHY` has the sentence), `facts` what the sentence names."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
