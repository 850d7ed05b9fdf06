"""No address and no field takes an id of another practice: all addresses are walked, new ones included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import URLResolver

from tests.foundation.images.files import ultrasound
from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit

STEPS = ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare", "sign")


def named_addresses(patterns: list[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of our own addresses with the names of the ids in them."""
    for one in patterns:
        if isinstance(one, URLResolver):
            if "allauth" not in str(one.urlconf_name):
                yield from named_addresses(one.url_patterns)
        elif isinstance(one, URLPattern) and one.name:
            yield one.name, tuple(one.pattern.converters)


def addresses() -> list[tuple[str, tuple[str, ...]]]:
    """All addresses that name a row."""
    every = named_addresses(get_resolver().url_patterns)
    return sorted({(name, ids) for name, ids in every if set(ids) - {"code", "part", "number"}})


@dataclass(frozen=True)
class Rows:
    """One row of each kind that an address can name."""

    stage: Stage
    ids: dict[str, Any]


def rows_of(practice: PracticeKit) -> Rows:
    """One row of each kind in a practice."""
    from filiform.backoffice.stock.models import OpenBox
    from filiform.foundation.accounts.models import Membership
    from filiform.foundation.images.public import keep_image, receive
    from filiform.foundation.record.public import open_incident
    from filiform.journey.consent.models import ConsentEvent

    stage = ready_stage(practice)
    with practice.as_role():
        incident = open_incident(kind="retained-needle", detail={}, patient=stage.patient, visit=stage.visit)
        consent = ConsentEvent.objects.get(visit_id=stage.visit)
        box = OpenBox.objects.get(lot_id=stage.lot)
        member = Membership.objects.get(user_id=practice.users["auditor"])
        film = receive(BytesIO(ultrasound(frames=2)))
        image = keep_image(visit=stage.file(), received=film, client_id=uuid4(), words="Tendon").id
    ids = {
        "patient": stage.patient, "visit": stage.visit, "lot": stage.lot, "box": box.id,
        "consent": consent.id, "incident": incident.id, "code": "needles",
        "member": member.id, "site": practice.site, "room": practice.room,
        "image": image, "part": "picture", "number": 1,
    }  # fmt: skip
    return Rows(stage, ids)


@pytest.fixture(scope="module")
def strangers(database: str) -> Rows:
    """Rows of a practice that nobody in these tests belongs to."""
    from tests.support.practice import make_practice

    return rows_of(make_practice(name="The other practice"))


@pytest.fixture(scope="module")
def own(database: str) -> Rows:
    """Rows of the practice that asks."""
    from tests.support.practice import make_practice

    return rows_of(make_practice())


@pytest.mark.parametrize(("name", "ids"), addresses(), ids=[name for name, _ids in addresses()])
def test_an_address_opens_own_rows_and_no_others(own: Rows, strangers: Rows, name: str, ids: tuple[str, ...]) -> None:
    opened = set()
    for role in ("owner", "practitioner", "receptionist", "auditor"):
        client = own.stage.practice.client_for(role)
        opened.add(client.get(reverse(name, kwargs={one: own.ids[one] for one in ids})).status_code)
        address = reverse(name, kwargs={one: strangers.ids[one] for one in ids})
        looked = client.get(address)
        # A redirect shows nothing of the row, and the address it leads to is walked by itself.
        assert looked.status_code in (302, 403, 404, 405), f"{role} {address} {looked.status_code}"
        sent = client.post(address, {"do": "sign", "reason": "x", "event": str(uuid4())})
        assert sent.status_code in (403, 404, 405), f"{role} {address} {sent.status_code}"
        assert "Murphy" not in looked.content.decode() + sent.content.decode()
    assert opened & {200, 302, 405}, f"nobody opens {name}: {opened}"


def test_every_step_is_shut(own: Rows, strangers: Rows) -> None:
    client = own.stage.practice.client_for()
    for code in STEPS:
        address = reverse("visit-step", args=[strangers.stage.visit, code])
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (404, 404)


FIELDS = [
    ("practitioner", "visit-plan", "practitioner", lambda them: them.stage.practice.users["practitioner"]),
    ("practitioner", "visit-plan", "place", lambda them: them.stage.practice.room),
    ("practitioner", "visit-plan", "episode", lambda them: uuid4()),
    ("owner", "stock-box-new", "lot", lambda them: them.stage.lot),
    ("owner", "stock-box-new", "place", lambda them: them.stage.practice.room),
    ("owner", "stock-lot-new", "product", lambda them: uuid4()),
    ("owner", "credential-new", "practitioner", lambda them: them.stage.practice.users["practitioner"]),
    ("receptionist", "patient-link", "other", lambda them: them.stage.patient),
]


@pytest.mark.parametrize(("role", "name", "field", "foreign"), FIELDS, ids=[f"{one[1]}-{one[2]}" for one in FIELDS])
def test_a_field_takes_no_id_of_others(
    own: Rows, strangers: Rows, role: str, name: str, field: str, foreign: Any
) -> None:
    from tests.support.forms import forms_of

    client = own.stage.practice.client_for(role)
    ids = dict(addresses()).get(name, ())
    address = reverse(name, kwargs={one: own.ids[one] for one in ids})
    if name == "patient-link":
        sent = {"do": ["link"], "keep": ["this"], "reason": ["asked"], "_key": [uuid4().hex]}
    else:
        form = next(one for one in forms_of(client.get(address).content.decode(), address) if field in one.names)
        sent = form.fill()
    sent[field] = [str(foreign(strangers))]
    answer = client.post(address, sent)
    assert answer.status_code in (404, 409, 422), f"{name}.{field}: {answer.status_code}"


@pytest.mark.parametrize("field", ["lot", "needle", "where"])
def test_a_needle_takes_no_id_of_others(own: Rows, strangers: Rows, field: str) -> None:
    theirs: dict[str, UUID] = {"lot": strangers.stage.lot, "needle": uuid4(), "where": strangers.stage.visit}
    answer = own.stage.post(own.stage.needle(**{field: str(theirs[field])}))
    assert answer.status_code == 422
    assert own.stage.entries() == ()
