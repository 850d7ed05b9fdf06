"""Makes the files that tests send: real ones, written by the libraries that read them, and spoilt ones."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageDraw, PngImagePlugin
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit

SECRET = "Nora Murphy 1985"
ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.1"
ULTRASOUND_FILM = "1.2.840.10008.5.1.4.1.1.3.1"


def picture(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """A drawn picture whose upper left corner is red, so that a turn shows."""
    made = Image.new("RGB", (width, height), (40, 60, 80))
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, 0, width // 4, height // 4), fill=(220, 20, 20))
    draw.line((0, height, width, 0), fill=(230, 230, 230), width=3)
    return made.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    """The picture as a file."""
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def telling_jpeg(orientation: int = 6) -> bytes:
    """A phone's photograph: turned, with place, device, comment, XMP and profile, each with a name in it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.ImageDescription] = SECRET
    about = exif.get_ifd(ExifTags.IFD.Exif)
    about[ExifTags.Base.DateTimeOriginal] = "2026:01:02 03:04:05"
    about[ExifTags.Base.OffsetTimeOriginal] = "+02:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (53.0, 20.0, 59.5)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "W", (6.0, 15.0, 37.0)
    return saved(
        picture(), quality=90, exif=exif, comment=SECRET.encode(), xmp=f"<x>{SECRET}</x>".encode(),
        icc_profile=b"profile of " + SECRET.encode(),
    )  # fmt: skip


def telling_png() -> bytes:
    """A screen that somebody exported, with words in its text chunks."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    return saved(picture(mode="RGBA"), "PNG", pnginfo=text)


def claiming_png(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims this size: what a bomb looks like before it is opened."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def ultrasound(
    *, frames: int = 1, packing: str = ExplicitVRLittleEndian, colours: str = "MONOCHROME2", **more: Any
) -> bytes:
    """A DICOM image of an ultrasound machine, with names in its tags, private elements and an overlay."""
    ds = telling_tags()
    ds.SOPClassUID = ULTRASOUND_FILM if frames > 1 else ULTRASOUND
    ds.Rows, ds.Columns, ds.BitsAllocated, ds.BitsStored, ds.HighBit = 48, 64, 8, 8, 7
    ds.PixelRepresentation, ds.PhotometricInterpretation = 0, colours
    ds.SamplesPerPixel = 3 if colours in ("RGB", "YBR_FULL", "YBR_FULL_422") else 1
    if ds.SamplesPerPixel == 3:
        ds.PlanarConfiguration = 0
    if frames > 1:
        ds.NumberOfFrames, ds.FrameTime = frames, "50"
    mode = {3: "RGB", 1: "L"}[ds.SamplesPerPixel]
    drawn = [_frame(number, mode) for number in range(1, frames + 1)]
    if packing == JPEGBaseline8Bit:
        exif = Image.Exif()
        exif[ExifTags.Base.ImageDescription] = SECRET
        ds.PixelData = encapsulate([saved(one, quality=95, exif=exif, comment=SECRET.encode()) for one in drawn])
        ds["PixelData"].is_undefined_length = True
    else:
        ds.PixelData = b"".join(one.tobytes() for one in drawn)
    ds["PixelData"].VR = "OB"
    for name, value in more.items():
        setattr(ds, name, value)
    return written(ds, packing)


def telling_tags() -> Dataset:
    """What a machine writes about a picture: all of it names the patient or the place."""
    ds = Dataset()
    ds.PatientName, ds.PatientID, ds.PatientBirthDate = "Murphy^Nora", "4711-SECRET", "19850304"
    ds.InstitutionName, ds.OperatorsName, ds.ImageComments = "Clinic SECRET", "Person^SECRET", SECRET
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.SOPInstanceUID = "1.2.3.4711", "1.2.3.4711.1", "1.2.3.4711.1.1"
    ds.Modality, ds.AcquisitionDate, ds.AcquisitionTime = "US", "20260102", "030405.123"
    ds.DeviceSerialNumber = "SN-SECRET"
    block = ds.private_block(0x0099, "MAKER SECRET", create=True)
    block.add_new(0x01, "LO", SECRET)
    ds.add_new(0x60000022, "LO", SECRET)
    ds.add_new(0x60003000, "OW", SECRET.encode() + b"\x00" * 368)
    region = Dataset()
    region.RegionSpatialFormat, region.RegionDataType, region.RegionFlags = 1, 1, 0
    region.RegionLocationMinX0, region.RegionLocationMinY0 = 0, 0
    region.RegionLocationMaxX1, region.RegionLocationMaxY1 = 63, 47
    region.PhysicalUnitsXDirection = region.PhysicalUnitsYDirection = 3
    region.PhysicalDeltaX = region.PhysicalDeltaY = 0.0075
    region.add_new(0x00180010, "LO", SECRET)
    ds.SequenceOfUltrasoundRegions = Sequence([region])
    return ds


def written(ds: Dataset, packing: str) -> bytes:
    """The data set as a file of this transfer syntax."""
    ds.file_meta = FileMetaDataset()
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    ds.file_meta.TransferSyntaxUID = packing
    ds.file_meta.PrivateInformationCreatorUID, ds.file_meta.PrivateInformation = "1.2.3", SECRET.encode()
    ds.preamble = SECRET.encode().ljust(128, b"\x00")
    out = BytesIO()
    ds.save_as(out, enforce_file_format=True)
    return out.getvalue()


def _frame(number: int, mode: str) -> Image.Image:
    """A frame that is told from the others by how bright it is."""
    return Image.new(mode, (64, 48), number * 40 if mode == "L" else (number * 40, 0, 0))


__all__ = ["ExplicitVRLittleEndian", "ImplicitVRLittleEndian", "JPEGBaseline8Bit"]
