"""Markup in any name or remark is shown as it was typed: on every page, for every role, in papers and in JSON."""

from __future__ import annotations

import contextlib
import html
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.journey.treatment.stage import Stage
from tests.journey.visit.test_ids_of_another_practice import STEPS, named_addresses, rows_of
from tests.support.papers import says
from tests.support.practice import ROLES, PracticeKit, make_practice

#: Ends an attribute, a script and a style; speaks to Django's templates, to the browser and to the typesetter.
EVIL = "\"'></script><svg onload=alert(1)>{{7|add:7}}#panic()$y$@z\\"
#: What would stand in a page that took the name for markup.
TAKEN = ("<svg onload", "</script><svg", " onload=alert(1)>")


@dataclass(frozen=True)
class Scene:
    """Rows full of markup, and one of each kind that an address can name."""

    stage: Stage
    ids: dict[str, Any]
    clients: dict[str, Any]


def _rename(kit: PracticeKit) -> None:
    from django.contrib.auth import get_user_model

    from filiform.foundation.accounts.models import Membership
    from filiform.foundation.tenancy.models import Room, Site

    get_user_model().objects.filter(id__in=kit.users.values()).update(name=EVIL)
    with kit.as_role("owner"):
        Site.objects.filter(id=kit.site).update(name=EVIL)
        Room.objects.filter(id=kit.room).update(name=EVIL)
        Membership.objects.all().update(display_name=EVIL)


def _write_on(made: Stage) -> None:
    """The patient renamed, a needle in with a remark, one against a refusal, a lot of a maker, a reason, a draft."""
    from filiform.backoffice.stock.public import add_lot, add_product
    from filiform.foundation.gate.public import drafts
    from filiform.foundation.record.public import details_of, edit_patient, open_episode

    with made.practice.as_role("receptionist"):
        there = details_of(made.patient)
        assert there is not None
        edit_patient(
            patient=made.patient, based_on=there.id, reason=EVIL, family_name=EVIL, given_name=EVIL, address=EVIL
        )
        open_episode(patient=made.patient, problem=EVIL, goal=EVIL)
    made.place(note=EVIL)
    made.place(where="other", structure="left levator scapulae", side="left", happened="on", why=EVIL)
    with made.practice.as_role("owner"):
        product = add_product(maker=EVIL, name=EVIL, diameter_mm=Decimal("0.30"), length_mm=Decimal("50"))
        add_lot(product=product.id, number=EVIL, expires_on=date(2099, 1, 1))
    with made.practice.as_role():
        drafts.keep(made.needles_url, {"note": [EVIL], "why": [EVIL]})


@pytest.fixture(scope="module")
def scene(database: str) -> Scene:
    """One practice in which everything that can be named is named so."""
    kit = make_practice(name=EVIL)
    rows = rows_of(kit)
    _write_on(rows.stage)
    _rename(kit)
    return Scene(rows.stage, rows.ids, {role: kit.client_for(role) for role in ROLES})


def _addresses() -> list[str]:
    """Every address of ours: those that name a row, and those that do not."""
    return sorted({name for name, _ids in named_addresses(get_resolver().url_patterns)})


@pytest.mark.parametrize("name", _addresses())
def test_no_page_takes_a_name_for_markup(scene: Scene, name: str) -> None:
    ids = dict(named_addresses(get_resolver().url_patterns))[name]
    spaces = ("", "ui:", "screening:")
    answered = set()
    for role, client in scene.clients.items():
        for place in _places(name, ids, scene.ids, spaces):
            answer = client.get(place, {"whose": "all", "visits": "all"})
            answered.add(answer.status_code)
            assert answer.status_code < 500, f"{role} {place}"
            text = answer.content.decode(errors="replace")
            assert [sign for sign in TAKEN if sign in text] == [], f"{role} {place}"
            assert "14#panic" not in text, "the templates worked out what a name said"
    assert answered


def _places(name: str, ids: tuple[str, ...], rows: dict[str, Any], spaces: tuple[str, ...]) -> list[str]:
    """The addresses of a name: for a step of the visit each of them."""
    found = []
    for code in STEPS if name == "visit-step" else ("",):
        given = {one: rows[one] for one in ids} | ({"code": code} if code else {})
        for space in spaces:
            with contextlib.suppress(NoReverseMatch):
                found.append(reverse(space + name, kwargs=given))
                break
    return found


def test_the_pages_show_what_was_typed(scene: Scene) -> None:
    """Or the test above would pass on pages that show no name at all."""
    seen = html.escape(EVIL)
    client = scene.clients["practitioner"]
    for place in (f"/patients/{scene.ids['patient']}/", scene.stage.needles_url, "/today/", "/practice/stock/"):
        assert seen in client.get(place).content.decode(), place
    assert seen in scene.clients["owner"].get("/practice/people/").content.decode()


@pytest.mark.parametrize("name", ["visit-note", "visit-sheet"])
def test_paper_shows_what_was_typed(scene: Scene, name: str) -> None:
    answer = scene.clients["practitioner"].get(reverse(name, args=[scene.ids["visit"]]))
    assert answer.status_code == 200
    assert says(answer.content, "onload=alert(1)")
    assert says(answer.content, "#panic()")
