"""Muscles of the ranking, names looked up and the chart: each leads to a needle by a tap, and past the gate by none."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.journey.examination.stage import Exam
from tests.journey.treatment.buttons import button, offer, press, shown
from tests.journey.treatment.stage import Stage, ready_stage, stage

#: A drawing at the left shoulder: infraspinatus comes first.
SHOULDER = {
    "zones__0__zone": "Front of shoulder (anterior deltoid)", "zones__0__side": "left",
    "zones__1__zone": "Outer side of upper arm", "zones__1__side": "left",
}  # fmt: skip
ISP = "left infraspinatus"


def mark(made: Stage, **zones: str) -> Exam:
    exam = Exam(made.practice, made.patient, made.visit)
    exam.save(**(zones or SHOULDER))
    return exam


def ranked(page: str) -> list[str]:
    """The sites of the section, in order."""
    section = page.partition('aria-labelledby="offers-ranking"')[2].partition("</section>")[0]
    return list(dict.fromkeys(re.findall(r'name="site" value="([^"]+)"', section)))


def planned(made: Stage) -> list[str]:
    from filiform.journey.screening import public as screening

    with made.practice.as_role():
        return [str(one) for one in screening.planned_sites(made.file())]


@pytest.fixture
def shoulder(practice) -> Stage:
    """A visit at which the muscle that the ranking puts first is planned and nothing bars it."""
    return ready_stage(practice, "left tibialis-anterior", ISP)


def test_the_first_muscles_stand_with_the_side_of_the_drawing_and_why(ready):
    assert ranked(shown(ready)) == []
    mark(ready)
    page = shown(ready)
    found = ranked(page)
    assert found[0] == ISP
    assert 1 <= len(found) <= 3
    assert "explains 2 of 2 marked zones" in offer(page, "ranking-1")


def test_both_sides_of_a_drawing_give_both_sides_and_none_gives_none(ready):
    mark(ready, **(SHOULDER | {"zones__0__side": "both", "zones__1__side": "both"}))
    assert set(ranked(shown(ready))[:2]) == {"left infraspinatus", "right infraspinatus"}


def test_what_is_planned_stands_once(shoulder):
    mark(shoulder)
    page = shown(shoulder)
    assert ISP not in ranked(page)
    assert page.count('<h3 class="offer__title">Infraspinatus, left') == 1


def test_past_a_stop_the_ranking_offers_nothing(practice):
    made = ready_stage(practice)
    mark(made)
    assert ranked(shown(made))
    made.screen("left tibialis-anterior", "right tibialis-anterior", temperature_c=39.6, systemic_infection="yes")
    from filiform.core.screening import Status
    from filiform.journey.screening import public as screening

    with practice.as_role():
        stopped = screening.verdict(made.file()).status is Status.STOP
    assert stopped
    assert ranked(shown(made)) == []


def test_an_unplanned_muscle_is_refused_with_its_reason_and_no_button_places_it(ready):
    mark(ready)
    part = offer(shown(ready), "ranking-1")
    assert "Not in the plan that was screened" in part
    assert "needles/now/" not in part
    assert "Plan it too" in part
    assert "Describe a needle" in part  # what happened can be recorded all the same


def test_a_direct_post_of_an_unplanned_muscle_is_refused(ready):
    mark(ready)
    for _time in range(3):
        ready.place()
    form = button(ready, "In: Tibialis anterior, left (1)")
    answer = ready.post(form.fill(site=ISP), form.action)
    assert answer.status_code in (409, 422)
    assert "was not part of the plan" in answer.content.decode()
    assert len(ready.entries()) == 3


def test_planned_too_it_asks_what_is_open_and_keeps_every_answer(ready):
    from filiform.journey.screening.queries import newest

    mark(ready)
    with ready.practice.as_role():
        before = newest(ready.visit)
    form = button(ready, "Plan it too: Infraspinatus, left")
    browser = ready.practice.client_for("practitioner")
    answer = browser.post(form.action, form.fill())
    assert answer.status_code == 302
    with ready.practice.as_role():
        after = newest(ready.visit)
    assert after.id != before.id
    assert after.replaces_id == before.id
    assert after.answers == before.answers
    assert after.planned_sites == [*before.planned_sites, ISP]
    # The shoulder blade needs answers and a consent that the leg did not: the first of them is the next page.
    step = urlsplit(answer.url).path.rstrip("/").rpartition("/")[2]
    assert step in ("case-history", "screening", "consent")
    assert "This is still open before a needle goes in there." in browser.get(answer.url).content.decode()
    assert ready.entries() == ()


def test_where_all_needles_are_refused_the_page_leads_to_the_one_step_that_mends_it(bare):
    def next_step():
        page = shown(bare)
        section = page.partition('id="refused"')[2]
        return re.findall(rf'class="button button--primary" href="/visits/{bare.visit}/([a-z-]+)/', section)[:1]

    assert next_step() == ["case-history"]
    bare.screen("left tibialis-anterior")
    bare.weigh()
    assert next_step() == ["consent"]
    bare.consent()
    assert next_step() == []
    press(bare, "Plan it too: Infraspinatus, left", f"{bare.needles_url}?find=left+infraspinatus")
    assert next_step() == ["case-history"]


def test_once_its_questions_are_answered_one_tap_places_it(ready):
    mark(ready)
    press(ready, "Plan it too: Infraspinatus, left")
    ready.screen(*planned(ready))
    ready.weigh()
    ready.consent()
    for _time in range(3):
        ready.place(where=ISP)
    assert press(ready, "In: Infraspinatus, left (3)").status_code == 302
    assert [str(one.site) for one in ready.entries()] == [ISP] * 4


def test_where_nothing_is_open_it_leads_back_to_its_button(practice):
    made = ready_stage(practice, "left tibialis-anterior")
    browser = practice.client_for("practitioner")
    answer = browser.post(f"/visits/{made.visit}/needles/plan/", {"site": "left fibularis-longus-brevis"})
    assert (answer.status_code, answer.url) == (302, f"{made.needles_url}#offers-sites")
    assert "Nothing further has to be asked for it." in browser.get(answer.url).content.decode()
    assert planned(made) == ["left tibialis-anterior", "left fibularis-longus-brevis"]


def test_planned_twice_changes_nothing(ready):
    from filiform.journey.screening.models import CaseHistory

    for _time in range(2):
        assert ready.post({"site": ISP}, f"/visits/{ready.visit}/needles/plan/").status_code == 302
    with ready.practice.as_role():
        held = [row.planned_sites.count(ISP) for row in CaseHistory.objects.filter(visit_id=ready.visit)]
    assert sum(held) == 1


@pytest.mark.parametrize("site", ["", "infraspinatus", "left nonsense", "up infraspinatus", "left infraspinatus x" * 9])
def test_a_place_that_is_not_known_is_not_planned(ready, site):
    before = planned(ready)
    assert ready.post({"site": site}, f"/visits/{ready.visit}/needles/plan/").status_code == 404
    assert planned(ready) == before


def test_before_the_case_history_nothing_is_planned_by_a_tap(bare):
    answer = bare.post({"site": ISP}, f"/visits/{bare.visit}/needles/plan/")
    assert answer.status_code in (409, 422)
    assert "Take the case history first" in answer.content.decode()


def test_after_the_patient_has_left_the_plan_stays(ready):
    assert ready.leave().status_code == 302
    before = planned(ready)
    assert ready.post({"site": ISP}, f"/visits/{ready.visit}/needles/plan/").status_code in (409, 422)
    assert planned(ready) == before


@pytest.mark.parametrize("role", ["receptionist", "auditor"])
def test_only_who_needles_plans(ready, role):
    before = planned(ready)
    assert ready.post({"site": ISP}, f"/visits/{ready.visit}/needles/plan/", role=role).status_code in (403, 404)
    assert planned(ready) == before


def test_a_muscle_looked_up_may_be_planned_too(ready):
    part = offer(shown(ready, f"{ready.needles_url}?find=left+infraspinatus"), "found-1")
    assert "Plan it too: Infraspinatus, left" in part


def test_from_the_ranking_of_the_examination_one_press_saves_and_leads_to_the_needle(ready):
    exam = Exam(ready.practice, ready.patient, ready.visit)
    answer = exam.send(exam.form(do=f"needle:{ISP}", **SHOULDER))
    assert answer.status_code == 302
    address = urlsplit(answer.url)
    assert (address.path, parse_qs(address.query), address.fragment) == (
        ready.needles_url, {"find": [ISP]}, "offers-found",
    )  # fmt: skip
    assert ranked(shown(ready))[0] == ISP
    assert "Infraspinatus, left" in offer(shown(ready, answer.url.partition("#")[0]), "found-1")
    drawn = exam.practice.client_for().get(exam.url).content.decode()
    assert f'value="needle:{ISP}"' in drawn
    assert "Save, then needle Infraspinatus" in drawn


def test_what_cannot_be_saved_stays_on_the_examination(ready):
    exam = Exam(ready.practice, ready.patient, ready.visit)
    answer = exam.send(exam.form(do=f"needle:{ISP}", **(SHOULDER | {"zones__0__zone": "no such zone"})))
    assert answer.status_code == 422


def test_a_bare_visit_says_what_stands_against_all(practice):
    assert "Plan it too" not in shown(stage(practice))
