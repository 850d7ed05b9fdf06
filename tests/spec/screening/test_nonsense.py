"""Cases that nobody can read, or that only look like an answer: an error that names the field, and never "none"."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge.screening.command import command

BOM = "\ufeff"


def told(text: str, *options: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the answers, one a line with --lines."""
    out = io.StringIO()
    code = command(["-", *options], io.StringIO(text), out)
    answers = out.getvalue()
    return code, [json.loads(line) for line in answers.split("\n") if line] if options else [json.loads(answers)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"age": 5, "age": 40}', "age"),
        ('{"consent": {"status": "refused", "status": "given-written"}}', "status"),
        ('{"medications": ["\\ud800"]}', "medications"),
        ('{"medications": ["war\\u0000farin"]}', "medications"),
        ('{"medications": [["warfarin"]]}', "medications"),
        ('{"conditions": [' + '"asthma", ' * 4000 + '"asthma"]}', "conditions"),
        ('{"inr": NaN}', "inr"),
        ('{"age": 1e999}', "age"),
        ('{"age": ' + "9" * 5000 + "}", ""),
        ("[" * 100_000, ""),
        ("", ""),
        ("{}{}", ""),
        ('[{"age": 30}]', ""),
        ('{"clearances": [{"item": [], "given": "2026-01-01"}]}', "clearances"),
        ('{"clearances": [{"item": "needle-phobia", "given": {}}]}', "clearances"),
        ('{"clearances": {}}', "clearances"),
        ('{"clearances": false}', "clearances"),
    ],
    ids=lambda value: value[:40],
)
def test_it_is_refused_by_name(text: str, field: str) -> None:
    code, [answer] = told(text)
    assert code == 2
    assert set(answer) == {"error"}
    assert answer["error"]["field"] == field
    assert answer["error"]["message"]


def test_a_byte_order_mark_and_other_line_ends_are_read() -> None:
    assert told(BOM + '{"age": 30}')[0] == 0
    code, answers = told(BOM + '{"complaint": "a\u2028b"}\r\n\r\n{bad\r\n{"age": 31}', "--lines")
    assert code == 0
    assert ["error" in each for each in answers] == [False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        '{"jurisdiction": "\\ud800"}',
        '{"policy": {"version": "\\ud800"}}',
        '{"policy": {"rulings": {"\\ud800": "note"}}}',
        '{"\\ud800": 1}',
    ],
)
def test_half_a_character_can_be_told_again(text: str) -> None:
    out = io.StringIO()
    command(["-"], io.StringIO(text), out)
    out.getvalue().encode("utf-8")
    assert json.loads(out.getvalue())


@pytest.mark.parametrize("by_name", [True, False], ids=["file", "standard input"])
def test_a_line_that_is_not_utf_8_spoils_no_other(tmp_path: Path, by_name: bool) -> None:
    given = b'{"age": 30}\n{"complaint": "\xe9"}\n{"allergies": "zorbl\xc3\xa9x"}\n'
    file = tmp_path / "cases.jsonl"
    file.write_bytes(given)
    out = io.StringIO()
    # As under a locale that cannot read UTF-8: the bytes count.
    stdin = io.TextIOWrapper(io.BytesIO(given), encoding="ascii")
    assert command([str(file) if by_name else "-", "--lines"], stdin, out) == 0
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert ["error" in each for each in answers] == [False, True, False]
    assert answers[1]["error"] == {"field": "", "message": "This is not UTF-8 (byte 16). Save it as UTF-8."}
    assert answers[2]["unrecognised"] == [{"field": "allergies", "text": "zorbléx"}]


@pytest.mark.parametrize("told_as", [{"warfarin": "3 mg"}, {"warfarin": True}, [{"name": "warfarin", "dose": "3 mg"}]])
def test_a_medicine_that_is_a_name_of_an_object_is_read(told_as: object) -> None:
    _, [answer] = told(json.dumps({"medications": told_as}))
    assert "anticoagulant-therapy" in {each["item"] for each in answer["findings"]}


def test_a_medicine_that_an_object_denies_is_denied() -> None:
    _, [answer] = told(json.dumps({"medications": {"warfarin": False, "aspirin": "yes"}}))
    assert {each["item"] for each in answer["findings"]} == {"antiplatelet-aspirin"}


@pytest.mark.parametrize("text", ["yes", "several", "see list", "not known", "two tablets daily", "unsure"])
def test_words_that_name_nothing_are_listed_and_are_not_none(text: str) -> None:
    _, [answer] = told(json.dumps({"medications": [text]}))
    assert {"field": "medications", "text": text} in answer["unrecognised"]


def test_a_long_list_is_read_in_good_time() -> None:
    start = time.process_time()
    _, [answer] = told(json.dumps({"medications": "zorblax with food, warfarin, " * 600}))
    assert time.process_time() - start < 10
    assert "anticoagulant-therapy" in {each["item"] for each in answer["findings"]}
