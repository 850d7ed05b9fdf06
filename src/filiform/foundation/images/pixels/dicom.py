"""DICOM images of an ultrasound machine: read within limits, rebuilt from a list of what is kept.

A file is not cleaned but written anew (`dicom_kept`): text, private elements, overlays, names and identifiers are
not removed one by one, they are never copied. Frames come as plain pixels or as baseline JPEG; other ways of packing
them are refused, because nothing here could look inside.
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
from pydicom.uid import UID, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit, generate_uid

from . import jpeg
from .dicom_kept import KINDS, READ, TABLES, keep
from .limits import MOST_FRAMES, Unreadable
from .photographs import Encoded, check_size, decoding, encode

#: A library that quotes what it could not read would put names into the log.
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
config.settings.reading_validation_mode = config.IGNORE
NATIVE = {str(ImplicitVRLittleEndian), str(ExplicitVRLittleEndian)}
#: Photometric interpretation to mode of Pillow, for plain pixels.
MODES = {"MONOCHROME1": "L", "MONOCHROME2": "L", "RGB": "RGB", "YBR_FULL": "YCbCr", "PALETTE COLOR": "P"}
#: Where the parts of a file with a preamble begin.
PREAMBLE = 132


@dataclass(frozen=True)
class Dicom:
    """What is kept of a DICOM image: the file, a picture of one frame, and what the machine's clock said."""

    file: bytes
    picture: Encoded
    small: Encoded
    frames: int
    columns: int
    rows: int
    taken: datetime | None


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
    return Dicom(written, picture, small, len(frames), kept.Columns, kept.Rows, taken)


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
    if found in NATIVE or found == str(JPEGBaseline8Bit):
        return found
    raise Unreadable("packing" if found else "damaged")


def _read(file: BinaryIO) -> Dataset:
    return pydicom.dcmread(file, specific_tags=list(READ))


def _check(kept: Dataset, packing: str) -> None:
    """That the picture is of a kind that is drawn here."""
    check_size(kept.Columns, kept.Rows)
    if kept.get("NumberOfFrames", 1) > MOST_FRAMES:
        raise Unreadable("too-many-frames", most=MOST_FRAMES)
    colours = kept.get("PhotometricInterpretation", "")
    samples = 3 if colours in ("RGB", "YBR_FULL", "YBR_FULL_422") else 1
    drawn = colours in MODES or (colours == "YBR_FULL_422" and packing not in NATIVE)
    if not drawn or kept.SamplesPerPixel != samples or kept.BitsAllocated != 8 or kept.get("PixelRepresentation", 0):
        raise Unreadable("colours")
    if colours == "PALETTE COLOR":
        if packing not in NATIVE:
            raise Unreadable("colours")
        _palette(kept)


def _frames(source: Dataset, kept: Dataset, packing: str) -> list[bytes]:
    """The bytes of each frame and no byte more."""
    count, data = max(1, kept.get("NumberOfFrames", 1)), bytes(source.PixelData)
    if packing in NATIVE:
        size = kept.Rows * kept.Columns * kept.SamplesPerPixel
        if len(data) < size * count:
            raise Unreadable("damaged")
        return [data[at * size : (at + 1) * size] for at in range(count)]
    bare = [jpeg.bare(one) for one in generate_frames(data, number_of_frames=count)]
    shape = (kept.Columns, kept.Rows, kept.SamplesPerPixel)
    if len(bare) != count or any((one.width, one.height, one.colours) != shape for one in bare):
        raise Unreadable("damaged")
    return [one.data for one in bare]


def _drawn(kept: Dataset, frame: bytes, packing: str) -> Image.Image:
    if packing not in NATIVE:
        return Image.open(BytesIO(frame), formats=("JPEG",))
    size, colours = (kept.Columns, kept.Rows), kept.PhotometricInterpretation
    mode = MODES[colours]
    if mode == "P":
        image = Image.frombytes("P", size, frame)
        image.putpalette(_palette(kept))
        return image.convert("RGB")
    if kept.SamplesPerPixel == 3 and kept.get("PlanarConfiguration", 0) == 1:
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
    jpegs = packing not in NATIVE
    kept.SOPClassUID, kept.SOPInstanceUID = kind, generate_uid(None)
    kept.StudyInstanceUID, kept.SeriesInstanceUID = generate_uid(None), generate_uid(None)
    kept.PatientName = kept.PatientID = kept.PatientBirthDate = kept.PatientSex = ""
    kept.StudyDate = kept.StudyTime = kept.AccessionNumber = kept.ReferringPhysicianName = ""
    kept.PatientIdentityRemoved, kept.DeidentificationMethod = "YES", "Rebuilt from a list of kept elements"
    pixels = encapsulate(frames) if jpegs else b"".join(frames)
    kept.PixelData = pixels + b"\x00" * (len(pixels) % 2)
    kept["PixelData"].VR = "OB"
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = kind, kept.SOPInstanceUID
    meta.TransferSyntaxUID = JPEGBaseline8Bit if jpegs else ExplicitVRLittleEndian
    kept.file_meta = meta
    if jpegs:
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
