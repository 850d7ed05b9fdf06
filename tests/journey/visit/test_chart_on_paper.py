"""The chart of a note: drawn from what was signed, for each examiner, with the drawing it was marked on."""

from __future__ import annotations

import pytest

from filiform.foundation.bodychart.public import version
from filiform.journey.examination.public import charts_of_note
from filiform.journey.visit.paper_chart import charts
from tests.journey.examination.stage import ZONE, Exam, colleague, exam
from tests.support.practice import PracticeKit


@pytest.fixture
def scene(practice: PracticeKit) -> Exam:
    return exam(practice)


def _note(*saves: dict) -> dict:
    first, *others = saves
    return {"patient": {"sex": "m"}, "steps": {"examination": {"before": {**first, "others": others}}}}


def _save(*zones: tuple, author: str = "A", figure: str = "", drawing: str = "1") -> dict:
    rows = [{"zone": z, "side": s, "intensity": n, "quality": "ache", "drawing": drawing} for z, s, n in zones]
    return {"author": author, "figure": figure, "zones": rows, "recorded_at": "2026-11-22T10:00:00+00:00"}


def test_each_examiner_has_a_chart_and_who_marked_nothing_has_none() -> None:
    made = charts(_note(_save(("temple", "left", 6)), _save(author="B"), _save(("nose", "midline", None), author="C")))
    assert [one["lines"][0].partition(",")[0] for one in made] == ["A", "C"]
    assert made[0]["words"] == ["Temple, left: 6/10, Ache"]
    assert made[1]["words"] == ["Nose: strength not said, Ache"]
    assert [view["label"] for view in made[0]["views"]][:2] == ["Front", "Back"]
    assert all("Temple, left: 6/10" in view["alt"] for view in made[0]["views"])


def test_the_drawing_is_named_and_another_one_is_said() -> None:
    here = charts_of_note(_note(_save(("temple", "left", 6), drawing=version()))["steps"]["examination"], "m")
    assert here[0].edition == f"Marked on drawing {version()}."
    old = charts_of_note(_note(_save(("temple", "left", 6), drawing="0"))["steps"]["examination"], "m")
    assert old[0].edition == f"Marked on drawing 0, shown on drawing {version()}: borders may differ."
    said = charts_of_note(_note(_save(("temple", "left", 6), drawing=""))["steps"]["examination"], "m")
    assert said[0].edition == f"Named in words; shown on drawing {version()}."
    assert said[0].picture.figure == "male"


def test_a_zone_that_is_drawn_no_more_stays_in_the_words() -> None:
    (made,) = charts(_note(_save(("no-such-zone", "left", 4))))
    assert made["words"] == ["no-such-zone, left: 4/10, Ache"]
    assert [view["label"] for view in made["views"]] == ["Front", "Back"]


def test_the_note_prints_and_the_signed_page_shows_each_chart(scene: Exam) -> None:
    from filiform.foundation.record.public import open_visit, sign
    from filiform.journey.visit.note import compose
    from filiform.journey.visit.steps import BEFORE_SIGNING

    scene.save(**ZONE)
    colleague(scene).save(**ZONE | {"zones__0__zone": "Nose", "zones__0__side": ""})
    client = scene.practice.client_for("practitioner")
    before = client.get(f"/visits/{scene.visit}/note.pdf")
    assert before.content.startswith(b"%PDF")
    with scene.practice.as_role():
        visit = open_visit(scene.visit, why="test")
        sign(visit=visit.visit, note=compose(visit, [place.step for place in BEFORE_SIGNING]))
    page = scene.page()
    assert page.count("bodypicture--whole") == 2
    assert "Temple, left: 6/10, Ache" in page
    assert client.get(f"/visits/{scene.visit}/note.pdf").content.startswith(b"%PDF")
