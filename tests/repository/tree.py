"""Finds the files of the repository as they lie there, without asking git, so that a copied folder is checked too."""

from __future__ import annotations

import fnmatch
import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


@cache
def files() -> tuple[Path, ...]:
    """All files that belong to the repository: everything but what `.gitignore` names and git's own folder."""
    found = []
    for folder, below, names in os.walk(ROOT):
        place = Path(folder)
        below[:] = sorted(name for name in below if not _ignored(place / name, folder=True))
        found += [place / name for name in sorted(names) if not _ignored(place / name, folder=False)]
    return tuple(found)


def named(*patterns: str, under: str = "") -> list[Path]:
    """Files whose name fits one of the patterns, below a folder of the repository ("" for all)."""
    start = ROOT / under
    return [
        path
        for path in files()
        if path.is_relative_to(start) and any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns)
    ]


def text_files() -> list[Path]:
    """Files that read as UTF-8 text."""
    return [path for path in files() if b"\x00" not in path.read_bytes()[:2000]]


def short(path: Path) -> str:
    """The path from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """The dotted name of a module below `src`."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@cache
def _patterns() -> tuple[str, ...]:
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return (".git/", *(line.strip() for line in lines if line.strip() and not line.startswith("#")))


def _ignored(path: Path, *, folder: bool) -> bool:
    return any(_fits(path, pattern, folder=folder) for pattern in _patterns())


def _fits(path: Path, pattern: str, *, folder: bool) -> bool:
    if pattern.endswith("/") and not folder:
        return False
    plain = pattern.rstrip("/")
    if plain.startswith("/"):
        return path == ROOT / plain[1:]
    return fnmatch.fnmatch(path.name, plain)
