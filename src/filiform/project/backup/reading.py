"""Reads a whole backup without touching anything: every seal, every member against the manifest."""

from __future__ import annotations

from pathlib import Path

from . import data_files
from .container import DAMAGED, MANIFEST, parts
from .errors import BackupError
from .manifest import Content, Manifest, member_of_file, member_of_table
from .tables import Measured


def check(path: Path, phrase: str | None) -> Manifest:
    """Read `path` to its end and return its manifest; raises BackupError when anything is not as it was written."""
    measured: dict[str, Measured] = {}
    manifest = bytearray()
    before = ""
    for member, piece in parts(path, phrase):
        if member == MANIFEST:
            manifest += piece
            continue
        if manifest or (member != before and member in measured):
            raise BackupError(DAMAGED.format(path=path, why="its members are out of order"))
        measured.setdefault(member, Measured()).add(piece)
        before = member
    try:
        found = Manifest.from_json(bytes(manifest))
    except (ValueError, KeyError, TypeError) as problem:
        raise BackupError(DAMAGED.format(path=path, why="its manifest cannot be read")) from problem
    _compare(path, found, measured)
    return found


def _compare(path: Path, manifest: Manifest, measured: dict[str, Measured]) -> None:
    promised: dict[str, Content] = {member_of_table(table.name): table.content for table in manifest.tables}
    promised |= {member_of_file(name): content for name, content in manifest.files.items()}
    nothing = Measured().content
    for member in promised.keys() | measured.keys():
        content = measured[member].content if member in measured else nothing
        if promised.get(member) != content:
            raise BackupError(DAMAGED.format(path=path, why=f"{member} is not what the manifest says"))
    for name in manifest.files:
        data_files.check_name(name)
