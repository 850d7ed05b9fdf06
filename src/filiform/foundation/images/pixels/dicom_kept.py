"""What is kept of a DICOM image: how to draw it and how to measure in it. All else goes.

Names are keywords of DICOM PS3.6. Every value is read as a number, a known word or a date, and written anew, so
that no text of the sender passes through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

#: Ultrasound, ultrasound of several frames, and what machines export as a screen.
KINDS = {
    "1.2.840.10008.5.1.4.1.1.6.1",
    "1.2.840.10008.5.1.4.1.1.3.1",
    "1.2.840.10008.5.1.4.1.1.7",
    "1.2.840.10008.5.1.4.1.1.7.2",
    "1.2.840.10008.5.1.4.1.1.7.3",
    "1.2.840.10008.5.1.4.1.1.7.4",
}
WORDS = {
    "Modality": {"US", "OT"},
    "PhotometricInterpretation": {
        "MONOCHROME1", "MONOCHROME2", "RGB", "PALETTE COLOR", "YBR_FULL", "YBR_FULL_422", "YBR_RCT", "YBR_ICT",
    },
    "LossyImageCompression": {"00", "01"},
    "VOILUTFunction": {"LINEAR", "LINEAR_EXACT"},
}  # fmt: skip
WHOLE = (
    "Rows", "Columns", "SamplesPerPixel", "PlanarConfiguration", "BitsAllocated", "BitsStored", "HighBit",
    "PixelRepresentation", "NumberOfFrames", "PixelAspectRatio", "RecommendedDisplayFrameRate", "CineRate",
)  # fmt: skip
NUMBERS = ("FrameTime", "PixelSpacing", "WindowCenter", "WindowWidth", "RescaleIntercept", "RescaleSlope")
#: A window of values that something else than slope and intercept makes of the pixels cannot be used.
WINDOW = ("WindowCenter", "WindowWidth")
OTHER_VALUES = "ModalityLUTSequence"
DATES = ("AcquisitionDate", "ContentDate")
#: Tables of colours: three numbers that describe each, and its bytes.
TABLES = tuple(f"{colour}PaletteColorLookupTable" for colour in ("Red", "Green", "Blue"))
#: Calibration of a region: where it lies, and what a pixel of it is in centimetres, seconds or hertz.
REGION_WHOLE = (
    "RegionSpatialFormat", "RegionDataType", "RegionFlags", "RegionLocationMinX0", "RegionLocationMinY0",
    "RegionLocationMaxX1", "RegionLocationMaxY1", "ReferencePixelX0", "ReferencePixelY0",
    "PhysicalUnitsXDirection", "PhysicalUnitsYDirection", "TransducerFrequency",
)  # fmt: skip
REGION_NUMBERS = (
    "PhysicalDeltaX", "PhysicalDeltaY", "ReferencePixelPhysicalValueX", "ReferencePixelPhysicalValueY",
    "DopplerCorrectionAngle", "SteeringAngle",
)  # fmt: skip
REGIONS = "SequenceOfUltrasoundRegions"
MOST_REGIONS = 32
#: Named when reading, so that nothing else is even taken apart.
READ = (
    "SOPClassUID", "AcquisitionTime", "ContentTime", "PixelData", OTHER_VALUES, REGIONS, *WORDS, *WHOLE, *NUMBERS,
    *DATES,
    *(f"{table}{part}" for table in TABLES for part in ("Descriptor", "Data")),
)  # fmt: skip


def keep(source: Dataset) -> Dataset:
    """A new data set with what is kept of `source`, pixels apart."""
    kept = Dataset()
    for name, known in WORDS.items():
        word = str(source.get(name) or "").strip()
        if word in known:
            setattr(kept, name, word)
    for name in DATES:
        day = str(source.get(name) or "").strip()
        if re.fullmatch(r"\d{8}", day):
            setattr(kept, name, day)
    _numbers(source, kept, WHOLE, int)
    _numbers(source, kept, [name for name in NUMBERS if name not in WINDOW or _window_speaks(source)], float)
    if kept.get("PhotometricInterpretation") == "PALETTE COLOR":
        for table in TABLES:
            setattr(kept, f"{table}Descriptor", [int(one) for one in source[f"{table}Descriptor"].value])
            setattr(kept, f"{table}Data", bytes(source[f"{table}Data"].value))
    regions = list(_regions(source))
    if regions:
        setattr(kept, REGIONS, Sequence(regions))
    return kept


def _window_speaks(source: Dataset) -> bool:
    """Whether the file's window is one that can be followed."""
    kind = str(source.get("VOILUTFunction") or "LINEAR").strip()
    return OTHER_VALUES not in source and kind in WORDS["VOILUTFunction"]


def _regions(source: Dataset) -> Iterator[Dataset]:
    for one in (source.get(REGIONS) or [])[:MOST_REGIONS]:
        region = Dataset()
        _numbers(one, region, REGION_WHOLE, int)
        _numbers(one, region, REGION_NUMBERS, float)
        yield region


def _numbers(source: Dataset, kept: Dataset, names: Iterable[str], kind: Callable[[Any], int | float]) -> None:
    for name in names:
        value = source.get(name)
        if value is None or value == "":
            continue
        several = not isinstance(value, str | bytes | int | float) and hasattr(value, "__iter__")
        setattr(kept, name, [kind(one) for one in value] if several else kind(value))
