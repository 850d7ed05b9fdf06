"""Run lengths and sixteen bits of grey: drawn as they are meant, within limits, with nothing hidden in what is kept."""

from __future__ import annotations

import struct
import tracemalloc
from io import BytesIO
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.encaps import encapsulate, generate_frames
from pydicom.pixels import get_decoder
from pydicom.uid import RLELossless

from filiform.foundation.images.pixels import dicom, grey, rle
from filiform.foundation.images.pixels.dicom import draw_frame
from filiform.foundation.images.pixels.limits import Unreadable
from filiform.foundation.images.pixels.reading import Received, receive
from filiform.foundation.images.words import sentence
from tests.foundation.images import files

WIDTH, HEIGHT = 64, 48
#: A slope from 0 to 3071: twelve bits of which the brightest quarter stays unused.
SLOPE = np.linspace(0, 3071, WIDTH * HEIGHT).astype("<u2").reshape(HEIGHT, WIDTH)


def deep(pixels: np.ndarray = SLOPE, *, bits: int = 12, signed: bool = False, **more: Any) -> bytes:
    """A file of sixteen bits allocated, with these values."""
    return files.ultrasound(
        BitsAllocated=16, BitsStored=bits, HighBit=bits - 1, PixelRepresentation=int(signed),
        PixelData=pixels.tobytes(), **more,
    )  # fmt: skip


def runs(sent: bytes, frames: list[bytes]) -> bytes:
    """The file with these frames in run lengths."""
    ds = pydicom.dcmread(BytesIO(sent))
    ds.PixelData = encapsulate(frames)
    ds["PixelData"].VR, ds["PixelData"].is_undefined_length = "OB", True
    return files.written(ds, RLELossless)


def packed(sent: bytes) -> bytes:
    """The file as run lengths, packed by the library."""
    ds = pydicom.dcmread(BytesIO(sent))
    ds.compress(RLELossless, generate_instance_uid=False)
    return files.written(ds, RLELossless)


def shown(received: Received) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(received.parts["picture"])).convert("L")).astype(int)


def near(one: np.ndarray, other: np.ndarray, by: int = 4) -> bool:
    return bool(np.abs(one - other).max() <= by)


@pytest.mark.parametrize("colours", ["MONOCHROME2", "MONOCHROME1", "RGB"])
def test_run_lengths_show_what_plain_pixels_show(colours: str) -> None:
    plain = files.ultrasound(frames=3, colours=colours)
    one, other = receive(BytesIO(plain), frame=2), receive(BytesIO(packed(plain)), frame=2)
    assert near(shown(one), shown(other), 0)
    kept = pydicom.dcmread(BytesIO(other.whole))
    assert kept.file_meta.TransferSyntaxUID == RLELossless
    # What was written is read by the library's decoder, pixel for pixel.
    decoded, _about = get_decoder(RLELossless).as_array(kept, index=1)
    assert (decoded == pydicom.dcmread(BytesIO(plain)).pixel_array[1]).all()
    assert near(np.asarray(Image.open(BytesIO(draw_frame(other.whole, 3).data)).convert("L")).astype(int),
                shown(receive(BytesIO(plain), frame=3)), 0)  # fmt: skip


def test_what_hides_behind_the_pixels_of_a_run_does_not_stay() -> None:
    pixels = bytes([40]) * (WIDTH * HEIGHT)
    honest = rle.bare(_run(pixels), 1, len(pixels))
    hiding = bytearray(_run(pixels) + b"SECRET Murphy!")
    hiding[64:64] = bytes([128]) * 3  # packets that mean nothing, before the first
    sent = runs(files.ultrasound(), [bytes(hiding)])
    assert b"SECRET Murphy!" in sent
    whole = receive(BytesIO(sent)).whole
    assert b"Murphy" not in whole
    assert next(generate_frames(pydicom.dcmread(BytesIO(whole)).PixelData, number_of_frames=1)) == honest


def _run(pixels: bytes) -> bytes:
    """One segment in packets of repeated bytes."""
    packets = b"".join(bytes([257 - min(128, len(pixels) - at), pixels[at]]) for at in range(0, len(pixels), 128))
    return struct.pack("<16L", 1, 64, *[0] * 14) + packets


SIZE = WIDTH * HEIGHT
WRONG: dict[str, bytes] = {
    "nothing": b"",
    "no segments": struct.pack("<16L", *[0] * 16) + b"\x00" * 40,
    "too few pixels": _run(b"\x05" * (SIZE - 128)),
    "a packet too long": _run(b"\x05" * (SIZE - 1)) + bytes([129, 7]),
    "more segments than a pixel has": struct.pack("<16L", 2, 64, 70, *[0] * 13) + _run(b"\x05" * SIZE)[64:],
    "a segment that begins in the table": struct.pack("<16L", 1, 8, *[0] * 14) + _run(b"\x05" * SIZE)[64:],
    "a segment behind the end": struct.pack("<16L", 1, 99999, *[0] * 14) + _run(b"\x05" * SIZE)[64:],
}


@pytest.mark.parametrize("name", WRONG)
def test_run_lengths_that_do_not_add_up_are_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        rle.bare(WRONG[name], 1, SIZE)
    with pytest.raises(Unreadable, match="damaged"):
        rle.planes(WRONG[name], 1, SIZE)


