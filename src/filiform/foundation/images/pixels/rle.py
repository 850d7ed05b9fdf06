"""DICOM's run lengths (PS3.5, annex G): frames walked through within limits, and taken over without what hides in them.

A frame is a table of sixteen numbers and a row of segments, one for each byte of a pixel. A segment is a row of
packets: a byte below 128 is followed by one more than that many bytes as they are, one above by a byte to be
repeated, 128 means nothing. What a segment holds beyond its pixels is not seen by anybody, so it does not stay.
"""

from __future__ import annotations

import struct

from .limits import Unreadable

HEADER = 64
NOTHING = 128


def bare(frame: bytes, segments: int, size: int) -> bytes:
    """The same frame, with the packets of its pixels and nothing else. Raises Unreadable.

    `segments` is the number of bytes of a pixel, `size` the number of pixels; nothing is unpacked.
    """
    kept = [_packets(frame, start, end, size) for start, end in _places(frame, segments)]
    kept = [each + b"\x00" * (len(each) % 2) for each in kept]
    offsets, at = [], HEADER
    for each in kept:
        offsets.append(at)
        at += len(each)
    return struct.pack("<16L", segments, *offsets, *[0] * (15 - segments)) + b"".join(kept)


def planes(frame: bytes, segments: int, size: int) -> list[bytes]:
    """The bytes of each segment, `size` of them each. Raises Unreadable."""
    found = []
    for start, end in _places(frame, segments):
        made = bytearray()
        _packets(frame, start, end, size, made)
        found.append(bytes(made))
    return found


def _places(frame: bytes, segments: int) -> list[tuple[int, int]]:
    """Where each segment begins and where it has to end."""
    if len(frame) < HEADER:
        raise Unreadable("damaged")
    count, *offsets = struct.unpack("<16L", frame[:HEADER])
    starts = offsets[:segments]
    ends = [*starts[1:], len(frame)]
    if count != segments or starts[0] < HEADER or any(start >= end for start, end in zip(starts, ends, strict=True)):
        raise Unreadable("damaged")
    if ends[-1] > len(frame) or starts[-1] >= len(frame):
        raise Unreadable("damaged")
    return list(zip(starts, ends, strict=True))


def _packets(data: bytes, at: int, end: int, size: int, made: bytearray | None = None) -> bytes:
    """The packets of `size` bytes, unpacked into `made` where it is given; empty packets are left out."""
    kept, begun, count = [], at, 0
    while count < size:
        if at >= end:
            raise Unreadable("damaged")
        head = data[at]
        if head < NOTHING:
            after = at + head + 2
            count += head + 1
            if made is not None:
                made += data[at + 1 : after]
        elif head > NOTHING:
            after = at + 2
            count += 257 - head
            if made is not None:
                made += data[at + 1 : after] * (257 - head)
        else:
            kept.append(data[begun:at])
            begun = after = at + 1
        at = after
    if at > end or count > size:
        raise Unreadable("damaged")
    kept.append(data[begun:at])
    return b"".join(kept)
