"""The list beside the signature: what the note lacks by the standard, and what a law of the place holds open."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from filiform.foundation.tenancy.clock import today
from tests.journey.treatment.stage import CALF, Stage, give_box, give_credential, ready_stage, stage
from tests.support.practice import PracticeKit, make_practice


def lacks(made: Stage) -> set[str]:
    return set(re.findall(r'data-lacks="([\w-]+)"', _page(made)))


def unknown(made: Stage) -> set[str]:
    return set(re.findall(r'data-unknown="([\w-]+)"', _page(made)))


def _page(made: Stage) -> str:
    answer = made.practice.client_for().get(reverse("visit-step", args=[made.visit, "sign"]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def reasons(made: Stage) -> list[str]:
    answer = made.practice.client_for().get(reverse("visit-step", args=[made.visit, "sign"]))
    return [reason.code for reason in answer.context["open_reasons"]]


def detail(made: Stage, insertion: Any, **said: Any) -> None:
    fields = {"do": "detail", "event": str(uuid4()), "insertion": str(insertion), **said}
    assert made.post(fields).status_code == 302


def test_the_list_says_what_a_bare_needle_leaves_open_and_shrinks_as_it_is_noted(practice: PracticeKit) -> None:
    made = ready_stage(practice)
    insertion = made.place()
    assert {"2c", "2d", "2f", "reaction", "1b", "4b", "5"} <= lacks(made)
    assert not {"1a", "1c", "2a", "2b", "2e", "2g", "3a"} & lacks(made)
    assert {"3b", "4a"} <= unknown(made)
    assert "Depth: needle 1" in _page(made)
    detail(made, insertion, depth_mm="12", twitches="0", reaction=["none"])
    made.tap("out", insertion)
    assert not {"2c", "2d", "2f", "reaction"} & lacks(made)


def test_the_list_names_the_needles_that_lack(practice: PracticeKit) -> None:
    made = ready_stage(practice)
    made.place(depth_mm="10")
    made.place(where=CALF[1])
    assert "Depth: needle 2" in _page(made)


def test_what_is_known_is_filled_in(practice: PracticeKit) -> None:
    give_credential(practice, training_hours=300)
    made = ready_stage(practice)
    give_credential(practice, training_hours=300)
    page = _page(made)
    assert "5" not in lacks(made)
    assert "300 hours of training" in page
    assert "Physiotherapist" in page


NO_YEARS = "years of needling: no credential that had begun is on record"


def test_years_of_needling_count_from_the_earliest_credential_not_from_any(practice: PracticeKit) -> None:
    made = ready_stage(practice)
    assert "less than a year" in _page(made)
    assert NO_YEARS not in _page(made)
    began = today() - timedelta(days=365 * 6 + 30)
    give_credential(practice, valid_from=began, valid_until=began + timedelta(days=700))
    give_credential(practice, suspended=True)
    assert ", 6 years" in _page(made)


@pytest.mark.parametrize("credential", [{"techniques": []}, {"regions": []}, {"valid_from": 3, "valid_until": 9}])
def test_years_are_missing_and_hold_nothing_where_no_needling_credential_had_begun(
    practice: PracticeKit, credential: dict[str, Any]
) -> None:
    days = {name: today() + timedelta(days=ahead) for name, ahead in credential.items() if ahead}
    made = stage(practice, credential=False)
    give_credential(practice, training_hours=300, **(credential | days))
    assert "5" in lacks(made)
    assert NO_YEARS in _page(made)
    assert not [code for code in reasons(made) if "years" in code]


def test_a_current_without_its_settings_is_missing(practice: PracticeKit) -> None:
    made = ready_stage(practice)
    made.place(technique="electrical")
    assert "2e" in lacks(made)


def test_the_standard_never_holds_the_signature(practice: PracticeKit) -> None:
    made = ready_stage(practice)
    made.place()
    assert not [code for code in reasons(made) if code.startswith("law-")]


def _in(place: str, **credential: Any) -> Stage:
    practice = make_practice(jurisdiction=place)
    give_credential(practice, **{"jurisdiction": place, **credential})
    person = practice.make_patient(sex="m", given_name="Cian")
    made = Stage(practice, person, practice.make_visit(person), give_box(practice))
    made.screen(*CALF)
    return made


def _needle(made: Stage) -> Any:
    """A needle on record, whatever stands against it: the law of the note asks about it all the same."""
    return made.place(happened="on", why="Done before the answers were in.")


def test_law_asks_for_its_fields_and_says_where_it_is_written(database: str) -> None:
    made = _in("US-VA")
    insertion = _needle(made)
    assert {"law-tolerance", "law-outcome"} <= set(reasons(made))
    page = _page(made)
    assert "The law here asks for this in the note. How the needling was tolerated: needle 1." in page
    assert "Virginia Board of Physical Therapy" in page
    assert "source read" in page
    assert "tolerance" not in lacks(made)
    detail(made, insertion, tolerance="well")
    assert "law-tolerance" not in reasons(made)
    assert "law-outcome" in reasons(made)
    assert "law-procedure-note-per-treatment" not in reasons(made)


def test_a_direct_post_meets_the_law_too_and_it_is_on_the_audit_log(database: str) -> None:
    made = _in("US-VA")
    _needle(made)
    client = made.practice.client_for()
    answer = client.post(reverse("visit-step", args=[made.visit, "sign"]), {"do": "sign", "_key": str(uuid4())})
    assert answer.status_code == 409
    assert "How the needling was tolerated" in answer.content.decode()
    with made.practice.as_role():
        assert not made.file().signed
        from filiform.foundation.audit.models import AuditEntry

        refused = [row.why for row in AuditEntry.objects.filter(act="refused")]
    assert any("law-tolerance" in why for why in refused)


def test_law_for_one_profession_binds_no_other(database: str) -> None:
    made = _in("US-VA", profession="doctor")
    _needle(made)
    assert not [code for code in reasons(made) if code.startswith("law-")]


def test_without_a_credential_the_law_for_every_profession_counts(database: str) -> None:
    made = _in("US-VA", jurisdiction="IE")
    _needle(made)
    assert "law-tolerance" in reasons(made)


def test_without_needles_the_law_of_needling_asks_nothing(database: str) -> None:
    made = _in("US-VA")
    fields = {"do": "without", "_key": str(uuid4()), "reason": "declined", "instead": "Exercises shown.", "note": ""}
    assert made.post(fields).status_code == 302
    assert not [code for code in reasons(made) if code.startswith("law-")]


def test_re_evaluation_is_asked_from_the_second_visit_on(database: str) -> None:
    from filiform.foundation.tenancy.clock import now

    made = _in("US-MD")
    _needle(made)
    assert "law-re-evaluation" not in reasons(made)
    later = made.practice.make_visit(made.patient, starts_at=now() + timedelta(days=7))
    second = Stage(made.practice, made.patient, later, made.lot)
    assert "law-re-evaluation" in reasons(second)
