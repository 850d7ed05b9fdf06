"""Needles typed as a line: shown as they will be recorded, recorded all or none, by the rules of every needle."""

import re
from decimal import Decimal
from uuid import uuid4

from tests.journey.treatment.stage import give_box, ready_stage

TA = "ta l pist lm d20 ltr3"


def url(stage):
    return f"/visits/{stage.visit}/needles/line/"


def send(stage, line="", **more):
    fields = {"do": "record", "_key": str(uuid4()), "event": str(uuid4()), "line": line, **more}
    return stage.post(fields, url(stage))


def preview(stage, line):
    """What the page asks for while somebody types."""
    answer = stage.practice.client_for("practitioner").post(url(stage), {"line": line}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def states(page):
    return re.findall(r'data-entry="(\w+)"', page)


def reasons(page):
    return set(re.findall(r'data-reason="([\w-]+)"', page))


def test_a_line_is_recorded_as_it_was_said(ready):
    answer = send(ready, 'ta l x2 .25x40 pist us d20 ltr3 pt "upper third" note "taut", ta r stat dwell 8m no ltr')
    assert (answer.status_code, answer.url) == (302, ready.needles_url)
    first, second, third = ready.entries()
    for entry in (first, second):
        assert (str(entry.site), entry.state, entry.twitches, entry.depth_mm) == (
            "left tibialis-anterior", "out", 3, Decimal(20),
        )  # fmt: skip
        assert (entry.insertion.technique, entry.insertion.guidance) == ("deep-pistoning", "ultrasound")
        assert (entry.insertion.point, entry.notes, entry.insertion.lot_id) == ("upper third", ("taut",), ready.lot)
    assert (str(third.site), third.state, third.twitches, third.depth_mm) == (
        "right tibialis-anterior", "in", 0, None,
    )  # fmt: skip
    assert (third.insertion.planned_dwell, third.insertion.lot_id, third.insertion.point) == (480, ready.lot, "")
    assert [entry.number for entry in ready.entries()] == [1, 2, 3]


def test_six_needles_of_a_first_visit_are_one_line(practice):
    muscles = ("trapezius-upper", "levator-scapulae", "supraspinatus", "infraspinatus", "teres-minor", "deltoid-middle")
    stage = ready_stage(practice, *(f"left {muscle}" for muscle in muscles))
    typed = "ut l .25x40 pist lm d20 ltr3, ls l d15 ltr2, ssp l d12 no ltr, "
    typed += "isp l d18 ltr1, tmin l d15 ltr2, md l d10 no ltr"
    assert send(stage, typed).status_code == 302
    found = [(entry.insertion.structure, int(entry.depth_mm), entry.twitches) for entry in stage.entries()]
    assert found == list(zip(muscles, (20, 15, 12, 18, 15, 10), (3, 2, 0, 1, 2, 0), strict=True))
    assert stage.state().placed == 6
    # Each key counts, Enter too.
    assert len(typed) + 1 <= 120


def test_depth_and_twitches_that_nobody_typed_stay_unsaid(ready):
    send(ready, "ta b stat lm")
    for entry in ready.entries():
        assert (entry.depth_mm, entry.twitches, entry.insertion.planned_dwell, entry.notes) == (None, None, None, ())


def test_one_needle_may_serve_the_whole_line(ready):
    send(ready, "ta l x2 pist lm same, ta r same")
    assert [entry.number for entry in ready.entries()] == [1, 1, 1]
    assert ready.state().placed == 1


def test_a_dwell_of_a_needle_that_is_out_stays_words(ready):
    send(ready, "ta l stat lm out dwell 90s")
    (entry,) = ready.entries()
    assert (entry.state, entry.dwell, entry.notes) == ("out", None, ("In for 1:30 min, not clocked.",))


def test_the_same_line_twice_is_recorded_once(ready):
    event = str(uuid4())
    for _time in range(2):
        assert send(ready, TA + ", ta r", event=event, words="Calm today.").status_code == 302
    assert len(ready.entries()) == 2
    assert ready.get().content.decode().count("Calm today.") == 1


def test_another_line_under_the_same_id_is_refused(ready):
    event = str(uuid4())
    send(ready, TA + ", ta r", event=event)
    for other in (TA, TA + ", ta r, ta r", "ta r pist lm, ta l"):
        answer = send(ready, other, event=event)
        assert answer.status_code == 409
        assert "already sent" in answer.content.decode()
    assert len(ready.entries()) == 2


WRONG = [
    ("ta l frob", "“frob” is not understood."),
    ("gmed l pist lm", "“gmed” may mean several structures. Write one of these: gmedp (Gluteus medius"),
    ("tibialis antrior l", "no structure that is known here. Write one of these: ta (Tibialis anterior)"),
    ("ta pist lm", "Say the side"),
    ("ta l lm", "Say the technique"),
    ("ta l pist", "Say how it was led"),
    ("ta l sdn lm", "Say in (it is in place, the clock starts) or out"),
    ("ta l x2 stat lm same", "One needle cannot be in two places"),
    ("ta l pist lm .30x50", "No box of 0.30 × 50 mm is open in this room"),
    ("ta l pist lm .30x50 lot A1", "Lot A1 is 0.25 × 40 mm, not the size in the line"),
    ("ta l pist lm lot Z9", "Stock does not know lot Z9. Write its size too"),
    ("ta l pist lm d41", "41 mm is deeper than the needle is long (40 mm)"),
    ("ta l pist lm, ta r same .25x40", "The same needle keeps its size and lot"),
    ("ta l pist lm x31, ta r x31", "More than 60 needles in one line"),
    ("ta l pist lm #30", "gauge numbers differ between makers"),
    ('ta l pist lm pt "mid', "never closed"),
    ("ta l, " * 200, "too long"),
]


def test_what_is_wrong_is_told_and_nothing_is_recorded(ready):
    for line, words in WRONG:
        whole = f"{line}\nta r pist lm"
        assert words in plain(preview(ready, whole)), line
        answer = send(ready, whole)
        assert answer.status_code == 422, line
        assert words in plain(answer.content.decode()), line
    assert ready.entries() == ()


def plain(page):
    return page.replace("&quot;", '"').replace("&#x27;", "'")


def test_the_preview_shows_each_entry_with_its_hazards_and_records_nothing(ready):
    page = preview(ready, "ta l pist lm d20, ta r, gmed l")
    assert states(page) == ["clear", "clear", "stop"]
    assert "Tibialis anterior, left" in page
    assert "0.25 × 40 mm · lot A1" in page
    assert page.count("In the way at Tibialis anterior") >= 2
    assert "data-line-ready" not in page
    assert "data-line-ready" in preview(ready, "ta l pist lm d20, ta r")
    assert "2 needles" in preview(ready, "ta l pist lm d20, ta r")
    assert "1 needle" in preview(ready, "ta l x2 pist lm same, ta r same")
    assert ready.entries() == ()


def test_several_boxes_are_asked_about(ready):
    give_box(ready.practice, number="B2")
    assert "Write the size or the lot: A1, 0.25 × 40 mm; B2, 0.25 × 40 mm" in preview(ready, "ta l pist lm")
    assert "Write which lot: A1" in preview(ready, "ta l pist lm .25x40")
    send(ready, "ta l pist lm lot b2, ta r")
    assert {entry.insertion.lot.number for entry in ready.entries()} == {"B2"}


def test_without_an_open_box_it_asks(practice):
    stage = ready_stage(practice)
    give_box(practice, number="C3", room_id=None)
    with practice.as_role("owner"):
        from filiform.backoffice.stock.models import OpenBox
        from filiform.backoffice.stock.public import close_box

        close_box(box=OpenBox.objects.get(room_id=practice.room).id)
    assert "No box is open in this room" in preview(stage, "ta l pist lm")
    assert states(preview(stage, "ta l pist lm lot C3")) == ["clear"]


def test_a_lot_that_may_not_be_used_is_refused_with_its_reason(practice):
    stage = ready_stage(practice)
    give_box(practice, number="OLD", expires_in=-1)
    answer = send(stage, "ta l pist lm lot old, ta r lot A1")
    assert answer.status_code == 409
    assert reasons(answer.content.decode()) == {"lot-expired"}
    assert stage.entries() == ()


def test_what_bars_one_needle_bars_the_line(ready):
    answer = send(ready, "ta l pist lm, ut l")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "site-not-screened" in reasons(page)
    assert "Source" in page
    assert ready.entries() == ()


def test_what_has_already_happened_is_recorded_marked_and_opens_incidents(ready):
    line = "ta l pist lm, ut l"
    assert send(ready, line, happened="on").status_code == 422
    assert send(ready, line, happened="on", why="Done before I looked.").status_code == 302
    assert [bool(entry.insertion.against) for entry in ready.entries()] == [False, True]
    assert [row.kind for row in ready.incidents()] == ["despite-refusal"]


def test_without_screening_the_preview_says_so_once(bare):
    page = preview(bare, "ta l pist lm, ta r")
    assert states(page) == ["stop", "stop"]
    assert page.count('data-reason="not-screened"') == 1


def test_both_sides_of_the_chest_in_one_line_are_weighed_together(practice):
    stage = ready_stage(practice, "left trapezius-upper", "right trapezius-upper")
    page = preview(stage, "ut b pist lm")
    assert "both lungs at risk" in page


def test_a_line_in_words_is_always_there(ready):
    assert send(ready, words="Lay on the left side; asked for a blanket.").status_code == 302
    assert "asked for a blanket" in ready.get().content.decode()
    assert ready.entries() == ()
    assert send(ready).status_code == 422
    from filiform.journey.treatment.public import needles_step

    with ready.practice.as_role():
        assert needles_step.note(ready.file())["in_words"] == ["Lay on the left side; asked for a blanket."]


def test_without_scripts_the_page_previews_and_records(ready):
    fields = {"do": "preview", "_key": str(uuid4()), "event": str(uuid4()), "line": TA, "words": "Calm."}
    page = ready.post(fields, url(ready)).content.decode()
    assert states(page) == ["clear"]
    assert TA in page
    assert "Calm." in page
    assert fields["event"] in page
    assert ready.entries() == ()
    assert ready.get(url(ready)).status_code == 200


def test_a_line_that_was_refused_is_there_again(ready):
    send(ready, "ta l frob")
    client = ready.practice.client_for("practitioner")
    client.post("/drafts/", {"_page": url(ready), "line": "ta l fro"})
    for address in (url(ready), ready.needles_url):
        page = client.get(address).content.decode()
        assert "ta l fro" in page
        assert "What you typed is back" in page
    assert send(ready, TA).status_code == 302
    assert "ta l fro" not in client.get(ready.needles_url).content.decode()


def test_only_a_practitioner_types_and_nothing_after_the_signature(ready):
    for role in ("owner", "receptionist"):
        assert send_as(ready, role).status_code == 403
    assert ready.entries() == ()


def send_as(stage, role):
    fields = {"do": "record", "_key": str(uuid4()), "event": str(uuid4()), "line": TA}
    return stage.post(fields, url(stage), role=role)


def test_a_cancelled_visit_takes_no_line(ready):
    from filiform.journey.visit.actions import cancel_visit

    with ready.practice.as_role():
        cancel_visit(visit=ready.visit, reason="patient")
    assert send(ready, TA).status_code == 409
    assert "nothing is recorded here" in ready.get(url(ready)).content.decode()
    assert ready.entries() == ()
