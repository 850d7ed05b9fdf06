"""The two commands from the outside: where they start from, what they listen on, and what they say."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from filiform.project.setup import address
from filiform.project.setup.errors import SetupError

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.enable_socket
def test_port_that_was_asked_for_is_taken(taken: int) -> None:
    with pytest.raises(SetupError, match=rf"Port {taken} on 127.0.0.1 is taken"):
        address.choose({"PORT": str(taken)})


@pytest.mark.enable_socket
def test_default_port_gives_way_to_the_next_free_one(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(address, "FIRST_PORT", taken)
    host, port = address.choose({"PORT": ""})
    assert host == "127.0.0.1"
    assert taken < int(port) < taken + address.TRIED
    assert f"Port {taken} is taken; using {port}." in capsys.readouterr().out


@pytest.mark.enable_socket
@pytest.mark.parametrize("port", ["0", "65536", "web", "-1", "8e3", "²"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(SetupError, match="is not a port"):
        address.choose({"PORT": port})


@pytest.mark.enable_socket
def test_host_of_another_machine_is_refused() -> None:
    with pytest.raises(SetupError, match=r"taken by another program, or not allowed|no address"):
        address.choose({"HOST": "192.0.2.1", "PORT": "8000"})


def run(*arguments: str, path: str | None = None, program: Path = HOME / "run") -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PATH": path or os.environ["PATH"]}
    bash = shutil.which("bash")
    assert bash
    return subprocess.run(
        [bash, program, *arguments],
        cwd="/",
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_from_another_folder_and_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a link").symlink_to(HOME / "run")
    for program in (HOME / "run", tmp_path / "a link"):
        shown = run("--help", program=program)
        assert (shown.returncode, shown.stderr) == (0, "")
        assert "FILIFORM_DATA" in shown.stdout


def test_unknown_word_is_refused() -> None:
    shown = run("--port=80")
    assert shown.returncode == 1
    assert "does not know --port=80" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_without_a_new_enough_python_one_line_says_so(tmp_path: Path) -> None:
    for name in ("dirname", "readlink"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    shown = run("--setup", path=str(tmp_path))
    assert shown.returncode == 1
    assert shown.stderr.startswith("Filiform needs Python 3.11 or newer")
    assert shown.stderr.count("\n") == 1
