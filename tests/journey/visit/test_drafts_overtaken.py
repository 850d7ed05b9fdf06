"""A draft that was typed before a colleague saved says so: who, when, and that it is of before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.journey.consent.stage import SHOULDER
from tests.journey.consent.stage import stage as consent_stage
from tests.journey.treatment.stage import ready_stage
from tests.support.practice import PracticeKit

SAYS = "saved this page on"


def _keep(practice: PracticeKit, path: str, **fields: list[str]) -> None:
    from filiform.foundation.gate.public import drafts

    with practice.as_role():
        drafts.keep(path, fields)


def _text(practice: PracticeKit, path: str) -> str:
    answer: Any = practice.client_for().get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("step", ["case-history", "examination"])
def test_a_draft_of_before_says_who_saved_since(practice: PracticeKit, step: str) -> None:
    made = ready_stage(practice)
    based_on = _examined(practice, made.visit) if step == "examination" else _newest(practice, made.visit)
    path = f"/visits/{made.visit}/{step}/"
    typed = {"phase": ["before"], "notes": ["stiff"], "site": ["left tibialis anterior"]}
    _keep(practice, path, based_on=[based_on], **typed)
    assert SAYS not in _text(practice, path), "a draft of the newest state is no news"
    if step == "examination":
        _examined(practice, made.visit)
    else:
        made.screen("left tibialis-anterior")
    # As a window saves it that was drawn before; recording from one's own window ends one's own draft.
    _keep(practice, path, based_on=[based_on], **typed)
    page = _text(practice, path)
    assert "What you typed is back" in page
    assert "Practitioner Person saved this page on" in page
    assert "Below is your draft from before that." in page


def test_a_draft_of_an_empty_page_says_it_too(practice: PracticeKit) -> None:
    made = ready_stage(practice)
    path = f"/visits/{made.visit}/examination/"
    _keep(practice, path, phase=["before"], based_on=[""], notes=["stiff"])
    assert SAYS not in _text(practice, path)
    _examined(practice, made.visit)
    _keep(practice, path, phase=["before"], based_on=[""], notes=["stiff"])
    assert SAYS in _text(practice, path)


def test_a_draft_of_the_other_phase_is_left_alone(practice: PracticeKit) -> None:
    made = ready_stage(practice)
    _examined(practice, made.visit)
    path = f"/visits/{made.visit}/examination/"
    _keep(practice, path, phase=["after"], based_on=[""], notes=["softer"])
    assert SAYS not in _text(practice, path)
    assert SAYS not in _text(practice, f"{path}?phase=after")


def test_a_consent_that_was_begun_stands_open_although_an_earlier_one_holds(practice: PracticeKit) -> None:
    scene = consent_stage(practice)
    scene.plan(*SHOULDER)
    assert scene.send(scene.form()).status_code == 302
    closed = scene.page()
    assert '<details class="disclosure" id="again"><summary>' in closed
    _keep(practice, scene.url, signed_name=["Nóra M"])
    page = scene.page()
    assert "What you typed is back" in page
    assert '<details class="disclosure" id="again"><summary>' not in page
    assert 'value="Nóra M"' in page


def _newest(practice: PracticeKit, visit: UUID) -> str:
    from filiform.journey.screening.queries import newest

    with practice.as_role():
        row = newest(visit)
        assert row is not None
        return str(row.id)


def _examined(practice: PracticeKit, visit: UUID) -> str:
    """Save an examination as its page would; returns the id of the save."""
    from filiform.journey.examination.codes import Phase
    from filiform.journey.examination.queries import newest
    from tests.journey.examination.stage import Exam

    with practice.as_role():
        from filiform.foundation.record.public import open_visit

        patient = open_visit(visit, why="test").patient.id
    Exam(practice, patient, visit).save(pain_now="4")
    with practice.as_role():
        row = newest(visit, Phase.BEFORE)
        assert row is not None
        return str(row.id)
