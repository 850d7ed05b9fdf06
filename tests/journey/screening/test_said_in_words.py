"""What the patient says of the complaint is kept as said; sources that disagree are named, each with its word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from filiform.journey.screening.words import short_name
from filiform.knowledge.screening import load
from tests.journey.treatment.stage import stage
from tests.support.practice import PracticeKit

WORDS = "Since Monday, worse when I look over my shoulder\nwarfarin is what my neighbour takes"


def _address(visit: UUID, code: str = "case-history") -> str:
    return reverse("visit-step", args=[visit, code])


def _answer(practice: PracticeKit, visit: UUID) -> dict[str, Any]:
    from filiform.journey.screening.queries import newest

    with practice.as_role():
        row = newest(visit)
        assert row is not None
        return dict(row.answers)


def _open(practice: PracticeKit, **more: Any) -> UUID:
    visit = practice.make_visit(practice.make_patient())
    sent = {"opening": "1", "based_on": "", "site": ["left upper trapezius"], "q_complaint__words": WORDS, **more}
    assert practice.client_for().post(_address(visit), sent).status_code == 302
    return visit


def test_the_words_are_kept_as_said_and_read_for_nothing(practice: PracticeKit) -> None:
    visit = _open(practice, q_complaint=["neck"])
    answers = _answer(practice, visit)
    said = answers["complaint"]["value"]
    assert said["words"] == WORDS.splitlines()
    assert said["present"] == ["neck"]
    assert said["unrecognised"] == []
    assert "medications" not in answers, "a word in the complaint is no medicine of the patient"
    page = practice.client_for().get(_address(visit)).content.decode()
    assert "worse when I look over my shoulder" in page
    assert "worse when I look over my shoulder" in practice.client_for("auditor").get(_address(visit)).content.decode()


def test_words_alone_name_no_area(practice: PracticeKit) -> None:
    from filiform.foundation.record.public import open_visit
    from filiform.journey.screening import public as screening

    visit = _open(practice)
    said = _answer(practice, visit)["complaint"]["value"]
    assert (said["present"], said["complete"]) == ([], False)
    with practice.as_role():
        verdict = screening.verdict(open_visit(visit, why="test"))
        assert verdict is not None
        assert verdict.unrecognised == ()


def test_the_field_stands_with_the_question(practice: PracticeKit) -> None:
    visit = practice.make_visit(practice.make_patient())
    page = practice.client_for().get(_address(visit)).content.decode()
    assert "In the patient’s words" in page
    assert 'name="q_complaint__words"' in page


@pytest.mark.parametrize(
    ("citation", "name"),
    [
        ("Munoz M et al. Pain Res Manag 2022:1363477, doi 10.1155/2022/1363477", "Munoz et al. 2022"),
        ("physioman.in/Treatment/16/Dry%20Needling: absolute and relative list", "physioman.in"),
        ("Irish Society of Physiotherapists, Guidelines, 2012", "Irish Society of Physiotherapists 2012"),
        ("General pharmacology", "General pharmacology"),
    ],
)  # fmt: skip
def test_a_source_has_a_short_name(citation: str, name: str) -> None:
    assert short_name(citation) == name


def test_each_source_of_the_book_has_a_name_that_is_short_and_no_tag() -> None:
    for tag, citation in load().citations.items():
        found = short_name(citation)
        assert found, tag
        assert len(found) < 80, tag
        assert found == found.strip(" ,.:"), tag
        assert tag == "NZASA" or found != tag


def test_sources_that_disagree_are_named_with_what_each_says(practice: PracticeKit) -> None:
    made = stage(practice)
    made.screen("left trapezius-upper", medications={"present": ["antiplatelet"], "absent": [], "complete": True})
    page = practice.client_for().get(_address(made.visit, "screening"))
    finding = next(one for one in page.context["findings"] if one["disagreement"])
    assert [one["who"] for one in finding["voices"]] == ["Munoz et al. 2022", "physioman.in", "physiosouth.co.nz"]
    text = " ".join(page.content.decode().split())
    assert "<strong>physioman.in</strong>: Relative contraindication." in text
    for tag in ("MUN22", "LIST:"):
        assert tag not in text
