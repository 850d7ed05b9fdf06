"""The chart of landmark areas: every structure can be reached from it, and leads to its needle."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from filiform.core.values import Side, Site
from filiform.knowledge import load
from tests.journey.examination.stage import Exam
from tests.journey.treatment.buttons import offer, shown
from tests.journey.treatment.test_from_the_ranking import SHOULDER


def body(stage, asked="", part=False, role="practitioner"):
    url = f"/visits/{stage.visit}/needles/body/" + (f"?body={asked}" if asked else "")
    headers = {"HX-Request": "true"} if part else {}
    return stage.practice.client_for(role).get(url, headers=headers)


def leads(page):
    """What areas and names lead to, as what the needles page is asked for."""
    found = [unescape(href) for href in re.findall(r'href="(/visits/[^"]*/needles/\?[^"]*)"', page)]
    return [parse_qs(urlsplit(one).query)["find"][0] for one in found]


def chosen(page):
    return [unescape(text.strip()) for text in re.findall(r'aria-current="true">([^<]*)</a>', page)]


@pytest.mark.parametrize("region", sorted({one.region for one in load().structures.values()}))
def test_each_structure_of_a_region_is_drawn_and_named_on_both_sides(ready, region):
    there = {one.id for one in load().structures.values() if one.region == region}
    for side in (Side.LEFT, Side.RIGHT):
        page = body(ready, f"{side}+{region}").content.decode()
        drawn = {
            text for svg in re.findall(r"<svg class=\"bodypicture.*?</svg>", page, re.DOTALL) for text in leads(svg)
        }
        assert drawn == {str(Site(one, side)) for one in there}
        named = page.partition('class="body-map__list"')[2]
        assert set(leads(named)) == {str(Site(one, each)) for one in there for each in (Side.LEFT, Side.RIGHT)}


def test_an_area_leads_to_the_needle_of_its_structure_with_the_body_open_again(ready):
    page = body(ready, "left+leg").content.decode()
    href = next(unescape(one) for one in re.findall(r'href="([^"]*)"', page) if "find=left+tibialis-anterior" in one)
    address = urlsplit(href)
    assert address.fragment == "offers-found"
    assert parse_qs(address.query) == {"find": ["left tibialis-anterior"], "body": ["left leg"]}
    needles = shown(ready, href.partition("#")[0])
    assert "Tibialis anterior, left" in offer(needles, "found-1")
    assert "needles/body/?body=left%20leg" in needles
    assert 'name="body" value="left leg"' in offer(needles, "found-1") or "Describe" in offer(needles, "found-1")


def test_it_begins_where_the_ranking_the_plan_or_today_is(ready, bare):
    assert chosen(body(bare).content.decode())[0] in ("Shoulder", "Head and neck")
    assert chosen(body(ready).content.decode()) == ["Lower leg", "Left"]
    Exam(ready.practice, ready.patient, ready.visit).save(**SHOULDER)
    assert chosen(body(ready).content.decode()) == ["Shoulder", "Left"]


def test_what_is_planned_and_needled_is_told_in_words_too(ready):
    ready.place()
    page = body(ready, "left+leg").content.decode()
    assert 'aria-label="Tibialis anterior, left, needled today"' in page
    assert 'aria-label="Tibialis anterior, right, planned"' in page


def test_a_part_is_no_whole_page(ready):
    assert "<html" not in body(ready, part=True).content.decode()
    assert "<html" in body(ready).content.decode()


@pytest.mark.parametrize(
    "asked", ["nowhere", "left+nowhere", "up+leg", "midline+leg", "left", "left+leg+" + "x" * 5000]
)
def test_a_part_of_the_body_that_is_none_is_not_found(ready, asked):
    assert body(ready, asked).status_code == 404


@pytest.mark.parametrize("role", ["receptionist", "auditor"])
def test_only_who_needles_sees_it(ready, role):
    assert body(ready, role=role).status_code in (403, 404)


def test_of_another_practice_there_is_nothing(ready, database):
    from tests.support.practice import make_practice

    stranger = make_practice().client_for("practitioner")
    assert stranger.get(f"/visits/{ready.visit}/needles/body/").status_code == 404
