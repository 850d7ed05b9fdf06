"""JPEG 2000 and JPEG Lossless: drawn as they are meant, kept without what is said in them, read apart within limits."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.encaps import encapsulate, generate_frames
from pydicom.uid import JPEG2000, JPEG2000Lossless, JPEGLossless, JPEGLosslessSV1

from filiform.foundation.images.pixels import apart, decoder, frames, j2k, jpeg
from filiform.foundation.images.pixels.dicom import draw_frame
from filiform.foundation.images.pixels.limits import MOST_PACKED_PIXELS, Unreadable
from filiform.foundation.images.pixels.reading import Received, receive
from filiform.foundation.images.words import sentence
from tests.foundation.images import files, lossless

WIDTH, HEIGHT = 64, 48
PICTURE = np.asarray(files.picture(WIDTH, HEIGHT))
GREY = np.asarray(files.picture(WIDTH, HEIGHT, "L"))


def of_j2k(pixels: np.ndarray, **more: Any) -> bytes:
    """A codestream that the library writes, with a comment that names somebody."""
    return files.saved(Image.fromarray(pixels), "JPEG2000", no_jp2=True, comment=files.SECRET, **more)


def sent(packing: str, frames: list[bytes], colours: str = "MONOCHROME2", **more: Any) -> bytes:
    """An ultrasound image of 64 by 48 with these frames."""
    ds = pydicom.dcmread(BytesIO(files.ultrasound(frames=len(frames), colours="MONOCHROME2")))
    ds.PhotometricInterpretation, ds.SamplesPerPixel = colours, 1
    if colours not in ("MONOCHROME1", "MONOCHROME2"):
        ds.SamplesPerPixel, ds.PlanarConfiguration = 3, 1  # of packed frames the planar configuration says nothing
    ds.PixelData = encapsulate(frames)
    ds["PixelData"].VR, ds["PixelData"].is_undefined_length = "OB", True
    for name, value in more.items():
        setattr(ds, name, value)
    return files.written(ds, packing)


def shown(received: Received) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(received.parts["picture"]))).astype(int)


def near(one: np.ndarray, other: np.ndarray, by: float = 3.0) -> bool:
    """Alike on the whole; what is shown went through a lossy JPEG of ours."""
    return one.shape == other.shape and float(np.abs(one - other.astype(int)).mean()) <= by


def unpacked(received: Received, frame: int = 0) -> np.ndarray:
    """Pixels of a frame of the file that is kept, by Pillow alone."""
    kept = pydicom.dcmread(BytesIO(received.whole))
    one = list(generate_frames(kept.PixelData, number_of_frames=received.frames))[frame]
    return np.asarray(Image.open(BytesIO(one)))


@pytest.mark.parametrize(
    ("packing", "colours", "frame"),
    [
        (JPEG2000Lossless, "MONOCHROME2", of_j2k(GREY)),
        (JPEG2000Lossless, "YBR_RCT", of_j2k(PICTURE, mct=1)),
        (JPEG2000Lossless, "RGB", of_j2k(PICTURE, mct=0, tile_size=(32, 32), plt=True)),
        (JPEG2000, "YBR_ICT", of_j2k(PICTURE, mct=1, irreversible=True, quality_mode="rates", quality_layers=[4])),
        (JPEGLosslessSV1, "MONOCHROME2", lossless.packed(GREY)),
        (JPEGLossless, "RGB", lossless.packed(PICTURE)),
        (JPEGLosslessSV1, "YBR_FULL", lossless.packed(np.asarray(files.picture(WIDTH, HEIGHT, "YCbCr")))),
    ],
    ids=["j2k-grey", "j2k-mixed", "j2k-tiles", "j2k-lossy", "lossless-grey", "lossless-rgb", "lossless-ybr"],
)
def test_a_packed_picture_is_shown_and_kept_without_what_is_said_in_it(
    packing: str, colours: str, frame: bytes
) -> None:
    whole = sent(packing, [frame], colours)
    assert files.SECRET.encode() in frame
    received = receive(BytesIO(whole))
    assert near(shown(received), PICTURE if colours != "MONOCHROME2" else GREY)
    assert files.SECRET.encode() not in received.whole
    assert b"SECRET" not in received.whole
    kept = pydicom.dcmread(BytesIO(received.whole))
    assert kept.file_meta.TransferSyntaxUID == packing
    assert kept.PhotometricInterpretation == colours
    if packing != JPEG2000 and colours != "YBR_FULL":
        assert (unpacked(received) == (PICTURE if colours != "MONOCHROME2" else GREY)).all()
    # What was kept is read again, and by then has nothing more to lose.
    again = receive(BytesIO(received.whole))
    assert again.parts["picture"] == received.parts["picture"]
    assert unpacked(again).tobytes() == unpacked(received).tobytes()


@pytest.mark.parametrize("packing", [JPEG2000Lossless, JPEGLosslessSV1], ids=["j2k", "lossless"])
def test_each_frame_of_a_packed_film_is_drawn(packing: str) -> None:
    shades = [np.full((HEIGHT, WIDTH), 40 * number, np.uint8) for number in (1, 2, 3)]
    pack = of_j2k if packing == JPEG2000Lossless else lossless.packed
    received = receive(BytesIO(sent(packing, [pack(one) for one in shades])), frame=2)
    assert received.frames == 3
    assert near(shown(received), shades[1], 0.5)
    for number, shade in enumerate(shades, 1):
        drawn = Image.open(BytesIO(draw_frame(received.whole, number).data))
        assert near(np.asarray(drawn).astype(int), shade, 0.5)


def test_another_programs_frames_are_read_to_the_last_bit() -> None:
    picture = files.picture(16, 12)
    for name, mode in (("colours", "RGB"), ("grey", "L")):
        bare = jpeg.bare(lossless.BY_GDCM[name], jpeg.LOSSLESS)
        found = apart.pixels(bare.data, kind="JPEG", mode=mode, width=16, height=12)
        assert found == picture.convert(mode).tobytes()
        ours = jpeg.bare(lossless.packed(np.asarray(picture.convert(mode))), jpeg.LOSSLESS)
        assert apart.pixels(ours.data, kind="JPEG", mode=mode, width=16, height=12) == found


@pytest.mark.parametrize("signed", [False, True], ids=["plain", "signed"])
def test_twelve_bits_in_a_codestream_of_sixteen_are_shown_by_their_window(signed: bool) -> None:
    slope = np.linspace(0, 3071, 192).astype("<u2").reshape(12, 16)
    deep = {
        "Rows": 12, "Columns": 16, "BitsAllocated": 16, "BitsStored": 12, "HighBit": 11,
        "WindowCenter": 1536, "WindowWidth": 3072,
    }  # fmt: skip
    frame = lossless.SLOPE_BY_GDCM
    if signed:
        # The same bits, said to have a sign: values from -2048 up, which the file's own intercept lifts again.
        moved = (slope.astype(int) - 2048).astype("<i2")
        with_sign = files.saved(
            Image.fromarray((moved.astype(int) + 32768).astype("<u2")), "JPEG2000", no_jp2=True, signed=True
        )
        frame = with_sign
        deep |= {"PixelRepresentation": 1, "RescaleSlope": 1, "RescaleIntercept": 2048}
    received = receive(BytesIO(sent(JPEG2000Lossless, [frame], **deep)))
    assert received.grey == "window"
    assert near(shown(received), slope // 12, 3)


CODESTREAM = of_j2k(PICTURE, mct=1)


def _resized(data: bytes, width: int, height: int) -> bytes:
    """The codestream claiming another size."""
    return data[:8] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + data[16:]


WRONG = {
    "claims-more": (_resized(CODESTREAM, 30_000, 30_000), "damaged"),
    "many-tiles": (CODESTREAM[:24] + b"\x00\x00\x00\x01" * 2 + CODESTREAM[32:], "damaged"),
    "no-tiles": (CODESTREAM[:24] + b"\x00" * 8 + CODESTREAM[32:], "damaged"),
    "no-end": (CODESTREAM[:-2], "damaged"),
    "half": (CODESTREAM[: len(CODESTREAM) // 2], "damaged"),
    "not-one": (b"\xff\xd8\xff\xe0" + b"\x00" * 60, "damaged"),
    "of-grey": (of_j2k(GREY), "damaged"),
    "thin-colours": (CODESTREAM[:46] + b"\x02\x02" + CODESTREAM[48:], "colours"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_codestream_that_does_not_add_up_is_refused_in_words(name: str) -> None:
    frame, code = WRONG[name]
    with pytest.raises(Unreadable) as refused:
        receive(BytesIO(sent(JPEG2000Lossless, [frame], "YBR_RCT")))
    assert refused.value.code == code
    assert sentence(refused.value)


@pytest.mark.parametrize("packing", [JPEG2000Lossless, JPEGLosslessSV1], ids=["j2k", "lossless"])
def test_a_packed_frame_cut_anywhere_is_refused_before_it_is_unpacked(packing: str) -> None:
    frame = of_j2k(GREY) if packing == JPEG2000Lossless else lossless.packed(GREY)
    walk = j2k.bare if packing == JPEG2000Lossless else lambda data: jpeg.bare(data, jpeg.LOSSLESS)
    for end in range(0, len(frame) - 2, max(1, len(frame) // 97)):
        with pytest.raises(Unreadable):
            walk(frame[:end])


def test_pixels_that_were_spoilt_end_the_other_process_and_not_ours() -> None:
    bare = j2k.bare(CODESTREAM).data
    with pytest.raises(Unreadable) as refused:
        apart.pixels(bare[:120] + b"\x00" * 40, kind="JPEG2000", mode="RGB", width=WIDTH, height=HEIGHT)
    assert refused.value.code == "damaged"
    with pytest.raises(Unreadable):
        apart.pixels(bare, kind="JPEG2000", mode="RGB", width=WIDTH, height=HEIGHT + 1)


def test_a_frame_of_many_pixels_is_refused_by_its_header() -> None:
    side = int(MOST_PACKED_PIXELS**0.5) + 8
    with pytest.raises(Unreadable) as refused:
        receive(BytesIO(sent(JPEG2000Lossless, [_resized(CODESTREAM, side, side)], "YBR_RCT", Rows=side, Columns=side)))
    assert "at most 16 are opened" in sentence(refused.value)


def test_lossless_frames_of_more_than_eight_bits_and_lossy_palettes_are_refused_in_words() -> None:
    deep = {"BitsAllocated": 16, "BitsStored": 12, "HighBit": 11}
    for packing, more in ((JPEGLosslessSV1, deep), (JPEG2000, {"PhotometricInterpretation": "PALETTE COLOR"})):
        about = pydicom.dcmread(BytesIO(sent(packing, [lossless.packed(GREY)])))
        for name, value in more.items():
            setattr(about, name, value)
        with pytest.raises(Unreadable) as refused:
            frames.check(about, packing)
        assert refused.value.code == "colours"


def test_the_system_ends_a_decoder_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "DECODER_SECONDS", 0)
    with pytest.raises(Unreadable) as refused:
        apart.pixels(j2k.bare(CODESTREAM).data, kind="JPEG2000", mode="RGB", width=WIDTH, height=HEIGHT)
    assert refused.value.code == "too-slow"
    assert "took too long" in sentence(refused.value)


def test_the_decoder_gets_no_more_memory_and_writes_no_more_than_it_was_given(tmp_path: Path) -> None:
    """Asked of the system, in a process like the decoder's."""
    asked = (
        "import sys; sys.path.insert(0, sys.argv[1]); import decoder; decoder.limit(9, 1 << 30, 1000)\n"
        "print(open(sys.argv[2], 'wb', 0).write(b'x' * 2000))\n"
        "try: bytearray(1 << 31)\n"
        "except MemoryError: print('no more')\n"
    )
    given = [str(Path(decoder.__file__).parent), str(tmp_path / "made")]
    done = subprocess.run([sys.executable, "-I", "-c", asked, *given], capture_output=True, check=True, text=True)
    assert done.stdout.split("\n") == ["1000", "no more", ""]


def test_the_decoder_sees_nothing_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the database and the key; none of it is passed on."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    seen: dict[str, Any] = {}
    real = subprocess.run

    def looked(command: list[str], **how: Any) -> Any:
        seen.update(how, command=command)
        return real(command, **how)

    monkeypatch.setattr(apart.subprocess, "run", looked)
    apart.pixels(j2k.bare(CODESTREAM).data, kind="JPEG2000", mode="RGB", width=WIDTH, height=HEIGHT)
    assert set(seen["env"]) <= set(apart.PASSED)
    assert "-I" in seen["command"]
