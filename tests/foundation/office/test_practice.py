"""The landing page shows each role its doors; name, time zone, sites and rooms are the owner's to change."""

from __future__ import annotations

from uuid import uuid4

import pytest

from filiform.foundation.accounts.models import Membership
from filiform.foundation.messages import chains
from filiform.foundation.tenancy.models import Practice, Room, Site
from tests.support.practice import PracticeKit

from .stage import acts, send


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        ("owner", {"people", "places", "credentials", "stock", "needle-sets", "incidents", "pain-map", "policy"}),
        ("practitioner", {"credentials", "stock", "needle-sets", "incidents", "pain-map", "policy"}),
        ("receptionist", {"policy"}),
        ("auditor", {"people", "places", "credentials", "stock", "incidents", "pain-map", "policy"}),
    ],
)
def test_each_role_sees_the_doors_that_open(practice: PracticeKit, role: str, doors: set[str]) -> None:
    client = practice.client_for(role)
    page = client.get("/practice/")
    assert page.status_code == 200
    assert "Test practice" in page.content.decode()
    addresses = [door["url"] for door in page.context["doors"]]
    assert {address.strip("/").split("/")[-1] for address in addresses} == doors
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_the_state_of_the_audit_log_is_shown_to_those_who_watch_it(practice: PracticeKit) -> None:
    assert practice.client_for("practitioner").get("/practice/").context["chain"] is None
    before = practice.client_for("auditor").get("/practice/").context["chain"]
    assert before.entries > 4
    assert before.newest is not None
    assert (before.checked_at, before.faults) == (None, None)
    chains.told_before(chains.check(practice.id))
    after = practice.client_for("owner").get("/practice/")
    assert (after.context["chain"].faults, after.context["chain"].checked_at is None) == (0, False)
    assert "Unbroken" in after.content.decode()
    chains.outcome_path(practice.id).write_text("{half")
    unread = practice.client_for("owner").get("/practice/").context["chain"]
    assert (unread.checked_at, unread.faults) == (None, None)


def test_name_and_time_zone_are_changed_and_audited(practice: PracticeKit) -> None:
    answer = send(practice.client_for("owner"), "/practice/edit/", name="Liffey Needling", time_zone="Europe/London")
    assert answer.status_code == 302
    row = Practice.objects.get(id=practice.id)
    assert (row.name, row.time_zone, row.jurisdiction) == ("Liffey Needling", "Europe/London", "IE")
    assert acts(practice, practice.id) == ["update"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": " "}, "name that patients know"),
        ({"name": "x" * 201}, "200"),
        ({"time_zone": "Mars/Olympus"}, "from the list"),
    ],
)
def test_a_practice_that_cannot_be_is_told_at_the_field(
    practice: PracticeKit, given: dict[str, str], says: str
) -> None:
    answer = send(practice.client_for("owner"), "/practice/edit/", **given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Practice.objects.get(id=practice.id).name == "Test practice"


def test_two_owners_change_the_name_at_once(practice: PracticeKit) -> None:
    client = practice.client_for("owner")
    stale = client.get("/practice/edit/").context["seen"]
    assert send(client, "/practice/edit/", name="First").status_code == 302
    body = {"_seen": stale, "_key": uuid4().hex, "name": "Second", "time_zone": "Europe/Dublin"}
    assert client.post("/practice/edit/", body).status_code == 409
    assert Practice.objects.get(id=practice.id).name == "First"


def test_sites_and_rooms_are_added_and_renamed(practice: PracticeKit) -> None:
    owner = practice.client_for("owner")
    assert send(owner, "/practice/places/new/", name="North", phone="+353 1 123").status_code == 302
    with practice.as_role("owner"):
        north = Site.objects.get(name="North")
    assert send(owner, f"/practice/places/{north.id}/rooms/new/", name="Blue").status_code == 302
    with practice.as_role("owner"):
        blue = Room.objects.get(site=north)
    assert send(owner, f"/practice/rooms/{blue.id}/", name="Green").status_code == 302
    assert send(owner, f"/practice/places/{north.id}/", name="North side").status_code == 302
    page = owner.get("/practice/places/").content.decode()
    assert "North side" in page
    assert "Green" in page
    assert "Blue" not in page
    assert acts(practice, blue.id) == ["insert", "update"]


def test_a_name_is_given_once(practice: PracticeKit) -> None:
    owner = practice.client_for("owner")
    site = send(owner, "/practice/places/new/", name="Main Street")
    room = send(owner, f"/practice/places/{practice.site}/rooms/new/", name="Room 1")
    assert (site.status_code, room.status_code) == (422, 422)
    assert 'href="#id_name"' in site.content.decode()
    assert "this name already" in room.content.decode()


def test_another_practice_s_places_are_not_there(practice: PracticeKit, other_practice: PracticeKit) -> None:
    owner = practice.client_for("owner")
    theirs = [
        f"/practice/places/{other_practice.site}/",
        f"/practice/places/{other_practice.site}/rooms/new/",
        f"/practice/rooms/{other_practice.room}/",
    ]
    for address in theirs:
        assert owner.get(address).status_code == 404
        assert owner.post(address, {"name": "Taken", "_seen": "x"}).status_code == 404
    with other_practice.as_role("owner"):
        assert [row.name for row in Room.objects.all()] == ["Room 1"]


@pytest.mark.parametrize("role", ["practitioner", "receptionist", "auditor"])
def test_only_owners_change_places(practice: PracticeKit, role: str) -> None:
    client = practice.client_for(role)
    changing = ["edit/", "places/new/", f"places/{practice.site}/", f"rooms/{practice.room}/"]
    for address in changing:
        assert client.post(f"/practice/{address}", {"name": "Mine"}).status_code == 403
    assert client.get("/practice/places/").status_code == (200 if role == "auditor" else 403)


def test_a_person_goes_from_one_practice_to_the_other(practice: PracticeKit, other_practice: PracticeKit) -> None:
    with other_practice.as_role("owner"):
        Membership.objects.create(
            user_id=practice.users["practitioner"], roles=["receptionist"], display_name="Visiting"
        )
    client = practice.client_for("practitioner")
    assert "The other practice" in client.get("/practice/").content.decode()
    assert client.post("/practice/switch/", {"practice": str(other_practice.id)}).status_code == 302
    there = client.get("/practice/")
    assert there.context["practice"].id == other_practice.id
    assert client.get("/practice/credentials/").status_code == 403


def test_nobody_goes_to_a_practice_they_do_not_belong_to(practice: PracticeKit, other_practice: PracticeKit) -> None:
    client = practice.client_for("practitioner")
    for named in (str(other_practice.id), str(uuid4()), "x", ""):
        assert client.post("/practice/switch/", {"practice": named}).status_code == 404
    assert client.get("/practice/").context["practice"].id == practice.id
