"""What the practice rules on consent and needles holds on the pages of a visit, and is told with its day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journey.consent.stage import Stage as ConsentStage
from tests.journey.treatment.stage import Stage, ready_stage, stage
from tests.support.practice import PracticeKit, make_practice

CHEST = "left rhomboids"


def rule(practice: PracticeKit, what: str, **more: Any) -> Any:
    """Put a decision on record: place, limit or consent, answered for by the practitioner."""
    from filiform.backoffice.policy import public as policy

    acts = {"place": policy.rule_place, "limit": policy.set_limit, "consent": policy.rule_consent}
    acts |= {"threshold": policy.set_threshold, "item": policy.rule_item}
    why = {"reason": "Our insurer asks for it.", "source": "Letter of 2026"}
    with practice.as_role("owner"):
        return acts[what](clinician=practice.users["practitioner"], **why, **more)


def refusals(found: Stage, **more: Any) -> str:
    """What the page answers to a needle that is refused."""
    answer = found.post(found.needle(**more))
    assert answer.status_code in (409, 422), answer.content.decode()
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("what", "fields", "says"),
    [
        ("limit", {"about": "longest", "structure": "tibialis-anterior", "value": 30}, "needles of at most 30 mm in"),
        ("limit", {"about": "reach", "structure": "tibialis-anterior", "value": 15}, "short of 15 mm in"),
        ("threshold", {"threshold": "needles_per_session", "value": 1}, "at most 1 needles in one session"),
    ],
)
def test_a_needle_beyond_a_limit_is_refused_with_the_policys_day(
    practice: PracticeKit, what: str, fields: dict[str, Any], says: str
) -> None:
    ready = ready_stage(practice)
    ready.place()
    row = rule(practice, what, **fields)
    text = refusals(ready, depth_mm="20")
    assert says in text
    assert f"Practice policy of {row.since.strftime('%-d %b %Y')}:" in text
    # What happened is recorded all the same, marked, with its incident.
    assert ready.post(ready.needle(depth_mm="20", happened="on", why="It was in already.")).status_code == 302
    (incident,) = ready.incidents()
    assert incident.kind == "despite-refusal"
    assert incident.detail["refusals"][0]["code"].startswith("policy-")


def test_a_place_that_the_practice_does_not_needle_stops_at_screening(practice: PracticeKit) -> None:
    row = rule(practice, "place", place="thorax", weight="never")
    found = stage(practice)
    assert found.screen(CHEST, "left tibialis-anterior") == "stop"
    text = found.get(f"/visits/{found.visit}/screening/").content.decode()
    assert "Not needled in this practice" in text
    assert f"Practice policy of {row.since.strftime('%-d %b %Y')}:" in text
    assert "The practice’s recorded policy" in text
    assert "policy of this practice" in text
    needles = found.get().content.decode()
    assert (
        "Screening stops needling: The practice&#x27;s policy on: chest, upper back and all over the lung." in needles
    )
    assert "practice-place-" not in needles
    assert "POLICY" not in needles


def test_only_under_ultrasound_and_only_by_those_named(practice: PracticeKit) -> None:
    ready = ready_stage(practice)
    rule(practice, "place", place="leg", weight="ultrasound")
    rule(practice, "place", place="tibialis-anterior", weight="named", people=[practice.users["practitioner"]])
    assert "only under ultrasound: Lower leg." in refusals(ready)
    assert ready.post(ready.needle(guidance="ultrasound")).status_code == 302
    line = {"_key": "k", "event": "0a000000-0000-4000-8000-000000000001", "line": "ta l .25x40 static lm dwell 5m"}
    answer = ready.post(line | {"words": ""}, f"{ready.needles_url}line/")
    assert "only under ultrasound: Lower leg." in " ".join(answer.content.decode().split())


def test_both_sides_of_the_chest_weigh_with_each_needle_as_at_screening(practice: PracticeKit) -> None:
    from filiform.core.needling import Level
    from filiform.journey.screening import public as screening

    rule(practice, "item", item="bilateral-thorax", weight="stop")
    found = stage(practice)
    assert found.screen("left rhomboids", "right rhomboids") == "stop"
    with practice.as_role():
        assert screening.needling(found.file()).both_sides is Level.REFUSE


def spoken(found: Stage) -> tuple[int, list[str]]:
    """Consent by word of mouth; what it comes to."""
    from filiform.journey.consent import public as consent

    page = ConsentStage(found.practice, found.patient, found.visit)
    answer = page.send(page.form(form="verbal", signed_name="", copy_given=None))
    with found.practice.as_role():
        return answer.status_code, [one.code for one in consent.state(found.file()).why]


@pytest.mark.parametrize(("weight", "why"), [(None, ["verbal-only"]), ("written", ["verbal-only"]), ("verbal", [])])
def test_word_of_mouth_suffices_where_the_practice_rules_so(
    practice: PracticeKit, weight: str | None, why: list[str]
) -> None:
    if weight:
        rule(practice, "consent", weight=weight)
    found = stage(practice)
    found.screen("left tibialis-anterior")
    assert spoken(found) == (302, why)
    assert (found.post(found.needle()).status_code == 302) == (why == [])
    text = found.get(f"/visits/{found.visit}/consent/").content.decode()
    assert ("Consent by word of mouth suffices here" in text) == (weight == "verbal")
    assert ("Practice policy of" in text) == (weight is not None)


def test_law_goes_before_what_the_practice_rules_on_consent() -> None:
    there = make_practice("Colorado", "US-CO")
    rule(there, "consent", weight="verbal")
    found = stage(there)
    found.screen("left tibialis-anterior")
    assert spoken(found) == (302, ["verbal-only"])
    text = found.get(f"/visits/{found.visit}/consent/").content.decode()
    assert "The law asks for consent in writing here." in text
    assert "Consent by word of mouth suffices here" not in text
