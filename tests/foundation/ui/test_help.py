"""The help page tells every role the eight steps, the four verdicts and the steps for a missing needle."""

from __future__ import annotations

import html

import pytest

from filiform.knowledge import load
from tests.support.practice import ROLES, PracticeKit


@pytest.mark.parametrize("role", ROLES)
def test_help_is_there_for_every_role(practice: PracticeKit, role: str) -> None:
    answer = practice.client_for(role).get("/help/")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    for step in load().incident_steps["retained-needle"].steps:
        assert step.text in page
    assert [name for name, _text in answer.context["steps"]] == [
        "Case history", "Screening", "Consent", "Examination", "Needles", "Count", "Aftercare", "Sign",
    ]  # fmt: skip
    assert [state for state, _text in answer.context["verdicts"]] == ["clear", "caution", "ask", "stop"]
    assert ('href="/incidents/"' in page) is (role != "receptionist")
    assert "/gallery/" in page
