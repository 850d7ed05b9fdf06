"""A needle in, noted, out: what the page records and what it never fills in."""

from uuid import uuid4

import pytest


def test_a_needle_goes_in_by_one_form_and_out_by_one_tap(ready):
    page = ready.get()
    assert page.status_code == 200
    assert "Needling is refused" not in page.content.decode()
    insertion = ready.place()
    (entry,) = ready.entries()
    assert (entry.state, entry.number, entry.insertion.planned_dwell) == ("in", 1, 300)
    assert entry.depth_mm is None
    assert entry.twitches is None
    assert ready.state().in_place == 1
    assert "Needles in place: 1" in ready.get().content.decode()
    assert ready.tap("out", insertion).status_code == 302
    (entry,) = ready.entries()
    assert entry.state == "out"
    assert entry.dwell is not None


def test_nothing_of_the_patient_is_filled_in_beforehand(ready):
    ready.place(depth_mm="20", twitches="3")
    page = ready.get().content.decode()
    for name in ("depth_mm", "twitches", "dwell"):
        field = page[page.index(f'name="{name}"') - 200 : page.index(f'name="{name}"') + 200]
        assert 'value="20"' not in field
        assert 'value="3"' not in field


def test_in_and_out_takes_one_entry_without_a_clock(ready):
    ready.place(do="in-out", technique="deep-pistoning", dwell=None, twitches="4", sensation=["ache", "cramp"])
    (entry,) = ready.entries()
    assert (entry.state, entry.dwell, entry.since) == ("out", None, None)
    assert entry.twitches == 4
    assert entry.sensation == ("ache", "cramp")


def test_taps_of_twitches_add_up_to_the_number_said(ready):
    insertion = ready.place(twitches="2")
    ready.tap("twitch", insertion)
    ready.tap("twitch", insertion)
    assert ready.entries()[0].twitches == 4


def test_none_and_not_noted_stay_apart(ready):
    ready.place(twitches="0")
    ready.place(where="right tibialis-anterior")
    assert [entry.twitches for entry in ready.entries()] == [0, None]


def test_details_are_added_later_and_the_newest_counts(ready):
    insertion = ready.place()
    for depth in ("12", "18"):
        fields = {"do": "detail", "event": str(uuid4()), "insertion": str(insertion), "depth_mm": depth}
        assert ready.post(fields).status_code == 302
    entry = ready.entries()[0]
    assert float(entry.depth_mm) == 18


def test_the_forms_of_a_needle_are_there_for_the_one_that_is_amended(ready):
    first, second = ready.place(), ready.place(where="right tibialis-anterior")
    closed = ready.get().content.decode()
    opened = ready.get(f"{ready.needles_url}?amend={first}").content.decode()
    assert 'name="do" value="detail"' not in closed
    assert f'href="?amend={first}#needle-{first}"' in closed
    assert opened.count('name="do" value="detail"') == opened.count('name="do" value="void"') == 1
    assert f'name="insertion" value="{first}" id="id_{first}_insertion"' in opened
    assert f'href="?amend={second}#needle-{second}"' in opened
    for odd in ("", "x", str(uuid4())):
        assert 'value="detail"' not in ready.get(f"{ready.needles_url}?amend={odd}").content.decode()


