"""The file format of a backup: a line that names it, a header, then sealed parts; the last is the manifest.

    FILIFORM BACKUP\\n
    {"format": 1, "sealed": "plain" | "secret", ...}\\n
    [4 bytes length][1 byte: 1 for the last part][sealed part] ...

A part is a line of JSON that names its member, then up to PART bytes of the member, compressed by zlib.
Members come one after the other, each in one or more parts. Nothing follows the last part.
"""

from __future__ import annotations

import json
import secrets
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from .errors import BackupError
from .seals import LARGEST_N, SCRYPT_N, SCRYPT_P, SCRYPT_R, BrokenSealError, PlainSeal, Seal, SecretSeal

MAGIC = b"FILIFORM BACKUP\n"
FORMAT = 1
PART = 1024 * 1024
LARGEST_PART = PART + 64 * 1024
LONGEST_HEADER = 4096
MANIFEST = "manifest"
_FRAME = struct.Struct(">IB")

DAMAGED = "{path} is damaged: {why}. Nothing was changed. Use another copy or an older backup."


class Writer:
    """Writes members to an open file; `finish` must come last, or the file stays unreadable on purpose."""

    def __init__(self, file: BinaryIO, phrase: str | None) -> None:
        self._file = file
        header: dict[str, Any] = {"format": FORMAT, "sealed": "plain"}
        salt = secrets.token_bytes(16)
        if phrase:
            header |= {"sealed": "secret", "salt": salt.hex(), "n": SCRYPT_N, "r": SCRYPT_R, "p": SCRYPT_P}
        line = MAGIC + json.dumps(header).encode() + b"\n"
        self._seal = _seal(line, header, phrase)
        file.write(line)

    def part(self, member: str, data: bytes) -> None:
        """Write up to PART bytes of `member`."""
        self._write(member, data, last=False)

    def finish(self, manifest: bytes) -> None:
        """Write the manifest as the last part."""
        pieces = [manifest[start : start + PART] for start in range(0, len(manifest), PART)] or [b""]
        for number, piece in enumerate(pieces, 1):
            self._write(MANIFEST, piece, last=number == len(pieces))

    def _write(self, member: str, data: bytes, *, last: bool) -> None:
        part = json.dumps({"member": member}).encode() + b"\n" + zlib.compress(data, 3)
        sealed = self._seal.close(part, last=last)
        self._file.write(_FRAME.pack(len(sealed), last) + sealed)


def parts(path: Path, phrase: str | None) -> Iterator[tuple[str, bytes]]:
    """Read the file from its start: member and data of each part, every seal checked before its data is given.

    Raises BackupError when it is no backup, newer than this program, damaged, cut off, or the phrase is wrong.
    """
    try:
        with path.open("rb") as file:
            line, header = _header(path, file)
            if header["sealed"] == "secret" and not phrase:
                raise BackupError(f"{path} is encrypted. Give its pass phrase: --passphrase-file FILE.")
            yield from _parts(path, file, _seal(line, header, phrase))
    except OSError as problem:
        raise BackupError(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def is_secret(path: Path) -> bool:
    """Whether the file needs a pass phrase."""
    try:
        with path.open("rb") as file:
            return bool(_header(path, file)[1]["sealed"] == "secret")
    except OSError as problem:
        raise BackupError(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def _header(path: Path, file: BinaryIO) -> tuple[bytes, dict[str, Any]]:
    if file.read(len(MAGIC)) != MAGIC:
        raise BackupError(f"{path} is not a backup of Filiform. Nothing was changed.")
    line = file.readline(LONGEST_HEADER)
    try:
        header = json.loads(line)
        number = header["format"]
        if number.__class__ is not int or header["sealed"] not in ("plain", "secret"):
            raise ValueError
        if header["sealed"] == "secret":
            bytes.fromhex(header["salt"])
            # Bounded, or a made-up file could ask for all memory.
            n, r, p = (int(header[name]) for name in "nrp")
            if not (1 < n <= LARGEST_N and n & (n - 1) == 0 and 0 < r <= 16 and 0 < p <= 4):
                raise ValueError
    except (ValueError, KeyError, TypeError, OverflowError) as problem:
        raise BackupError(DAMAGED.format(path=path, why="its header cannot be read")) from problem
    if number > FORMAT:
        raise BackupError(
            f"{path} was written by a newer Filiform (format {number}; this one reads {FORMAT}). "
            "Install that version or a later one, then restore. Nothing was changed."
        )
    return MAGIC + line, header


def _seal(line: bytes, header: dict[str, Any], phrase: str | None) -> Seal:
    if header["sealed"] == "plain":
        return PlainSeal(line)
    salt = bytes.fromhex(header["salt"])
    return SecretSeal(line, phrase=phrase or "", salt=salt, **{name: int(header[name]) for name in "nrp"})


def _parts(path: Path, file: BinaryIO, seal: Seal) -> Iterator[tuple[str, bytes]]:
    last, number = False, 0
    while not last:
        frame = file.read(_FRAME.size)
        if len(frame) < _FRAME.size:
            raise BackupError(DAMAGED.format(path=path, why="it was cut off, or never finished"))
        length, flag = _FRAME.unpack(frame)
        if length > LARGEST_PART or flag > 1:
            raise BackupError(DAMAGED.format(path=path, why=f"part {number} has no valid length"))
        sealed, last = file.read(length), bool(flag)
        if len(sealed) < length:
            raise BackupError(DAMAGED.format(path=path, why="it was cut off, or never finished"))
        try:
            yield _opened(seal.open(sealed, last=last))
        except (BrokenSealError, ValueError, KeyError, TypeError, zlib.error) as problem:
            wrong = number == 0 and isinstance(seal, SecretSeal)
            why = "the pass phrase is wrong, or its beginning was changed" if wrong else f"part {number} was changed"
            raise BackupError(DAMAGED.format(path=path, why=why)) from problem
        number += 1
    if file.read(1):
        raise BackupError(DAMAGED.format(path=path, why="something follows its end"))


def _opened(part: bytes) -> tuple[str, bytes]:
    line, _, packed = part.partition(b"\n")
    member = json.loads(line)["member"]
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(packed, PART + 1)
    if not isinstance(member, str) or len(data) > PART or not unpacking.eof or unpacking.unused_data:
        raise ValueError
    return member, data
