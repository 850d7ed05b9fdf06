"""Photographs: decoded within limits, turned upright, and encoded anew with nothing but the picture."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import BinaryIO

from PIL import ExifTags, Image, ImageOps

from . import jpeg
from .limits import LONG_SIDE, MOST_PASSES, MOST_PIXELS, QUALITY, SMALL_QUALITY, SMALL_SIDE, Unreadable

FORMATS = ("JPEG", "PNG", "WEBP")
#: Modes whose neighbouring pixels can be mixed.
SMOOTH = ("L", "LA", "RGB", "RGBA", "CMYK")
# The limit is ours and asked before anything is decoded; Pillow's own would only warn.
Image.MAX_IMAGE_PIXELS = None
#: One picture is decoded at a time: fifty megapixels take 150 MB.
_decoding = threading.Lock()


@dataclass(frozen=True)
class Encoded:
    """A JPEG of picture only, with its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Photograph:
    """What is kept of a photograph; `taken` is what the camera's clock said, without an offset where it gave none."""

    picture: Encoded
    small: Encoded
    taken: datetime | None


@contextmanager
def decoding() -> Iterator[None]:
    """Wait for the turn to decode; whatever a decoder raises then means that the file is damaged."""
    with _decoding:
        try:
            yield
        except Unreadable:
            raise
        except Exception as problem:
            # A decoder meets what a stranger wrote, and raises nearly anything.
            raise Unreadable("damaged") from problem


def read_photograph(file: BinaryIO) -> Photograph:
    """Read a JPEG, PNG or WebP. Raises Unreadable."""
    if file.read().count(b"\xff\xda") > MOST_PASSES:
        raise Unreadable("damaged")
    file.seek(0)
    with decoding(), Image.open(file, formats=FORMATS) as opened:
        check_size(*opened.size)
        # A JPEG may be decoded at a half, a quarter or an eighth, as long as it is not smaller than what is kept.
        opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
        _shrink(opened)
        upright, taken = _as_held(opened)
        picture, small = encode(upright)
    return Photograph(picture, small, taken)


def _as_held(opened: Image.Image) -> tuple[Image.Image, datetime | None]:
    """The picture as the camera was held, and when; where that cannot be read, the picture as it lies."""
    try:
        return ImageOps.exif_transpose(opened), _taken(opened.getexif())
    except Exception:
        return opened, None


def check_size(width: int, height: int, most: int = MOST_PIXELS) -> None:
    """Raises Unreadable for nothing and for too much."""
    if width * height > most:
        raise Unreadable("too-many-pixels", megapixels=round(width * height / 1_000_000), most=most // 1_000_000)
    if width < 8 or height < 8:
        raise Unreadable("too-small")


def encode(image: Image.Image) -> tuple[Encoded, Encoded]:
    """The picture as it is kept, and a small one for lists."""
    _shrink(image)
    plain = _plain(image)
    plain.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    small = plain.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return _jpeg(plain, QUALITY), _jpeg(small, SMALL_QUALITY)


def _shrink(image: Image.Image) -> None:
    """Make a large picture smaller before anything else: each further step would hold it once more."""
    image.load()
    if image.mode in SMOOTH:
        image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)


def _plain(image: Image.Image) -> Image.Image:
    """Grey or colour in eight bits, on white where it was transparent, and without what was said about it."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey; Pillow would cut off what is above 255 instead of scaling it.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.has_transparency_data:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    plain = image.convert("L" if image.mode in ("1", "L") else "RGB")
    if plain is image:
        plain = image.copy()
    plain.info.clear()
    return plain


def _jpeg(image: Image.Image, quality: int) -> Encoded:
    written = BytesIO()
    image.save(written, "JPEG", quality=quality, optimize=True, subsampling=0)
    data = written.getvalue()
    if jpeg.bare(data).data != data:
        raise AssertionError("An encoder wrote more than the picture.")
    return Encoded(data, *image.size)


def _taken(exif: Image.Exif) -> datetime | None:
    """When the picture was taken, as the camera has it."""
    about = exif.get_ifd(ExifTags.IFD.Exif)
    said, offset = about.get(ExifTags.Base.DateTimeOriginal), about.get(ExifTags.Base.OffsetTimeOriginal)
    try:
        moment = datetime.strptime(str(said).strip("\x00 "), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    try:
        sign, hours, minutes = str(offset)[0], int(str(offset)[1:3]), int(str(offset)[4:6])
        away = timedelta(hours=hours, minutes=minutes)
        return moment.replace(tzinfo=timezone(-away if sign == "-" else away))
    except (ValueError, IndexError):
        return moment
