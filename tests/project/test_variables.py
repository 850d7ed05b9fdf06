"""Variables of the environment: what cannot be meant is refused by name, and never taken for no."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from filiform.project import variables
from filiform.project.configuration import mail_settings
from filiform.project.variables import VariableError

NAME = "FILIFORM_SOMETHING"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("1", True), ("yes", True), ("True", True), (" on ", True), ("", False), ("0", False), ("no", False)],
)
def test_a_flag(monkeypatch: pytest.MonkeyPatch, said: str, meant: bool) -> None:
    monkeypatch.setenv(NAME, said)
    assert variables.flag(NAME) is meant


def test_what_is_unset_is_no_and_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert not variables.flag(NAME)
    assert variables.whole(NAME, 7, most=9) == 7
    assert variables.listed(NAME, "a,b") == ["a", "b"]


@pytest.mark.parametrize("said", ["2", "ja", "-", "1 1"])
def test_a_word_that_is_no_flag_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(NAME, said)
    with pytest.raises(VariableError, match=f"{NAME} is .*give 1 for yes"):
        variables.flag(NAME)


@pytest.mark.parametrize(("said", "meant"), [("0", 0), (" 9 ", 9)])
def test_a_number_within_its_ends(monkeypatch: pytest.MonkeyPatch, said: str, meant: int) -> None:
    monkeypatch.setenv(NAME, said)
    assert variables.whole(NAME, 3, most=9) == meant


@pytest.mark.parametrize("said", ["-1", "10", "two", "1.5", "\u0663"])
def test_a_number_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(NAME, said)
    with pytest.raises(VariableError, match="from 0 to 9"):
        variables.whole(NAME, 3, most=9)


def test_names_lose_the_spaces_around_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "clinic.example, www.clinic.example,")
    assert variables.listed(NAME) == ["clinic.example", "www.clinic.example"]


def test_an_origin_has_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "https://clinic.example, http://10.0.0.2:8000")
    assert variables.origins(NAME) == ["https://clinic.example", "http://10.0.0.2:8000"]
    monkeypatch.setenv(NAME, "clinic.example")
    with pytest.raises(VariableError, match=r"https://clinic\.example"):
        variables.origins(NAME)


@pytest.mark.parametrize("said", ["0", "65", "many"])
def test_processes_are_some_and_not_too_many(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("FILIFORM_WORKERS", said)
    with pytest.raises(VariableError, match="from 1 to 64"):
        variables.processes()


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://127.0.0.1", 25, False, False),
        ("smtps://a:b@mail.example", 465, False, True),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtp+tls://mail.example:2525", 2525, True, False),
    ],
)
def test_mail_by_its_scheme(monkeypatch: pytest.MonkeyPatch, address: str, port: int, tls: bool, ssl: bool) -> None:
    monkeypatch.setenv("FILIFORM_MAIL", address)
    made = mail_settings(Path())
    assert (made["EMAIL_PORT"], made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize(
    "address", ["mail.example", "https://mail.example", "smtp://u:secret@mail.example:port", "smtps://"]
)
def test_mail_that_cannot_be_read_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("FILIFORM_MAIL", address)
    with pytest.raises(VariableError, match="write it as smtps://") as refused:
        mail_settings(Path())
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "said"), [("FILIFORM_WORKERS", "many"), ("FILIFORM_WORKERS", "0")], ids=["word", "nought"]
)
def test_a_command_says_it_in_one_line(tmp_path: Path, name: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "filiform.project.cli", "serve", "--port", "0"],
        env={**os.environ, "FILIFORM_DATA": str(tmp_path / "data"), name: said},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"filiform: {name} is {said!r}; give a number from 1 to 64."]
    assert not (tmp_path / "data").exists()