def test_a_small_file_that_unpacks_to_much_is_never_unpacked_whole() -> None:
    """Fifty frames of a megapixel in eight hundred kilobytes: one frame is drawn, the others are walked through."""
    side = 1024
    frame = _run(b"\x09" * (side * side))
    sent = runs(files.ultrasound(frames=50, Rows=side, Columns=side, PixelData=b"\x00" * 2), [frame] * 50)
    tracemalloc.start()
    received = receive(BytesIO(sent))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert received.frames == 50
    assert len(sent) < 900_000
    assert peak < 12_000_000


def test_sixteen_bits_without_a_window_run_from_the_darkest_to_the_brightest() -> None:
    received = receive(BytesIO(deep()))
    assert received.grey == grey.RANGE
    assert near(shown(received), SLOPE / 3071 * 255)
    inverted = receive(BytesIO(deep(colours="MONOCHROME1")))
    assert near(shown(inverted), 255 - SLOPE / 3071 * 255)


def test_the_window_of_the_file_is_followed() -> None:
    received = receive(BytesIO(deep(WindowCenter=["1000", "9"], WindowWidth=["500", "1"])))
    assert received.grey == grey.WINDOW
    assert near(shown(received), np.clip((SLOPE - 999.5) / 499 + 0.5, 0, 1) * 255)
    exact = receive(BytesIO(deep(WindowCenter="1000", WindowWidth="500", VOILUTFunction="LINEAR_EXACT")))
    assert near(shown(exact), np.clip((SLOPE - 1000.0) / 500 + 0.5, 0, 1) * 255)
    scaled = receive(BytesIO(deep(WindowCenter="900", WindowWidth="1000", RescaleSlope="2", RescaleIntercept="-100")))
    assert near(shown(scaled), np.clip((SLOPE * 2.0 - 100 - 899.5) / 999 + 0.5, 0, 1) * 255)


@pytest.mark.parametrize(
    "more",
    [{"WindowWidth": "0"}, {"VOILUTFunction": "SIGMOID"}, {"WindowCenter": None}, {"ModalityLUTSequence": []}],
    ids=["no width", "another curve", "no centre", "another table"],
)
def test_a_window_that_cannot_be_followed_is_not(more: dict[str, Any]) -> None:
    sent = deep(**{"WindowCenter": "1000", "WindowWidth": "500", **more})
    received = receive(BytesIO(sent))
    assert received.grey == grey.RANGE
    assert "WindowWidth" not in pydicom.dcmread(BytesIO(received.whole)) or more != {"VOILUTFunction": "SIGMOID"}
    assert near(np.asarray(Image.open(BytesIO(draw_frame(received.whole, 1).data))).astype(int), shown(received), 0)


def test_signed_values_and_bits_that_say_nothing() -> None:
    signed = (SLOPE.astype(int) - 1500).astype("<i2")
    received = receive(BytesIO(deep(signed, bits=16, signed=True)))
    assert near(shown(received), (signed + 1500) / 3071 * 255)
    noisy = SLOPE | 0xF000
    assert near(shown(receive(BytesIO(deep(noisy)))), SLOPE / 3071 * 255)


def test_sixteen_bits_stay_as_they_are_in_the_file_and_in_run_lengths() -> None:
    kept = pydicom.dcmread(BytesIO(receive(BytesIO(deep())).whole))
    assert (kept.pixel_array == SLOPE).all()
    assert (kept.BitsStored, kept["PixelData"].VR) == (12, "OW")
    received = receive(BytesIO(packed(deep())))
    assert near(shown(received), shown(receive(BytesIO(deep()))), 0)
    decoded, _about = get_decoder(RLELossless).as_array(pydicom.dcmread(BytesIO(received.whole)), index=0)
    assert (decoded == SLOPE).all()


def test_one_value_alone_is_a_picture_too() -> None:
    assert shown(receive(BytesIO(deep(np.full_like(SLOPE, 7))))).max() <= 2


def test_memory_stays_bounded_for_many_pixels() -> None:
    """Eight megapixels of sixteen bits: the file, the pixels and a picture, no copy in larger numbers."""
    many = np.zeros((2048, 4096), "<u2")
    many[:, ::2] = 4000
    sent = deep(many, Rows=2048, Columns=4096)
    tracemalloc.start()
    assert receive(BytesIO(sent)).grey == grey.RANGE
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * len(sent)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("1.2.840.10008.1.2.4.92", "JPEG 2000 Multi-component"),
        ("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000"),
        ("1.2.840.10008.1.2.4.51", "JPEG Extended"), ("1.2.840.10008.1.2.4.80", "JPEG-LS"),
        ("1.2.840.10008.1.2.4.102", "MPEG"), ("1.2.840.10008.1.2.1.99", "Deflate"),
    ],
)  # fmt: skip
def test_other_ways_are_called_by_name_with_what_to_do(number: str, name: str) -> None:
    plain = files.ExplicitVRLittleEndian.encode() + b"\x00"
    at = b"\x02\x00\x10\x00UI\x14\x00" + plain
    even = number.encode() + b"\x00" * (len(number) % 2)
    sent = files.ultrasound().replace(at, b"\x02\x00\x10\x00UI" + struct.pack("<H", len(even)) + even)
    with pytest.raises(Unreadable) as caught:
        dicom.read_dicom(BytesIO(sent))
    told = sentence(caught.value)
    assert f"packed as {name}, which is not read here" in told
    assert "uncompressed DICOM" in told
