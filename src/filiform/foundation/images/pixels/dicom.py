"""DICOM images of an ultrasound machine: read within limits, rebuilt from a list of what is kept.

A file is not cleaned but written anew (`dicom_kept`): text, private elements, overlays, names and identifiers are
not removed one by one, they are never copied. Frames come as plain pixels, as run lengths or as baseline JPEG; other
ways of packing them are refused, because nothing here could look inside.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

import pydicom
from PIL import Image, ImageOps
from pydicom import config
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, generate_frames
from pydicom.uid import (
    UID,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    RLELossless,
    generate_uid,
)

from . import grey, jpeg, rle
from .dicom_kept import KINDS, READ, TABLES, keep
from .limits import MOST_FRAMES, Unreadable
from .photographs import Encoded, check_size, decoding, encode

#: A library that quotes what it could not read would put names into the log.
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
config.settings.reading_validation_mode = config.IGNORE
NATIVE = {str(ImplicitVRLittleEndian), str(ExplicitVRLittleEndian)}
JPEG, RLE = str(JPEGBaseline8Bit), str(RLELossless)
#: Other ways of packing, by the beginning of their number, as machines and viewers call them.
OTHERS = {
    "1.2.840.10008.1.2.4.90": "JPEG 2000", "1.2.840.10008.1.2.4.91": "JPEG 2000", "1.2.840.10008.1.2.4.20": "JPEG 2000",
    "1.2.840.10008.1.2.4.57": "JPEG Lossless", "1.2.840.10008.1.2.4.70": "JPEG Lossless",
    "1.2.840.10008.1.2.4.80": "JPEG-LS", "1.2.840.10008.1.2.4.81": "JPEG-LS", "1.2.840.10008.1.2.4.51": "JPEG Extended",
    "1.2.840.10008.1.2.4.10": "MPEG", "1.2.840.10008.1.2.1.99": "Deflate", "1.2.840.10008.1.2.2": "Big Endian",
}  # fmt: skip
#: Photometric interpretation to mode of Pillow, for plain pixels.
MODES = {"MONOCHROME1": "L", "MONOCHROME2": "L", "RGB": "RGB", "YBR_FULL": "YCbCr", "PALETTE COLOR": "P"}
#: Where the parts of a file with a preamble begin.
PREAMBLE = 132


@dataclass(frozen=True)
class Dicom:
    """What is kept of a DICOM image: the file, a picture of one frame, and what the machine's clock said.

    `grey` says how sixteen bits of grey were made eight (`grey.WINDOW`, `grey.RANGE`), "" for eight bits.
    """

    file: bytes
    picture: Encoded
    small: Encoded
    frames: int
    columns: int
    rows: int
    taken: datetime | None
    grey: str


def read_dicom(file: BinaryIO, frame: int = 1) -> Dicom:
    """Read a DICOM image and draw one frame, counted from 1. Raises Unreadable."""
    with decoding():
        packing = transfer_syntax(file)
        source = _read(file)
        if str(source.get("SOPClassUID", "")) not in KINDS:
            raise Unreadable("not-ultrasound")
        kept = keep(source)
        _check(kept, packing)
        frames = _frames(source, kept, packing)
        if not 1 <= frame <= len(frames):
            raise Unreadable("no-such-frame", frames=len(frames))
        picture, small = encode(_drawn(kept, frames[frame - 1], packing))
        written = _written(kept, frames, packing, UID(str(source.SOPClassUID)))
        taken = _taken(source)
    return Dicom(written, picture, small, len(frames), kept.Columns, kept.Rows, taken, grey.shown_by(kept))


def draw_frame(data: bytes, frame: int) -> Encoded:
    """One frame, counted from 1, of a file that `read_dicom` wrote. Raises Unreadable."""
    with decoding():
        packing = transfer_syntax(BytesIO(data))
        source = _read(BytesIO(data))
        kept = keep(source)
        frames = _frames(source, kept, packing)
        if not 1 <= frame <= len(frames):
            raise Unreadable("no-such-frame", frames=len(frames))
        return encode(_drawn(kept, frames[frame - 1], packing))[0]


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
    if found in NATIVE or found in (JPEG, RLE):
        return found
    if not found:
        raise Unreadable("damaged")
    name = next((name for number, name in OTHERS.items() if found == number or _begins(found, number)), "")
    raise Unreadable("packing", packing=name) if name else Unreadable("packing-unknown")


def _begins(found: str, number: str) -> bool:
    """Whether a number is one of a family that is named by its beginning: films and JPEG 2000 have many."""
    return number.endswith((".4.10", ".4.20")) and len(found) == len(number) + 1 and found.startswith(number)


def _read(file: BinaryIO) -> Dataset:
    return pydicom.dcmread(file, specific_tags=list(READ))


def _check(kept: Dataset, packing: str) -> None:
    """That the picture is of a kind that is drawn here."""
    check_size(kept.Columns, kept.Rows)
    if kept.get("NumberOfFrames", 1) > MOST_FRAMES:
        raise Unreadable("too-many-frames", most=MOST_FRAMES)
    colours = kept.get("PhotometricInterpretation", "")
    samples = 3 if colours in ("RGB", "YBR_FULL", "YBR_FULL_422") else 1
    drawn = colours in MODES or (colours == "YBR_FULL_422" and packing == JPEG)
    if not drawn or kept.SamplesPerPixel != samples or not (_eight(kept) or _sixteen(kept, packing)):
        raise Unreadable("colours")
    if colours == "PALETTE COLOR":
        if packing == JPEG:
            raise Unreadable("colours")
        _palette(kept)


def _eight(kept: Dataset) -> bool:
    return bool(kept.BitsAllocated == 8 and not kept.get("PixelRepresentation", 0))


def _sixteen(kept: Dataset, packing: str) -> bool:
    """Grey of nine to sixteen bits in two bytes, the lowest bit last, as machines write it."""
    bits = kept.get("BitsStored", 0)
    plain = kept.BitsAllocated == 16 and 9 <= bits <= 16 and kept.get("HighBit", 0) == bits - 1
    return plain and packing != JPEG and kept.PhotometricInterpretation in ("MONOCHROME1", "MONOCHROME2")


def _frames(source: Dataset, kept: Dataset, packing: str) -> list[bytes]:
    """The bytes of each frame and no byte more."""
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
    bare = [jpeg.bare(one) for one in generate_frames(data, number_of_frames=count)]
    shape = (kept.Columns, kept.Rows, kept.SamplesPerPixel)
    if len(bare) != count or any((one.width, one.height, one.colours) != shape for one in bare):
        raise Unreadable("damaged")
    return [one.data for one in bare]


def _bytes_of_a_pixel(kept: Dataset) -> int:
    return int(kept.SamplesPerPixel * (kept.BitsAllocated // 8))


def _plain(kept: Dataset, frame: bytes) -> bytes:
    """A frame of run lengths as plain pixels: colours one after the other, of two bytes the lower first."""
    planes = rle.planes(frame, _bytes_of_a_pixel(kept), kept.Rows * kept.Columns)
    if kept.BitsAllocated == 16:
        high, low = planes
        mixed = bytearray(2 * len(low))
        mixed[0::2], mixed[1::2] = low, high
        return bytes(mixed)
    return b"".join(planes)


def _drawn(kept: Dataset, frame: bytes, packing: str) -> Image.Image:
    if packing == JPEG:
        return Image.open(BytesIO(frame), formats=("JPEG",))
    size, colours = (kept.Columns, kept.Rows), kept.PhotometricInterpretation
    if packing == RLE:
        frame = _plain(kept, frame)
    if kept.BitsAllocated == 16:
        frame = grey.eight_bits(frame, kept)
    mode = MODES[colours]
    if mode == "P":
        image = Image.frombytes("P", size, frame)
        image.putpalette(_palette(kept))
        return image.convert("RGB")
    if kept.SamplesPerPixel == 3 and (packing == RLE or kept.get("PlanarConfiguration", 0) == 1):
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


def _written(kept: Dataset, frames: list[bytes], packing: str, kind: UID) -> bytes:
    """The file anew: identifiers of its own, the patient's left empty."""
    packed = packing not in NATIVE
    kept.SOPClassUID, kept.SOPInstanceUID = kind, generate_uid(None)
    kept.StudyInstanceUID, kept.SeriesInstanceUID = generate_uid(None), generate_uid(None)
    kept.PatientName = kept.PatientID = kept.PatientBirthDate = kept.PatientSex = ""
    kept.StudyDate = kept.StudyTime = kept.AccessionNumber = kept.ReferringPhysicianName = ""
    kept.PatientIdentityRemoved, kept.DeidentificationMethod = "YES", "Rebuilt from a list of kept elements"
    pixels = encapsulate(frames) if packed else b"".join(frames)
    kept.PixelData = pixels + b"\x00" * (len(pixels) % 2)
    kept["PixelData"].VR = "OW" if kept.BitsAllocated == 16 and not packed else "OB"
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = kind, kept.SOPInstanceUID
    meta.TransferSyntaxUID = UID(packing) if packed else ExplicitVRLittleEndian
    kept.file_meta = meta
    if packed:
        kept["PixelData"].is_undefined_length = True
    out = BytesIO()
    pydicom.dcmwrite(out, kept, enforce_file_format=True)
    return out.getvalue()


def _taken(source: Dataset) -> datetime | None:
    """Day and time of the picture, as the machine has them."""
    for part in ("Acquisition", "Content"):
        said = f"{source.get(f'{part}Date') or ''}{str(source.get(f'{part}Time') or '')[:6]}"
        try:
            return datetime.strptime(said, "%Y%m%d%H%M%S")
        except ValueError:
            continue
    return None
