"""Needling is refused where a promise would break: by page, by typed address, by direct POST alike."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.formats import date_format

from filiform.core.values import Side, Site
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.refusal import Missing, Refused
from tests.journey.treatment.stage import CALF, give_box, give_credential, ready_stage, stage

WHY = {"happened": "on", "why": "It was in before I saw the answer."}


def reasons(answer):
    """Codes of the refusals that the page shows."""
    page = answer.content.decode()
    return {part.split('"')[0] for part in page.split('data-reason="')[1:]}


def refused(scene, code, **fields):
    """The typed address shows the refusal, a direct POST answers it with its source, and nothing is saved."""
    answer = scene.post(scene.needle(**fields))
    assert answer.status_code == 409, answer.content.decode()
    assert code in reasons(answer)
    assert "Source" in answer.content.decode()
    assert scene.entries() == ()
    return answer


def test_without_a_case_history_or_consent_nothing_is_planned(bare):
    page = bare.get().content.decode()
    assert "Needling is refused as things stand" in page
    answer = refused(bare, "not-screened", where="other", structure="tibialis anterior left")
    assert {"not-screened", "findings-unknown", "consent-none"} & reasons(answer)


def test_without_consent_nothing_is_planned(bare):
    bare.screen(*CALF)
    bare.weigh()
    answer = refused(bare, "consent-none")
    assert "consent" in answer.content.decode().lower()


def test_a_withdrawn_consent_bars_the_next_needle(ready):
    from filiform.journey.consent.public import withdraw

    ready.place()
    with ready.practice.as_role():
        withdraw(patient=ready.patient, reason="Enough", visit=ready.file())
    answer = ready.post(ready.needle(where="right tibialis-anterior"))
    assert answer.status_code == 409
    assert any(code.startswith("consent-") for code in reasons(answer))
    assert len(ready.entries()) == 1


def test_a_stop_finding_bars_every_needle_and_says_which(practice):
    scene = stage(practice)
    status = scene.screen(*CALF, symptoms={"present": ["fever"], "absent": [], "uncertain": [], "complete": True})
    assert status == "stop"
    assert (
        "screening-stop" in scene.get().content.decode() or "Screening stops needling" in scene.get().content.decode()
    )
    refused(scene, "screening-stop")


def test_a_barred_site_is_named_and_the_other_is_not(practice):
    left, right = CALF
    skin = {"present": ["infected"], "absent": [], "uncertain": [], "complete": True}
    scene = stage(practice)
    assert scene.screen(*CALF, **{f"skin_at_site@{left}": skin}) == "stop"
    assert "site-barred" in reasons(refused(scene, "screening-stop", where=left))
    assert "site-barred" not in reasons(refused(scene, "screening-stop", where=right))


def test_a_missing_answer_bars_every_needle(practice):
    from datetime import date

    from filiform.journey.screening.actions import save_history
    from filiform.journey.screening.answers import stored

    scene = stage(practice)
    with practice.as_role():
        save_history(
            visit=scene.file(), answers={"capacity": stored(True, date(2026, 1, 1))},
            planned_sites=list(CALF), based_on=None,
        )  # fmt: skip
    refused(scene, "answer-missing")
    page = scene.get().content.decode()
    told = re.search(r'<article class="finding finding--ask">.*?</article>', page, re.S).group()
    count = int(re.search(r"(\d+) answers are missing", told).group(1))
    assert told.count("<li>") - told.count('<ul class="sources"><li>') == count > 5
    assert "An answer is missing" not in page


def test_a_precaution_has_to_be_weighed_first(practice):
    scene = stage(practice)
    medicines = {"present": ["antiplatelet"], "absent": [], "uncertain": [], "complete": True}
    assert scene.screen(*CALF, medications=medicines) == "caution"
    scene.consent()
    answer = refused(scene, "finding-unweighed")
    assert "This finding still waits for your decision" in answer.content.decode()
    scene.weigh()
    assert scene.post(scene.needle()).status_code == 302


def test_a_site_that_was_not_screened_is_refused(ready):
    answer = refused(ready, "site-not-screened", where="other", structure="left infraspinatus")
    assert "planned sites" in answer.content.decode()


def test_an_expired_lot_is_refused(ready):
    lot = give_box(ready.practice, number="OLD", expires_in=-1)
    offered = [label for key, label in ready.get().context["form"].fields["lot"].choices if key]
    # It may have happened with this lot, so it is there: marked, and after those in date.
    assert [("OLD" in label, label.endswith("expired")) for label in offered] == [
        (False, False), (True, True), (False, False),
    ]  # fmt: skip
    answer = refused(ready, "lot-expired", lot=str(lot))
    yesterday = date_format(today() - timedelta(days=1), "j M Y")
    assert f"Lot OLD expired on {yesterday}." in answer.content.decode()


def test_a_recalled_lot_is_refused(ready):
    from filiform.backoffice.stock.public import move_lot

    with ready.practice.as_role("owner"):
        move_lot(lot=ready.lot, kind="recalled", reason="Notice 12")
    refused(ready, "lot-recalled")


def _by_action(stage, lot):
    from filiform.journey.treatment.public import Placing, place

    with stage.practice.as_role():
        site = Site("tibialis-anterior", Side.LEFT)
        return place(visit=stage.file(), placing=Placing(uuid4(), site, "deep-static", "landmark", lot=lot))


def test_a_lot_is_weighed_as_it_stands_when_the_needle_is_written(ready):
    from filiform.backoffice.stock.public import move_lot

    assert _by_action(ready, ready.lot).lot_id == ready.lot
    with ready.practice.as_role("owner"):
        move_lot(lot=ready.lot, kind="recalled", reason="Notice 12")
    with pytest.raises(Refused) as refusal:
        _by_action(ready, ready.lot)
    assert "lot-recalled" in {reason.code for reason in refusal.value.reasons}


def test_a_lot_that_the_practice_does_not_have_is_none(ready):
    with pytest.raises(Missing) as missing:
        _by_action(ready, uuid4())
    assert [reason.code for reason in missing.value.reasons] == ["no-lot"]


def test_a_lot_nobody_knows_is_refused(ready):
    refused(ready, "lot-unknown", lot="other", lot_text="no packet", diameter_mm="0.25", length_mm="40")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"suspended": True}, "credential-suspended"),
        ({"regions": ["shoulder"]}, "credential-region"),
        ({"techniques": ["superficial"]}, "credential-technique"),
    ],
)
def test_needles_are_planned_within_the_credential(ready, facts, code):
    give_credential(ready.practice, **facts)
    refused(ready, code)


def test_a_lapsed_and_a_missing_credential_are_refused(practice, other_practice):
    from filiform.foundation.tenancy.clock import today

    lapsed = ready_stage(practice)
    give_credential(practice, valid_until=today() - timedelta(days=1))
    refused(lapsed, "credential-lapsed")
    missing = stage(other_practice, credential=False)
    missing.screen(*CALF)
    missing.weigh()
    missing.consent()
    refused(missing, "credential-missing")
    assert "Ask the practice owner" in missing.get().content.decode()


def test_what_was_typed_is_still_there_after_a_refusal(ready):
    lot = give_box(ready.practice, number="OLD", expires_in=-1)
    page = ready.post(ready.needle(lot=str(lot), point="mid-belly", note="patient calm")).content.decode()
    assert 'value="mid-belly"' in page
    assert 'value="patient calm"' in page


def test_a_refusal_is_on_the_audit_log_although_nothing_was_saved(ready):
    from filiform.foundation.audit.models import AuditEntry

    lot = give_box(ready.practice, number="OLD", expires_in=-1)
    ready.post(ready.needle(lot=str(lot)))
    with ready.practice.as_role("owner"):
        entry = AuditEntry.objects.filter(act="refused", what="treatment.place").get()
        assert "lot-expired" in entry.why
        assert entry.patient_id == ready.patient


def test_what_happened_all_the_same_is_recorded_marked_and_opens_an_incident(ready):
    lot = give_box(ready.practice, number="OLD", expires_in=-1)
    assert ready.post(ready.needle(lot=str(lot), **WHY)).status_code == 302
    (entry,) = ready.entries()
    assert [one["code"] for one in entry.insertion.against] == ["lot-expired"]
    (incident,) = ready.incidents()
    assert incident.kind == "despite-refusal"
    assert incident.detail["refusals"][0]["code"] == "lot-expired"
    assert "Recorded although planning was refused" in ready.get().content.decode()


def test_recording_all_the_same_says_why(ready):
    lot = give_box(ready.practice, number="OLD", expires_in=-1)
    answer = ready.post(ready.needle(lot=str(lot), happened="on"))
    assert answer.status_code == 422
    assert ready.entries() == ()
    assert ready.incidents() == []


def test_recording_all_the_same_works_with_nothing_asked_at_all(bare):
    answer = bare.post(bare.needle(where="other", structure="tibialis anterior left", **WHY))
    assert answer.status_code == 302
    assert "not-screened" in {one["code"] for one in bare.entries()[0].insertion.against}


def test_the_tick_opens_no_incident_where_nothing_stood_against_it(ready):
    ready.post(ready.needle(**WHY))
    assert ready.entries()[0].insertion.against == []
    assert ready.incidents() == []


@pytest.mark.parametrize("role", ["receptionist", "auditor", "owner"])
def test_only_a_practitioner_records_a_needle(ready, role):
    assert ready.post(ready.needle(), role=role).status_code == 403
    assert ready.entries() == ()


def test_law_on_both_sides_of_the_chest_binds_where_it_is_law():
    from tests.support.practice import make_practice

    sites = ("left trapezius-upper", "right trapezius-upper")
    for place, status in (("ZA", 409), ("IE", 302)):
        practice = make_practice(jurisdiction=place)
        scene = stage(practice)
        give_credential(practice, jurisdiction=place)
        scene.screen(*sites)
        scene.weigh()
        scene.consent()
        answer = scene.post(scene.needle(where="left trapezius-upper"))
        assert answer.status_code == status, answer.content.decode()
        if status == 409:
            assert reasons(answer) & {"both-sides-of-thorax", "screening-stop"}


def test_elsewhere_both_sides_of_the_chest_are_a_visible_caution(practice):
    scene = stage(practice)
    scene.screen("left trapezius-upper", "right trapezius-upper")
    assert "Both sides of the chest in one session" in scene.get().content.decode()