def test_what_is_wrong_with_a_later_note_is_told_beside_it(ready):
    insertion = ready.place()
    answer = ready.post({"do": "detail", "event": str(uuid4()), "insertion": str(insertion), "depth_mm": "-3"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Note something of needle 1</span>" in page
    assert page.count('<details class="disclosure" open') >= 1


def test_a_name_typed_with_its_side_is_understood(ready):
    ready.place(where="other", structure="tibialis anterior right")
    assert str(ready.entries()[0].site) == "right tibialis-anterior"


def test_one_needle_may_serve_two_points_and_is_counted_once(ready):
    first = ready.place(do="in-out", dwell=None)
    needle = str(next(one for one in ready.entries() if one.id == first).insertion.needle)
    ready.place(do="in-out", dwell=None, where="right tibialis-anterior", needle=needle, lot=None)
    assert [entry.number for entry in ready.entries()] == [1, 1]
    assert ready.state().placed == 1
    assert ready.entries()[1].insertion.lot_id == ready.lot


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"depth_mm": "-3"}, "depth_mm", "Write 0 or more"),
        ({"depth_mm": "41"}, "depth_mm", "deeper than the needle is long"),
        ({"depth_mm": "4000"}, "depth_mm", "Write 150.0 or less"),
        ({"lot": "other", "lot_text": "X", "length_mm": "900"}, "length_mm", "Write 150 or less"),
        ({"lot": "other", "lot_text": "X", "diameter_mm": "3"}, "diameter_mm", "Write 0.50 or less"),
        ({"lot": None}, "lot", "Choose the lot"),
        ({"lot": str(uuid4())}, "lot", "Select a valid choice"),
        ({"twitches": "400"}, "twitches", "Write 99 or less"),
        ({"needle": str(uuid4())}, "needle", "Select a valid choice"),
        ({"where": "other", "structure": "zygomatic bozo"}, "structure", "No structure of this name"),
        ({"where": "other", "structure": "tibialis anterior"}, "side", "Choose the side"),
        ({"where": "other", "structure": "hamstrings left"}, "structure", "more than one"),
        ({"technique": "magic"}, "technique", "Select a valid choice"),
        ({"point": "a\x00b"}, "point", "cannot be kept"),
        ({"point": "x" * 1_000_000}, "point", "200 characters fit"),
        ({"dwell": "100000"}, "dwell", "Write 120 or less"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_saved(ready, fields, field, words):
    answer = ready.post(ready.needle(**fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'href="#id_{field}' in page
    assert ready.entries() == ()


def test_the_same_form_twice_records_one_needle(ready):
    fields = ready.needle()
    client = ready.practice.client_for("practitioner")
    first, second = client.post(ready.needles_url, fields), client.post(ready.needles_url, fields)
    assert (first.status_code, second.status_code) == (302, 302)
    assert len(ready.entries()) == 1


def test_the_same_event_under_another_key_records_one_needle(ready):
    fields = ready.needle()
    ready.post(fields)
    assert ready.post({**fields, "_key": str(uuid4())}).status_code == 302
    assert len(ready.entries()) == 1
    assert ready.state().placed == 1


def test_the_same_event_with_other_content_is_refused(ready):
    fields = ready.needle()
    ready.post(fields)
    answer = ready.post({**fields, "_key": str(uuid4()), "where": "right tibialis-anterior"})
    assert answer.status_code == 409
    assert "already sent with other content" in answer.content.decode()


def test_an_entry_made_in_error_is_taken_back_and_stays_readable(ready):
    insertion = ready.place()
    answer = ready.post({"do": "void", "insertion": str(insertion), "reason": "Wrong side."})
    assert answer.status_code == 302
    (entry,) = ready.entries()
    assert (entry.state, entry.void_reason) == ("void", "Wrong side.")
    assert ready.state().placed == 0
    assert "Wrong side." in ready.get().content.decode()


def test_a_hand_tapped_out_by_mistake_is_still_in(ready):
    insertion = ready.place()
    ready.tap("out", insertion)
    ready.tap("back-in", insertion)
    assert ready.entries()[0].state == "in"
    ready.tap("out", insertion)
    assert ready.state().in_place == 0


def test_another_practice_s_insertion_is_not_here(ready, other_practice):
    from tests.journey.treatment.stage import ready_stage

    theirs = ready_stage(other_practice)
    insertion = theirs.place()
    assert ready.tap("out", insertion).status_code == 404
    assert ready.post(ready.needle(lot=str(theirs.lot))).status_code == 422
    assert theirs.state().in_place == 1
    assert ready.practice.client_for("practitioner").get(theirs.needles_url).status_code == 404


def test_a_lot_of_another_site_is_no_choice(ready):
    from filiform.foundation.tenancy.models import Site
    from tests.journey.treatment.stage import give_box

    with ready.practice.as_role("owner"):
        elsewhere = Site.objects.create(name="Elsewhere").id
    lot = give_box(ready.practice, number="Z9", site_id=elsewhere, room_id=None)
    answer = ready.post(ready.needle(lot=str(lot)))
    assert answer.status_code == 422
    assert "Z9" not in ready.get().content.decode()


def test_tapping_leaves_a_draft_alone(ready):
    from filiform.foundation.gate import drafts

    insertion = ready.place()
    client = ready.practice.client_for("practitioner")
    client.post("/drafts/", {"_page": ready.needles_url, "point": "half typed"})
    ready.tap("out", insertion)
    with ready.practice.as_role():
        assert drafts.find(ready.needles_url) is not None
    assert "half typed" in ready.get().content.decode()
