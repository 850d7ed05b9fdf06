"""Frames of a DICOM image: checked, taken over without what only talks, and one of them drawn."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image, ImageOps
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.uid import JPEG2000

from . import apart, grey, j2k, jpeg, rle
from .dicom_kept import TABLES
from .limits import MOST_FRAMES, MOST_PACKED_PIXELS, MOST_PIXELS, Unreadable
from .packings import J2K, JPEG, LOSSLESS, NATIVE, RLE
from .photographs import check_size

#: Photometric interpretation to mode of Pillow, for plain pixels.
MODES = {"MONOCHROME1": "L", "MONOCHROME2": "L", "RGB": "RGB", "YBR_FULL": "YCbCr", "PALETTE COLOR": "P"}
#: What JPEG 2000 calls its colours where it mixes them itself; whoever unpacks them has red, green and blue.
MIXED = ("YBR_RCT", "YBR_ICT")
LOSSY_J2K = str(JPEG2000)
PACKED = LOSSLESS | J2K


def check(kept: Dataset, packing: str) -> None:
    """That the picture is of a kind that is drawn here. Raises Unreadable."""
    check_size(kept.Columns, kept.Rows, MOST_PACKED_PIXELS if packing in PACKED else MOST_PIXELS)
    if kept.get("NumberOfFrames", 1) > MOST_FRAMES:
        raise Unreadable("too-many-frames", most=MOST_FRAMES)
    colours = kept.get("PhotometricInterpretation", "")
    samples = 3 if colours in ("RGB", "YBR_FULL", "YBR_FULL_422", *MIXED) else 1
    known = colours in MODES or (colours == "YBR_FULL_422" and packing == JPEG) or (colours in MIXED and packing in J2K)
    if not known or kept.SamplesPerPixel != samples or not (_eight(kept) or _sixteen(kept, packing)):
        raise Unreadable("colours")
    if colours == "PALETTE COLOR":
        # A number that stands for a colour bears no loss.
        if packing in (JPEG, LOSSY_J2K):
            raise Unreadable("colours")
        _palette(kept)


def _eight(kept: Dataset) -> bool:
    return bool(kept.BitsAllocated == 8 and not kept.get("PixelRepresentation", 0))


def _sixteen(kept: Dataset, packing: str) -> bool:
    """Grey of nine to sixteen bits in two bytes, the lowest bit last, as machines write it."""
    bits = kept.get("BitsStored", 0)
    plain = kept.BitsAllocated == 16 and 9 <= bits <= 16 and kept.get("HighBit", 0) == bits - 1
    return (
        plain and packing not in (JPEG, *LOSSLESS) and kept.PhotometricInterpretation in ("MONOCHROME1", "MONOCHROME2")
    )


def frames_of(source: Dataset, kept: Dataset, packing: str) -> list[bytes]:
    """The bytes of each frame and no byte more. Raises Unreadable."""
    count, data = max(1, kept.get("NumberOfFrames", 1)), bytes(source.PixelData)
    if packing in NATIVE:
        size = kept.Rows * kept.Columns * kept.SamplesPerPixel * (kept.BitsAllocated // 8)
        if len(data) < size * count:
            raise Unreadable("damaged")
        return [data[at * size : (at + 1) * size] for at in range(count)]
    if packing == RLE:
        segments, pixels = _bytes_of_a_pixel(kept), kept.Rows * kept.Columns
        walked = [rle.bare(one, segments, pixels) for one in generate_frames(data, number_of_frames=count)]
        if len(walked) != count:
            raise Unreadable("damaged")
        return walked
    bare = [_bare(one, packing) for one in generate_frames(data, number_of_frames=count)]
    shape = (kept.Columns, kept.Rows, kept.SamplesPerPixel)
    if len(bare) != count or any((one.width, one.height, one.colours) != shape for one in bare):
        raise Unreadable("damaged")
    if any(not _fits(one, kept) for one in bare if isinstance(one, j2k.Bare)):
        raise Unreadable("colours")
    return [one.data for one in bare]


def _fits(frame: j2k.Bare, kept: Dataset) -> bool:
    """Eight bits are eight; of more, writers say the bits that are used, or all sixteen."""
    if kept.BitsAllocated == 16:
        return frame.bits in (kept.BitsStored, 16)
    return frame.bits == 8 and not frame.signed


def _bare(frame: bytes, packing: str) -> jpeg.Bare | j2k.Bare:
    if packing in J2K:
        return j2k.bare(frame)
    return jpeg.bare(frame, jpeg.LOSSLESS if packing in LOSSLESS else jpeg.LOSSY)


def _bytes_of_a_pixel(kept: Dataset) -> int:
    return int(kept.SamplesPerPixel * (kept.BitsAllocated // 8))


def _unpacked(kept: Dataset, frame: bytes, packing: str) -> bytes:
    """A frame of JPEG 2000 or JPEG Lossless as plain pixels, row by row, of two bytes the lower first."""
    deep = kept.BitsAllocated == 16
    mode = "I;16" if deep else ("RGB" if kept.SamplesPerPixel == 3 else "L")
    kind = "JPEG2000" if packing in J2K else "JPEG"
    found = apart.pixels(frame, kind=kind, mode=mode, width=kept.Columns, height=kept.Rows)
    if not deep:
        return found
    # Pillow spreads fewer bits over sixteen, and lifts values with a sign above nothing.
    about = j2k.bare(frame)
    values = np.frombuffer(found, "<u2") >> (16 - about.bits)
    return (values ^ (int(about.signed) << (about.bits - 1))).astype("<u2").tobytes()


def _run_lengths(kept: Dataset, frame: bytes) -> bytes:
    """A frame of run lengths as plain pixels: colours one after the other, of two bytes the lower first."""
    planes = rle.planes(frame, _bytes_of_a_pixel(kept), kept.Rows * kept.Columns)
    if kept.BitsAllocated == 16:
        high, low = planes
        mixed = bytearray(2 * len(low))
        mixed[0::2], mixed[1::2] = low, high
        return bytes(mixed)
    return b"".join(planes)


def drawn(kept: Dataset, frame: bytes, packing: str) -> Image.Image:
    """One frame as it is meant to be seen. Raises Unreadable."""
    if packing == JPEG:
        return Image.open(BytesIO(frame), formats=("JPEG",))
    size, colours = (kept.Columns, kept.Rows), kept.PhotometricInterpretation
    if packing == RLE:
        frame = _run_lengths(kept, frame)
    elif packing in PACKED:
        frame = _unpacked(kept, frame, packing)
    if kept.BitsAllocated == 16:
        frame = grey.eight_bits(frame, kept)
    mode = MODES.get(colours, "RGB")
    if mode == "P":
        image = Image.frombytes("P", size, frame)
        image.putpalette(_palette(kept))
        return image.convert("RGB")
    if kept.SamplesPerPixel == 3 and (packing == RLE or (packing in NATIVE and kept.get("PlanarConfiguration", 0))):
        plane = kept.Columns * kept.Rows
        planes = [Image.frombytes("L", size, frame[at * plane : (at + 1) * plane]) for at in range(3)]
        image = Image.merge(mode, planes)
    else:
        image = Image.frombytes(mode, size, frame)
    return ImageOps.invert(image) if colours == "MONOCHROME1" else image


def _palette(kept: Dataset) -> bytes:
    """Red, green and blue of 256 values; tables have 8 or 16 bits a value, of which the upper 8 are seen."""
    columns = []
    for table in TABLES:
        (count, first, bits), data = kept[f"{table}Descriptor"].value, bytes(kept[f"{table}Data"].value)
        step = 2 if bits == 16 else 1
        if bits not in (8, 16) or not 1 <= count <= 256 or not 0 <= first < 256 or len(data) not in (
            count * step, count * step + 1,
        ):  # fmt: skip
            raise Unreadable("colours")
        values = data[step - 1 : count * step : step]
        columns.append([values[min(max(at - first, 0), count - 1)] for at in range(256)])
    return bytes(value for entry in zip(*columns, strict=True) for value in entry)
