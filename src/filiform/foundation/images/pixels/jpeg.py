"""The segments of a JPEG file: takes out everything that is not picture, without decoding it.

Markers as in ITU-T T.81, annex B. A JPEG is a row of segments; those called APPn and COM hold what cameras and
programs say about a picture, such as where it was taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .limits import Unreadable

START, END = b"\xff\xd8", b"\xff\xd9"
#: Quantisation and Huffman tables, restart interval, scan header.
TABLES, SCAN, JFIF, ADOBE = {0xDB, 0xC4, 0xDD}, 0xDA, 0xE0, 0xEE
#: Frame headers: baseline, extended, progressive; and that of the lossless process.
LOSSY, LOSSLESS = frozenset({0xC0, 0xC1, 0xC2}), frozenset({0xC3})
#: What tells the colour model, without its room for a small picture: version 1.1, no unit, square pixels.
PLAIN_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
#: Says that colours are meant as they stand; without it three colours are guessed to be brightness and two differences.
AS_THEY_STAND = b"\xff\xee\x00\x0eAdobe\x00d\x00\x00\x00\x00\x00"
#: Next marker after coded data; FF00 is a coded FF, FFD0 to FFD7 are restarts within the data.
NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


@dataclass(frozen=True)
class Bare:
    """A JPEG of picture only, with its size in pixels and number of colours."""

    data: bytes
    width: int
    height: int
    colours: int


def bare(data: bytes, kinds: frozenset[int] = LOSSY) -> Bare:
    """The same picture without anything that is said about it. Raises Unreadable when the segments do not add up.

    Of the lossless process (`kinds=LOSSLESS`) the colours are kept as they stand, whatever the file says of them.
    """
    if not data.startswith(START):
        raise Unreadable("damaged")
    kept, at, shape = [START], 2, (0, 0, 0)
    if kinds == LOSSLESS:
        kept.append(AS_THEY_STAND)
    while True:
        at, marker = _marker(data, at)
        if marker == END[1]:
            if not all(shape):
                raise Unreadable("damaged")
            return Bare(b"".join([*kept, END]), *shape)
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            raise Unreadable("damaged")
        segment = data[at:end]
        if marker in kinds:
            shape = _shape(segment)
        kept.append(_kept(marker, segment, kinds))
        at = end
        if marker == SCAN:
            found = NEXT_MARKER.search(data, at)
            if found is None:
                raise Unreadable("damaged")
            kept.append(data[at : found.start()])
            at = found.start()


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Where the marker at or after `at` begins, fill bytes passed over, and its code."""
    if data[at : at + 1] != b"\xff":
        raise Unreadable("damaged")
    while data[at + 1 : at + 2] == b"\xff":
        at += 1
    if at + 1 >= len(data):
        raise Unreadable("damaged")
    return at, data[at + 1]


def _kept(marker: int, segment: bytes, kinds: frozenset[int]) -> bytes:
    if marker in TABLES or marker in kinds or marker == SCAN:
        return segment
    if kinds == LOSSLESS:
        return b""
    if marker == JFIF and segment[4:9] == b"JFIF\x00":
        return PLAIN_JFIF
    if marker == ADOBE and segment[4:9] == b"Adobe" and len(segment) >= 16:
        return b"\xff\xee\x00\x0e" + segment[4:16]
    return b""


def _shape(segment: bytes) -> tuple[int, int, int]:
    """Width, height and number of colours of a frame header of eight bits."""
    if len(segment) < 10 or segment[4] != 8:
        raise Unreadable("damaged")
    return int.from_bytes(segment[7:9], "big"), int.from_bytes(segment[5:7], "big"), segment[9]
