"""Needles in = needles out before the patient leaves; what happened all the same is recorded."""

from uuid import uuid4

import pytest


def needled(scene):
    """One needle in and out; returns its insertion."""
    insertion = scene.place()
    scene.tap("out", insertion)
    return insertion


def test_the_count_closes_when_hand_and_record_agree(ready):
    needled(ready)
    assert ready.count(1, sharps="Bin 3", second_person="R. Osei").status_code == 302
    assert ready.state().closed
    assert ready.state().balanced
    page = ready.get(ready.count_url).content.decode()
    assert "Closed: needles in = needles out" in page
    assert "Bin 3" in page
    assert ready.incidents() == []


def test_a_needle_after_the_count_opens_it_again(ready):
    needled(ready)
    ready.count(1)
    ready.place(do="in-out", dwell=None, where="right tibialis-anterior")
    assert not ready.state().closed
    assert "count again" in ready.get(ready.count_url).content.decode()


def test_a_number_that_differs_is_asked_again_before_an_incident_opens(ready):
    needled(ready)
    answer = ready.count(2)
    assert answer.status_code == 409
    assert "1 went in by the record, 2 were counted out." in answer.content.decode()
    assert ready.incidents() == []
    assert not ready.state().closed


def test_a_mismatch_opens_an_incident_whose_steps_hold_up_the_signature(ready):
    from filiform.journey.treatment import public

    needled(ready)
    assert ready.count(0, counted_again="on").status_code == 302
    (incident,) = ready.incidents()
    assert (incident.kind, incident.detail["what"]) == ("retained-needle", "needle-count-mismatch")
    assert ready.state().closed
    assert not ready.state().balanced
    with ready.practice.as_role():
        steps = public.open_steps(ready.file())
    assert "search-body" in steps
    for step in steps:
        fields = {"step": step, "note": "done", "_key": str(uuid4())}
        assert ready.post(fields, f"/incidents/{incident.id}/").status_code == 302
    with ready.practice.as_role():
        assert public.open_steps(ready.file()) == ()
    assert ready.leave().status_code == 302


@pytest.mark.parametrize("number", ["-1", "400", "two", ""])
def test_a_count_that_cannot_be_is_told_at_its_field(ready, number):
    needled(ready)
    answer = ready.count(number)
    assert answer.status_code == 422
    assert 'href="#id_counted"' in answer.content.decode()
    assert ready.state().hand is None


def test_the_patient_stays_while_a_needle_is_in(ready):
    ready.place()
    answer = ready.leave()
    assert answer.status_code == 409
    assert "still in place" in answer.content.decode()
    assert "Wheway" in answer.content.decode()
    with ready.practice.as_role():
        assert ready.file().happened("left") is None


def test_the_desk_is_refused_as_well(ready):
    from filiform.foundation.tenancy.refusal import Refused
    from filiform.journey.treatment.public import leave

    ready.place()
    with pytest.raises(Refused) as caught, ready.practice.as_role("receptionist"):
        leave(visit=ready.visit)
    assert caught.value.reasons[0].code == "needles-in-place"


def test_needles_that_came_out_have_to_be_counted_before_leaving(ready):
    needled(ready)
    assert ready.leave().status_code == 409
    ready.count(1)
    assert ready.leave().status_code == 302
    with ready.practice.as_role():
        assert ready.file().happened("left") is not None
    assert ready.leave().status_code == 302


def test_a_patient_who_left_all_the_same_is_recorded_with_an_incident(ready):
    ready.place()
    assert ready.leave(all_the_same="on").status_code == 422
    assert ready.leave(all_the_same="on", why="Ran for the bus.").status_code == 302
    (incident,) = ready.incidents()
    assert (incident.kind, incident.detail["what"]) == ("retained-needle", "needle-left-in-place")
    with ready.practice.as_role():
        assert ready.file().happened("left").detail == {"against": "needles-in-place"}


def test_where_no_needle_went_in_nobody_has_to_count(ready):
    assert ready.leave().status_code == 302


def test_no_needle_is_planned_after_the_patient_left(ready):
    ready.leave()
    answer = ready.post(ready.needle())
    assert answer.status_code == 409
    assert "The patient has left" in answer.content.decode()


def test_dropped_and_unused_needles_are_counted_apart(ready):
    needled(ready)
    ready.tap("dropped")
    ready.tap("opened")
    event = uuid4()
    ready.tap("dropped", event=event)
    ready.tap("dropped", event=event)
    count = ready.state().count
    assert (count.placed, count.dropped, count.opened_unused) == (1, 2, 1)
    assert ready.tap("undo", event=event).status_code == 302
    assert ready.state().count.dropped == 1


def test_two_devices_merge_in_any_order(ready):
    """One device takes the needle out, the other notes twitches and puts a second one in, both late."""
    first = ready.place()
    out = {"do": "out", "event": str(uuid4()), "insertion": str(first)}
    one, two = ready.practice.client_for("practitioner"), ready.practice.client_for("practitioner")
    second = ready.needle(where="right tibialis-anterior")
    for client, url, fields in (
        (two, ready.needles_url, second),
        (one, ready.tap_url, out),
        (two, ready.tap_url, {"do": "twitch", "event": str(uuid4()), "insertion": str(first)}),
        (one, ready.needles_url, second),
        (two, ready.tap_url, out),
        (one, ready.tap_url, {"do": "twitch", "event": str(uuid4()), "insertion": str(first)}),
    ):
        assert client.post(url, fields).status_code == 302
    entries = ready.entries()
    assert [entry.state for entry in entries] == ["out", "in"]
    assert entries[0].twitches == 2
    assert ready.state().in_place == 1


