"""An owner adds, changes and ends members; nobody else does, and never the last owner."""

from __future__ import annotations

from uuid import uuid4

import pytest

from filiform.foundation.accounts.models import Membership, User
from filiform.foundation.accounts.roles import Role
from tests.support.practice import PracticeKit

from .stage import acts, fresh_address, membership, send


def _add(client: object, **given: str | list[str]) -> object:
    filled = {
        "email": fresh_address(), "name": "Aoife Byrne", "display_name": "Aoife Byrne, MISCP",
        "roles": ["practitioner"], **given,
    }  # fmt: skip
    return send(client, "/practice/people/new/", **filled)


def test_an_owner_adds_a_member(practice: PracticeKit) -> None:
    address = fresh_address()
    answer = _add(practice.client_for("owner"), email=address.upper(), roles=["practitioner", "owner"])
    assert answer.status_code == 302
    user = User.objects.get(email=address)
    assert not user.has_usable_password()
    with practice.as_role("owner"):
        row = Membership.objects.get(user=user)
    assert row.roles == ["owner", "practitioner"]
    assert row.display_name == "Aoife Byrne, MISCP"
    assert acts(practice, row.id) == ["insert"]
    listed = practice.client_for("owner").get("/practice/people/").content.decode()
    assert "Aoife Byrne, MISCP" in listed
    assert address in listed


def test_a_known_log_in_is_linked_and_looks_the_same(practice: PracticeKit, other_practice: PracticeKit) -> None:
    """Nothing tells an owner that the address logs in elsewhere already."""
    owner = practice.client_for("owner")
    known = _add(owner, email=other_practice.emails["auditor"])
    fresh = _add(owner)
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    with practice.as_role("owner"):
        row = Membership.objects.get(user_id=other_practice.users["auditor"])
    assert row.practice_id == practice.id
    assert User.objects.get(id=row.user_id).name == "Auditor Person"


def test_a_member_is_not_added_twice(practice: PracticeKit) -> None:
    answer = _add(practice.client_for("owner"), email=practice.emails["receptionist"])
    assert answer.status_code == 422
    assert "member of this practice already" in answer.content.decode()
    assert "Aoife Byrne, MISCP" in answer.content.decode()


