"""Cases in a clinician's words: what is read, what is refused with the field named, what the command prints."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from filiform.core.screening import Codes
from filiform.core.values import DECLINED, UNKNOWN, Known
from filiform.knowledge.screening import CaseError, read_case, screen_case
from filiform.knowledge.screening.command import command

ANSWERS = [
    ({"needle_phobia": "yes, panic and avoided care"}, "needle_phobia", True),
    ({"needle_phobia": "no"}, "needle_phobia", False),
    ({"fainted_with_needle": "passed out at a blood test"}, "fainted_with_needle", True),
    ({"sex": "woman"}, "sex", "f"),
    ({"pregnant": "yes, 10 weeks"}, "gestation_weeks", 10.0),
    ({"pregnant": "could be"}, "pregnant", "unsure"),
    ({"pregnant": "unknown"}, "pregnant", "unsure"),
    ({"conditions": ["pregnant, 9 weeks"]}, "pregnant", "yes"),
    ({"consent": {"status": "given-written"}}, "consent", "given-written"),
    ({"consent": "withdrew today"}, "consent", "withdrawn"),
    ({"previous_dry_needling": "yes, normal soreness"}, "previous_dry_needling", "fine"),
    ({"previous_dry_needling": "yes, fainted"}, "fainted_with_needle", True),
    ({"previous_dry_needling": "never"}, "previous_dry_needling", "never"),
    ({"scar": "old, well healed"}, "scar", "healed"),
    ({"inr": "2.4"}, "inr", 2.4),
    ({"last_sites": ["left rhomboid"]}, "visit_type", "follow-up"),
    ({"first_session": True}, "visit_type", "first"),
]


@pytest.mark.parametrize(("case", "field", "value"), ANSWERS)
def test_words_are_read(case: dict[str, Any], field: str, value: object) -> None:
    assert read_case(case).get(field) == Known(value)


def test_null_and_unknown_are_put_in_vain_and_absence_is_not_put() -> None:
    history = read_case({"bmi": None, "bruising": "unknown", "hiv_cd4_low": "declined"})
    assert [history.get(f) for f in ("bmi", "bruising", "hiv_cd4_low")] == [UNKNOWN, UNKNOWN, DECLINED]
    assert not history.put("age")


def test_an_empty_list_answers_everything() -> None:
    assert read_case({"conditions": []}).get("conditions") == Known(Codes())


def test_a_code_lands_in_its_own_list() -> None:
    history = read_case({"conditions": ["pacemaker"], "implants": []})
    assert history.get("implants") == Known(Codes.of("active-electrical"))


def test_a_reliever_alone_may_stand_for_copd() -> None:
    case = {"medications": ["blue inhaler"], "conditions": []}
    answer = read_case(case).get("conditions")
    assert isinstance(answer, Known)
    assert isinstance(answer.value, Codes)
    assert answer.value.uncertain == {"copd"}
    with_asthma = read_case({**case, "conditions": ["asthma"]}).get("conditions")
    assert with_asthma == Known(Codes.of("asthma"))


def test_skin_may_be_told_site_by_site() -> None:
    sites = ["left infraspinatus", "right infraspinatus"]
    skin = {"left infraspinatus": "psoriasis", "right infraspinatus": "normal"}
    verdict = screen_case({"planned_sites": sites, "skin_at_site": skin})
    assert verdict["site_status"] == {"left infraspinatus": "stop", "right infraspinatus": "ask"}


def test_free_text_is_never_judged() -> None:
    assert screen_case({"free_text": "haemophilia"}) == screen_case({})


def test_an_unknown_field_is_listed() -> None:
    assert screen_case({"shoe_size": 44})["unrecognised"] == [{"field": "shoe_size", "text": "44"}]


def test_a_clearance_lets_the_visit_go_on() -> None:
    case = {"conditions": ["prostate cancer, active"], "on": "2026-06-01"}
    cleared = {**case, "clearances": [{"item": "cancer-active", "given": "2026-05-01"}]}
    status = [screen_case(each)["findings"][0]["status"] for each in (case, cleared)]
    assert status == ["stop", "caution"]


REFUSED = [
    ([], ""),
    ("text", ""),
    ({"age": -1}, "age"),
    ({"age": 400}, "age"),
    ({"age": True}, "age"),
    ({"age": float("nan")}, "age"),
    ({"temperature_c": 99}, "temperature_c"),
    ({"on": "2026-02-30"}, "on"),
    ({"on": 5}, "on"),
    ({"planned_sites": ["flurbus"]}, "planned_sites"),
    ({"planned_sites": 3}, "planned_sites"),
    ({"planned_sites": [""]}, "planned_sites"),
    ({"planned_sites": ["soleus"] * 101}, "planned_sites"),
    ({"medications": 5}, "medications"),
    ({"medications": [5]}, "medications"),
    ({"needle_phobia": []}, "needle_phobia"),
    ({"consent": {}}, "consent"),
    ({"free_text": "ok", "complaint": "a\0b"}, "complaint"),
    ({"complaint": "x" * 30_000}, "complaint"),
    ({"clearances": [{"item": "nonsense", "given": "2026-01-01"}]}, "clearances"),
    ({"clearances": "yes"}, "clearances"),
    ({"jurisdiction": 4}, "jurisdiction"),
]


@pytest.mark.parametrize(("case", "field"), REFUSED, ids=lambda x: str(x)[:40])
def test_what_cannot_be_read_names_its_field(case: Any, field: str) -> None:
    with pytest.raises(CaseError) as caught:
        screen_case(case)
    assert caught.value.field == field
    assert caught.value.message.endswith((".", "?"))


def run(text: str, *options: str) -> tuple[int, list[Any]]:
    out = io.StringIO()
    code = command(["-", *options], io.StringIO(text), out)
    printed = out.getvalue()
    return code, [json.loads(line) for line in printed.splitlines()] if options else [json.loads(printed)]


def test_the_command_judges_one_case() -> None:
    code, (answer,) = run('{"needle_phobia": "yes"}')
    assert code == 0
    assert answer["verdict"] == "stop"
    finding = answer["findings"][0]
    assert {"item", "class", "action", "because", "sources", "disagreement"} <= finding.keys()
    assert finding["because"] == [{"field": "needle_phobia", "value": True}]
    assert all({"field", "question"} <= each.keys() for each in answer["missing"])
    assert answer["knowledge_version"]


TOO_LONG = f'{{"age": {"1" * 5000}}}'


@pytest.mark.parametrize(
    ("text", "field"),
    [("{", ""), ('{"age": -1}', "age"), ("[" * 100_000, ""), (TOO_LONG, "")],
    ids=["cut off", "out of range", "too deep", "number too long"],
)
def test_the_command_names_what_it_cannot_read(text: str, field: str) -> None:
    code, (answer,) = run(text)
    assert (code, answer["error"]["field"]) == (2, field)


def test_lines_are_judged_one_by_one() -> None:
    code, answers = run('{"age": 200}\n\n{"needle_phobia": "yes"}\n', "--lines")
    assert code == 0
    assert [("error" in each, each.get("verdict")) for each in answers] == [(True, None), (False, "stop")]


def test_a_file_is_read_and_a_missing_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text("{}")
    assert command([str(file)], io.StringIO(), io.StringIO()) == 0
    out = io.StringIO()
    assert command([str(tmp_path / "none.json")], io.StringIO(), out) == 2
    assert "cannot be read" in out.getvalue()
