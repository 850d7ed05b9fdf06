"""A photograph is turned upright, encoded anew and says nothing but the picture; what is no picture is refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from filiform.foundation.images.pixels import jpeg
from filiform.foundation.images.pixels.limits import LARGEST_FILE, Unreadable
from filiform.foundation.images.pixels.reading import receive
from filiform.foundation.images.words import WHY, sentence
from tests.foundation.images import files


def _opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("JPEG",))


def test_the_place_is_gone_from_the_stored_bytes() -> None:
    sent = files.telling_jpeg()
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)
    for data in receive(BytesIO(sent)).parts.values():
        again = _opened(data)
        assert dict(again.getexif()) == {}
        assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert files.SECRET.encode() not in data
        assert b"Exif" not in data
        assert b"http" not in data
        assert jpeg.bare(data).data == data


def test_a_turned_photograph_stands_upright() -> None:
    made = _opened(receive(BytesIO(files.telling_jpeg(orientation=6))).parts["picture"])
    assert made.size == (480, 640)
    red, green, _blue = made.getpixel((470, 10))
    assert red > 180 > 80 > green


def test_the_clock_of_the_camera_is_read() -> None:
    taken = receive(BytesIO(files.telling_jpeg())).taken
    assert taken is not None
    assert taken.isoformat() == "2026-01-02T03:04:05+02:00"
    assert receive(BytesIO(files.saved(files.picture()))).taken is None


@pytest.mark.parametrize(
    "sent",
    [
        files.telling_png(),
        files.saved(files.picture(), "WEBP", exif=b"Exif\x00\x00" + files.SECRET.encode()),
        files.saved(files.picture(mode="L"), "PNG"),
        files.saved(files.picture(mode="P"), "PNG"),
        files.saved(files.picture(mode="1"), "PNG"),
        files.saved(files.picture(mode="CMYK")),
        files.saved(files.picture(), progressive=True),
    ],
    ids=["png", "webp", "grey", "palette", "two-colours", "cmyk", "progressive"],
)
def test_each_kind_becomes_a_bare_jpeg(sent: bytes) -> None:
    for data in receive(BytesIO(sent)).parts.values():
        assert jpeg.bare(data).data == data
        assert files.SECRET.encode() not in data
        assert _opened(data).convert("L").getextrema()[1] > 100


def test_sixteen_bits_of_grey_are_scaled_not_cut_off() -> None:
    sent = files.saved(Image.new("I;16", (64, 48), 128 * 256), "PNG")
    assert abs(_opened(receive(BytesIO(sent)).parts["picture"]).getpixel((5, 5)) - 128) < 4


def test_what_was_transparent_is_white() -> None:
    sent = files.saved(Image.new("RGBA", (64, 48), (0, 0, 0, 0)), "PNG")
    assert _opened(receive(BytesIO(sent)).parts["picture"]).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_picture_is_made_smaller_and_keeps_its_shape() -> None:
    received = receive(BytesIO(files.saved(files.picture(4000, 1000))))
    assert (received.width, received.height) == (2400, 600)
    assert _opened(received.parts["small"]).size == (360, 90)


def test_the_same_file_gives_the_same_bytes() -> None:
    sent = files.telling_jpeg()
    assert receive(BytesIO(sent)).parts == receive(BytesIO(sent)).parts


def test_a_page_behind_a_picture_does_not_come_along() -> None:
    sent = files.saved(files.picture()) + b"<html><script>alert(1)</script></html>"
    received = receive(BytesIO(sent))
    assert all(b"script" not in data for data in received.parts.values())


BROKEN = {
    "empty": b"",
    "markup": b"\xef\xbb\xbf\n <HTML><script>alert(1)</script>",
    "document": b"%PDF-1.7\n",
    "other-picture": files.saved(files.picture(mode="P"), "GIF"),
    "heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100,
    "film": b"\x00\x00\x00\x18ftypisom" + b"\x00" * 100,
    "unknown": b"PK\x03\x04" + b"\x00" * 100,
    "damaged": files.saved(files.picture())[:4000],
    "too-small": files.saved(Image.new("L", (4, 4))),
    "too-many-pixels": files.claiming_png(10_000, 10_000),
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_no_picture_is_refused_by_its_content(code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        receive(BytesIO(BROKEN[code]))
    assert caught.value.code == code
    assert "%(" not in sentence(caught.value)


@pytest.mark.parametrize(
    "sent",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><svg/>',
        b"<!DOCTYPE html><title>x</title>",
    ],
)
def test_text_that_browsers_run_is_refused(sent: bytes) -> None:
    with pytest.raises(Unreadable, match="markup"):
        receive(BytesIO(sent))


def test_a_picture_that_claims_much_is_refused_before_it_is_opened() -> None:
    """Its data would not even be enough: whoever decoded it would have said so."""
    for sent in (files.claiming_png(7_100, 7_100), files.claiming_png(2**31 - 1, 1)):
        with pytest.raises(Unreadable, match="too-many-pixels"):
            receive(BytesIO(sent))


def test_a_text_chunk_that_unpacks_without_end_is_refused() -> None:
    from PIL import PngImagePlugin

    text = PngImagePlugin.PngInfo()
    text.add_text("bomb", "x" * 80_000_000, zip=True)
    sent = files.saved(files.picture(), "PNG", pnginfo=text)
    assert len(sent) < 200_000
    with pytest.raises(Unreadable, match="damaged"):
        receive(BytesIO(sent))


def test_a_jpeg_of_endless_passes_is_refused() -> None:
    """Each is a walk over all pixels: a small file could keep a server busy for an hour."""
    whole = files.saved(files.picture(), progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    assert receive(BytesIO(whole)).width == 640
    with pytest.raises(Unreadable, match="damaged"):
        receive(BytesIO(whole[:-2] + last * 200 + b"\xff\xd9"))


def test_the_limit_of_size_is_told() -> None:
    with pytest.raises(Unreadable) as caught:
        receive(BytesIO(files.saved(files.picture()) + b"\x00" * LARGEST_FILE))
    assert "20 MB" in sentence(caught.value)


@pytest.mark.parametrize("cut", [2, 3, 11, 20, 300, 620])
def test_a_cut_off_jpeg_is_damaged(cut: int) -> None:
    whole = files.saved(files.picture())
    for sent in (whole[:cut], whole[:-cut]):
        with pytest.raises(Unreadable, match="damaged"):
            jpeg.bare(sent)


def test_every_code_has_its_sentence() -> None:
    import re
    from pathlib import Path

    import filiform.foundation.images.pixels as pixels

    told = set()
    for path in Path(str(pixels.__file__)).parent.glob("*.py"):
        told |= set(re.findall(r'Unreadable\("([a-z-]+)"', path.read_text()))
    assert told >= {"damaged", "too-many-pixels", "packing"}
    assert told | {"heic", "film", "markup", "document", "other-picture", "unknown"} == set(WHY)
