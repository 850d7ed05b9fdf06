"""Who only reads gets pages without a form that would be refused, and is told so in one line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.forms import forms_of
from tests.support.practice import PracticeKit

STEPS = ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare", "sign")
#: Forms that read, or end or lock the session.
HARMLESS = (reverse("patients"), reverse("log-out"), reverse("lock"))


def _offered(practice: PracticeKit, role: str, address: str) -> tuple[str, list[str]]:
    """The page's text and the addresses of its forms that write."""
    answer: Any = practice.client_for(role).get(address, follow=True)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    page = answer.content.decode()
    return page, [one.action for one in forms_of(page, address) if one.action not in HARMLESS]


@pytest.fixture(params=["needles in", "counted"])
def stage(practice: PracticeKit, request: pytest.FixtureRequest) -> Stage:
    """A visit with everything on it that could be written to: answers, consent, needles."""
    made = ready_stage(practice, medications={"present": ["antiplatelet"], "absent": [], "complete": True})
    insertion = made.place()
    if request.param == "counted":
        made.tap("out", insertion)
        assert made.count(1).status_code == 302
    return made


def test_an_auditor_reads_every_step_and_is_offered_nothing(stage: Stage) -> None:
    for code in STEPS:
        page, offered = _offered(stage.practice, "auditor", reverse("visit-step", args=[stage.visit, code]))
        assert offered == [], code
        assert "Your role reads this visit" in page


def test_an_owner_who_does_not_treat_is_offered_no_record_either(stage: Stage) -> None:
    for code in STEPS:
        address = reverse("visit-step", args=[stage.visit, code])
        page = stage.practice.client_for("owner").get(address).content.decode()
        sent = {
            value
            for one in forms_of(page, address)
            if "/visits/" in one.action
            for value in one.values.get("do", ["save"])
        }
        assert sent <= {"leave"}, code


def test_a_practitioner_is_not_told_to_read(stage: Stage) -> None:
    page, offered = _offered(stage.practice, "practitioner", reverse("visit-step", args=[stage.visit, "needles"]))
    assert "Your role reads this visit" not in page
    assert offered


@pytest.mark.parametrize("name", ["timeline", "patient", "patient-history", "consents"])
def test_the_pages_of_a_patient_offer_an_auditor_nothing(practice: PracticeKit, name: str) -> None:
    made = ready_stage(practice)
    page, offered = _offered(practice, "auditor", reverse(name, args=[made.patient]))
    assert offered == []
    for closed in ("visit-plan", "patient-edit", "patient-link"):
        assert reverse(closed, args=[made.patient]) not in page


@pytest.mark.parametrize("name", ["home", "patients", "practice", "stock", "credentials", "people", "places", "help"])
def test_the_pages_of_the_practice_offer_an_auditor_nothing(practice: PracticeKit, name: str) -> None:
    ready_stage(practice)
    address = reverse(f"ui:{name}" if name == "help" else name)
    page, offered = _offered(practice, "auditor", address)
    assert offered == []
    for closed in ("stock-box-new", "stock-lot-new", "patient-new", "credential-new", "person-new"):
        assert reverse(closed) not in page
    assert f'href="{reverse("today")}"' not in page


def test_each_link_that_an_auditor_sees_opens(practice: PracticeKit) -> None:
    """From the list of patients to the record, its visit and its consent, without one refusal."""
    import re

    made = ready_stage(practice)
    made.place(
        where="other", structure="left levator scapulae", side="left", happened="on", why="It had gone in already."
    )
    client = practice.client_for("auditor")
    starts = [reverse("home"), reverse("incidents"), reverse("timeline", args=[made.patient]), f"/visits/{made.visit}/"]
    seen: dict[str, int] = {}
    todo = starts
    while todo and len(seen) < 80:
        address = todo.pop()
        answer = client.get(address, follow=True)
        seen[address] = answer.status_code
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        found = {link.replace("&amp;", "&") for link in re.findall(r'<a [^>]*href="(/[^"#]*)', main)}
        todo += [link for link in sorted(found) if link not in seen and link not in todo]
    assert {address: code for address, code in seen.items() if code != 200} == {}
    assert len(seen) > 12


def test_an_auditors_post_to_an_incident_is_refused(practice: PracticeKit) -> None:
    made = ready_stage(practice)
    made.place(
        where="other", structure="left levator scapulae", side="left", happened="on", why="It had gone in already."
    )
    (incident,) = made.incidents()
    address = reverse("incident", args=[incident.id])
    client = practice.client_for("auditor")
    page = client.get(address).content.decode()
    assert [one.action for one in forms_of(page, address) if one.action not in HARMLESS] == []
    step = _first_step(practice, incident.id)
    assert client.post(address, {"step": step, "note": "Done."}).status_code == 403


def _place_against_a_refusal(made: Stage) -> None:
    """A needle at a site that was never screened, which had gone in already."""
    made.place(where="other", structure="left levator scapulae", side="left", happened="on", why="It was in already.")


def _first_step(practice: PracticeKit, incident: UUID) -> str:
    from filiform.knowledge import load

    with practice.as_role():
        from filiform.journey.treatment import queries

        return load().incident_steps[queries.incident(incident).kind].steps[0].id
