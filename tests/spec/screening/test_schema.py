"""The published schema of a case: fresh, and never kinder than the reader."""

from __future__ import annotations

import io
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from filiform.knowledge.loader import load as load_knowledge
from filiform.knowledge.screening import CaseError, load, read_case, schema
from filiform.knowledge.screening.book import examples
from filiform.knowledge.screening.command import command
from filiform.knowledge.screening.lists import FOLDED

FIVE = json.loads((Path(__file__).parent / "five_cases.json").read_text())
WORDS = ["warfarin 3 mg", "no asthma", "stopped 2019", "yes", "", "unknown", "declined", "left hip", "\0", "x" * 600]
SITES = ["left trapezius-upper", "hamstrings", "rotator cuff", "infraspinatus right", "left elbow of doom", "umbilicus"]
ODD: list[Any] = [
    None,
    True,
    False,
    0,
    3,
    -1,
    2.5,
    1e9,
    "",
    [],
    {},
    [1],
    [None],
    [[]],
    [True],
    {"a": 1},
    ["x" * 21_000],
]
ABOUT = ["", "", "about ", "over ", ">", "under ", "-"]
REST = ["", "", ".5", ",25", "+3", " days", "wk", " years", " months ago", " hours", "s", " cm", " °F", " C", " Hz"]
DAYS = ["2026-05-31", "2026-02-30", "31.5.2026", 3, None, "1899-01-01"]
CLEARANCES: list[Any] = [
    [{"item": "anticoagulant-inr-high", "given": "2026-05-01"}],
    [{"item": "anticoagulant-inr-high", "given": "2026-05-01", "until": None}],
    [{"item": "no-such", "given": "2026-05-01"}],
    [{"item": "anticoagulant-inr-high"}],
    [{"item": "anticoagulant-inr-high", "given": "yesterday"}],
    ["ok"],
]


@cache
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema.schema())
    return Draft202012Validator(schema.schema())


def value(rng: random.Random, field: str) -> Any:
    """A value for a field, as likely wrong as right."""
    question = load().question(field)
    if rng.random() < 0.15:
        return rng.choice(ODD)
    if field == "clearances":
        return rng.choice(CLEARANCES)
    if field == "on":
        return rng.choice(DAYS)
    if field == "consent" and rng.random() < 0.7:
        return rng.choice([{"status": "given-written"}, {"status": 3}, {}, "refused", {"status": "signed", "by": "me"}])
    if question and question.kind == "number":
        low, high = question.low or 0, question.high or 0
        figure = rng.choice([rng.randint(0, 9), rng.randint(0, 99), rng.randint(0, 40_000)])
        told = f"{rng.choice(ABOUT)}{figure}{rng.choice(REST)}"
        return rng.choice(
            [low, high, low - 1, high + 1, (low + high) / 2, int(high), "3 or so", "many", told, told, "a month", "One"]
        )
    if question and question.kind == "sites":
        return rng.choice(
            [rng.choice(SITES), rng.sample(SITES, 2), [{"structure": "soleus", "side": "left"}], ["soleus"] * 101]
        )
    if (question and question.kind == "codes") or field in FOLDED:
        codes = [choice.code for choice in question.choices] if question else ["left arm"]
        some: list[Any] = [rng.choice(WORDS[:-2]), rng.choice(codes or ["x"]), {"drug": "cortisone", "weeks": 2}, 7]
        return rng.choice(
            [rng.sample(some, 2), rng.choice(some), {rng.choice(SITES): rng.choice(["eczema", ["red"], 4])}]
        )
    return rng.choice([True, False, *WORDS, 4])


def cases(count: int) -> list[dict[str, Any]]:
    """Cases of one to four fields."""
    rng = random.Random(20260601)
    fields = [*schema.schema()["properties"], "unheard_of"]
    return [{f: value(rng, f) for f in rng.sample(fields, rng.randint(1, 4))} for _ in range(count)]


