"""What a line leaves out is taken from what is usual there: shown first, recorded as it was shown, and told so."""

import html
import json
import re
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.journey.treatment.line.test_line import preview, send, states
from tests.journey.treatment.stage import give_box


def usual_in(page):
    """What the page sends along as shown."""
    found = re.search(r'name="usual" value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def said_usual(page):
    return [html.unescape(text) for text in re.findall(r"data-line-usual>.*?<span>(.*?)</span>", page, re.DOTALL)]


def newest(stage):
    return stage.entries()[-1]


def way(entry):
    row = entry.insertion
    return row.technique, row.guidance, str(row.diameter_mm), row.length_mm, row.planned_dwell


def noted(stage):
    from filiform.journey.treatment.public import needles_step

    with stage.practice.as_role():
        return [one["as_usual"] for one in needles_step.note(stage.file())["insertions"]]


def test_it_is_shown_as_usual_and_recorded_as_shown_with_nothing_of_the_patient(usual):
    page = preview(usual, "ta l")
    assert states(page) == ["clear"]
    (text,) = said_usual(page)
    assert text.startswith("Your usual here: ")
    assert "0.25 × 40 mm" in text
    assert "8 min" in text
    assert send(usual, "ta l", usual=usual_in(page)).status_code == 302
    entry = newest(usual)
    assert way(entry) == ("deep-static", "landmark", "0.25", Decimal(40), 480)
    assert (entry.state, entry.depth_mm, entry.twitches, entry.sensation) == ("in", None, None, ())
    assert noted(usual) == [[], [], [], ["technique", "guidance", "size", "dwell"]]


def test_what_nobody_has_seen_is_not_recorded_but_shown(usual):
    answer = send(usual, "ta l")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "data-line-look" in page
    assert said_usual(page)
    assert len(usual.entries()) == 3
    assert send(usual, "ta l", usual=usual_in(page)).status_code == 302


def test_what_is_typed_stands_against_the_usual(usual):
    page = preview(usual, "ta l pist us")
    (text,) = said_usual(page)
    assert text == "Your usual here: 0.25 × 40 mm. Type what is to be otherwise."
    assert send(usual, "ta l pist us", usual=usual_in(page)).status_code == 302
    assert way(newest(usual))[:2] == ("deep-pistoning", "ultrasound")
    assert newest(usual).state == "out"
    assert noted(usual)[-1] == ["size"]


def test_a_line_that_says_all_takes_nothing(usual):
    page = preview(usual, "ta l .25x40 stat lm 5m")
    assert (said_usual(page), usual_in(page)) == ([], "")
    assert send(usual, "ta l .25x40 stat lm 5m").status_code == 302
    assert noted(usual)[-1] == []


def test_what_was_shown_for_another_line_counts_for_none(usual):
    shown = usual_in(preview(usual, "ta l"))
    for other in ("ta r", "ta l d20", "ta l, ta r"):
        assert send(usual, other, usual=shown).status_code == 422
    assert len(usual.entries()) == 3


def test_what_was_shown_is_what_is_saved_although_another_way_has_become_usual(usual):
    shown = usual_in(preview(usual, "ta l"))
    for _time in range(3):
        usual.place(do="in-out", technique="deep-pistoning", dwell=None)
    assert "Deep, in and out" in said_usual(preview(usual, "ta l"))[0]
    assert send(usual, "ta l", usual=shown).status_code == 302
    assert newest(usual).insertion.technique == "deep-static"


@pytest.mark.parametrize(
    "fields",
    [
        {"technique": "magic"}, {"guidance": "luck"}, {"size": "9x900"}, {"size": "0.25x900"}, {"size": 3},
        {"dwell": True}, {"dwell": 0}, {"dwell": 10**9}, {"whose": "nobody"}, {"technique": ["a"]}, 5, None,
    ],
)  # fmt: skip
def test_a_text_that_no_page_made_fills_nothing(usual, fields):
    whole = {"technique": "deep-static", "guidance": "landmark", "size": "0.25x40"}
    sent = json.dumps({"of": "ta l", "entries": {"0": whole | fields if isinstance(fields, dict) else fields}})
    assert send(usual, "ta l", usual=sent).status_code == 422
    assert len(usual.entries()) == 3


@pytest.mark.parametrize(
    "sent", ["{", "[]", "null", '"ta l"', '{"of": "ta l"}', '{"of": "ta l", "entries": []}', "9" * 9000, "[" * 7900]
)
def test_a_damaged_text_fills_nothing(usual, sent):
    assert send(usual, "ta l", usual=sent).status_code == 422


def test_where_no_box_of_the_usual_size_is_open_the_open_box_says_the_size(usual):
    from filiform.backoffice.stock.models import OpenBox
    from filiform.backoffice.stock.public import add_lot, add_product, close_box, open_box
    from filiform.foundation.tenancy.clock import today

    with usual.practice.as_role("owner"):
        close_box(box=OpenBox.objects.get(lot_id=usual.lot).id)
        product = add_product(maker="Seirin", diameter_mm=Decimal("0.30"), length_mm=Decimal(50))
        lot = add_lot(product=product.id, number="B2", expires_on=today().replace(year=today().year + 2))
        open_box(lot=lot.id, site=usual.practice.site, room=usual.practice.room)
    page = preview(usual, "ta l")
    assert states(page) == ["clear"]
    assert "lot B2" in page
    assert "0.25 × 40" not in page


def test_of_several_boxes_the_usual_size_chooses(usual):
    give_box(usual.practice, number="A9")  # a second lot of the same size has to be named all the same
    assert "A1, 0.25 × 40 mm; A9" in preview(usual, "ta l")


def test_each_entry_takes_what_is_usual_in_its_own_structure_and_hands_none_of_it_on(usual):
    page = preview(usual, "ta l, gcm l")
    assert states(page)[0] == "clear"
    assert len(said_usual(page)) == 1
    assert "Say the technique" in page


def test_sent_twice_is_recorded_once(usual):
    shown, event = usual_in(preview(usual, "ta l")), str(uuid4())
    for _time in range(2):
        assert send(usual, "ta l", usual=shown, event=event).status_code == 302
    assert len(usual.entries()) == 4
    with usual.practice.as_role():
        assert len([one for one in usual.file().events if one.kind == "needling-as-usual"]) == 1


def test_the_paper_says_it(usual):
    from filiform.journey.treatment.public import needles_step
    from filiform.journey.visit.paper_needles import needles

    send(usual, "ta l", usual=usual_in(preview(usual, "ta l")))
    with usual.practice.as_role():
        lines = dict(needles("Needles", needles_step.note(usual.file()))["lines"])
    assert lines["Taken from what is usual, no. 4"] == "technique, guidance, needle size, planned dwell"
