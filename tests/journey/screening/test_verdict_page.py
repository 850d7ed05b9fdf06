"""The verdict as a page: what a doctor may clear is named, each by itself."""

from __future__ import annotations

import re

from tests.journey.screening.test_case_history import _address, _filled
from tests.support.practice import PracticeKit


def test_each_question_for_a_clearance_names_its_finding(practice: PracticeKit) -> None:
    visit, client = practice.make_visit(practice.make_patient()), practice.client_for()
    client.post(_address(visit), {"opening": "1", "based_on": "", "site": ["left upper trapezius"]})
    words = {"q_medications__words": "Eliquis 5 mg\naspirin 75 mg", "q_conditions__words": "artificial heart valve"}
    for _round in range(3):
        client.post(_address(visit), _filled(client, visit, **words))
    page = client.get(_address(visit, "screening")).content.decode()
    titles = [one for one in re.findall(r'<h2 class="card__title"[^>]*>([^<]+)</h2>', page) if "cleared" in one]
    assert len(titles) >= 2
    assert len(set(titles)) == len(titles), "a screen reader lists the same section twice"
    assert any(title.endswith("Anticoagulant together with a platelet inhibitor") for title in titles)


def test_what_stops_stands_before_what_is_still_to_ask_and_leads_on(practice: PracticeKit) -> None:
    visit, client = practice.make_visit(practice.make_patient()), practice.client_for()
    opening = {"opening": "1", "based_on": "", "site": ["left piriformis"], "q_complaint": ["buttock"]}
    client.post(_address(visit), opening)
    asking = client.get(_address(visit, "screening")).content.decode()
    assert "Ask them now" in asking
    sent = {"based_on": str(client.get(_address(visit)).context["based_on"]), "site": ["left piriformis"]}
    client.post(_address(visit), sent | {"q_complaint": ["buttock"], "q_symptoms": ["saddle-numbness"]})
    page = client.get(_address(visit, "screening")).content.decode()
    order = [page.index(text) for text in ("Do not needle as planned.", "finding--stop", "Still to ask")]
    assert order == sorted(order)
    assert "Ask them now" not in page
    assert 'href="../needles/#without"' in page
