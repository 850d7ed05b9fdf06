"""From what was sent to what is kept: one function for photographs and DICOM."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from .dicom import read_dicom
from .limits import LARGEST_FILE, MEGABYTE, Unreadable
from .photographs import read_photograph
from .recognise import HEAD, recognise

JPEG, DICOM = "image/jpeg", "application/dicom"


@dataclass(frozen=True)
class Received:
    """A picture as it is kept. Sizes in pixels of `whole`, digests are SHA-256 in hex.

    `parts` are the bytes by name: `picture` and `small` are JPEG, `whole` is there for a DICOM file only. `taken`
    has no offset where the device gave none. `grey` says how sixteen bits of grey are shown, "" for eight.
    """

    kind: str
    media_type: str
    parts: dict[str, bytes]
    width: int
    height: int
    frames: int
    frame: int
    taken: datetime | None
    source_size: int
    source_sha256: str
    grey: str = ""

    @property
    def whole(self) -> bytes:
        """What stands for the picture on record: the DICOM file, or the photograph itself."""
        return self.parts.get("whole", self.parts["picture"])


def digest_of(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def receive(file: BinaryIO, *, frame: int = 1) -> Received:
    """Read a file of a stranger; raises Unreadable. `frame` is the one of a film that stands for it, from 1."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > LARGEST_FILE:
        raise Unreadable("too-large", megabytes=LARGEST_FILE // MEGABYTE)
    kind = recognise(file.read(HEAD))
    file.seek(0)
    source = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    if kind == "photo":
        photo = read_photograph(file)
        return Received(
            kind, JPEG, {"picture": photo.picture.data, "small": photo.small.data},
            photo.picture.width, photo.picture.height, 1, 1, photo.taken, size, source,
        )  # fmt: skip
    found = read_dicom(file, frame)
    return Received(
        kind, DICOM, {"whole": found.file, "picture": found.picture.data, "small": found.small.data},
        found.columns, found.rows, found.frames, frame, found.taken, size, source, found.grey,
    )  # fmt: skip