def read(case: Any) -> CaseError | None:
    """The reader's refusal, if it refuses."""
    try:
        read_case(case)
    except CaseError as error:
        return error
    return None


def test_what_the_schema_allows_is_read() -> None:
    allowed = refused = 0
    for case in cases(3000):
        if validator().is_valid(case):
            allowed += 1
            assert read(case) is None, case
        elif read(case):
            refused += 1
    assert allowed > 750
    assert refused > 500


def test_every_field_is_refused_somewhere_and_allowed_somewhere() -> None:
    """So that no field slips through as "anything"."""
    kept_unjudged = {"free_text", "id", "case_id", "name", "note"}
    seen: dict[str, set[bool]] = {}
    for case in cases(3000):
        for field, given in case.items():
            seen.setdefault(field, set()).add(validator().is_valid({field: given}))
    assert {field for field, both in seen.items() if both != {True, False}} == kept_unjudged


@pytest.mark.parametrize("case", [each["history"] for each in FIVE], ids=[each["id"] for each in FIVE])
def test_the_shared_cases_are_allowed(case: dict[str, Any]) -> None:
    assert [error.message for error in validator().iter_errors(case)] == []


def test_the_cases_of_the_manual_are_allowed() -> None:
    data = examples()
    for case in (data["healthy"], *(each["given"] for each in data["cases"])):
        assert [f"{list(error.path)} {error.message[:80]}" for error in validator().iter_errors(case)] == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("months_since_surgery", "6 weeks"),
        ("temperature_c", "101.5 F"),
        ("temperature_c", "38,2"),
        ("gestation_weeks", "12+6"),
        ("headache_onset_seconds", "5 minutes"),
        ("headache_onset_seconds", "gradual"),
        ("age", "33 yrs"),
        ("age", "5 months"),
        ("inr", "about 2.4"),
        ("frequency_hz", "100 Hz"),
        ("needle_length_mm", "4 cm"),
        ("hours_since_session", "2 days"),
        ("bmi", "18,5"),
        ("planned_sites", "Left hamstrings"),
        ("planned_sites", "L UT"),
        ("planned_sites", "TFL (R)"),
        ("planned_sites", "left foot"),
    ],
)
def test_what_a_clinician_writes_is_allowed(field: str, text: str) -> None:
    assert validator().is_valid({field: text})
    assert read({field: text}) is None


@pytest.mark.parametrize(("field", "text"), [("age", "about 500"), ("bmi", "two"), ("temperature_c", "50 C")])
def test_a_number_out_of_its_range_is_refused_as_text_too(field: str, text: str) -> None:
    assert not validator().is_valid({field: text})
    assert read({field: text})


def test_every_structure_can_be_named() -> None:
    for name in (*load_knowledge().structures, *load_knowledge().groups):
        for text in (name, f"left {name}", f"{name} right"):
            case = {"planned_sites": [text]}
            assert validator().is_valid(case), text
            assert read(case) is None, text


def test_every_name_in_the_schema_is_a_site() -> None:
    for name in schema.site_names():
        assert read({"planned_sites": [name]}) is None, name
        assert read({"last_sites": f"left {name}"}) is None, name


@pytest.mark.parametrize("case", [[], "case", 3, None, [{}]])
def test_a_case_is_an_object(case: Any) -> None:
    assert not validator().is_valid(case)
    assert read(case)


def test_the_published_file_is_fresh() -> None:
    assert schema.FILE.read_text(encoding="utf-8") == schema.text()


def test_the_command_prints_it() -> None:
    out = io.StringIO()
    assert command(["--schema"], io.StringIO(), out) == 0
    assert out.getvalue() == schema.text()


def test_the_command_needs_a_file_or_the_word_schema() -> None:
    with pytest.raises(SystemExit) as stopped:
        command([], io.StringIO(), io.StringIO())
    assert stopped.value.code == 2
