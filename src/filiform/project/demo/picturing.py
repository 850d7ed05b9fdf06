"""Pictures of ultrasound guidance for the demo, drawn by this code: layers of tissue, speckle and a needle.

Nobody was scanned for them and nothing can be read off them; they are there so that pages with pictures can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, RLELossless, generate_uid
from uuid6 import uuid7

from filiform.foundation.images import public as images

if TYPE_CHECKING:
    from .attending import Hour

#: What a story does at a visit, to the kind of file that the machine gives.
KINDS = {"guided": "png", "guided-deep": "deep", "guided-film": "film"}
WIDTH, HEIGHT, FRAMES = 384, 320, 5
ULTRASOUND, FILM = "1.2.840.10008.5.1.4.1.1.6.1", "1.2.840.10008.5.1.4.1.1.3.1"

Grey = NDArray[np.float64]


@dataclass(frozen=True)
class Scene:
    """Where the layers lie, as parts of the height, how steep the needle is, and what numbers are drawn from."""

    seed: int
    fascia: float
    bone: float
    steep: float


def kind_of(does: frozenset[str]) -> str:
    """The kind of file that this visit keeps, "" for none."""
    return next((kind for word, kind in KINDS.items() if word in does), "")


def keep(hour: Hour, insertion: UUID, structure: str) -> None:
    """Keep a picture of the needle in place, and look at it."""
    kind = kind_of(hour.part.does)
    scene = _scene(f"{hour.story.name}, {hour.part.day}, {structure}")
    with hour.step(0.5) as visit:
        sent = {"png": _png, "deep": _deep, "film": _film}[kind](scene, hour.now)
        received = images.receive(BytesIO(sent), frame=FRAMES if kind == "film" else 1)
        words = "Tip of the needle in the muscle, short of the bone"
        kept = images.keep_image(visit=visit, received=received, client_id=uuid7(), about=str(insertion), words=words)
        images.note_checked(visit=visit, image=kept.id)


def _scene(name: str) -> Scene:
    seed = sum(ord(letter) * at for at, letter in enumerate(name, 1))
    rng = np.random.default_rng(seed)
    fascia = rng.uniform(0.2, 0.3)
    # The tip comes to rest in the muscle, half the picture from where the needle enters.
    return Scene(seed, fascia, rng.uniform(0.72, 0.86), (fascia + rng.uniform(0.12, 0.3)) / 0.5)


def tissue(scene: Scene, reach: float = 1.0) -> Grey:
    """A frame from 0 to 1, brighter means more echo; `reach` is how far the needle has come."""
    rng = np.random.default_rng(scene.seed)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] / np.array([HEIGHT, WIDTH]).reshape(2, 1, 1)
    wave = 0.012 * np.sin(2 * np.pi * (x * 1.3 + scene.fascia * 9)) + 0.02 * (x - 0.5)
    fascia, bone = scene.fascia + wave, scene.bone - 0.05 * np.cos(2 * np.pi * (x - 0.4)) - wave
    made = np.where(y < fascia, 0.3, 0.2)
    made += 0.1 * (y < fascia) * (np.sin(2 * np.pi * (y * 17 + x * 1.7)) > 0.86)
    fibres = np.sin(2 * np.pi * (y * 26 - x * 5.5 + 0.4 * np.sin(5 * x)))
    made += 0.13 * (y > fascia) * (y < bone) * np.clip(fibres, 0, 1)
    made += 0.5 * _line(y, 0.012, 0.02) + 0.45 * _line(y, fascia, 0.008) + 0.75 * _line(y, bone, 0.012)
    made *= _speckle(rng)
    made = np.where(y > bone + 0.02, made * 0.25, made) * (1 - 0.35 * y)
    return np.clip(made + _needle(scene, x, y, reach), 0, 1)


def _line(y: Grey, at: Grey | float, width: float) -> Grey:
    found: Grey = np.exp(-(((y - at) / width) ** 2))
    return found


def _speckle(rng: np.random.Generator) -> Grey:
    """Grains that are wider than high, as of a beam that is wider than its pulse is long."""
    noise = rng.rayleigh(0.9, (HEIGHT, WIDTH))
    for axis, times in ((1, 3), (0, 1)):
        for _time in range(times):
            noise = (np.roll(noise, 1, axis) + noise + np.roll(noise, -1, axis)) / 3
    found: Grey = 0.25 + (noise / noise.mean()) ** 2 * 0.75
    return found


def _needle(scene: Scene, x: Grey, y: Grey, reach: float) -> Grey:
    """A bright line from the upper left, with its fainter repeats below; the tip is brightest."""
    start, end = 0.08, 0.08 + 0.5 * reach
    deep = scene.steep * (x - start)
    along = (x > start) * (x < end)
    shaft = np.where(along, _line(y, deep, 0.006), 0) * 0.8
    for number in (1, 2, 3):
        shaft += np.where(along, _line(y, deep + 0.028 * number, 0.006), 0) * 0.28 / number
    tip = np.exp(-(((x - end) / 0.012) ** 2) - ((y - scene.steep * (end - start)) / 0.014) ** 2)
    found: Grey = shaft + tip
    return found


def _eight(frame: Grey) -> NDArray[np.uint8]:
    return np.rint(frame * 255).astype(np.uint8)


def _png(scene: Scene, at: datetime) -> bytes:
    out = BytesIO()
    Image.fromarray(_eight(tissue(scene))).save(out, "PNG")
    return out.getvalue()


def _deep(scene: Scene, at: datetime) -> bytes:
    """Twelve bits of grey with the machine's window, plain."""
    pixels = np.rint(tissue(scene) * 3000 + 200).astype("<u2")
    ds = _tags(at, ULTRASOUND, bits=12)
    ds.WindowCenter, ds.WindowWidth = "1500", "2700"
    ds.PixelData = pixels.tobytes()
    ds["PixelData"].VR = "OW"
    return _written(ds)


def _film(scene: Scene, at: datetime) -> bytes:
    """The needle on its way, in run lengths."""
    frames = [_eight(tissue(scene, (number + 1) / FRAMES)) for number in range(FRAMES)]
    ds = _tags(at, FILM, bits=8)
    ds.NumberOfFrames, ds.FrameTime = FRAMES, "120"
    ds.PixelData = b"".join(frame.tobytes() for frame in frames)
    ds["PixelData"].VR = "OB"
    ds.compress(RLELossless, generate_instance_uid=False)
    return _written(ds)


def _tags(at: datetime, kind: str, *, bits: int) -> Dataset:
    ds, here = Dataset(), timezone.localtime(at)
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SOPClassUID, ds.SOPInstanceUID, ds.Modality = kind, generate_uid(None), "US"
    ds.AcquisitionDate, ds.AcquisitionTime = f"{here:%Y%m%d}", f"{here:%H%M%S}"
    ds.Rows, ds.Columns, ds.SamplesPerPixel, ds.PhotometricInterpretation = HEIGHT, WIDTH, 1, "MONOCHROME2"
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16 if bits > 8 else 8, bits, bits - 1, 0
    return ds


def _written(ds: Dataset) -> bytes:
    ds.file_meta.MediaStorageSOPClassUID, ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPClassUID, ds.SOPInstanceUID
    out = BytesIO()
    ds.save_as(out, enforce_file_format=True)
    return out.getvalue()
