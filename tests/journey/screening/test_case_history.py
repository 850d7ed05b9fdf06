"""The case history as a page: what it asks, what it keeps, what it never takes for a no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from filiform.core.screening import Status
from filiform.foundation.record.public import open_visit
from filiform.foundation.tenancy.clock import now
from filiform.journey.screening import public as screening
from filiform.journey.screening.models import CaseHistory
from tests.support.practice import PracticeKit


def _address(visit: UUID, code: str = "case-history") -> str:
    return reverse("visit-step", args=[visit, code])


def _newest(practice: PracticeKit, visit: UUID) -> CaseHistory:
    with practice.as_role():
        return CaseHistory.objects.filter(visit_id=visit).latest("recorded_at")


def _filled(client: Any, visit: UUID, **given: Any) -> dict[str, Any]:
    """The page's own form with everything answered: no, none of the others, and what is given."""
    page = client.get(_address(visit))
    form, data = page.context["form"], {"based_on": str(page.context["based_on"]), "shown": page.context["shown"]}
    data["site"] = [row["value"] for row in page.context["site_rows"] if row["value"]]
    for asked in form.asked:
        if asked.is_list:
            data |= {block.name: "none" for block in asked.blocks}
            data |= {f"{block.name}__seen": ",".join(block.codes) for block in asked.blocks}
        elif asked.question.kind == "yes_no":
            data[asked.names[0]] = "no"
        elif asked.question.kind == "choice":
            data[asked.names[0]] = asked.question.choices[0].code
        elif asked.question.field == "bmi":
            data[asked.names[0]] = "24"
    if "q_pregnant" in data:
        data["q_pregnant"] = "no"
    return data | given


def _screened(practice: PracticeKit, visit: UUID) -> Any:
    with practice.as_role():
        return screening.screened(open_visit(visit, why="test"))


@pytest.fixture
def visit(practice: PracticeKit) -> UUID:
    """A first visit with one site planned."""
    made = practice.make_visit(practice.make_patient())
    practice.client_for().post(
        _address(made), {"opening": "1", "based_on": "", "site": ["left upper trapezius"], "q_complaint": ["neck"]}
    )
    return made


def test_without_answers_nothing_is_clear(practice: PracticeKit) -> None:
    visit = practice.make_visit(practice.make_patient())
    page = practice.client_for().get(_address(visit, "screening"))
    assert page.status_code == 200
    assert page.context["status_code"] == "ask"


def test_a_site_is_planned_and_the_questions_follow(practice: PracticeKit, visit: UUID) -> None:
    assert _newest(practice, visit).planned_sites == ["left trapezius-upper"]
    fields = {asked.question.field for asked in practice.client_for().get(_address(visit)).context["form"].asked}
    assert {"medications", "conditions", "symptoms", "pregnant", "skin_at_site", "bmi"} <= fields
    # What hangs on another answer waits for it.
    assert fields.isdisjoint({"inr", "gestation_weeks", "calf_difference_cm", "frequency_hz"})


def test_everything_denied_is_clear(practice: PracticeKit, visit: UUID) -> None:
    client = practice.client_for()
    answer = client.post(_address(visit), _filled(client, visit))
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == _address(visit, "screening")
    assert _screened(practice, visit).verdict.status is Status.CLEAR


def test_one_list_left_open_asks(practice: PracticeKit, visit: UUID) -> None:
    client = practice.client_for()
    data = _filled(client, visit)
    del data["q_medications__0__none"]
    client.post(_address(visit), data)
    verdict = _screened(practice, visit).verdict
    assert verdict.status is Status.ASK
    assert "medications" in {missing.field for missing in verdict.missing}


def test_words_are_understood_and_the_follow_up_question_comes(practice: PracticeKit, visit: UUID) -> None:
    client = practice.client_for()
    answer = client.post(_address(visit), _filled(client, visit, q_medications__words="warfarin 3 mg\nbaby aspirin"))
    assert answer["Location"] == _address(visit)
    assert "inr" in {asked.question.field for asked in client.get(_address(visit)).context["form"].asked}
    items = {finding.item for finding in _screened(practice, visit).verdict.findings}
    assert {"anticoagulant-therapy", "antiplatelet-aspirin", "dual-antithrombotic"} <= items


def test_unknown_words_are_kept_and_ask(practice: PracticeKit, visit: UUID) -> None:
    client = practice.client_for()
    client.post(_address(visit), _filled(client, visit, q_medications__words="zorblaxinol 5 mg"))
    verdict = _screened(practice, visit).verdict
    assert verdict.status is Status.ASK
    assert any("zorblaxinol" in each.text for each in verdict.unrecognised)


@pytest.mark.parametrize(
    ("text", "says"),
    [("left uper trapezius muscel of doom", "is not a structure known here"), ("upper trapezius", "Say which side")],
)
def test_a_wrong_site_is_told_at_its_line_and_kept(practice: PracticeKit, visit: UUID, text: str, says: str) -> None:
    client = practice.client_for()
    answer = client.post(_address(visit), _filled(client, visit, site=["left upper trapezius", text]))
    assert answer.status_code == 422
    content = answer.content.decode()
    assert says in content
    assert text in content
    assert _newest(practice, visit).planned_sites == ["left trapezius-upper"]


