"""The command line itself: help, errors in a line, and commands that need neither Django nor a database."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from tests.project.cli.conftest import Installation

from filiform.project.cli.program import COMMANDS, main


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS])
def test_every_command_explains_itself_without_a_database(command: str, elsewhere: Installation) -> None:
    told = elsewhere.run(command, "--help").stdout
    assert f"usage: filiform {command}" in told
    assert not elsewhere.data.exists()


@pytest.mark.parametrize("command", ["screen", "knowledge", "version"])
def test_some_commands_import_no_django(command: str) -> None:
    rest = {"screen": ["-"], "knowledge": ["check"], "version": []}[command]
    code = (
        "import sys; from filiform.project.cli import main; main(sys.argv[1:]);"
        "print([name for name in ('django', 'psycopg') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, command, *rest], input="{}", capture_output=True, text=True, timeout=60
    )
    assert done.stderr.strip().endswith("[]"), done.stderr


def test_an_unknown_command_is_told_in_a_line(elsewhere: Installation) -> None:
    assert "there is no command 'sereve'" in elsewhere.run("sereve", code=2).stderr


@pytest.mark.parametrize("port", ["0x50", "99999", "-1", "80a", "²"])
def test_a_port_that_is_none_is_told_at_once(port: str, elsewhere: Installation) -> None:
    told = elsewhere.run("serve", code=2, PORT=port).stderr
    assert "give a number from 1 to 65535" in told
    assert not elsewhere.data.exists()


def test_a_taken_port_is_told_before_anything_is_started(elsewhere: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = elsewhere.run("serve", code=1, PORT=port).stderr
    assert f"Port {port} is taken" in told
    assert told.count("\n") == 1
    assert not elsewhere.data.exists()


def test_a_practice_needs_sound_details(empty: Installation) -> None:
    def refused(*more: str) -> str:
        return empty.run("practice", "add", "Name", "--owner", "o@example.org", *more, code=2).stderr

    assert "country code" in refused("--jurisdiction", "Ireland", "--generate")
    assert "time zone" in refused("--time-zone", "Dublin", "--generate")
    assert "no terminal" in refused()
    assert "no e-mail address" in empty.run("practice", "add", "N", "--owner", "o", "--generate", code=2).stderr
    assert empty.ask("SELECT count(*) FROM tenancy_practice") == [(0,)]


def test_an_owner_belongs_to_one_log_in(installation: Installation) -> None:
    told = installation.run("practice", "add", "N", "--owner", "FIRST@example.org", "--generate", code=2).stderr
    assert "can log in already" in told


def test_migrating_again_does_nothing_and_two_take_turns(empty: Installation) -> None:
    assert empty.run("migrate").stdout == "The tables are up to date.\n"
    empty.ask("COMMENT ON FUNCTION ff_refuse_change() IS NULL")
    both = [
        subprocess.Popen(empty.command("migrate"), env=empty.env(), stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = sorted(process.communicate(timeout=120)[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert [text.count("Raising the walls") for text in told] == [1, 0]
