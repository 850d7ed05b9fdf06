"""The virtual environment in ``.venv``: made once, filled from the lock, and again when that changed."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import SetupError

STAMP = "filiform-installed.json"


@dataclass(frozen=True)
class Environment:
    """The environment of the source folder ``home``."""

    home: Path

    @property
    def folder(self) -> Path:
        return self.home / ".venv"

    @property
    def python(self) -> Path:
        return self.program("python")

    def program(self, name: str) -> Path:
        """Return the path of an installed program."""
        return self.folder / "bin" / name

    def prepare(self, lock: str) -> None:
        """Make sure that all of ``requirements/<lock>.txt`` and Filiform itself are installed.

        Does nothing when they are. Raises SetupError with the installer's words when it fails.
        """
        wanted = self._fingerprints()
        with self._locked():
            if self._is_usable() and self._installed().get(lock) == wanted[lock]:
                return
            if not self._is_usable():
                _told("Making the Python environment", self._make)
            installer = self._installer()
            _told(f"Installing {self._count(lock)} packages", lambda: self._fill(installer, lock))
            # The test lock holds everything of the other.
            done = {"run": wanted["run"], "test": wanted["test"]} if lock == "test" else {"run": wanted["run"]}
            stamp = {"folder": str(self.folder), **done}
            (self.folder / STAMP).write_text(json.dumps(stamp, indent=1) + "\n")

    def _fingerprints(self) -> dict[str, str]:
        """What an installation was made from: the lock and the description of the package."""
        package = (self.home / "pyproject.toml").read_bytes()
        return {
            lock: hashlib.sha256(self._lock_file(lock).read_bytes() + b"\0" + package).hexdigest()
            for lock in ("run", "test")
        }

    def _lock_file(self, lock: str) -> Path:
        return self.home / "requirements" / f"{lock}.txt"

    def _count(self, lock: str) -> int:
        lines = self._lock_file(lock).read_text().splitlines()
        return sum(1 for line in lines if line[:1].isalnum())

    def _installed(self) -> dict[str, str]:
        try:
            known = json.loads((self.folder / STAMP).read_text())
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _is_usable(self) -> bool:
        """Whether the environment runs: its Python may be gone, or the folder may have moved."""
        if self._installed().get("folder", str(self.folder)) != str(self.folder):
            return False
        asked = "import sys; sys.exit(not (sys.version_info >= (3, 11) and sys.prefix != sys.base_prefix))"
        try:
            return subprocess.run([self.python, "-I", "-c", asked], check=False, timeout=60).returncode == 0
        except OSError:
            return False

    def _make(self) -> None:
        if self.folder.is_symlink():
            # What lies behind it belongs to another folder, and would be made anew for this one.
            raise SetupError(
                f"{self.folder} is a link to {self.folder.readlink()}, the environment of another folder. "
                "Remove the link, then start again; this folder gets an environment of its own."
            )
        shutil.rmtree(self.folder, ignore_errors=True)
        uv, virtualenv = shutil.which("uv"), shutil.which("virtualenv")
        ways: list[list[str]] = []
        if _has("venv") and _has("ensurepip"):
            ways.append([sys.executable, "-m", "venv", str(self.folder)])
        elif _has("venv") and _has("pip"):
            # Debian keeps ensurepip in a package of its own; an installed pip can fill another environment.
            ways.append([sys.executable, "-m", "venv", "--without-pip", str(self.folder)])
        if _has("virtualenv"):
            ways.append([sys.executable, "-m", "virtualenv", "-q", str(self.folder)])
        if virtualenv:
            ways.append([virtualenv, "-q", "-p", sys.executable, str(self.folder)])
        if uv:
            ways.append([uv, "venv", "-q", "--python", sys.executable, str(self.folder)])
        said = ""
        for way in ways:
            code, said = _run(way, self.home)
            if code == 0:
                return
            shutil.rmtree(self.folder, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetupError(
            f"Python {version} here cannot make a virtual environment. Install what is missing (Debian "
            f"and Ubuntu: apt install python3-venv), then start again.{_last_lines(said)}"
        )

    def _installer(self) -> list[str]:
        """Return the start of an installing command: the environment's pip, this Python's, or uv."""
        if subprocess.run([self.python, "-I", "-c", "import pip"], capture_output=True, check=False).returncode == 0:
            return [
                str(self.python),
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                "--no-input",
            ]
        if _has("pip"):
            pip = [sys.executable, "-m", "pip", "--python", str(self.python)]
            return [*pip, "install", "-q", "--disable-pip-version-check", "--no-input"]
        uv = shutil.which("uv")
        if uv:
            return [uv, "pip", "install", "-q", "--python", str(self.python)]
        raise SetupError("There is no pip to install with. Debian and Ubuntu: apt install python3-venv")

    def _fill(self, installer: Sequence[str], lock: str) -> None:
        code, said = _run([*installer, "--require-hashes", "-r", str(self._lock_file(lock))], self.home)
        if code == 0:
            package = ["--no-deps", "--no-build-isolation", "-e", str(self.home)]
            code, said = _run([*installer, *package], self.home)
        if code != 0:
            raise SetupError(
                "The packages could not be installed. Check the network and the free space, then start "
                f"again; what was loaded is kept.{_last_lines(said)}"
            )

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time sets this folder up."""
        try:
            (self.home / "build").mkdir(exist_ok=True)
            handle = (self.home / "build" / "setup.lock").open("a")
        except OSError as problem:
            raise SetupError(
                f"Filiform's folder {self.home} cannot be written to ({problem.strerror}). Copy it to a "
                "folder of your own and start it there."
            ) from problem
        with handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _run(command: Sequence[str], folder: Path) -> tuple[int, str]:
    """Run a command without input and return its code and output."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def _last_lines(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()][-8:]
    return "".join(f"\n  {line}" for line in lines)


def _told(what: str, work: object) -> None:
    """Do ``work`` and say what is being done and how long it took, on one line."""
    assert callable(work)  # noqa: S101  narrows the type
    print(f"{what} ...", end="", flush=True)
    begun = time.monotonic()
    try:
        work()
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - begun:.0f} s", flush=True)
