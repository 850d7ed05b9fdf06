"""The command `filiform rank`, run as a person runs it: from another folder, without database, settings or network."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge.ranking.command import command

EMERGENCY = {"complaint": "low back pain", "symptoms": ["numb when wiping", "cannot pass urine"]}


def run(*argv: str, stdin: str = "") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return command(argv, io.StringIO(stdin), out, err), out.getvalue(), err.getvalue()


def asked(*argv: str, stdin: str = "") -> tuple[int, dict[str, Any]]:
    code, out, err = run(*argv, "--json", stdin=stdin)
    assert err == ""
    return code, json.loads(out)


def test_it_ranks_in_json() -> None:
    code, found = asked("--zones", "ankle-front,big-toe", "--top", "3")
    assert code == 0
    assert {"muscles", "together", "refused"} <= found.keys()
    assert found["refused"] is None
    assert len(found["muscles"]) == 3
    first = found["muscles"][0]
    assert first["id"] == "tibialis-anterior"
    assert first["explains"] == ["ankle-front", "big-toe"]
    assert first["unexplained"] == []
    assert 0 < first["score"] < 1


def test_ten_unless_said_otherwise() -> None:
    assert len(asked("--zones", "lumbar-lower")[1]["muscles"]) == 10


def test_it_ranks_in_words() -> None:
    code, out, err = run("--zones", "left knee-front; left knee-medial; right shoulder-front; right arm-lateral")
    assert (code, err) == (0, "")
    assert "1. " in out
    assert "not a diagnosis" in out
    assert "nobody was screened" in out
    assert "rule out:" in out
    assert "hazards:" in out
    assert "landmark:" in out
    assert "unexplained:" in out
    assert "common:" in out
    assert ", read)" in out or ", recall)" in out
    assert "not yet reviewed by a clinician" in out
    assert "Together these explain more" in out


def test_commas_semicolons_and_lines_may_stand_together() -> None:
    code, out, _ = run("--zones", "left knee-front, left knee-medial; right heel-back\nacromion", "--json")
    assert code == 0
    assert json.loads(out)["zones"] == ["left knee-front", "left knee-medial", "right heel-back", "acromion"]


def test_a_side_alone_is_not_guessed_to_a_zone() -> None:
    code, _, err = run("--zones", "knee-front, left, heel-back")
    assert code == 2
    assert "Write a side beside its zone, such as left shoulder-front." in err


def test_what_is_near_or_nowhere_known_is_said_in_words() -> None:
    out = run("--zones", "hip-front", "--top", "130")[1]
    assert "explains: none directly" in out
    assert "beside a zone it reaches: hip-front" in out


@pytest.mark.parametrize("form", ["file", "stdin"])
def test_an_emergency_ranks_nothing(form: str, tmp_path: Path) -> None:
    text = json.dumps(EMERGENCY)
    path = tmp_path / "case.json"
    path.write_text(text)
    name, stdin = (str(path), "") if form == "file" else ("-", text)
    code, found = asked("--zones", "lumbar-lower", "--case", name, stdin=stdin)
    assert code == 0
    assert found["muscles"] == found["together"] == []
    assert found["refused"]["findings"]
    code, out, _ = run("--zones", "lumbar-lower", "--case", name, stdin=stdin)
    assert code == 0
    assert "no muscles are ranked" in out
    assert "1. " not in out


@pytest.mark.parametrize("text", ["[" * 100_000, f'{{"age": {"1" * 5000}}}', "null"])
def test_a_case_that_no_one_can_read_is_named_so(text: str) -> None:
    code, found = asked("--zones", "lumbar-lower", "--case", "-", stdin=text)
    assert (code, found["error"]["field"]) == (2, "case")


def test_a_screened_case_says_how_it_stands() -> None:
    assert "Screening: ask." in run("--zones", "temple", "--case", "-", stdin='{"age": 40}')[1]


@pytest.mark.parametrize(
    ("argv", "stdin", "field"),
    [
        ([], "", "zones"),
        (["--zones", ""], "", "zones"),
        (["--zones", "kne front"], "", "zones"),
        (["--zones", "\0"], "", "zones"),
        (["--zones", "x" * 100_000], "", "zones"),
        (["--zones", "temple", "--top", "0"], "", "top"),
        (["--zones", "temple", "--top", "-3"], "", "top"),
        (["--zones", "temple", "--top", "ten"], "", "top"),
        (["--zones", "temple", "--top", "²"], "", "top"),
        (["--zones", "temple", "--top", "9999999"], "", "top"),
        (["--zones", "temple", "--flop"], "", "command"),
        (["--zones"], "", "command"),
        (["--zones", "temple", "--case", "nowhere.json"], "", "case"),
        (["--zones", "temple", "--case", "."], "", "case"),
        (["--zones", "temple", "--case", "-"], "", "case"),
        (["--zones", "temple", "--case", "-"], "{", "case"),
        (["--zones", "temple", "--case", "-"], "null", "case"),
        (["--zones", "temple", "--case", "-"], "[]", "case"),
        (["--zones", "temple", "--case", "-"], "[" * 100_000, "case"),
        (["--zones", "temple", "--case", "-"], '{"on": "never"}', "on"),
    ],
    ids=str,
)
def test_what_cannot_be_read_names_its_field(argv: list[str], stdin: str, field: str) -> None:
    code, found = asked(*argv, stdin=stdin)
    assert code == 2
    assert found["error"]["field"] == field
    assert found["error"]["message"]
    code, out, err = run(*argv, stdin=stdin)
    assert (code, out) == (2, "")
    assert err.startswith(f"filiform rank: {field}: ")


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert asked("--zones", "temple", "--case", str(path))[1]["error"]["field"] == "case"


def test_an_unknown_zone_gets_near_matches() -> None:
    code, found = asked("--zones", "temple,sholder-front")
    assert code == 2
    assert "shoulder-front" in found["error"]["near"]
    assert "shoulder-front" in found["error"]["message"]


def test_it_runs_by_itself_without_database_settings_or_network(tmp_path: Path) -> None:
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE", "FILIFORM"))
    }
    code = (
        "import sys, socket\n"
        "def refuse(*_args, **_more): raise RuntimeError('network')\n"
        "socket.socket.connect = refuse\n"
        "from filiform.project.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "assert not {'django', 'psycopg'} & set(sys.modules)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "rank", "--zones", "left temple", "--json"],
        cwd=tmp_path,
        env=bare,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["zones"] == ["left temple"]
    assert list(tmp_path.iterdir()) == []


def test_the_same_question_gets_the_same_answer() -> None:
    zones = ["left temple", "vertex", "left side-neck"]
    first = asked("--zones", ",".join(zones))[1]
    second = asked("--zones", ",".join(reversed(zones)))[1]
    assert [each["id"] for each in first["muscles"]] == [each["id"] for each in second["muscles"]]
    assert [each["score"] for each in first["muscles"]] == [each["score"] for each in second["muscles"]]
