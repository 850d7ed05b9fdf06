"""Anyone may read the form of a case."""

from __future__ import annotations

import json

from django.test import Client

from filiform.knowledge.screening.schema import text
from tests.support.practice import PracticeKit

#: As docs/knowledge/screening-interface.md tells it to programs of others.
ADDRESS = "/schema/case.json"


def test_the_schema_is_served_to_everybody(practice: PracticeKit) -> None:
    answer = Client().get(ADDRESS)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/schema+json"
    assert answer.content.decode() == text()
    assert json.loads(answer.content)["properties"]["planned_sites"]
    assert not answer.cookies


def test_it_is_not_sent_twice_and_takes_no_writes(practice: PracticeKit) -> None:
    first = Client().get(ADDRESS)
    assert Client().get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert Client().post(ADDRESS).status_code in (403, 405)
