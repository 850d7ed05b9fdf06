"""Whose leave covers which needle on which day, and the owner's page."""

from datetime import date, timedelta

import pytest

from filiform.core.values import Side, Site

DAY = date(2026, 5, 1)


def enter(practice, **more):
    from filiform.backoffice.credentials.public import enter_credential

    facts = {
        "practitioner": practice.users["practitioner"], "profession": "physiotherapist", "licence_number": "PT-1",
        "register": "CORU", "jurisdiction": "IE", "regions": None, "techniques": None,
        "valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31), **more,
    }  # fmt: skip
    with practice.as_role("owner"):
        return enter_credential(**facts)


def codes(practice, *, site="trapezius-upper", technique="superficial", on=DAY):
    from filiform.backoffice.credentials.public import may_needle
    from filiform.knowledge.structures import facts

    with practice.as_role("practitioner"):
        found = may_needle(
            practitioner=practice.users["practitioner"], site=facts(Site(site, Side.LEFT)),
            technique=technique, on=on,
        )  # fmt: skip
    assert all(one.sources for one in found)
    return {one.code for one in found}


def test_without_one_nobody_may_needle(practice):
    assert codes(practice) == {"credential-missing"}


@pytest.mark.parametrize(
    ("facts", "asked", "expected"),
    [
        ({}, {}, set()),
        ({}, {"on": date(2026, 12, 31)}, set()),
        ({}, {"on": date(2027, 1, 1)}, {"credential-lapsed"}),
        ({}, {"on": date(2025, 12, 31)}, {"credential-not-begun"}),
        ({"suspended": True}, {}, {"credential-suspended"}),
        ({"regions": ["leg"]}, {}, {"credential-region"}),
        ({"regions": []}, {}, {"credential-region"}),
        ({"excluded_groups": ["neck-base", "thorax"]}, {}, {"credential-excludes"}),
        ({"techniques": ["superficial"]}, {}, set()),
        ({"techniques": ["superficial"]}, {"technique": "deep-static"}, {"credential-technique"}),
        (
            {"techniques": ["superficial"]},
            {"technique": "electrical"},
            {"credential-technique", "credential-electrical"},
        ),
        ({"jurisdiction": "ZA"}, {}, {"credential-missing"}),
    ],
)
def test_it_covers_days_regions_groups_and_techniques(practice, facts, asked, expected):
    enter(practice, **facts)
    assert codes(practice, **asked) == expected


@pytest.mark.parametrize("edge", ["valid_from", "valid_until"])
def test_it_counts_on_its_first_day_and_on_its_last(practice, edge):
    enter(practice, **{edge: DAY})
    assert codes(practice) == set()


def test_a_renewal_counts_from_its_first_day(practice):
    enter(practice, suspended=True)
    enter(practice, valid_from=DAY)
    assert codes(practice, on=DAY - timedelta(days=1)) == {"credential-suspended"}
    assert codes(practice) == set()


def test_a_renewal_entered_early_does_not_end_what_is_in_force(practice):
    enter(practice)
    enter(practice, valid_from=date(2027, 1, 1), valid_until=date(2027, 12, 31))
    assert codes(practice) == set()
    assert codes(practice, on=date(2027, 6, 1)) == set()


def test_the_newest_entry_counts(practice):
    enter(practice)
    enter(practice, suspended=True)
    assert codes(practice) == {"credential-suspended"}
    enter(practice)
    assert codes(practice) == set()


def test_an_entry_is_never_changed(practice):
    from django.db import DatabaseError

    from filiform.backoffice.credentials.models import Credential

    row = enter(practice)
    with pytest.raises(DatabaseError), practice.as_role("owner"):
        Credential.objects.filter(id=row.id).update(suspended=True)


def form(practice, **more):
    return {
        "practitioner": str(practice.users["practitioner"]), "profession": "osteopath", "register": "OCI",
        "licence_number": "7", "jurisdiction": "IE", "all_regions": "all", "all_techniques": "all",
        "valid_from": "2026-01-01", "valid_until": "2026-12-31", "suspended": "no", **more,
    }  # fmt: skip


def test_the_owner_enters_one_and_everyone_who_treats_sees_it(practice):
    answer = practice.client_for("owner").post("/practice/credentials/new/", form(practice))
    assert answer.status_code == 302, answer.content.decode()
    page = practice.client_for("practitioner").get("/practice/credentials/").content.decode()
    assert "OCI, 7" in page
    assert practice.client_for("owner").get("/practice/credentials/new/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"valid_until": "2025-01-01"}, "valid_until"),
        ({"valid_from": "2026-02-30"}, "valid_from"),
        ({"training_hours": "-4"}, "training_hours"),
        ({"all_regions": "some"}, "regions"),
        ({"jurisdiction": "Ireland"}, "jurisdiction"),
        ({"register": "a\x00b"}, "register"),
    ],
)
def test_bad_input_is_told_at_its_field(practice, fields, field):
    answer = practice.client_for("owner").post("/practice/credentials/new/", form(practice, **fields))
    assert answer.status_code == 422
    assert f'href="#id_{field}' in answer.content.decode()


def test_nobody_else_enters_one_nor_for_somebody_elsewhere(practice, other_practice):
    for role in ("practitioner", "receptionist", "auditor"):
        client = practice.client_for(role)
        assert client.post("/practice/credentials/new/", form(practice)).status_code == 403
    answer = practice.client_for("owner").post("/practice/credentials/new/", form(other_practice))
    assert answer.status_code == 422


def test_the_list_says_what_ends_soon(practice):
    from filiform.foundation.tenancy.clock import today

    enter(practice, valid_from=today() - timedelta(days=9), valid_until=today() + timedelta(days=9))
    assert "Ends soon" in practice.client_for("auditor").get("/practice/credentials/").content.decode()


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"until": 0}, "soon"),
        ({"until": -1}, "lapsed"),
        ({"from_": 1}, "later"),
        ({"from_": 0, "until": 300}, "valid"),
        ({"suspended": True}, "suspended"),
    ],
)
def test_the_list_tells_the_state_of_each_day(practice, facts, state):
    from filiform.backoffice.credentials.queries import holders
    from filiform.foundation.tenancy.clock import today

    days = {"valid_from": facts.get("from_", -300), "valid_until": facts.get("until", 300)}
    more = {"suspended": True} if "suspended" in facts else {}
    enter(practice, **{name: today() + timedelta(days=n) for name, n in days.items()}, **more)
    with practice.as_role("owner"):
        (holder,) = holders(today())
    assert holder.state == state