def test_somebody_who_left_comes_back(practice: PracticeKit) -> None:
    owner = practice.client_for("owner")
    row = membership(practice, "receptionist")
    assert send(owner, f"/practice/people/{row.id}/end/").status_code == 302
    assert _add(owner, email=practice.emails["receptionist"], roles=["auditor"]).status_code == 302
    back = membership(practice, "receptionist")
    assert (back.id, back.ended_at, back.roles) == (row.id, None, ["auditor"])


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("email", "", "Write the address"),
        ("email", "nobody", "no e-mail address"),
        ("email", "x" * 250 + "@example.org", "254"),
        ("name", "", "person’s name"),
        ("name", "Aoife\nBcc: all@example.org", "one line"),
        ("display_name", "x" * 1_000_000, "200"),
        ("display_name", "A\x00B", "cannot be kept"),
        ("roles", [], "at least one role"),
        ("roles", ["emperor"], "from the list"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    practice: PracticeKit, field: str, value: str | list[str], says: str
) -> None:
    answer = _add(practice.client_for("owner"), **{field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert f'href="#id_{field}' in page
    with practice.as_role("owner"):
        assert Membership.objects.count() == 4


def test_roles_are_changed(practice: PracticeKit) -> None:
    row = membership(practice, "receptionist")
    client = practice.client_for("receptionist")
    assert client.get("/practice/people/").status_code == 403
    changed = send(practice.client_for("owner"), f"/practice/people/{row.id}/", roles=["owner", "receptionist"])
    assert changed.status_code == 302
    assert client.get("/practice/people/").status_code == 200
    assert acts(practice, row.id) == ["insert", "update"]


def test_the_last_owner_stays(practice: PracticeKit) -> None:
    row = membership(practice, "owner")
    owner = practice.client_for("owner")
    demoted = send(owner, f"/practice/people/{row.id}/", roles=["auditor"])
    assert demoted.status_code == 422
    assert "last owner" in demoted.content.decode()
    assert send(owner, f"/practice/people/{row.id}/end/").status_code == 409
    assert membership(practice, "owner").roles == ["owner"]
    assert membership(practice, "owner").ended_at is None


def test_an_owner_who_left_is_no_owner_that_stays(practice: PracticeKit) -> None:
    owner, other = practice.client_for("owner"), membership(practice, "auditor")
    assert send(owner, f"/practice/people/{other.id}/", roles=["owner"]).status_code == 302
    assert send(owner, f"/practice/people/{other.id}/end/").status_code == 302
    demoted = send(owner, f"/practice/people/{membership(practice, 'owner').id}/", roles=["auditor"])
    assert demoted.status_code == 422
    assert "last owner" in demoted.content.decode()


def test_nobody_ends_their_own_membership(practice: PracticeKit) -> None:
    owner = practice.client_for("owner")
    other = membership(practice, "auditor")
    assert send(owner, f"/practice/people/{other.id}/", roles=["owner"]).status_code == 302
    answer = send(owner, f"/practice/people/{membership(practice, 'owner').id}/end/")
    assert answer.status_code == 409
    assert "your own membership" in answer.content.decode()


def test_an_ended_member_is_out_at_the_next_request(practice: PracticeKit) -> None:
    leaving = practice.client_for("practitioner")
    assert leaving.get("/practice/").status_code == 200
    row = membership(practice, "practitioner")
    assert send(practice.client_for("owner"), f"/practice/people/{row.id}/end/").status_code == 302
    assert leaving.get("/practice/").status_code == 403
    assert leaving.post("/drafts/", {"_page": "/x/", "note": "y"}).status_code == 403
    assert "Practitioner Person" in practice.client_for("owner").get("/practice/people/").content.decode()


def test_two_owners_at_once_get_a_conflict(practice: PracticeKit) -> None:
    row = membership(practice, "receptionist")
    address = f"/practice/people/{row.id}/"
    first, second = practice.client_for("owner"), practice.client_for("owner")
    stale = second.get(address).context["seen"]
    assert send(first, address, display_name="First").status_code == 302
    answer = second.post(address, {"_seen": stale, "_key": uuid4().hex, "display_name": "Second", "roles": ["auditor"]})
    assert answer.status_code == 409
    assert "Owner Person saved something else" in answer.content.decode()
    assert membership(practice, "receptionist").display_name == "First"
    again = second.get(address).content.decode()
    assert 'value="Second"' in again
    assert send(second, address).status_code == 302
    assert membership(practice, "receptionist").display_name == "Second"


def test_two_owners_cannot_unseat_each_other(practice: PracticeKit) -> None:
    """Each ends the other's membership in the same moment: one of them wins, an owner remains."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    owners = {"owner": membership(practice, "owner"), "auditor": membership(practice, "auditor")}
    send(practice.client_for("owner"), f"/practice/people/{owners['auditor'].id}/", roles=["owner"])
    clients = {role: practice.client_for(role) for role in owners}

    def end(role: str) -> int:
        other = owners["auditor" if role == "owner" else "owner"]
        try:
            address = f"/practice/people/{other.id}/end/"
            seen = clients[role].get(address)
            if seen.status_code != 200:
                return int(seen.status_code)
            return int(clients[role].post(address, {"_seen": seen.context["seen"], "_key": uuid4().hex}).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(end, owners))
    with practice.as_role("owner"):
        assert Membership.objects.filter(roles__contains=[Role.OWNER], ended_at=None).count() == 1


def test_another_practice_s_member_is_not_there(practice: PracticeKit, other_practice: PracticeKit) -> None:
    row = membership(other_practice, "practitioner")
    owner = practice.client_for("owner")
    for end in ("", "end/", "link/"):
        assert owner.get(f"/practice/people/{row.id}/{end}").status_code == 404
        posted = {"_seen": "x", "display_name": "Taken", "roles": ["owner"]}
        assert owner.post(f"/practice/people/{row.id}/{end}", posted).status_code == 404
    assert membership(other_practice, "practitioner").display_name == "Practitioner Person"


@pytest.mark.parametrize("role", ["practitioner", "receptionist", "auditor"])
def test_only_owners_change_people(practice: PracticeKit, role: str) -> None:
    client = practice.client_for(role)
    row = membership(practice, "receptionist")
    for address in ("new/", f"{row.id}/", f"{row.id}/end/", f"{row.id}/link/"):
        assert client.get(f"/practice/people/{address}").status_code == 403
        assert client.post(f"/practice/people/{address}", {"roles": ["owner"]}).status_code == 403
    assert client.get("/practice/people/").status_code == (200 if role == "auditor" else 403)
    assert membership(practice, "receptionist").roles == ["receptionist"]
