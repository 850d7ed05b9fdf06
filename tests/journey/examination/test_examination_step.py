"""The examination step in the browser's terms: what it saves, computes and shows beside."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journey.examination.stage import POINT, ROTATION, ZONE, Exam, colleague


def test_everything_that_was_entered_is_in_the_note(scene):
    scene.save(
        pain_now="6", pain_worst="8", pain_average="5", painkiller="yes", painkiller_what="Ibuprofen 400 mg",
        painkiller_hours="3", neuro_reflexes="no", neuro_strength="yes", where_strength="Left C6", notes="Stiff.",
        activities__0__name="Look over the shoulder", activities__0__score="3", **ZONE, **POINT, **ROTATION,
    )  # fmt: skip
    before = scene.note()["before"]
    assert (before["pain_now"], before["pain_worst"], before["pain_average"]) == (6, 8, 5)
    assert (before["painkiller_what"], before["painkiller_hours"]) == ("Ibuprofen 400 mg", 3)
    assert before["zones"] == [{"zone": "temple", "side": "left", "intensity": 6, "quality": "ache", "drawing": ""}]
    assert before["activities"] == [{"name": "Look over the shoulder", "score": 3}]
    assert before["motions"] == [{"movement": "neck-rotation", "side": "left", "degrees": "55.5"}]
    assert before["neuro"] == [
        {"test": "reflexes", "result": "no", "where": ""},
        {"test": "strength", "result": "yes", "where": "Left C6"},
    ]
    (found,) = before["findings"]
    assert (found["structure"], found["state"], found["referred_pain"]) == ("trapezius-upper", "active", "unknown")
    page = scene.page()
    assert "Active trigger point" in page
    assert "A nerve sign was found" in page


def test_what_was_not_examined_stays_unknown(scene):
    scene.save(**{"findings__0__structure": "left ut", "findings__0__taut_band": "yes"})
    (found,) = scene.note()["before"]["findings"]
    assert (found["side"], found["state"], found["tender_spot"]) == ("left", "unknown", "unknown")
    assert scene.note()["before"]["pain_now"] is None


def test_both_sides_are_two_marks_and_the_midline_needs_none(scene):
    scene.save(**ZONE | {"zones__0__side": "both"}, zones__1__zone="vertex")
    zones = [(row["zone"], row["side"]) for row in scene.note()["before"]["zones"]]
    assert zones == [("temple", "left"), ("temple", "right"), ("vertex", "midline")]


def test_a_save_is_appended_and_the_newest_counts(scene):
    from filiform.journey.examination.models import Examination

    scene.save(pain_now="6", **ZONE)
    scene.save(pain_now="4")
    assert scene.note()["before"]["pain_now"] == 4
    assert scene.note()["before"]["zones"] == []
    with scene.practice.as_role():
        assert Examination.objects.filter(visit_id=scene.visit).count() == 2


def test_the_page_is_filled_with_this_visits_own_save(scene):
    scene.save(pain_now="6", **ZONE, **POINT, **ROTATION)
    page = scene.page()
    assert re.search(r'name="pain_now" value="6"[^>]*checked', page)
    assert 'value="Temple"' in page
    assert 'value="Trapezius (upper fibres)"' in page
    assert 'value="55.5"' in page


def test_no_candidates_past_a_stop(scene):
    scene.plan(
        "left trapezius-upper",
        symptoms={"present": ["thunderclap"], "absent": [], "uncertain": [], "complete": True},
        complaint={"present": ["head"], "absent": [], "uncertain": [], "complete": True},
    )
    drawn = scene.send(scene.form(do="candidates", **ZONE)).content.decode()
    assert "Screening says stop" in drawn
    assert "Worth examining" not in drawn


def test_after_needling_stands_beside_before_with_the_measurement_error(scene):
    scene.save(pain_now="6", **ROTATION)
    page = scene.practice.client_for("practitioner").get(f"{scene.url}?phase=after").content.decode()
    assert "Before needling today:" in page
    assert not re.search(r'name="pain_now"[^>]*checked', page)
    assert 'value="55.5"' not in page
    assert re.search(r'value="neck-rotation" selected', page)
    scene.save(phase="after", pain_now="3", **ROTATION | {"motions__0__degrees": "70"})
    note = scene.note()
    assert (note["before"]["pain_now"], note["after"]["pain_now"]) == (6, 3)
    page = scene.page()
    assert "14.5" in page
    assert "more than the published error" in page
    assert "MDC 3.5 to 6.8" in page
    scene.save(phase="after", pain_now="3", **ROTATION | {"motions__0__degrees": "57"})
    assert "within measurement error" in scene.page()


def test_last_visit_stands_beside_and_is_never_copied_in(scene):
    scene.save(
        pain_now="7",
        painkiller="no",
        activities__0__name="Lift the child",
        activities__0__score="2",
        **ZONE,
        **POINT,
        **ROTATION,
    )
    later = Exam(scene.practice, scene.patient, scene.later(timezone.now() + timedelta(hours=2)).visit)
    page = later.page()
    assert "Last visit" in page
    assert "now 7" in page
    assert "no painkiller" in page
    assert "Active trigger point" in page
    assert not re.search(r'name="pain_now"[^>]*checked', page)
    assert not re.search(r'name="findings-0-structure" value=', page)
    assert not re.search(r'name="zones-0-zone" value=', page)
    assert not re.search(r'name="motions-0-degrees"[^>]* value=', page)
    assert not re.search(r'name="activities-0-score"[^>]*checked', page)
    assert 'value="Lift the child"' in page
    assert later.note()["before"] is None


def test_pain_over_time_for_the_trend(scene):
    from filiform.journey.examination import public

    scene.save(pain_now="7", painkiller="yes", painkiller_what="Paracetamol", painkiller_hours="2", **ZONE)
    scene.save(phase="after", pain_now="4")
    later = Exam(scene.practice, scene.patient, scene.later(timezone.now() + timedelta(hours=2)).visit)
    later.save(pain_now="5")
    with scene.practice.as_role():
        rows = public.scores(scene.patient)
        zones = public.latest_zones(scene.patient)
    assert [(row.phase, row.now) for row in rows] == [("before", 7), ("after", 4), ("before", 5)]
    assert rows[0].painkiller_note == "Paracetamol, 2 h"
    assert rows[1].painkiller_note == ""
    assert [zone.zone for zone in zones] == ["temple"]


def test_two_people_at_one_examination(scene):
    scene.save(pain_now="6", **ZONE, **POINT)
    second = colleague(scene)
    page = second.page()
    assert "Practitioner Person" in page
    assert not re.search(r'name="pain_now"[^>]*checked', page), "another's answers are not copied in"
    assert not re.search(r'name="findings-0-structure" value=', page)
    second.save(**ROTATION)
    note = scene.note()["before"]
    assert (note["author"], note["motions"][0]["degrees"]) == ("Second Person", "55.5")
    (first,) = note["others"]
    assert (first["author"], first["pain_now"], first["zones"][0]["zone"]) == ("Practitioner Person", 6, "temple")
    assert re.search(r'name="pain_now" value="6"[^>]*checked', scene.page())
    scene.save(pain_now="5", **ZONE)
    assert scene.note()["before"]["pain_now"] == 5
    assert scene.note()["before"]["others"][0]["author"] == "Second Person"


def test_one_examiner_in_two_windows(scene):
    first, second = scene.form(pain_now="5"), scene.form(pain_now="2")
    assert scene.send(first).status_code == 302
    answer = scene.send(second)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "You saved this examination" in page
    assert re.search(r'name="pain_now" value="2"[^>]*checked', page)
    assert scene.note()["before"]["pain_now"] == 5
    assert scene.send(scene.form(page, pain_now="2")).status_code == 302
    assert scene.note()["before"]["pain_now"] == 2


def test_the_same_form_twice_is_one_save(scene):
    from filiform.journey.examination.models import Examination

    fields = scene.form(pain_now="5", _key="22222222-bbbb")
    client = scene.practice.client_for("practitioner")
    assert [client.post(scene.url, fields).status_code for _ in range(2)] == [302, 302]
    with scene.practice.as_role():
        assert Examination.objects.filter(visit_id=scene.visit).count() == 1


def test_a_draft_comes_back_in_its_own_phase(scene):
    client = scene.practice.client_for("practitioner")
    fields = scene.form(notes="Not finished", **ZONE) | {"_page": scene.url}
    assert client.post("/drafts/", fields).status_code == 200
    page = scene.page()
    assert "Not finished" in page
    assert 'value="Temple"' in page
    assert "Not finished" not in client.get(f"{scene.url}?phase=after").content.decode()


def test_a_signed_visit_takes_no_more(scene):
    from filiform.foundation.record.public import open_visit, sign
    from filiform.foundation.tenancy.refusal import Refused
    from filiform.journey.examination.actions import Entered, save_examination

    fields = scene.form(pain_now="5")
    with scene.practice.as_role():
        sign(visit=open_visit(scene.visit, why="test").visit, note={})
    assert scene.send(fields).status_code == 409
    assert 'name="pain_now"' not in scene.page()

    def behind_the_page():
        with scene.practice.as_role():
            visit = open_visit(scene.visit, why="test")
            save_examination(visit=visit, phase="before", entered=Entered({"pain_now": 1}), based_on="")

    with pytest.raises(Refused):
        behind_the_page()


def test_only_a_practitioner_of_this_practice_examines(scene, other_practice):
    fields = scene.form(pain_now="5")
    assert scene.practice.client_for("owner").post(scene.url, fields).status_code == 403
    assert scene.practice.client_for("receptionist").get(scene.url).status_code == 403
    assert other_practice.client_for("practitioner").post(scene.url, fields).status_code == 404
    assert scene.note()["before"] is None


def test_every_movement_has_a_plausible_end():
    from filiform.journey.examination.movements import MOVEMENTS, error_of, error_text, published_errors

    for code, movement in MOVEMENTS.items():
        assert 0 < movement.most <= 200
        error = error_of(code)
        assert error is None or 0 < error.low <= error.high
        assert all(error_text(each) for each in published_errors(code))
    assert (error_of("neck-rotation").low, error_of("neck-rotation").high) == (3.5, 9.6)
    assert error_of("hip-flexion") is None
