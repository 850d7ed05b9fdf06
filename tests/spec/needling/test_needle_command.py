"""The command `filiform needle-check` as it is typed, words that clinicians use, and plans of any kind."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.core import needling
from filiform.knowledge import load
from filiform.knowledge.needling import check_plan, techniques
from filiform.knowledge.needling.command import command
from filiform.knowledge.needling.faults import faults
from filiform.knowledge.needling.practitioner import insurers
from filiform.knowledge.needling.words import REACHED, WORDS
from filiform.knowledge.screening.errors import CaseError

from .plans import CALF, who


def run(*arguments, stdin=""):
    out = io.StringIO()
    return command(arguments, io.StringIO(stdin), out), out.getvalue()


def test_the_command_judges_one_plan():
    code, out = run("-", stdin=json.dumps(CALF | {"colour": "blue"}))
    answer = json.loads(out)
    assert code == 0
    assert answer["site"]["structure"] == "soleus-distal"
    assert answer["gravest"] in ("caution", "note")
    assert answer["unused_fields"] == ["colour"]
    assert answer["knowledge_version"] == load().version
    assert all(each["text"] and each["sources"] for each in answer["findings"] if each["level"] == "refuse")


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [("technique", "magic", True), ("guidance", "moonlight", False), ("technique", "electro wobble", True)],
)
def test_a_word_that_is_not_known_is_listed_and_covers_nothing(field, text, kept):
    plan = {**CALF, field: text, "electrical_stimulation": None, **who({"techniques": ["deep-static"]})}
    answer = check_plan(plan | {"practitioner": None})
    assert answer["unrecognised"] == [{"field": field, "text": text}]
    codes = {each["code"] for each in answer["findings"]}
    assert ("credential-technique" in codes) is kept
    assert ("electrical-implant-unknown" in codes) is ("electro" in text)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"electrical_stimulaton": {"frequency_hz": 2}}, "electrical_stimulaton"),
        ({"practitioner": who({"exclude": ["soleus"]})}, "practitioner.credential.exclude"),
        ({"practitioner": who(None, {"exlcuded": ["calf"]})}, "practitioner.insurance.exlcuded"),
        ({"lot": {"number": "A", "expires": "2030-01", "status": "usable", "recaled": True}}, "lot.recaled"),
        ({"electrical": {"pregnent": "yes"}}, "electrical.pregnent"),
    ],
)
def test_a_misspelt_field_drops_nothing_in_silence(change, field):
    answer = check_plan({**{key: value for key, value in CALF.items() if key != "electrical_stimulation"}, **change})
    assert answer["unused_fields"] == [field]
    told = [each for each in answer["findings"] if each["code"] == "field-not-read"]
    assert [(each["field"], each["level"]) for each in told] == [(field, "caution")]
    assert answer["gravest"] in ("caution", "refuse")


@pytest.mark.parametrize(("place", "known"), [("South Afrika", False), ("QQ", False), ("za", True), ("unknown", True)])
def test_a_place_that_is_none_is_weighed_because_no_law_binds_there(place, known):
    answer = check_plan(CALF | {"jurisdiction": place})
    assert answer["unrecognised"] == ([] if known else [{"field": "jurisdiction", "text": place}])
    assert ("words-not-read" in {each["code"] for each in answer["findings"]}) is not known


@pytest.mark.parametrize(
    ("said", "technique"),
    [
        ("Deep dry needling", "deep-pistoning"),
        ("DDN", "deep-pistoning"),
        ("SDN", "superficial"),
        ("Superficial", "superficial"),
        ("left in situ", None),
        ("in situ", "deep-static"),
        ("E-stim", "electrical"),
        ("tendon needling", "tendon-fenestration"),
    ],
)
def test_techniques_by_the_names_that_clinicians_use(said, technique):
    assert techniques.find(said) == technique


def test_names_of_techniques_lead_to_techniques():
    assert set(techniques._names().values()) == set(load().techniques)


def test_with_lines_an_error_stands_in_its_place():
    lines = [json.dumps(CALF), "{", "", json.dumps({"site": "nowhere"}), "[]", json.dumps(CALF | {"lot": None})]
    code, out = run("-", "--lines", stdin="\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [each.get("error", {}).get("field") for each in answers] == [None, "", "site", "", None]
    assert answers[-1]["gravest"] == "refuse"


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"site": ' + "9" * 5000 + "}", "[" * 100_000])
def test_what_is_no_plan_is_an_error(text):
    code, out = run("-", stdin=text)
    assert code == 2
    assert set(json.loads(out)["error"]) == {"field", "message"}


def test_a_file_that_is_not_there(tmp_path):
    assert run(str(tmp_path / "none.json"))[0] == 2


def test_it_runs_as_typed_without_django_or_a_database():
    script = (
        "import sys; from filiform.project.cli.program import main;"
        "code = main(['needle-check', '-']);"
        "print(sorted({'django', 'psycopg', 'scipy'} & set(sys.modules)), code, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(CALF), capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr.strip() == "[] 0"
    assert json.loads(done.stdout)["site"]["side"] == "left"


WORD = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=12), st.lists(st.text(max_size=5))
)
VALUE = st.one_of(
    WORD,
    st.sampled_from(
        ["yes", "unknown", "2026-03", "0.30x40", "left rhomboids", "both infraspinatus", "electrical", "CSP"]
    ),
    st.dictionaries(st.sampled_from(["number", "expires", "status", "credential", "excluded", "pair", "side"]), WORD),
)
FIELDS = [*sorted(CALF), "needle", "insurer", "implants", "pair", "lot_expiry", "needles", "side", "pregnant"]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUE, max_size=6))
def test_no_plan_crashes(change):
    text = json.dumps(CALF | change)  # as it would arrive; NaN and Infinity are words of Python's JSON too
    code, out = run("-", stdin=text)
    answer = json.loads(out)
    assert ("error" in answer) is (code == 2)
    assert (answer.get("error") or answer)["message" if code else "findings"]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(CALF)), st.sampled_from(["length_mm", "diameter_mm", "lot", "practitioner"]))
def test_leaving_out_an_answer_never_lightens_the_gravest_finding(one, other):
    order = [None, "note", "caution", "refuse"]
    whole = check_plan(CALF)
    try:
        less = check_plan({key: value for key, value in CALF.items() if key not in (one, other)})
    except CaseError:
        return
    assert order.index(less["gravest"]) >= order.index(whole["gravest"])


def test_every_finding_of_the_rule_book_has_a_sentence():
    """Codes are read out of the source, so that a new one cannot be forgotten here."""
    folder = Path(needling.__file__).parent
    text = "".join((folder / name).read_text() for name in ("limits.py", "scope.py", "electrical.py", "reach.py"))
    codes = set(re.findall(r'NeedleFinding\(\s*"([a-z-]+)"', text)) | set(re.findall(r'return "([a-z-]+)"', text))
    assert len(codes) > 30
    assert codes - set(WORDS) - set(REACHED) == set()


def test_its_knowledge_is_sound():
    assert list(faults()) == []


def test_the_validator_finds_what_is_wrong_with_a_needle_that_binds(monkeypatch):
    known = load()
    row = replace(known.needle_sizes["size-latissimus"], diameter_mm=None)
    wrong = replace(known, needle_sizes={row.id: row})
    monkeypatch.setattr("filiform.knowledge.needling.faults.load", lambda: wrong)
    assert [where for where, what in faults() if "binds without" in what] == ["needle_sizes/size-latissimus"]


def test_the_validator_finds_a_name_that_leads_nowhere(monkeypatch):
    known = load()
    wrong = replace(known, techniques={key: each for key, each in known.techniques.items() if key != "rotation"})
    monkeypatch.setattr("filiform.knowledge.needling.faults.load", lambda: wrong)
    assert ("technique_names/rotation", "is no technique; mend the id") in list(faults())


def test_published_exclusions_come_from_the_policy_packs():
    (csp,) = [each for each in insurers() if each.id == "csp"]
    assert {"rhomboids", "trapezius-upper"} <= csp.excluded
    assert csp.sources[0].says


@pytest.mark.parametrize("part", ['"\\ud800": 1', '"lot": {"\\ud800": 1}', '"credential": {"\\ud800": 1}'])
def test_half_a_character_in_a_name_can_be_told_again(part):
    _, out = run("-", stdin=f'{{"site": "left soleus", {part}}}')
    out.encode("utf-8")
    assert "\ud800" in json.loads(out)["unused_fields"][0]


@pytest.mark.parametrize(
    ("insurer", "left_out"),
    [
        ("CSP", True),
        ("C.S.P.", True),
        ("CSP (UK)", True),
        ("the Chartered Society of Physiotherapy", True),
        ("AXA", False),
    ],
)
def test_an_insurer_is_known_by_letters_and_name(insurer, left_out):
    plan = CALF | {
        "site": "left rhomboids",
        "length_mm": 25,
        "depth_mm": 10,
        "practitioner": who(None, {"insurer": insurer}),
    }
    assert ("cover-excludes" in {each["code"] for each in check_plan(plan)["findings"]}) is left_out
