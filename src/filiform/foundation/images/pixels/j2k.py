"""The segments of a JPEG 2000 codestream: takes out everything that is not picture, without decoding it.

Markers as in ITU-T T.800, annex A. A codestream is a main header, then tile parts, each a header and its data.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from .limits import MOST_TILES, Unreadable

START, END = b"\xff\x4f", b"\xff\xd9"
SIZE, TILE_PART, DATA = 0xFF51, 0xFF90, 0xFF93
#: Size, coding style, quantisation, regions, order, packed packet headers. Comments and tables of lengths go: what
#: is taken out makes those tables wrong, and nobody needs them.
PICTURE = {0xFF51, 0xFF52, 0xFF53, 0xFF5C, 0xFF5D, 0xFF5E, 0xFF5F, 0xFF60, 0xFF61}


@dataclass(frozen=True)
class Bare:
    """A codestream of picture only; size in pixels, number of colours, bits of each and whether they have a sign."""

    data: bytes
    width: int
    height: int
    colours: int
    bits: int
    signed: bool


def bare(data: bytes) -> Bare:
    """The same picture without anything that is said about it. Raises Unreadable when the segments do not add up."""
    if data[:2] != START or data[2:4] != SIZE.to_bytes(2, "big"):
        raise Unreadable("damaged")
    head, at = _header(data, 2, (TILE_PART,))
    shape = _shape(data)
    kept = [START, *head]
    while data[at : at + 2] == b"\xff\x90":
        part, at = _tile_part(data, at)
        kept.append(part)
    if len(kept) == 1 + len(head) or data[at : at + 2] != END:
        raise Unreadable("damaged")
    return Bare(b"".join([*kept, END]), *shape)


def _header(data: bytes, at: int, until: tuple[int, ...]) -> tuple[list[bytes], int]:
    """The segments that are kept of a header, and where the marker stands that ends it."""
    kept: list[bytes] = []
    while True:
        marker, length = int.from_bytes(data[at : at + 2], "big"), int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in until:
            return kept, at
        end = at + 2 + length
        if marker < 0xFF00 or length < 2 or end > len(data):
            raise Unreadable("damaged")
        if marker in PICTURE:
            kept.append(data[at:end])
        at = end


def _tile_part(data: bytes, at: int) -> tuple[bytes, int]:
    """A tile part with its length set anew, and where the next marker stands."""
    if len(data) < at + 12 or data[at + 2 : at + 4] != b"\x00\x0a":
        raise Unreadable("damaged")
    tile, length, number, parts = struct.unpack(">HIBB", data[at + 4 : at + 12])
    # No length means: up to the end of the codestream.
    end = at + length if length else data.rfind(END)
    head, begun = _header(data, at + 12, (DATA,))
    if not begun + 2 <= end <= len(data):
        raise Unreadable("damaged")
    rest = b"".join(head) + data[begun:end]
    return struct.pack(">HHHIBB", TILE_PART, 10, tile, 12 + len(rest), number, parts) + rest, end


def _shape(data: bytes) -> tuple[int, int, int, int, bool]:
    """Width, height, colours, bits and sign; a picture that begins elsewhere than at its corner is not taken."""
    if len(data) < 45:
        raise Unreadable("damaged")
    right, bottom, left, top, across, down, *corner, colours = struct.unpack(">8IH", data[8:42])
    each = [tuple(data[42 + 3 * at : 45 + 3 * at]) for at in range(colours)]
    if left or top or any(corner) or not 1 <= colours <= 4 or not across or not down:
        raise Unreadable("damaged")
    if -(-right // across) * -(-bottom // down) > MOST_TILES:
        raise Unreadable("damaged")
    if len(set(each)) != 1 or each[0][1:] != (1, 1):
        raise Unreadable("colours")
    return right, bottom, colours, (each[0][0] & 0x7F) + 1, bool(each[0][0] & 0x80)
