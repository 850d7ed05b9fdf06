"""Setting up with real virtual environments and real pip, from packages that the tests make themselves."""

from __future__ import annotations

import hashlib
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from filiform.project.setup import environment as module
from filiform.project.setup.environment import Environment
from filiform.project.setup.errors import SetupError

BACKEND = '''
"""Builds the in-place package of the trial."""
import zipfile
from pathlib import Path

def get_requires_for_build_editable(settings=None):
    return []

def build_editable(folder, settings=None, metadata=None):
    name = "filiform_trial-1.0-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
        wheel.writestr("trial.pth", str(Path.cwd() / "src"))
        about = "filiform_trial-1.0.dist-info/"
        wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: filiform-trial\\nVersion: 1.0\\n")
        wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(about + "RECORD", "")
    return name
'''
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "filiform-trial"
version = "1.0"
"""


def wheel(folder: Path, version: str) -> str:
    """Make a package ``needle`` and return its line for the lock."""
    path = folder / f"needle-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("needle.py", f"VERSION = {version!r}\n")
        about = f"needle-{version}.dist-info/"
        archive.writestr(about + "METADATA", f"Metadata-Version: 2.1\nName: needle\nVersion: {version}\n")
        archive.writestr(about + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(about + "RECORD", "")
    return f"needle=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source folder with a lock of one package that lies beside it."""
    folder = tmp_path / "Quellen é x"
    (folder / "requirements").mkdir(parents=True)
    (folder / "src").mkdir()
    (folder / "src" / "in_place.py").write_text("")
    (folder / "backend.py").write_text(BACKEND)
    (folder / "pyproject.toml").write_text(PROJECT)
    packages = tmp_path / "packages"
    packages.mkdir()
    for lock in ("run", "test"):
        (folder / "requirements" / f"{lock}.txt").write_text(wheel(packages, "1.0"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", packages.as_uri())
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return folder


@pytest.fixture
def without_ensurepip(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python as Debian has it without python3-venv."""
    has = module._has
    monkeypatch.setattr(module, "_has", lambda name: name not in ("ensurepip", "virtualenv") and has(name))


def needle(environment: Environment) -> str:
    shown = module._run([str(environment.python), "-c", "import needle, in_place; print(needle.VERSION)"], Path("/"))
    return shown[1].strip()


def test_installs_once_and_again_only_when_the_lock_changed(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    environment = Environment(home)
    environment.prepare("test")
    assert needle(environment) == "1.0"
    assert "Installing 1 packages" in capfd.readouterr().out
    for lock in ("test", "run"):
        environment.prepare(lock)
        assert capfd.readouterr().out == ""
    (home / "requirements" / "run.txt").write_text(wheel(home.parent / "packages", "2.0"))
    environment.prepare("run")
    assert needle(environment) == "2.0"
    assert "Making" not in capfd.readouterr().out


@pytest.mark.usefixtures("without_ensurepip")
def test_moved_or_broken_environment_is_made_again(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Environment(home).prepare("run")
    moved = home.with_name("moved")
    home.rename(moved)
    capfd.readouterr()
    environment = Environment(moved)
    environment.prepare("run")
    assert "Making" in capfd.readouterr().out
    assert needle(environment) == "1.0"
    environment.python.unlink()
    environment.python.symlink_to("/nonexistent/python")
    assert not environment._is_usable()


def test_environment_of_another_folder_is_left_alone(home: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (theirs / "bin").mkdir(parents=True)
    (theirs / "bin" / "python").symlink_to(sys.executable)
    (home / ".venv").symlink_to(theirs)
    with pytest.raises(SetupError, match="is a link to"):
        Environment(home).prepare("run")
    assert [path.name for path in theirs.rglob("*")] == ["bin", "python"]


@pytest.mark.usefixtures("without_ensurepip")
def test_package_that_is_not_the_locked_one_is_refused(home: Path) -> None:
    lock = home / "requirements" / "run.txt"
    right = lock.read_text()
    lock.write_text(right[:-9] + "00000000\n")
    environment = Environment(home)
    with pytest.raises(SetupError, match=r"(?s)could not be installed.*HASHES|hashes"):
        environment.prepare("run")
    lock.write_text(right)
    environment.prepare("run")
    assert needle(environment) == "1.0"


@pytest.mark.usefixtures("without_ensurepip")
def test_python_without_ensurepip_uses_the_pip_that_is_there(home: Path) -> None:
    environment = Environment(home)
    environment.prepare("run")
    assert needle(environment) == "1.0"
    assert not environment.program("pip").exists()


def test_python_without_any_way_says_what_to_install(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_has", lambda name: False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SetupError, match="apt install python3-venv"):
        Environment(home).prepare("run")
    assert not (home / ".venv").exists()
    assert sys.version_info >= (3, 11)
