"""A DICOM image keeps what it takes to draw and measure it, and not a word more."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

import pydicom
import pytest
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, JPEGExtended12Bit, JPEGLSLossless

from filiform.foundation.images.pixels import dicom_kept
from filiform.foundation.images.pixels.dicom import draw_frame
from filiform.foundation.images.pixels.limits import Unreadable
from filiform.foundation.images.pixels.reading import receive
from tests.foundation.images import files

PACKINGS = [files.ExplicitVRLittleEndian, files.ImplicitVRLittleEndian, files.JPEGBaseline8Bit]
#: Elements that a kept file may have: those of the list, and those that every file must have, empty or our own.
ALLOWED = {*dicom_kept.READ, *dicom_kept.REGION_WHOLE, *dicom_kept.REGION_NUMBERS} - {"AcquisitionTime", "ContentTime"}
OURS = {"SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "PatientIdentityRemoved", "DeidentificationMethod"}
EMPTY = {
    "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber",
    "ReferringPhysicianName",
}  # fmt: skip


def _read(data: bytes) -> Any:
    return pydicom.dcmread(BytesIO(data))


def _elements(ds: Dataset) -> list[Any]:
    return list(ds.iterall())


@pytest.mark.parametrize("packing", PACKINGS, ids=["explicit", "implicit", "jpeg"])
@pytest.mark.parametrize("frames", [1, 5])
def test_only_what_is_listed_is_kept(packing: str, frames: int) -> None:
    colours = "YBR_FULL_422" if packing == files.JPEGBaseline8Bit else "MONOCHROME2"
    sent = files.ultrasound(packing=packing, frames=frames, colours=colours)
    assert b"SECRET" in sent
    received = receive(BytesIO(sent))
    for data in received.parts.values():
        for word in (b"SECRET", b"Murphy", b"Nora", b"4711-", b".4711", b"19850304", b"1.2.3"):
            assert word not in data
    kept = _read(received.whole)
    names = {one.keyword for one in _elements(kept)}
    assert names <= ALLOWED | OURS | EMPTY
    assert not any(one.tag.is_private for one in _elements(kept))
    assert {kept[name].value or "" for name in EMPTY} == {""}
    assert kept.preamble == b"\x00" * 128
    assert (received.frames, kept.get("NumberOfFrames", 1)) == (frames, frames)


def test_calibration_and_date_stay() -> None:
    received = receive(BytesIO(files.ultrasound()))
    kept = _read(received.whole)
    (region,) = kept.SequenceOfUltrasoundRegions
    assert (region.PhysicalDeltaX, region.PhysicalUnitsXDirection, region.RegionLocationMaxX1) == (0.0075, 3, 63)
    assert (kept.AcquisitionDate, kept.Modality, kept.Rows, kept.Columns) == ("20260102", "US", 48, 64)
    assert received.taken is not None
    assert received.taken.isoformat() == "2026-01-02T03:04:05"


@pytest.mark.parametrize("packing", PACKINGS[:2], ids=["explicit", "implicit"])
def test_plain_pixels_stay_as_they_are(packing: str) -> None:
    sent = files.ultrasound(frames=3, packing=packing, colours="RGB")
    assert _read(receive(BytesIO(sent)).whole).PixelData == _read(sent).PixelData


def test_frames_of_jpeg_lose_what_is_said_in_them_and_no_pixel() -> None:
    sent = files.ultrasound(frames=3, packing=files.JPEGBaseline8Bit, colours="YBR_FULL_422")
    assert sent.count(files.SECRET.encode()) >= 6
    kept = _read(receive(BytesIO(sent)).whole)
    before = list(generate_frames(_read(sent).PixelData, number_of_frames=3))
    after = list(generate_frames(kept.PixelData, number_of_frames=3))
    for one, other in zip(before, after, strict=True):
        assert Image.open(BytesIO(one)).tobytes() == Image.open(BytesIO(other)).tobytes()


def test_each_frame_can_be_looked_at() -> None:
    for packing, colours in ((files.ExplicitVRLittleEndian, "MONOCHROME2"), (files.JPEGBaseline8Bit, "YBR_FULL_422")):
        whole = receive(BytesIO(files.ultrasound(frames=5, packing=packing, colours=colours)), frame=4)
        for number in (1, 4, 5):
            drawn = Image.open(BytesIO(draw_frame(whole.whole, number).data))
            assert abs(drawn.convert("RGB").getpixel((30, 20))[0] - number * 40) < 8
        shown = Image.open(BytesIO(whole.parts["picture"])).convert("RGB")
        assert abs(shown.getpixel((30, 20))[0] - 160) < 8
        for number in (0, 6):
            with pytest.raises(Unreadable, match="no-such-frame"):
                draw_frame(whole.whole, number)


def test_inverted_grey_planes_and_palettes_are_drawn_as_they_are_meant() -> None:
    inverted = receive(BytesIO(files.ultrasound(colours="MONOCHROME1")))
    assert abs(_pixel(inverted.parts["picture"])[0] - (255 - 40)) < 4
    size = 64 * 48
    planes = receive(
        BytesIO(
            files.ultrasound(
                colours="RGB", PlanarConfiguration=1, PixelData=b"\xc8" * size + b"\x00" * size + b"\x14" * size
            )
        )
    )
    red, green, blue = _pixel(planes.parts["picture"])
    assert (abs(red - 200) < 6, green < 6, abs(blue - 20) < 8) == (True, True, True)
    table = {
        "RedPaletteColorLookupTableDescriptor": [256, 0, 16],
        "GreenPaletteColorLookupTableDescriptor": [256, 0, 16],
        "BluePaletteColorLookupTableDescriptor": [256, 0, 16],
        "RedPaletteColorLookupTableData": struct.pack("<256H", *[(255 - at) << 8 for at in range(256)]),
        "GreenPaletteColorLookupTableData": bytes(512),
        "BluePaletteColorLookupTableData": struct.pack("<256H", *[at << 8 for at in range(256)]),
    }
    coloured = receive(BytesIO(files.ultrasound(colours="PALETTE COLOR", **table)))
    red, green, blue = _pixel(coloured.parts["picture"])
    assert (abs(red - 215) < 6, green < 6, abs(blue - 40) < 8) == (True, True, True)
    assert _read(coloured.whole).RedPaletteColorLookupTableData == table["RedPaletteColorLookupTableData"]


def _pixel(data: bytes) -> tuple[int, int, int]:
    return Image.open(BytesIO(data)).convert("RGB").getpixel((30, 20))


@pytest.mark.parametrize(
    "packing", [JPEGLSLossless, JPEGExtended12Bit, DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, "1.2"]
)
def test_other_ways_of_packing_are_refused_before_they_are_opened(packing: str) -> None:
    """By the first group alone: a deflated file would be unpacked whole by the library that reads it."""
    sent = files.ultrasound()
    plain = b"\x02\x00\x10\x00UI\x14\x00" + files.ExplicitVRLittleEndian.encode() + b"\x00"
    assert plain in sent
    name = str(packing).encode() + b"\x00" * (len(str(packing)) % 2)
    with pytest.raises(Unreadable, match="packing"):
        receive(BytesIO(sent.replace(plain, b"\x02\x00\x10\x00UI" + struct.pack("<H", len(name)) + name)))


REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    "another kind of image": ("not-ultrasound", {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.2"}),
    "a report": ("not-ultrasound", {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.11"}),
    "sixteen bits": ("colours", {"BitsAllocated": 16}),
    "signed": ("colours", {"PixelRepresentation": 1}),
    "unknown colours": ("colours", {"PhotometricInterpretation": "HSV"}),
    "a palette without tables": ("damaged", {"PhotometricInterpretation": "PALETTE COLOR"}),
    "samples that do not fit": ("colours", {"SamplesPerPixel": 4}),
    "more rows than pixels": ("damaged", {"Rows": 480}),
    "more frames than pixels": ("damaged", {"NumberOfFrames": 9}),
    "a number that is none": ("damaged", {"NumberOfFrames": "many"}),
    "too many frames": ("too-many-frames", {"NumberOfFrames": 2000}),
    "too many pixels": ("too-many-pixels", {"Rows": 60000, "Columns": 60000}),
    "no rows": ("too-small", {"Rows": 0}),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.filterwarnings("ignore::UserWarning:pydicom")
def test_what_cannot_be_drawn_is_refused(name: str) -> None:
    code, more = REFUSED[name]
    if more.get("NumberOfFrames") == "many":
        sent = files.ultrasound(frames=1200).replace(b"IS\x04\x001200", b"IS\x04\x00many")
    else:
        sent = files.ultrasound(**more)
    with pytest.raises(Unreadable) as caught:
        receive(BytesIO(sent))
    assert caught.value.code == code


def test_a_frame_that_is_larger_than_it_says_is_refused_unopened() -> None:
    """The header says 64 by 48; the JPEG inside claims more."""
    sent = files.ultrasound(packing=files.JPEGBaseline8Bit, colours="YBR_FULL_422")
    at = sent.index(b"\xff\xc0\x00\x11\x08") + 5
    swollen = sent[:at] + struct.pack(">HH", 60000, 60000) + sent[at + 4 :]
    with pytest.raises(Unreadable, match="damaged"):
        receive(BytesIO(swollen))


@pytest.mark.parametrize("packing", PACKINGS, ids=["explicit", "implicit", "jpeg"])
def test_a_file_cut_anywhere_is_refused_in_words(packing: str) -> None:
    colours = "YBR_FULL_422" if packing == files.JPEGBaseline8Bit else "MONOCHROME2"
    whole = files.ultrasound(packing=packing, colours=colours)
    for share in range(1, 20):
        with pytest.raises(Unreadable):
            receive(BytesIO(whole[: len(whole) * share // 20]))


def test_odd_lengths_are_read_or_refused_and_written_even() -> None:
    """Machines write odd lengths although the standard asks for even ones."""
    sent = files.ultrasound()
    odd = sent.replace(b"\x08\x00\x60\x00CS\x02\x00US", b"\x08\x00\x60\x00CS\x03\x00US ")
    assert odd != sent
    kept = _read(receive(BytesIO(odd)).whole)
    assert kept.Modality == "US"
    for at in range(132, len(sent) - 3100, 7):
        spoilt = sent[:at] + bytes([sent[at] ^ 0x81]) + sent[at + 1 :]
        try:
            data = receive(BytesIO(spoilt)).whole
        except Unreadable:
            continue
        assert b"SECRET" not in data


def test_sequences_within_sequences_without_end_are_refused_or_passed_over() -> None:
    nested = b"\x08\x00\x40\x11SQ\x00\x00\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff" * 5000
    sent = files.ultrasound()
    at = sent.index(b"\x08\x00\x60\x00CS")
    with pytest.raises(Unreadable):
        receive(BytesIO(sent[:at] + nested + sent[at:]))
