"""What may be said to a patient, with certainty, and what must not: `filiform evidence show`, as a table."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from filiform.analysis.command import command
from filiform.knowledge import load
from filiform.knowledge.evidence import UnknownTopic, find, statements, topics
from filiform.knowledge.evidence import load as book
from filiform.knowledge.evidence.faults import _of_one, faults


def show(*words):
    out = io.StringIO()
    code = command(["show", *words, "--json"], io.StringIO(), out, io.StringIO())
    return code, json.loads(out.getvalue())


def texts(found, kind):
    return " ".join(each["text"] for each in found[kind])


@pytest.mark.parametrize(
    ("asked", "condition", "may", "must", "never"),
    [
        ("neck-pain", "neck-pain", "1.5 points", "one year of follow-up found no added benefit", "better than manual"),
        ("low back pain", "low-back-pain", "risk of bias", "NICE advises against", "recommended treatment"),
        ("Tennis elbow", "tennis-elbow", "outer elbow", "no difference was shown", "as good as surgery"),
        ("plantar fasciitis", "plantar-heel-pain", "1.7 points", "smaller than the one that patients notice", "better"),
        ("sciatica", "sciatica-like", "", "No pooled study", "treats sciatica"),
        ("golfer's elbow", "golfers-elbow", "", "", "no pooled study was found"),
        ("migraine", "migraine", "", "not better than after other treatments", "treats migraine"),
        ("TTH", "tension-type-headache", "disability was less", "not better", "eases headache pain"),
        ("jaw pain", "tmd", "jaw muscles", "manual therapy ranked higher", "best treatment"),
        ("hamstring strain", "hamstring-strain", "", "no conclusion", "heals a strain"),
        ("strength", "performance", "", "no effect on muscle force", "stronger or faster"),
        ("spasticity", "spasticity-post-stroke", "short term", "After four weeks nothing was left", "after a stroke"),
        ("gtps", "hip-gluteal-pain", "no worse than a steroid injection", "single trials", "replaces an injection"),
        ("fibromyalgia", "chronic-widespread", "", "no pooled figure could be read", "A number"),
    ],
)
def test_a_condition_by_any_of_its_names(asked, condition, may, must, never):
    code, found = show(asked)
    assert (code, found["condition"]) == (0, condition)
    assert may in texts(found, "may")
    assert must in texts(found, "must")
    assert never in texts(found, "never")
    assert bool(found["may"]) is bool(may)


@pytest.mark.parametrize(
    ("statement", "certainty"),
    [
        ("say-general-may-1", "very low to moderate (GRADE)"),
        ("say-shoulder-pain-may-1", "moderate (GRADE)"),
        ("say-tennis-elbow-may-1", "low to moderate (GRADE)"),
        ("say-tension-type-headache-may-1", "very low (GRADE)"),
        ("say-neck-pain-may-1", "not rated in what was read; do not present it as certain"),
    ],
)
def test_certainty_is_what_the_source_states(statement, certainty):
    topic = next(iter(set(statements()[statement].topics) - {"general"}), "neck-pain")
    _, found = show(topic)
    said = [*found["may"], *found["for_all_conditions"]["may"]]
    assert next(each for each in said if each["id"] == statement)["certainty_in_words"] == certainty


def test_where_nothing_is_on_file_nothing_is_claimed():
    code, found = show("frozen", "shoulder")
    assert (code, found["evidence_on_file"], found["studies"]) == (0, False, [])
    assert found["may"] == found["for_all_conditions"]["may"] == []
    assert "No study" in found["without_evidence"]["must"]
    assert "Anything about an effect" in found["without_evidence"]["never"]


def test_findings_in_favour_elsewhere_do_not_carry_over():
    assert show("sciatica")[1]["for_all_conditions"]["may"] == []
    assert show("neck-pain")[1]["for_all_conditions"]["may"] != []


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("headache", ["tension-type-headache", "cervicogenic-headache", "migraine"]),
        ("tenis elbo", ["tennis-elbow"]),
        ("shoulder pian", ["shoulder-pain"]),
        ("plantar", ["plantar-heel-pain"]),
        ("plague", []),
        ("", []),
        ("x" * 5000, []),
    ],
)
def test_an_unknown_condition_is_refused_with_near_ones(asked, near):
    code, found = show(asked)
    assert code == 2
    assert found["error"]["field"] == "condition"
    assert found["error"]["near"][: len(near)] == near
    with pytest.raises(UnknownTopic):
        find(asked)


@pytest.mark.parametrize("topic", sorted(topics()))
def test_every_condition_can_be_shown_as_text(topic):
    out = io.StringIO()
    assert command(["show", topic], io.StringIO(), out, io.StringIO()) == 0
    text = out.getvalue()
    assert all(head in text for head in ("May be said", "Has to be said with it", "Must not be said", "No clinician"))


def test_the_statements_are_sound():
    assert faults() == []
    assert len(statements()) == 82
    assert all(each.sources for each in statements().values())


def test_every_condition_that_has_evidence_has_statements():
    spoken = {topic for each in statements().values() for topic in each.topics}
    assert {each for entry in load().evidence.values() for each in entry.conditions} <= spoken


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": "Needling cures neck pain."}, "promise"),
        ({"text": "This is proven to work."}, "promise"),
        ({"text": "Stop your aspirin before it."}, "medicine"),
        ({"evidence": ()}, "without any evidence"),
        ({"evidence": ("nothing-1",)}, "unknown evidence"),
        ({"rates": ("nothing-1",)}, "unknown rate"),
        ({"topics": ("plague",)}, "unknown topic"),
        ({"kind": "maybe"}, "has the kind"),
        ({"certainty": ("high", "high")}, "none of its evidence states"),
        ({"certainty": ("sure", "sure")}, "certainty other than"),
    ],
)
def test_the_validator_finds(change, fault):
    sound = statements()["say-neck-pain-may-1"]
    assert list(_of_one(sound)) == []
    assert any(fault in each for each in _of_one(replace(sound, **change)))


def test_an_unknown_condition_is_refused_in_words_too():
    out, err = io.StringIO(), io.StringIO()
    assert command(["show", "tenis", "elbo"], io.StringIO(), out, err) == 2
    assert out.getvalue() == ""
    assert "Did you mean tennis-elbow" in err.getvalue()


def test_leaving_out_what_speaks_against_is_a_fault(monkeypatch):
    kept = {key: each for key, each in statements().items() if "neck-pain-5" not in each.evidence}
    monkeypatch.setattr("filiform.knowledge.evidence.faults.statements", lambda: kept)
    assert ("evidence/neck-pain-5", "speaks against needling and is left out of neck-pain") in faults()
    assert book.GENERAL == "general"
