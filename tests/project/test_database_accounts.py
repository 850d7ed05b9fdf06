"""The launcher as an ordinary user, also when the tests run as root."""

from __future__ import annotations

import os
import pwd
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from filiform.project import database
from filiform.project.database import binaries
from filiform.project.database.folder import default_data_folder


def as_ordinary_user(work: Callable[[], object]) -> str:
    """Run ``work`` in a forked process under an account without rights; returns its answer as text."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                account = pwd.getpwnam("daemon")
                os.setgroups([])
                os.setgid(account.pw_gid)
                os.setuid(account.pw_uid)
            answer = str(work())
        except BaseException as problem:
            answer = f"{type(problem).__name__}: {problem}"
        os.write(writing, answer.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer_of_child:
        answer = answer_of_child.read()
    os.waitpid(child, 0)
    return answer


def test_ordinary_user_has_a_server_of_their_own(open_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() == 0:
        # The environment of root may lie in a folder that is closed to others.
        copied = binaries.readable_copy(open_place / "binaries")
        monkeypatch.syspath_prepend(str(copied.parents[2]))
        (open_place / "home").mkdir()
        os.chown(open_place / "home", pwd.getpwnam("daemon").pw_uid, -1)
    data = open_place / "home" / "data"

    def work() -> object:
        with database.running(data, throwaway=True) as reach:
            pid = database.status(data).pid
            owner = Path(f"/proc/{pid}").stat().st_uid if Path("/proc/self").exists() else os.geteuid()
            with psycopg.connect(**reach.psycopg("app")) as connection:
                row = connection.execute("SELECT current_user").fetchone()
        return (owner == os.geteuid() != 0, row, database.status(data).running)

    assert as_ordinary_user(work) == "(True, ('filiform_app',), False)"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may try the server as another account")
def test_server_of_root_does_not_run_as_root(data: Path) -> None:
    database.ensure(data, throwaway=True)
    pid = database.status(data).pid
    status = Path(f"/proc/{pid}/status").read_text()
    nobody = str(pwd.getpwnam("nobody").pw_uid)
    assert f"Uid:\t{nobody}\t{nobody}\t{nobody}\t{nobody}" in status
    assert "CapPrm:\t0000000000000000" in status
    assert "Groups:\t \n" in status


def test_default_place_lasts_and_suits_the_user(tmp_path: Path) -> None:
    assert default_data_folder({"FILIFORM_DATA": "/srv/clinic"}) == Path("/srv/clinic")
    place = as_ordinary_user(lambda: default_data_folder({"XDG_DATA_HOME": "/srv/share"}))
    assert place == "/srv/share/filiform"
    place = as_ordinary_user(lambda: default_data_folder({"XDG_DATA_HOME": "relative"}))
    assert place.endswith("/.local/share/filiform")
    if os.geteuid() == 0:
        assert default_data_folder({}) == Path("/var/lib/filiform")
    assert not place.startswith(("/tmp", "/var/tmp"))
    assert sys.platform != "win32"
