"""The bar on every page: rooms with needles in, how many and since when, and no name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit

PAGES = ("today", "patients", "practice", "ui:help")


def _bar(practice: PracticeKit, address: str, role: str = "practitioner") -> str:
    page = practice.client_for(role).get(address).content.decode()
    found = re.search(r'<aside class="page-bar".*?</aside>', page, re.S)
    return " ".join(found.group().split()) if found else ""


@pytest.fixture
def stage(practice: PracticeKit) -> Stage:
    return ready_stage(practice)


@pytest.fixture
def freeze_minute() -> Iterator[None]:
    """The same minute throughout: what is asked ahead and what is drawn lie a moment apart."""
    from filiform.foundation.tenancy.clock import now, telling

    with telling(now()):
        yield


@pytest.mark.parametrize("name", PAGES)
def test_pages_show_room_number_and_time(stage: Stage, name: str) -> None:
    assert _bar(stage.practice, reverse(name)) == ""
    first = stage.place()
    stage.place(dwell=None)
    bar = _bar(stage.practice, reverse(name))
    assert "Main Street, Room 1" in bar
    assert re.search(r"2 needles in since \d\d:\d\d", bar)
    assert ">time is up<" not in bar
    stage.tap("out", first)
    assert "1 needle in since" in _bar(stage.practice, reverse(name))


@pytest.mark.parametrize(
    ("role", "opens"), [("practitioner", True), ("owner", True), ("auditor", True), ("receptionist", False)]
)
def test_it_names_nobody_and_leads_to_the_visit_who_may_open_it(stage: Stage, role: str, opens: bool) -> None:
    stage.place()
    bar = _bar(stage.practice, reverse("patients"), role)
    assert "Cian" not in bar
    assert "Murphy" not in bar
    assert "1 needle in" in bar
    assert (reverse("visit", args=[stage.visit]) in bar) is opens


def test_a_visit_tells_of_its_own_needles_and_the_bar_of_the_others(stage: Stage, practice: PracticeKit) -> None:
    stage.place()
    other = practice.make_visit(practice.make_patient())
    assert _bar(practice, f"/visits/{stage.visit}/consent/") == ""
    assert "1 needle in" in _bar(practice, f"/visits/{other}/consent/")
    own = practice.client_for().get(f"/visits/{stage.visit}/consent/").content.decode()
    assert "1 needle is in place." in own


def _kept(practice: PracticeKit, address: str) -> Any:
    page = practice.client_for().get(address).content.decode()
    told = re.search(r'data-rooms-kept="([^"]*)"', page)
    assert told
    return json.loads(unescape(told[1])) if told[1] else None


def test_what_a_browser_keeps_for_want_of_a_connection_has_all_rooms_and_nobody(stage: Stage) -> None:
    assert _kept(stage.practice, reverse("today")) == []
    first = stage.place()
    stage.place(dwell=None)
    for address in (reverse("today"), stage.needles_url):
        (room,) = _kept(stage.practice, address)
        assert set(room) == {"place", "needles"}
        assert room["place"] == "Main Street, Room 1"
        assert [set(one) for one in room["needles"]] == [{"ids", "needle", "since", "due"}] * 2
        assert [one["due"] is None for one in room["needles"]] == [False, True]
        assert room["needles"][0]["ids"][0] == str(first)
        assert "tibialis" not in json.dumps(room)
    stage.tap("out", first)
    assert len(_kept(stage.practice, reverse("today"))[0]["needles"]) == 1


def test_a_page_of_a_fault_says_nothing_rather_than_no_needles(stage: Stage) -> None:
    stage.place()
    page = stage.practice.client_for().get("/no-such-page/").content.decode()
    assert 'data-rooms-kept="[' not in page


def test_the_bar_by_itself_leaves_out_the_visit_it_stands_on(stage: Stage, client: Any) -> None:
    stage.place()
    alone = reverse("rooms")
    assert "1 needle in" in _bar(stage.practice, alone)
    assert _bar(stage.practice, f"{alone}?here={stage.visit}") == ""
    assert "1 needle in" in _bar(stage.practice, f"{alone}?here=%22%3E")
    assert len(_kept(stage.practice, f"{alone}?here={stage.visit}")) == 1
    assert (client.get(alone).status_code, client.get(alone).content) == (204, b"")


def test_a_planned_dwell_that_is_over_is_said(stage: Stage) -> None:
    from datetime import timedelta

    from filiform.foundation.tenancy.clock import now

    stage.place(dwell="5", at=(now() - timedelta(minutes=7)).isoformat(timespec="seconds"))
    assert ">time is up<" in _bar(stage.practice, reverse("today"))


def test_another_practice_sees_nothing_of_it(stage: Stage) -> None:
    from tests.support.practice import make_practice

    stage.place()
    assert _bar(make_practice("Elsewhere"), reverse("today")) == ""


def test_faults_and_bare_pages_ask_for_no_bar(stage: Stage, client: Any) -> None:
    stage.place()
    assert client.get(reverse("account_login")).status_code == 200
    assert _bar(stage.practice, "/no-such-page/") == ""
    refused = stage.practice.client_for("receptionist").get(f"/visits/{stage.visit}/needles/")
    assert refused.status_code == 403
    assert "page-bar" not in refused.content.decode()


def test_the_bar_costs_one_question(stage: Stage, django_assert_max_num_queries: Any) -> None:
    from filiform.journey.treatment.public import rooms_with_needles

    stage.place()
    with stage.practice.as_role(), django_assert_max_num_queries(1):
        assert len(rooms_with_needles()) == 1


def test_a_visits_page_asks_for_it_together_with_the_rest(
    stage: Stage, django_assert_max_num_queries: Any, freeze_minute: None
) -> None:
    from filiform.foundation.tenancy.reading import read_together
    from filiform.journey.treatment.public import reads_of_rooms, rooms_with_needles

    stage.place()
    with stage.practice.as_role():
        read_together(*reads_of_rooms())
        with django_assert_max_num_queries(0):
            assert len(rooms_with_needles()) == 1