def test_two_people_editing_one_case_history(practice: PracticeKit, visit: UUID) -> None:
    client = practice.client_for()
    first, second = _filled(client, visit), _filled(client, visit, q_needle_phobia="yes")
    assert client.post(_address(visit), first).status_code == 302
    answer = client.post(_address(visit), second)
    assert answer.status_code == 409
    assert "saved this case history" in answer.content.decode()
    # What was typed is still there.
    again = client.get(_address(visit))
    assert again.context["draft"] is not None
    assert again.context["form"].data["q_needle_phobia"] == "yes"


def test_text_of_a_megabyte_is_refused_at_the_field(practice: PracticeKit, visit: UUID) -> None:
    client = practice.client_for()
    answer = client.post(_address(visit), _filled(client, visit, q_medications__words="a" * 1_000_000))
    assert answer.status_code == 422
    assert "q_medications__words" in answer.context["form"].errors


def test_follow_up_confirms_by_name_and_asks_five_anew(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    earlier = practice.make_visit(patient, starts_at=now() - timedelta(days=10))
    client = practice.client_for()
    client.post(_address(earlier), {"opening": "1", "based_on": "", "site": ["left upper trapezius"]})
    client.post(_address(earlier), _filled(client, earlier))
    later = practice.make_visit(patient)
    client.post(_address(later), {"opening": "1", "based_on": "", "site": ["left upper trapezius"]})
    page = client.get(_address(later))
    confirm = {line["question"].field for line in page.context["to_confirm"]}
    asked = {one.question.field for one in page.context["form"].asked}
    assert "conditions" in confirm
    assert not confirm & asked
    assert {"medications", "symptoms", "pregnant"} <= asked
    client.post(_address(later), _filled(client, later))
    assert _screened(practice, later).verdict.status is Status.ASK, "nobody confirmed the earlier answers yet"
    saved = client.post(_address(later), _filled(client, later, confirm_all="yes", listed=sorted(confirm)))
    assert saved["Location"] == _address(later, "screening")
    row = _newest(practice, later)
    assert row.answers["conditions"]["confirmed"] is True
    assert row.answers["conditions"]["said_on"] == (now() - timedelta(days=10)).date().isoformat()
    assert _screened(practice, later).verdict.status is Status.CLEAR


def test_only_lines_that_stood_on_the_page_are_confirmed(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    earlier = practice.make_visit(patient, starts_at=now() - timedelta(days=10))
    client = practice.client_for()
    client.post(_address(earlier), {"opening": "1", "based_on": "", "site": ["left upper trapezius"]})
    client.post(_address(earlier), _filled(client, earlier, q_complaint=["neck"]))
    later = practice.make_visit(patient)
    opening = {"opening": "1", "based_on": "", "site": ["left upper trapezius"]}
    client.post(_address(later), opening | {"confirm_all": "yes", "listed": ["complaint"]})
    assert set(_newest(practice, later).answers) == {"complaint"}


def test_a_line_ticked_to_change_is_asked_before_anything_is_saved(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    earlier = practice.make_visit(patient, starts_at=now() - timedelta(days=10))
    client = practice.client_for()
    client.post(_address(earlier), {"opening": "1", "based_on": "", "site": ["left upper trapezius"]})
    client.post(_address(earlier), _filled(client, earlier))
    later = practice.make_visit(patient)
    client.post(_address(later), {"opening": "1", "based_on": "", "site": ["left upper trapezius"]})
    there = _newest(practice, later).id
    given = _filled(client, later, confirm_all="yes", reopen=["conditions"])
    page = client.post(_address(later), given)
    assert page.status_code == 422
    assert "conditions" in {one.question.field for one in page.context["form"].asked}
    assert _newest(practice, later).id == there


def test_a_follow_up_after_a_visit_without_needles_can_be_clear(practice: PracticeKit) -> None:
    """What the record answers is never asked of a person who cannot answer it."""
    patient = practice.make_patient()
    practice.make_visit(patient, starts_at=now() - timedelta(days=10))
    later = practice.make_visit(patient)
    client = practice.client_for()
    client.post(_address(later), {"opening": "1", "based_on": "", "site": ["left upper trapezius"]})
    client.post(_address(later), _filled(client, later))
    assert _screened(practice, later).verdict.missing == ()
    assert _screened(practice, later).verdict.status is Status.CLEAR


def test_the_places_of_last_time_are_planned_by_one_press_beside_what_is_typed(
    practice: PracticeKit, visit: UUID
) -> None:
    client = practice.client_for()
    with practice.as_role():
        patient = open_visit(visit, why="test").patient.id
    later = practice.make_visit(patient, starts_at=now() + timedelta(days=7))
    page = client.get(_address(later))
    assert "Plan the same again" in page.content.decode()
    asked = client.post(
        _address(later), {"do": "as-last", "opening": "1", "based_on": "", "site": ["right piriformis", ""]}
    )
    planned = [row["value"] for row in asked.context["site_rows"] if row["value"]]
    assert [text.split(" ")[0] for text in planned] == ["right", "left"]
    assert "Plan the same again" not in asked.content.decode()
    with practice.as_role():
        assert screening.planned_sites(open_visit(later, why="test")) == ()
    client.post(_address(later), {"based_on": "", "site": planned, "opening": "1"})
    with practice.as_role():
        assert len(screening.planned_sites(open_visit(later, why="test"))) == 2
    first = practice.make_visit(practice.make_patient())
    assert "Plan the same again" not in client.get(_address(first)).content.decode()
    assert client.post(_address(first), {"do": "as-last", "based_on": ""}).status_code == 200
