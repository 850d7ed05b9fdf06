"""What the launcher does when processes are killed, race each other, or files vanish under a server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from filiform.project import database
from filiform.project.database.folder import DataFolder

Start = Callable[..., "subprocess.Popen[str]"]

ENSURE = """
import sys
from pathlib import Path
from filiform.project import database
database.ensure(Path(sys.argv[1]), throwaway=True)
print(database.status(Path(sys.argv[1])).pid, flush=True)
"""
HOLD = """
import sys
from pathlib import Path
from filiform.project import database
with database.running(Path(sys.argv[1]), throwaway=True):
    print(database.status(Path(sys.argv[1])).pid, flush=True)
    sys.stdin.read()
"""


def said(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


def ended(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=60)
    return process.returncode


def answer(reach: database.Connections) -> object:
    with psycopg.connect(**reach.psycopg("app")) as connection:
        row = connection.execute("SELECT 1").fetchone()
    return row and row[0]


def gone(pid: int) -> bool:
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_committed_rows_outlive_a_killed_server(data: Path) -> None:
    reach = database.ensure(data)
    with psycopg.connect(**reach.psycopg("owner"), autocommit=True) as owner:
        assert owner.execute("SHOW fsync").fetchone() == ("on",)
        owner.execute("CREATE TABLE kept (line int)")
        for line in range(200):
            owner.execute("INSERT INTO kept VALUES (%s)", (line,))
        pid = database.status(data).pid
        assert pid
        # The connection stays open, so that its process still holds the shared memory.
        os.kill(pid, signal.SIGKILL)
        reach = database.ensure(data)
    assert database.status(data).pid != pid
    with psycopg.connect(**reach.psycopg("owner")) as owner:
        assert owner.execute("SELECT count(*) FROM kept").fetchone() == (200,)


def test_four_at_once_make_one_server(new_data: Path, other_process: Start) -> None:
    racing = [other_process(ENSURE, new_data) for _ in range(4)]
    pids = {said(process) for process in racing}
    assert [ended(process) for process in racing] == [0, 0, 0, 0]
    assert pids == {database.status(new_data).pid}


def test_last_one_out_stops_the_server(data: Path, other_process: Start) -> None:
    first = other_process(HOLD, data)
    pid = said(first)
    with database.running(data, throwaway=True) as reach:
        assert ended(first) == 0
        assert database.status(data).pid == pid
        assert answer(reach) == 1
    assert gone(pid)
    assert not database.status(data).running


def test_server_of_a_killed_user_is_taken_over_and_stopped(data: Path, other_process: Start) -> None:
    killed = other_process(HOLD, data)
    pid = said(killed)
    killed.kill()
    ended(killed)
    assert database.status(data).pid == pid
    with database.running(data, throwaway=True) as reach:
        assert database.status(data).pid == pid
        assert answer(reach) == 1
    assert gone(pid)


def test_each_way_to_end_a_program_stops_the_server(data: Path, other_process: Start) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        holder = other_process(HOLD, data)
        pid = said(holder)
        holder.send_signal(number)
        assert ended(holder) != 0
        assert gone(pid), number
        assert not database.status(data).running


def test_a_forked_worker_that_ends_leaves_the_server_up(data: Path, other_process: Start) -> None:
    code = HOLD.replace(
        "    sys.stdin.read()",
        "    import os\n    child = os.fork()\n    child or sys.exit(3)\n"
        "    os.waitpid(child, 0)\n    sys.stdin.read()",
    )
    holder = other_process(code, data)
    pid = said(holder)
    reach = database.ensure(data, throwaway=True)
    assert database.status(data).pid == pid
    assert answer(reach) == 1
    assert ended(holder) == 0
    assert gone(pid)


def test_number_of_the_server_taken_by_another_program(data: Path, other_process: Start) -> None:
    database.ensure(data, throwaway=True)
    folder = DataFolder(data.resolve())
    pid_file = folder.cluster / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    lock = (folder.socket / ".s.PGSQL.5432.lock").read_text().split("\n")
    database.stop(data)
    stranger = other_process("import sys; print(1, flush=True); sys.stdin.read()")
    said(stranger)
    pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
    (folder.socket / ".s.PGSQL.5432.lock").write_text("\n".join([str(stranger.pid), *lock[1:]]))
    os.chown(pid_file, folder.cluster.stat().st_uid, -1)
    os.chown(folder.socket / ".s.PGSQL.5432.lock", folder.cluster.stat().st_uid, -1)
    assert not database.status(data).running
    assert not database.stop(data)
    assert answer(database.ensure(data, throwaway=True)) == 1
    assert stranger.poll() is None


def test_socket_left_by_a_dead_server_or_removed_under_a_living_one(data: Path) -> None:
    reach = database.ensure(data, throwaway=True)
    folder = DataFolder(data.resolve())
    pid = database.status(data).pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert (folder.socket / ".s.PGSQL.5432").exists()
    assert answer(database.ensure(data, throwaway=True)) == 1
    (folder.socket / ".s.PGSQL.5432").unlink()
    assert answer(database.ensure(data, throwaway=True)) == 1
    assert reach.host == str(folder.socket)


def test_folder_deleted_under_a_living_server(data: Path, deep_data: Path) -> None:
    for folder in (data, deep_data):
        with psycopg.connect(**database.ensure(folder, throwaway=True).psycopg("owner")) as owner:
            owner.execute("CREATE TABLE old (line int)")
        old = database.status(folder).pid
        delete(folder)
        assert not database.status(folder).running
        reach = database.ensure(folder, throwaway=True)
        assert database.status(folder).pid != old
        with psycopg.connect(**reach.psycopg("owner")) as owner:
            assert owner.execute("SELECT to_regclass('old')").fetchone() == (None,)
        # PostgreSQL looks for its files once a minute and would end by itself; the test does not wait for it.
        if old and not gone_now(old):
            os.kill(old, signal.SIGQUIT)
            assert gone(old)


def delete(folder: Path) -> None:
    """Delete a folder in which a server may still be writing: what it adds meanwhile goes the next time."""
    for _ in range(100):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.02)
    raise AssertionError(f"{folder} is still there")


def gone_now(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_half_made_database_is_made_again(data: Path) -> None:
    folder = DataFolder(data.resolve())
    folder.cluster.rename(folder.unfinished_cluster)
    (folder.unfinished_cluster / "PG_VERSION").unlink()
    assert answer(database.ensure(data, throwaway=True)) == 1
    assert not folder.unfinished_cluster.exists()


def test_folder_that_was_moved_with_its_server_still_up(data: Path) -> None:
    database.ensure(data, throwaway=True)
    pid = database.status(data).pid
    moved = data.with_name("moved")
    data.rename(moved)
    try:
        assert answer(database.ensure(moved, throwaway=True)) == 1
        assert database.status(moved).pid == pid
    finally:
        database.stop(moved)


def test_deep_folder_below_a_closed_parent(deep_data: Path) -> None:
    reach = database.ensure(deep_data, throwaway=True)
    assert len(os.fsencode(reach.host)) < 100
    assert answer(reach) == 1
    assert database.stop(deep_data)
