"""DICOM images of an ultrasound machine: read within limits, rebuilt from a list of what is kept.

A file is not cleaned but written anew (`dicom_kept`): text, private elements, overlays, names and identifiers are
not removed one by one, they are never copied. `packings` says which files are read at all, `frames` what is kept of
their pixels and how one frame is drawn.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

import pydicom
from pydicom import config
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid

from . import grey
from .dicom_kept import KINDS, READ, keep
from .frames import check, drawn, frames_of
from .limits import Unreadable
from .packings import NATIVE, transfer_syntax
from .photographs import Encoded, decoding, encode

#: A library that quotes what it could not read would put names into the log.
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
config.settings.reading_validation_mode = config.IGNORE


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
        check(kept, packing)
        frames = frames_of(source, kept, packing)
        if not 1 <= frame <= len(frames):
            raise Unreadable("no-such-frame", frames=len(frames))
        picture, small = encode(drawn(kept, frames[frame - 1], packing))
        written = _written(kept, frames, packing, UID(str(source.SOPClassUID)))
        taken = _taken(source)
    return Dicom(written, picture, small, len(frames), kept.Columns, kept.Rows, taken, grey.shown_by(kept))


def draw_frame(data: bytes, frame: int) -> Encoded:
    """One frame, counted from 1, of a file that `read_dicom` wrote. Raises Unreadable."""
    with decoding():
        packing = transfer_syntax(BytesIO(data))
        source = _read(BytesIO(data))
        kept = keep(source)
        frames = frames_of(source, kept, packing)
        if not 1 <= frame <= len(frames):
            raise Unreadable("no-such-frame", frames=len(frames))
        return encode(drawn(kept, frames[frame - 1], packing))[0]


def _read(file: BinaryIO) -> Dataset:
    return pydicom.dcmread(file, specific_tags=list(READ))


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
