"""Points treated on the timeline: counted, taken back ones left out, the same in words."""

from __future__ import annotations

import re
from html import unescape

from filiform.core.values import Side, Site
from filiform.foundation.bodychart.public import Area
from filiform.journey.treatment.public import NeedledPlace
from filiform.journey.visit.points import points_treated
from tests.journey.treatment.stage import ready_stage
from tests.support.practice import PracticeKit


def test_needles_are_counted_by_place_and_a_needle_taken_back_is_none(practice: PracticeKit) -> None:
    found = ready_stage(practice)
    timeline = f"/patients/{found.patient}/"
    assert "Points treated" not in found.get(timeline).content.decode()
    found.place()
    wrong = found.place()
    found.place(where="left tibialis-anterior")
    found.post({"do": "void", "insertion": str(wrong), "reason": "Wrong side."})
    page = unescape(found.get(timeline).content.decode())
    assert "Points treated" in page
    assert "Tibialis anterior, left: 2 insertions at 1 visit" in page
    assert re.search(r"<text [^>]*>2</text>", page)
    assert "Points treated" not in unescape(found.get(timeline, "receptionist").content.decode())


def test_what_has_no_area_is_said_in_words() -> None:
    places = (
        NeedledPlace(Site("infraspinatus", Side.LEFT), 3, 2),
        NeedledPlace(Site("no-longer-known"), 1, 1),
    )
    picture = points_treated(places, "male")
    assert picture is not None
    assert picture.areas[0] == Area("infraspinatus", "left", "point", "3", landmark=True)
    assert picture.words == (
        "Infraspinatus, left: 3 insertions at 2 visits",
        "no-longer-known: 1 insertion at 1 visit",
    )
    assert points_treated((), "male") is None
