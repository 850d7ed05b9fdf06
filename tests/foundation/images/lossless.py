"""Frames of JPEG Lossless for tests: an encoder of a screenful, and frames that another program packed.

No library of ours writes this process (ITU-T T.81, annex H). The encoder knows its first predictor and one table of
codes; that it is right is shown by the frames of GDCM 3.2.6, made from the same drawn picture.
"""

from __future__ import annotations

import base64
import struct

import numpy as np

#: `files.picture(16, 12)` packed by GDCM 3.2.6 as JPEG Lossless, of colours and of grey.
BY_GDCM = {
    "colours": base64.b64decode(
        "/9j/7gAOQWRvYmUAZAAAAAAA/8MAEQgADAAQA1IRAEcRAEIRAP/EABcAAQEBAQAAAAAAAAAAAAAAAAAIBgf/2gAMA1IARwBCAAEA"
        "AOucT4mABJeo3gAAAFfVVSwAAEl6jeAAAV9VVLAAAASXqN4AAK+qqlgAAABJeo3gAFfVVSwAEgyrNMl6jeAAACvqqpYAASDKs0gA"
        "AAV9VVLAACQZVmkAAACvqqpYACQZVmkAAACvqqpYAASDKs0gAAAV9VVLAACQZVmkAAACvqqpYACQZVmkAAACvqqpYAASDKs0gAAA"
        "AAASDKs0gAAAAf/ZAA=="
    ),
    "grey": base64.b64decode(
        "/9j/wwALCAAMABABAREA/8QAFwABAQEBAAAAAAAAAAAAAAAAAAgFBv/aAAgBAQABAADjwxwCrgMcCrgDHBVwAxwq4JRxwFXAlEAq"
        "4EogFXBKIBVwJRAKuBKIBVwSiAVcCUQACUQA/9k="
    ),
}
#: Twelve bits of a slope from 0 to 3071, 16 by 12, packed by GDCM 3.2.6 as JPEG 2000 that claims sixteen.
SLOPE_BY_GDCM = base64.b64decode(
    "/0//UQApAAAAAAAQAAAADAAAAAAAAAAAAAAAEAAAAAwAAAAAAAAAAAABDwEB/1IADAAAAAEAAgQEAAH/XAAKQICIiJCIiJD/ZAAq"
    "AAFDcmVhdGVkIGJ5IEdEQ00vT3BlbkpQRUcgdmVyc2lvbiAyLjMuMP+QAAoAAAAAAG4AAf+T3/iQwAal/M1/Zogra9BY9eabNurg"
    "XS0c9lJuZ8AD6gSAfsEwAAdDG/SlBgy/UBJWsny5fyFCh8AB84mAPzD4AAEwNp0ofFt+4ul/QI4D85TQ2IrxgkACCs/fFoZIcGw/"
    "/9kA"
)


def packed(pixels: np.ndarray) -> bytes:
    """Pixels (rows, columns) or (rows, columns, 3) of eight bits as one frame, with a comment that names somebody."""
    values = pixels.reshape(*pixels.shape[:2], -1).astype(int)
    rows, columns, colours = values.shape
    guess = np.empty_like(values)
    guess[:, 1:] = values[:, :-1]
    guess[1:, 0], guess[0, 0] = values[:-1, 0], 128
    bits = "".join(_code(int(each)) for each in (values - guess).ravel())
    data = int(bits + "1" * (-len(bits) % 8), 2).to_bytes(-(-len(bits) // 8), "big").replace(b"\xff", b"\xff\x00")
    each = [bytes([number + 1, 0x11, 0]) for number in range(colours)]
    # Nine codes of four bits: how many bits a difference has.
    table = bytes([0, 0, 0, 0, 9, *[0] * 12, *range(9)])
    return b"".join([
        b"\xff\xd8", _segment(0xFE, b"Nora Murphy 1985"), _segment(0xC4, table),
        _segment(0xC3, struct.pack(">BHHB", 8, rows, columns, colours) + b"".join(each)),
        _segment(0xDA, bytes([colours, *(part for one in each for part in (one[0], 0)), 1, 0, 0])), data, b"\xff\xd9",
    ])  # fmt: skip


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def _code(difference: int) -> str:
    size = abs(difference).bit_length()
    low = difference if difference > 0 else difference + (1 << size) - 1
    return f"{size:04b}" + (f"{low:0{size}b}" if size else "")
