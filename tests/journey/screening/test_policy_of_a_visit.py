"""A visit is judged by the policy that stands: shown with its day, kept by its version, told when a verdict moves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from filiform.core.people import YesNo
from filiform.core.screening import Status
from tests.journey.treatment.stage import NOTHING, Stage, give_credential, stage
from tests.support.practice import PracticeKit, make_practice

ASPIRIN = "antiplatelet-aspirin"
TAKES_ASPIRIN = {**NOTHING, "present": ["antiplatelet"]}
WHY = {"reason": "Two minutes of pressure are our routine.", "source": "Munoz 2022"}
SHOULDER, BACKS = "left trapezius-upper", ("left rhomboids", "right rhomboids")


def rule(practice: PracticeKit, weight: str, item: str = ASPIRIN) -> Any:
    from filiform.backoffice.policy.models import PolicyDecision
    from filiform.backoffice.policy.public import rule_item

    with practice.as_role("owner"):
        before = PolicyDecision.objects.filter(subject=item).order_by("recorded_at").last()
        return rule_item(item=item, weight=weight, based_on=before.id if before else None, **WHY)


def limit(practice: PracticeKit, name: str, value: float) -> Any:
    from filiform.backoffice.policy.public import set_threshold

    with practice.as_role("owner"):
        return set_threshold(threshold=name, value=value, **WHY)


def screened(found: Stage) -> Any:
    from filiform.journey.screening import public as screening

    with found.practice.as_role():
        return screening.screened(found.file())


def page(found: Stage, role: str = "practitioner") -> str:
    answer = found.get(f"/visits/{found.visit}/screening/", role)
    assert answer.status_code == 200
    return answer.content.decode()


def kept(found: Stage) -> Any:
    from filiform.foundation.decisions.models import KeptVerdict

    with found.practice.as_role():
        return KeptVerdict.objects.filter(visit_id=found.visit).latest("recorded_at")


def pregnant(found: Stage) -> YesNo:
    """What consent takes for the answer."""
    from filiform.journey.consent.person import person_facts
    from filiform.journey.screening import public as screening

    with found.practice.as_role():
        visit = found.file()
        history = screening.history(visit)
        answers = {name: one for name, one in history.answers.items() if name != "pregnant"}
        return person_facts(
            replace(history, answers=answers), age=58, sex="f", first_time=True,
            thresholds=screening.thresholds(visit),
        ).pregnant  # fmt: skip


@pytest.fixture
def taker(practice: PracticeKit) -> Stage:
    """A visit of somebody who takes aspirin, screened; the guidelines say: weigh."""
    found = stage(practice)
    assert found.screen(SHOULDER, medications=TAKES_ASPIRIN) == "caution"
    return found


def test_without_a_policy_nothing_is_said_of_one(taker: Stage) -> None:
    assert [one.item for one in screened(taker).unweighed] == [ASPIRIN]
    assert (kept(taker).policy_version, kept(taker).verdict["policy"]) == ("", None)
    assert "Practice policy" not in page(taker)
    assert "practice’s policy" not in page(taker)


def test_what_the_practice_notes_is_shown_with_its_day_and_asks_for_no_decision(practice: PracticeKit) -> None:
    from filiform.foundation.tenancy.refusal import Refused
    from filiform.journey.screening.actions import weigh

    row = rule(practice, "note")
    found = stage(practice)
    assert found.screen(SHOULDER, medications=TAKES_ASPIRIN) == "caution"
    assert screened(found).unweighed == ()
    with practice.as_role(), pytest.raises(Refused) as refused:
        weigh(visit=found.file(), items=[ASPIRIN], reason="Known for years.")
    assert "there is nothing to decide" in refused.value.reasons[0].text
    text = page(found)
    day = row.since.strftime("%-d %b %Y")
    assert f"Practice policy of {day}:" in text
    assert "weighed as “Note”." in text
    assert "The guidelines say: Precaution. Change the technique." in text
    assert "The practice’s policy is used." in text
    assert "The strictest guideline is used." not in text
    assert "source read" in text
    policy = screened(found).policy
    assert kept(found).policy_version == policy.version != ""
    (told,) = kept(found).verdict["policy"]["decisions"]
    assert told == {"id": str(row.id), "item": ASPIRIN, "rules": "note", "since": row.since.isoformat()}
    assert next(one["ruled"] for one in kept(found).verdict["findings"] if one["item"] == ASPIRIN) == "note"


def test_a_change_while_a_visit_is_open_judges_anew_and_tells_what_moved(taker: Stage) -> None:
    rule(taker.practice, "stop")
    assert screened(taker).verdict.status is Status.STOP
    text = page(taker)
    assert "The practice’s policy has changed since" in text
    (finding,) = screened(taker).verdict.findings
    assert text.index("The answers are the same") < text.index(f"<li>{finding.label}</li>")
    # Until somebody screens again, under the new policy.
    assert taker.screen(SHOULDER, medications=TAKES_ASPIRIN) == "stop"
    assert "has changed since" not in page(taker)


def test_a_change_that_moves_nothing_is_not_told(taker: Stage) -> None:
    rule(taker.practice, "stop", "epilepsy")
    assert screened(taker).before is None
    assert "has changed since" not in page(taker)


def test_a_stop_by_policy_bars_the_needle_and_cannot_be_weighed_away(practice: PracticeKit) -> None:
    from filiform.foundation.tenancy.refusal import Refused
    from filiform.journey.screening.actions import weigh

    rule(practice, "stop")
    found = stage(practice)
    assert found.screen(SHOULDER, medications=TAKES_ASPIRIN) == "stop"
    with practice.as_role(), pytest.raises(Refused):
        weigh(visit=found.file(), items=[ASPIRIN], reason="Known for years.")
    answer = found.post(found.needle(where=SHOULDER))
    assert answer.status_code != 302
    assert found.entries() == ()


def test_a_decision_names_the_policy_and_ends_when_the_policy_weighs_otherwise(taker: Stage) -> None:
    from filiform.foundation.decisions.models import Decision

    taker.weigh()
    assert screened(taker).unweighed == ()
    rule(taker.practice, "clearance")
    assert screened(taker).verdict.status is Status.STOP
    rule(taker.practice, "weigh")
    assert [one.item for one in screened(taker).decisions.values()] == [ASPIRIN], "the same weight: it stands again"
    rule(taker.practice, "note")
    version = screened(taker).policy.version
    with taker.practice.as_role():
        assert [row.policy_version for row in Decision.objects.filter(visit_id=taker.visit)] == [""]
    rule(taker.practice, "clearance")
    clear(taker)
    with taker.practice.as_role():
        newest = Decision.objects.filter(visit_id=taker.visit).latest("recorded_at")
    assert newest.policy_version == screened(taker).policy.version != version
    assert screened(taker).verdict.status is Status.CAUTION


def clear(found: Stage) -> None:
    from filiform.journey.screening.actions import clear

    with found.practice.as_role():
        clear(visit=found.file(), item=ASPIRIN, cleared_by="Dr Walsh, GP", reason="May be needled.", until=None)


def test_a_signed_visit_shows_what_was_in_force_then(taker: Stage) -> None:
    from filiform.foundation.record.actions.visits import sign
    from filiform.journey.screening import public as screening

    with taker.practice.as_role():
        visit = taker.file()
        note = screening.screening_step.note(visit)
        signature = sign(visit=visit.visit, note={"screening": note})
    rule(taker.practice, "stop")
    after = screened(taker)
    assert (after.verdict.status, after.policy.version, after.before) == (Status.CAUTION, "", None)
    assert "has changed since" not in page(taker, "auditor")
    assert json.loads(signature.snapshot)["screening"]["policy"] is None
    other = stage(taker.practice, credential=False, given_name="Eoin")
    assert other.screen(SHOULDER, medications=TAKES_ASPIRIN) == "stop"


def test_a_visit_of_a_day_before_is_not_judged_by_a_policy_of_today(practice: PracticeKit) -> None:
    from filiform.foundation.tenancy.clock import now

    person = practice.make_patient(sex="m", given_name="Cian")
    found = Stage(practice, person, practice.make_visit(person, now() - timedelta(days=2)), person)
    give_credential(practice)
    rule(practice, "stop")
    assert found.screen(SHOULDER, medications=TAKES_ASPIRIN) == "caution"


def test_a_threshold_of_the_practice_is_judged_by_and_named(practice: PracticeKit) -> None:
    warfarin = {**NOTHING, "present": ["anticoagulant", "vitamin-k-antagonist"]}
    row = limit(practice, "inr_high", 2.5)
    found = stage(practice)
    assert found.screen(SHOULDER, medications=warfarin, inr=2.8, inr_age_days=3.0, inr_unstable=False) == "stop"
    text = page(found)
    assert f"Practice policy of {row.since.strftime('%-d %b %Y')}:" in text
    assert "INR above which the prescriber is asked: 2.5." in text


def test_what_the_practice_wants_asked_is_asked_on_the_page(practice: PracticeKit) -> None:
    """A later age for pregnancy makes the verdict ask, so the page has to put the question."""
    from filiform.foundation.tenancy.clock import today

    person = {"sex": "f", "given_name": "Maura", "birth_date": today() - timedelta(days=58 * 366)}

    def asked(found: Stage) -> bool:
        found.screen(SHOULDER)
        form = found.get(f"/visits/{found.visit}/case-history/").context["form"]
        return "pregnant" in {one.question.field for one in form.asked}

    before = stage(practice, **person)
    assert not asked(before)
    assert pregnant(before) is YesNo.NO
    limit(practice, "pregnancy_age_to", 60)
    after = stage(practice, credential=False, **{**person, "given_name": "Orla"})
    assert asked(after)
    assert pregnant(after) is YesNo.UNKNOWN, "and consent explains the risk as long as nobody knows"


def test_the_law_for_one_profession_is_not_told_to_another() -> None:
    """Consent in writing is law for some professions of one place; unknown takes the law for any."""
    from filiform.knowledge.jurisdictions import packs, written_consent_law

    place, who = next(
        (pack.id, one.who)
        for pack in packs().values()
        for one in pack.statements
        if (one.topic, one.value, one.force) == ("written-consent", True, "law") and one.who != "all"
    )
    another = next(one for one in ("physiotherapist", "osteopath") if one != who)
    assert written_consent_law(place, another) is None
    for profession, bound in ((who, True), (another, False), (None, True), ("other", True)):
        practice = make_practice(f"{place} {profession}", place)
        found = stage(practice, credential=False)
        if profession:
            give_credential(practice, profession=profession, jurisdiction=place)
        found.screen(SHOULDER, consent="given-verbal")
        items = {one.item for one in screened(found).verdict.findings}
        assert ("consent-not-written" in items) is bound, profession
        text = found.get(f"/visits/{found.visit}/consent/").content.decode()
        assert ("The law asks for consent in writing here." in text) is bound


def test_the_law_of_the_place_is_part_of_how_a_consent_is_judged() -> None:
    from filiform.journey.consent.sheet import sheet_of

    for place, bound in (("IE", False), ("US-CO", True)):
        found = stage(make_practice(place, place), credential=False)
        found.screen(SHOULDER)
        with found.practice.as_role():
            assert (sheet_of(found.file()).law is not None) is bound


def test_the_printed_note_says_what_the_practice_ruled(practice: PracticeKit) -> None:
    from filiform.journey.screening import public as screening
    from filiform.journey.visit.paper_layout import screening as on_paper

    row = rule(practice, "note")
    found = stage(practice)
    found.screen(SHOULDER, medications=TAKES_ASPIRIN, fainted_with_needle=True)
    with practice.as_role():
        note = screening.screening_step.note(found.file())
    said = f"Practice policy of {row.since.strftime('%-d %b %Y')}: “Note”."
    printed = {cells[0]: cells[3] for cells in on_paper("Screening", note)["tables"][0]["rows"]}
    assert len(printed) > 1
    assert [text for text in printed.values() if text] == [said]
    # A note that was signed before practices had a policy is printed as it was.
    before = {name: part for name, part in note.items() if name != "policy"}
    assert said not in str(on_paper("Screening", before))
