"""Lists of the case history in blocks: what is denied, what stays open, what is never taken for a no."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from django.urls import reverse

from filiform.journey.screening.blocks import MOST, answer_name, blocks_of, denied_in, seen_in, seen_name
from filiform.journey.screening.models import CaseHistory
from filiform.knowledge.screening import load
from filiform.knowledge.screening.load import History
from tests.support.practice import PracticeKit

NAME = "q_conditions"


def _list(field: str = "conditions") -> Any:
    found = load().question(field)
    assert found is not None
    return found


def _setting() -> Any:
    return load().setting(History({}))


def _sent(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def test_every_item_stands_in_one_block_or_under_something_else() -> None:
    question = _list("symptoms")
    needed = {"fever", "chest-pain"}
    blocks, others = blocks_of(question, "q_symptoms", _setting(), {"nausea"}, needed)
    asked = [choice.code for block in blocks for choice in block.choices]
    assert set(asked) == {*needed, "nausea"}, "what is ticked is shown also where nothing waits for it"
    assert len(asked) == len(set(asked))
    shown = {choice.code for choice in question.shown_choices(_setting())}
    assert {choice.code for choice in others} == shown - set(asked)


@pytest.mark.parametrize("field", ["conditions", "symptoms", "medications", "allergies", "implants", "skin_at_site"])
def test_blocks_are_short_and_bear_the_place_of_their_heading(field: str) -> None:
    question = _list(field)
    blocks, others = blocks_of(question, f"q_{field}", _setting(), (), None)
    assert not others
    headings = list(dict.fromkeys(choice.heading for choice in question.choices))
    for block in blocks:
        assert len(block.choices) <= MOST or len(block.headings) == 1
        assert block.name == answer_name(f"q_{field}", headings.index(block.headings[0]))


def test_a_short_list_is_put_in_full_whatever_the_verdict_waits_for() -> None:
    blocks, others = blocks_of(_list("implants"), "q_implants", _setting(), (), {"pump"})
    assert not others
    assert {choice.code for block in blocks for choice in block.choices} == {
        one.code for one in _list("implants").choices
    }


def test_only_what_was_seen_beside_a_denial_is_denied() -> None:
    question = _list()
    first, second = answer_name(NAME, 1), answer_name(NAME, 2)
    data = _sent(
        **{first: "none", seen_name(first): "asthma,heart-failure,made-up", second: "some", seen_name(second): "hiv"}
    )
    assert denied_in(data, question, NAME) == {"asthma", "heart-failure"}
    assert seen_in(data, question, NAME) == {"asthma", "heart-failure", "hiv"}
    assert denied_in(_sent(**{first: "none"}), question, NAME) == frozenset()


@pytest.fixture
def visit(practice: PracticeKit) -> UUID:
    """A first visit with a site planned and its complaint told."""
    made = practice.make_visit(practice.make_patient())
    sent = {"opening": "1", "based_on": "", "site": ["left upper trapezius"], "q_complaint": ["neck"]}
    assert practice.client_for().post(_address(made), sent).status_code == 302
    return made


def _address(visit: UUID) -> str:
    return reverse("visit-step", args=[visit, "case-history"])


def _saved(practice: PracticeKit, visit: UUID, **fields: Any) -> dict[str, Any]:
    client = practice.client_for()
    page = client.get(_address(visit))
    sent = {
        "based_on": str(page.context["based_on"]),
        "shown": page.context["shown"],
        "site": [row["value"] for row in page.context["site_rows"] if row["value"]],
    }
    assert client.post(_address(visit), sent | fields).status_code == 302
    with practice.as_role():
        return dict(CaseHistory.objects.filter(visit_id=visit).latest("recorded_at").answers)


def test_a_block_that_grew_since_the_page_was_drawn_stays_open(practice: PracticeKit, visit: UUID) -> None:
    heart = answer_name(NAME, 1)
    answers = _saved(practice, visit, **{heart: "none", seen_name(heart): "heart-failure"})
    assert answers["conditions"]["value"]["absent"] == ["heart-failure"]
    page = practice.client_for().get(_address(visit))
    waiting = {one.anchor for one in page.context["left"]}
    assert f"at-{heart}" in waiting
    assert page.content.decode().count(f'name="{heart}" value="none" checked') == 0


def test_a_tick_counts_though_the_plan_no_longer_asks_for_it(practice: PracticeKit, visit: UUID) -> None:
    answers = _saved(practice, visit, q_complaint=["neck"], q_symptoms=["saddle-numbness"])
    assert answers["symptoms"]["value"]["present"] == ["saddle-numbness"]
    assert answers["symptoms"]["value"]["absent"] == []


def test_normal_skin_is_said_by_denying_all_of_it_and_by_nothing_less(practice: PracticeKit, visit: UUID) -> None:
    name = "q_skin_at_site@left_trapezius-upper"
    skin, codes = (
        answer_name(name, 0),
        [choice.code for choice in _list("skin_at_site").choices if choice.code != "normal"],
    )
    part = _saved(practice, visit, **{skin: "none", seen_name(skin): ",".join(codes[1:])})
    assert "normal" not in part["skin_at_site@left trapezius-upper"]["value"]["present"]
    whole = _saved(practice, visit, **{skin: "none", seen_name(skin): ",".join(codes)})
    assert whole["skin_at_site@left trapezius-upper"]["value"]["present"] == ["normal"]


def test_what_is_left_is_counted_and_the_item_that_an_answer_calls_for_is_asked(
    practice: PracticeKit, visit: UUID
) -> None:
    client = practice.client_for()
    before = client.get(_address(visit))
    assert len(before.context["left"]) == len(before.context["page"].to_ask) - sum(
        one.done for one in before.context["page"].to_ask
    )
    everything = {block.name: "none" for asked in before.context["form"].asked for block in asked.blocks}
    seen = {
        seen_name(block.name): ",".join(block.codes) for asked in before.context["form"].asked for block in asked.blocks
    }
    _saved(practice, visit, **everything, **seen, q_complaint=["neck"])
    after = client.get(_address(visit))
    assert not [one for one in after.context["left"] if one.anchor.startswith("at-")], (
        "lists that were denied stay denied"
    )
    assert "bmi" in {one.anchor for one in after.context["left"]}
