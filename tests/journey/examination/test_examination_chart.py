"""The chart in the examination: what is kept of a drawing, what follows while marking, examiners apart."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from filiform.foundation.bodychart.public import version
from tests.journey.examination.stage import POINT, ROTATION, ZONE, Exam, colleague

DRAWN = ZONE | {"zones__0__drawing": "1"}


def live(scene, **fields):
    answer = scene.send(scene.form(do="live", **fields))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_mark_keeps_the_drawing_it_was_made_on(scene):
    scene.save(figure="male", **DRAWN, zones__1__zone="vertex")
    note = scene.note()["before"]
    assert [(row["zone"], row["drawing"]) for row in note["zones"]] == [("temple", "1"), ("vertex", "")]
    assert note["figure"] == "male"
    page = scene.page()
    assert re.search(r'name="zones-0-drawing" value="1"', page)
    assert 'data-figure="male"' in page


def test_the_drawing_alone_says_nothing(scene):
    answer = scene.send(scene.form(zones__0__drawing="1", figure="female"))
    assert answer.status_code == 422
    assert "Nothing is filled in yet" in answer.content.decode()


def test_a_drawing_that_cannot_be_is_refused(untouched):
    scene, page = untouched
    answer = scene.send(scene.form(page, **ZONE | {"zones__0__drawing": "<script>"}, figure="dragon"))
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode().partition("error-summary")[2].partition("</main>")[0]


@pytest.mark.parametrize(("sex", "figure"), [("f", "female"), ("m", "male"), ("unknown", "female")])
def test_the_figure_begins_near_the_record_and_nobody_chose_it(practice, sex, figure):
    patient = practice.make_patient(sex=sex)
    page = Exam(practice, patient, practice.make_visit(patient)).page()
    assert f'data-figure="{figure}"' in page
    assert not re.search(r'name="figure"[^>]*checked', page)


def test_the_chart_names_the_drawings_and_every_zone_of_the_list(scene):
    page = unescape(scene.page())
    chart = re.search(r"<body-chart[^>]*data-drawings=\"(.*?)\" data-words", page)[1]
    assert set(json.loads(chart)) == {"female", "male"}
    assert f'data-version="{version()}"' in page
    assert page.count("data-zone=") == 126
    assert re.search(r"<body-chart[^>]* hidden", page), "without a script the list stands alone"


def test_the_ranking_follows_and_saves_nothing(scene):
    found = live(scene, **ZONE)
    assert 'data-structure="' in found
    assert "<html" not in found
    refers = json.loads(re.search(r'data-refers="(\{.*?\})"', found)[1])
    assert refers["sides"] == ["left"]
    assert "temple" in refers["primary"] + refers["secondary"] + [refers["structure"]] or refers["primary"]
    assert scene.note()["before"] is None


def test_the_ranking_past_a_stop_proposes_nothing(scene):
    scene.plan(
        "left trapezius-upper",
        symptoms={"present": ["thunderclap"], "absent": [], "uncertain": [], "complete": True},
        complaint={"present": ["head"], "absent": [], "uncertain": [], "complete": True},
    )
    found = live(scene, **ZONE)
    assert "Screening says stop" in found
    assert "data-structure" not in found


@pytest.mark.parametrize(
    ("ticked", "said"),
    [
        ({}, ""),
        ({"taut_band": "yes"}, "Not examined enough to say"),
        ({"taut_band": "yes", "tender_spot": "yes"}, "Trigger point; recognition not examined"),
        ({"taut_band": "yes", "tender_spot": "yes", "recognised": "yes"}, "Active trigger point"),
        ({"taut_band": "yes", "referred_pain": "yes", "recognised": "no"}, "Latent trigger point"),
        ({"taut_band": "no", "tender_spot": "no"}, "No trigger point shown"),
        ({"twitch": "yes"}, ""),
    ],
)
def test_what_findings_amount_to_is_said_at_once(untouched, ticked, said):
    scene, page = untouched
    fields = {f"findings__0__{sign}": value for sign, value in ticked.items()}
    answer = scene.send(scene.form(page, do="live", **fields)).content.decode()
    assert re.search(r'id="findings-0-state"[^>]*hx-swap-oob="true">([^<]*)<', answer)[1] == said


def test_one_press_sets_the_usual_three_in_its_row_only(untouched):
    scene, page = untouched
    fields = {"findings__0__structure": "infraspinatus", "findings__1__structure": "supraspinatus"}
    drawn = scene.send(scene.form(page, do="usual:1", **fields)).content.decode()
    yes = set(re.findall(r'name="(findings-\d-\w+)" value="yes"[^>]*checked', drawn))
    assert yes == {"findings-1-taut_band", "findings-1-tender_spot", "findings-1-recognised"}
    assert re.search(r'id="findings-1-state"[^>]*>Active trigger point<', drawn)
    for wrong in ("usual:", "usual:99", "usual:-1", "usual:x"):
        assert not re.search(r'value="yes"[^>]*checked', scene.send(scene.form(page, do=wrong)).content.decode())


def test_a_second_examiner_without_a_score_hides_none(scene):
    from filiform.foundation.record.public import open_visit
    from filiform.journey.examination import public

    scene.save(pain_now="6", **POINT)
    colleague(scene).save(**ROTATION)
    with scene.practice.as_role():
        assert [row.now for row in public.scores(scene.patient)] == [6]
        findings = public.findings(open_visit(scene.visit, why="test"))
    assert [each.row.structure for each in findings] == ["trapezius-upper"]


def test_now_is_drawn_against_the_first_visit(scene):
    scene.save(**ZONE, zones__1__zone="vertex", zones__1__intensity="4")
    assert "Pain now against the first visit" not in scene.page()
    later = Exam(scene.practice, scene.patient, scene.later(timezone.now() + timedelta(hours=2)).visit)
    assert "Pain now against the first visit" not in later.page(), "nothing marked yet is not no pain"
    later.save(pain_now="3")
    assert "Pain now against the first visit" not in later.page()
    later.save(**ZONE | {"zones__0__intensity": "2"}, zones__1__zone="throat", zones__1__intensity="1")
    page = later.page()
    assert "Pain now against the first visit" in page
    assert "Temple, left: now 2, at the first visit 6" in page
    assert "Top of head (vertex): at the first visit 4, not marked now" in page
    assert "Throat and front of neck: now 1, not marked at the first visit" in page
    read_only = scene.practice.client_for("auditor").get(later.url).content.decode()
    assert "Temple, left 2/10; Throat and front of neck 1/10" in read_only
    assert "Temple, left: now 2, at the first visit 6" in read_only
    assert "<body-chart" not in read_only
    timeline = scene.practice.client_for("practitioner").get(f"/patients/{scene.patient}/")
    assert "Temple, left: now 2, at the first visit 6" in timeline.content.decode()


def test_the_map_of_a_practice_leaves_small_numbers_out(practice):
    from filiform.foundation.record.public import open_visit
    from filiform.journey.examination.public import Entered, save_examination

    client = practice.client_for("owner")
    for number in range(5):
        visit = practice.make_visit(practice.make_patient(family_name=f"Family {number}"))
        zones = [{"zone": "temple", "side": "left"}, *([{"zone": "nose", "side": "midline"}] if number else [])]
        with practice.as_role():
            opened = open_visit(visit, why="test")
            first = save_examination(visit=opened, phase="before", entered=Entered({}, zones=zones), based_on="")
            if number == 4:
                save_examination(visit=opened, phase="before", entered=Entered({}, zones=zones), based_on=str(first.id))
    page = client.get("/practice/pain-map/").content.decode()
    assert "Temple, left: 5 of 5" in page
    assert "Nose" not in page
    assert "1 zone that fewer than five patients marked is left out" in page
    assert practice.client_for("receptionist").get("/practice/pain-map/").status_code == 403
    assert "Family" not in page


def test_a_motion_without_a_published_error_says_so(scene):
    scene.save(motions__0__movement="jaw-opening", motions__0__degrees="35")
    assert "no published error here" in scene.page()
