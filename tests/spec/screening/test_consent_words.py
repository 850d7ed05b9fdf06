"""Consent, scars and visits as people write them: what was not signed is not written, what is denied is not there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from filiform.core.values import UNKNOWN, Known
from filiform.knowledge.screening import read_case, screen_case
from filiform.knowledge.screening.book import examples


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *(
            (text, "given-written")
            for text in ("signed", "written", "e-signed", "given in writing", "signed, no questions")
        ),
        *(
            (text, "given-written")
            for text in ("form signed by mother", "verbal first, then signed", "written consent given")
        ),
        *((text, "given-verbal") for text in ("verbal", "oral consent", "yes", "given", "verbal, form not signed yet")),
        *((text, "given-verbal") for text in ("verbal consent only; form not signed", "not written, verbal")),
        *((text, None) for text in ("unsigned", "has not signed", "never signed", "to be signed", "will sign later")),
        *(
            (text, None)
            for text in ("written consent not given", "form filled in, not signed", "verbal consent not given")
        ),
        *((text, None) for text in ("form given to patient, unsigned", "given leaflet", "pending", "no signed form")),
        ("signed form, then withdrew", "withdrawn"),
        ("declined to sign but agrees verbally", "refused"),
        ("no", "refused"),
    ],
)
@pytest.mark.parametrize("as_object", [True, False])
def test_how_consent_was_given(text: str, status: str | None, as_object: bool) -> None:
    case: dict[str, Any] = {"on": date(2026, 6, 1).isoformat(), "consent": {"status": text} if as_object else text}
    found = read_case(case).get("consent")
    assert found == (UNKNOWN if status is None else Known(status))


def test_a_form_that_was_not_signed_is_asked_about_and_never_passes_for_one() -> None:
    case = {**examples()["healthy"], "on": "2026-06-01", "consent": {"status": "form not signed"}}
    assert screen_case(case)["verdict"] == "ask"
    assert screen_case({**case, "jurisdiction": "US-CO"})["verdict"] == "ask"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((text, "healed") for text in ("not inflamed, old", "healed, not red", "old scar")),
        *((text, "recent") for text in ("not yet healed", "not fully healed", "not old", "no keloid")),
        ("no scar", "none"),
        ("red, not infected", "inflamed"),
    ],
)
def test_a_scar_is_what_it_is_and_not_what_it_is_not(text: str, status: str) -> None:
    assert read_case({"on": "2026-06-01", "scar": text}).get("scar") == Known(status)


def test_a_visit_that_is_not_the_first_is_asked_about() -> None:
    assert read_case({"visit_type": "not first"}).get("visit_type") == UNKNOWN
    assert read_case({"visit_type": "new problem, returning patient"}).get("visit_type") == Known("follow-up")


def test_capacity_that_nobody_assessed_is_not_known() -> None:
    assert read_case({"capacity": "not assessed"}).get("capacity") == UNKNOWN