def test_two_devices_at_the_same_moment_record_one_needle(ready):
    from threading import Barrier, Thread

    from django.db import connection

    fields, gate, codes = ready.needle(), Barrier(2), []

    def send():
        client = ready.practice.client_for("practitioner")
        gate.wait(10)
        codes.append(client.post(ready.needles_url, {**fields, "_key": str(uuid4())}).status_code)
        connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert codes == [302, 302]
    assert ready.state().placed == 1


def test_a_bar_shows_each_room_with_needles_and_no_name(ready):
    from filiform.journey.treatment.public import rooms_with_needles

    insertion = ready.place()
    with ready.practice.as_role():
        (room,) = rooms_with_needles()
        assert (room.visit, room.needles, room.room) == (ready.visit, 1, "Room 1")
        assert (room.due - room.since).total_seconds() == 300
    ready.tap("out", insertion)
    with ready.practice.as_role():
        assert rooms_with_needles() == []


def test_the_next_screening_learns_where_the_needles_were(ready):
    from filiform.foundation.record.public import facts
    from filiform.journey.screening.public import NEEDLED

    needled(ready)
    with ready.practice.as_role():
        assert facts(ready.patient, NEEDLED).first().value == {"sites": ["left tibialis-anterior"]}


def test_a_signed_visit_takes_no_needle_by_any_path(ready):
    from django.db import DatabaseError

    from filiform.foundation.record.public import sign
    from filiform.foundation.tenancy.refusal import Refused
    from filiform.journey.treatment.models import NeedleEvent
    from filiform.journey.treatment.public import remove

    insertion = needled(ready)
    ready.count(1)
    with ready.practice.as_role():
        sign(visit=ready.file().visit, note={"test": True})
    assert ready.post(ready.needle()).status_code == 409
    assert ready.tap("back-in", insertion).status_code == 409
    assert ready.tap("dropped").status_code == 409
    assert ready.count(3, counted_again="on").status_code == 409
    with pytest.raises(Refused), ready.practice.as_role():
        remove(visit=ready.file(), insertion=insertion, client_id=uuid4())
    with pytest.raises(DatabaseError, match="signed"), ready.practice.as_role():
        NeedleEvent.objects.create(patient_id=ready.patient, visit_id=ready.visit, kind="dropped", needle=uuid4())
    assert ready.state().closed
    assert ready.leave().status_code == 302


def test_the_database_refuses_to_change_an_insertion(ready):
    from django.db import DatabaseError

    from filiform.journey.treatment.models import Insertion

    ready.place()
    with pytest.raises(DatabaseError), ready.practice.as_role():
        Insertion.objects.filter(visit_id=ready.visit).update(depth_mm=1)


def test_another_practice_s_incident_is_not_here(ready, other_practice):
    from tests.journey.treatment.stage import ready_stage

    theirs = ready_stage(other_practice)
    theirs.place()
    theirs.leave(all_the_same="on", why="Gone.")
    (incident,) = theirs.incidents()
    assert ready.get(f"/incidents/{incident.id}/").status_code == 404
    assert ready.post({"step": "found", "note": "x"}, f"/incidents/{incident.id}/").status_code == 404
    assert str(incident.id) not in ready.get("/incidents/").content.decode()


def test_a_tapped_number_closes_the_count_with_the_container_that_was_tapped(ready):
    needled(ready)
    ready.count(1, sharps="Bin 3")
    ready.place(do="in-out", dwell=None)
    page = ready.get(ready.count_url).content.decode()
    assert 'name="tapped" value="11"' in page
    assert '<input type="radio" name="container" value="Bin 3">' in page
    fields = {"do": "count", "_key": str(uuid4()), "event": str(uuid4()), "tapped": "2", "container": "Bin 3"}
    assert ready.post(fields, ready.count_url).status_code == 302
    assert ready.state().balanced
    assert ready.state().hand.sharps == "Bin 3"


def test_a_tapped_number_that_differs_comes_back_as_typed(ready):
    needled(ready)
    fields = {"do": "count", "_key": str(uuid4()), "event": str(uuid4()), "tapped": "3"}
    answer = ready.post(fields, ready.count_url)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1 went in by the record, 3 were counted out." in page
    assert 'name="counted" value="3"' in page
    assert 'name="tapped"' not in page
    assert not ready.state().closed


def test_containers_of_this_room_come_first_and_those_of_another_practice_never(ready, other_practice):
    from filiform.journey.treatment import queries
    from tests.journey.treatment.stage import ready_stage

    theirs = ready_stage(other_practice)
    needled(theirs)
    theirs.count(1, sharps="Theirs")
    needled(ready)
    for name in ("Bin 1", "Bin 2", "Bin 1"):
        ready.count(1, sharps=name)
    with ready.practice.as_role():
        assert queries.containers(ready.file()) == ("Bin 1", "Bin 2")


def test_a_count_without_needles_is_told_what_is_wrong(ready):
    answer = ready.count(400)
    assert answer.status_code == 422
    assert "Write 60 or less." in answer.content.decode()
    with ready.practice.as_role():
        from filiform.journey.treatment.models import HandCount

        assert not HandCount.objects.filter(visit_id=ready.visit).exists()
