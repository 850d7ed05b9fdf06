"""What is sent waits without a name, and a server that dies in between keeps nothing or all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import RequestDataTooBig

from filiform.foundation.images.arriving import MOST, NamelessUpload
from tests.foundation.images import files
from tests.foundation.images.stage import Stage
from tests.support.practice import PracticeKit

#: Keeps a picture, and is killed before the transaction ends.
KILLED = """
import os, signal, sys
from uuid import UUID
import django
django.setup()
from filiform.foundation.images.public import keep_image, receive
from filiform.foundation.images.queries import pictures
from filiform.foundation.record.public import open_visit
from filiform.foundation.tenancy.scope import Actor, enter
practice, user, visit, path = sys.argv[1:]
with enter(practice=UUID(practice), actor=Actor(UUID(user), frozenset({"practitioner"})), origin="test"):
    opened = open_visit(UUID(visit), why="test")
    with open(path, "rb") as file:
        keep_image(visit=opened, received=receive(file), client_id=UUID(int=7), words="Tendon")
    assert len(pictures(opened.id)) == 1
    print("kept, not committed", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_server_leaves_no_half_of_a_picture(practice: PracticeKit, tmp_path: Path) -> None:
    stage, path = Stage(practice), tmp_path / "sent"
    path.write_bytes(files.telling_jpeg())
    ids = (practice.id, practice.users["practitioner"], stage.visit, path)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *map(str, ids)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "filiform.project.settings"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (-signal.SIGKILL, "kept, not committed"), done.stderr
    assert stage.rows() == (0, 0)
    stage.kept(event=str(uuid4()))
    assert stage.rows() == (1, 2)


def _handler() -> NamelessUpload:
    handler = NamelessUpload()
    handler.new_file("file", "../../etc/x.jpg", "image/jpeg", None)
    return handler


def test_a_file_on_its_way_has_no_name() -> None:
    before = set(Path(tempfile.gettempdir()).iterdir())
    handler = _handler()
    handler.receive_data_chunk(b"x" * 100_000, 0)
    fresh = set(Path(tempfile.gettempdir()).iterdir()) - before
    assert [path for path in fresh if path.name.startswith("filiform-")] == []
    upload = handler.file_complete(100_000)
    assert (upload.read(), upload.size, upload.name) == (b"x" * 100_000, 100_000, "x.jpg")
    upload.close()


def test_more_than_was_promised_is_not_written() -> None:
    handler = _handler()
    piece = bytes(4 * 1024 * 1024)
    with pytest.raises(RequestDataTooBig):  # noqa: PT012  the piece that is too much is not known beforehand
        for at in range(0, MOST + len(piece), len(piece)):
            handler.receive_data_chunk(piece, at)
    assert handler.held.closed


def test_a_sender_who_goes_away_leaves_nothing_open() -> None:
    handler = _handler()
    handler.receive_data_chunk(b"x", 0)
    handler.upload_interrupted()
    assert handler.held.closed
