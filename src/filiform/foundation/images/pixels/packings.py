"""How the pixels of a DICOM file are packed: told from its first group alone, before the library reads on."""

from __future__ import annotations

from typing import BinaryIO

from pydicom.uid import (
    JPEG2000,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    RLELossless,
)

from .limits import Unreadable

NATIVE = {str(ImplicitVRLittleEndian), str(ExplicitVRLittleEndian)}
JPEG, RLE = str(JPEGBaseline8Bit), str(RLELossless)
LOSSLESS = {str(JPEGLossless), str(JPEGLosslessSV1)}
J2K = {str(JPEG2000Lossless), str(JPEG2000)}
TAKEN = NATIVE | {JPEG, RLE} | LOSSLESS | J2K
#: Other ways of packing, by the beginning of their number, as machines and viewers call them.
OTHERS = {
    "1.2.840.10008.1.2.4.92": "JPEG 2000 Multi-component", "1.2.840.10008.1.2.4.93": "JPEG 2000 Multi-component",
    "1.2.840.10008.1.2.4.20": "High-Throughput JPEG 2000",
    "1.2.840.10008.1.2.4.80": "JPEG-LS", "1.2.840.10008.1.2.4.81": "JPEG-LS", "1.2.840.10008.1.2.4.51": "JPEG Extended",
    "1.2.840.10008.1.2.4.10": "MPEG", "1.2.840.10008.1.2.1.99": "Deflate", "1.2.840.10008.1.2.2": "Big Endian",
}  # fmt: skip
#: Where the parts of a file with a preamble begin.
PREAMBLE = 132


def transfer_syntax(file: BinaryIO) -> str:
    """How the rest of the file is packed, read from its first group alone: a deflated one would unpack without end.

    Elements of group 2 are explicit little endian (PS3.10, 7.1). Raises Unreadable for what is not supported.
    """
    file.seek(0)
    head, at, found = file.read(64 * 1024), PREAMBLE, ""
    file.seek(0)
    while head[at : at + 2] == b"\x02\x00":
        long = head[at + 4 : at + 6] in (b"OB", b"OW", b"SQ", b"UN", b"UT")
        start = at + (12 if long else 8)
        length = int.from_bytes(head[at + 8 : at + 12] if long else head[at + 6 : at + 8], "little")
        if head[at + 2 : at + 4] == b"\x10\x00":
            found = head[start : start + length].rstrip(b"\x00 ").decode("ascii", "replace")
        at = start + length
    if found in TAKEN:
        return found
    if not found:
        raise Unreadable("damaged")
    name = next((name for number, name in OTHERS.items() if found == number or _begins(found, number)), "")
    raise Unreadable("packing", packing=name) if name else Unreadable("packing-unknown")


def _begins(found: str, number: str) -> bool:
    """Whether a number is one of a family that is named by its beginning: films and JPEG 2000 have many."""
    return number.endswith((".4.10", ".4.20")) and len(found) == len(number) + 1 and found.startswith(number)
