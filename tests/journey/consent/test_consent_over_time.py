"""Consent over visits and persons: withdrawn, confirmed, run out, given by and for others."""

from datetime import date, timedelta

from django.utils import timezone

from tests.journey.consent.stage import CALF, SHOULDER, hidden, stage


def test_withdrawing_wins_and_is_one_click(shoulder):
    shoulder.send(shoulder.form())
    assert shoulder.send({"do": "withdraw", "why": "no-reason"}).status_code == 302
    assert shoulder.codes() == {"withdrawn"}
    assert shoulder.send({"do": "withdraw"}).status_code == 422


def test_a_withdrawal_stands_beside_a_signed_visit_and_not_in_it(shoulder):
    from filiform.foundation.record.public import open_visit, sign
    from filiform.journey.consent.actions import withdraw

    shoulder.send(shoulder.form())
    with shoulder.practice.as_role():
        sign(visit=open_visit(shoulder.visit, why="test").visit, note={})
    with shoulder.practice.as_role():
        withdraw(patient=shoulder.patient, reason="Rang", visit=open_visit(shoulder.visit, why="test"))
    row = shoulder.rows()[-1]
    assert (row.kind, row.visit_id, row.episode_id) == ("withdrawn", None, None)


def test_the_desk_withdraws_after_the_note_was_signed(shoulder):
    from filiform.foundation.record.public import open_visit, sign

    shoulder.send(shoulder.form())
    with shoulder.practice.as_role():
        sign(visit=open_visit(shoulder.visit, why="test").visit, note={})
    fields = shoulder.form(kind="declined")
    assert shoulder.send(fields).status_code == 409
    desk = shoulder.practice.client_for("receptionist")
    answer = desk.post(f"/patients/{shoulder.patient}/consent/", {"why": "changed-mind", "words": "Rang today"})
    assert answer.status_code == 302, answer.content.decode()
    row = shoulder.rows()[-1]
    assert (row.kind, row.visit_id) == ("withdrawn", None)
    assert "Rang today" in row.reason
    assert "Rang today" in desk.get(f"/patients/{shoulder.patient}/consent/").content.decode()


def test_an_earlier_consent_is_confirmed_by_one_click(shoulder):
    shoulder.send(shoulder.form())
    follow_up = shoulder.later(timezone.now() + timedelta(hours=1))
    assert follow_up.codes() == {"sites-missing"}
    follow_up.plan(*SHOULDER)
    assert follow_up.codes() == {"not-confirmed-today"}
    page = follow_up.page()
    assert "Ask whether the earlier consent still holds" in page
    confirm = {"do": "confirm", "shown": hidden(page, "shown"), "based_on": hidden(page, "based_on")}
    assert follow_up.send(confirm | {"shown": "0" * 64}).status_code == 409
    assert follow_up.send(confirm).status_code == 302
    assert follow_up.state().valid
    assert follow_up.rows()[-1].kind == "confirmed"


def test_nothing_to_confirm_is_refused(shoulder):
    page = shoulder.page()
    answer = shoulder.send({"do": "confirm", "shown": hidden(page, "shown"), "based_on": ""})
    assert answer.status_code == 409
    assert not shoulder.rows()


def given_before(practice, shoulder, days):
    """Consent to the same, given so many days ago."""
    from filiform.foundation.tenancy.clock import telling

    with telling(timezone.now() - timedelta(days=days)), practice.as_role():
        old = practice.make_visit(shoulder.patient, starts_at=timezone.now() - timedelta(days=days))
    past = type(shoulder)(practice, shoulder.patient, old)
    past.plan(*SHOULDER)
    fields = past.form()
    from filiform.foundation.record.public import open_visit
    from filiform.journey.consent.actions import record_answer
    from filiform.journey.consent.forms import ConsentForm
    from filiform.journey.consent.sheet import sheet_of

    with telling(timezone.now() - timedelta(days=days)), practice.as_role():
        visit = open_visit(old, why="test")
        sheet = sheet_of(visit)
        from django.http import QueryDict

        data = QueryDict(mutable=True)
        for name, value in fields.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        form = ConsentForm(data, explanation=sheet.explanation, patient=visit.patient)
        assert form.is_valid(), form.errors
        record_answer(visit=visit, answer=form.answer(), explanation=sheet.explanation, based_on="")


def holds_for(practice, months):
    from filiform.backoffice.policy.public import set_threshold

    with practice.as_role("owner"):
        set_threshold(
            threshold="consent_renewal_months", value=months, reason="Our insurer asks for it.", source="Letter, 2026"
        )


def test_a_consent_runs_out(practice, shoulder):
    given_before(practice, shoulder, days=120)
    assert shoulder.codes() == {"expired"}


def test_a_consent_runs_out_when_the_practice_rules(practice, shoulder):
    given_before(practice, shoulder, days=40)
    assert shoulder.codes() == {"not-confirmed-today"}
    holds_for(practice, 1)
    assert shoulder.codes() == {"expired"}


def test_a_practice_may_let_a_consent_hold_for_longer(practice, shoulder):
    given_before(practice, shoulder, days=120)
    holds_for(practice, 6)
    assert shoulder.codes() == {"not-confirmed-today"}


def test_without_a_ruling_the_core_and_the_settings_say_the_same():
    from filiform.core.consent import ConsentSettings
    from filiform.knowledge.screening import load

    assert load().book.thresholds["consent_renewal_months"] == ConsentSettings().renewal_months


def test_a_consent_of_another_problem_does_not_count(practice):
    from filiform.foundation.record.public import open_episode

    patient = practice.make_patient()
    with practice.as_role():
        neck, knee = (open_episode(patient=patient, problem=name).id for name in ("Neck", "Knee"))
    scene = stage(practice)
    scene.patient, scene.visit = patient, practice.make_visit(patient, episode=neck)
    scene.plan(*SHOULDER)
    scene.send(scene.form())
    assert scene.state().valid
    other = scene.later(timezone.now() + timedelta(hours=1), episode=knee)
    other.plan(*SHOULDER)
    assert other.codes() == {"none"}


def child(practice):
    scene = stage(practice, birth_date=date(timezone.now().year - 12, 1, 1))
    scene.plan(*CALF)
    return scene


GUARDIAN = {
    "by": "guardian",
    "speaker": "Ann Murphy",
    "relation": "mother",
    "signed_name": "Ann Murphy",
    "assent": "yes",
}


def test_a_child_needs_guardian_and_own_yes(practice):
    scene = child(practice)
    assert scene.send(scene.form(assent="yes")).status_code == 422
    assert scene.send(scene.form(**GUARDIAN | {"assent": None})).status_code == 422
    assert scene.send(scene.form(**GUARDIAN | {"relation": ""})).status_code == 422
    answer = scene.send(scene.form(**GUARDIAN))
    assert answer.status_code == 302, answer.content.decode()
    assert scene.state().valid


def test_a_childs_no_stands_also_against_an_earlier_yes(practice):
    scene = child(practice)
    scene.send(scene.form(**GUARDIAN))
    scene.send(scene.form(**GUARDIAN | {"assent": "no"}))
    assert scene.codes() == {"declined"}


def test_a_substitute_answers_for_somebody_who_cannot_decide(practice):
    scene = stage(practice)
    scene.plan(*CALF)
    answer = scene.send(
        scene.form(
            capacity="no", capacity_note="Advanced dementia", by="substitute", speaker="Tom Murphy",
            relation="decision-making representative", signed_name="Tom Murphy",
        )
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    assert scene.state().valid


def test_through_an_interpreter_nothing_is_confirmed_in_one_click(shoulder):
    shoulder.send(shoulder.form(interpreter="present", interpreter_name="Ewa Nowak"))
    assert shoulder.state().valid
    follow_up = shoulder.later(timezone.now() + timedelta(hours=1))
    follow_up.plan(*SHOULDER)
    page = follow_up.page()
    assert "Ask whether the earlier consent still holds" not in page
    assert "The earlier consent was given with an interpreter." in page
    assert 'id="again"' not in page, "the form stands open"
    confirm = {"do": "confirm", "shown": hidden(page, "shown"), "based_on": hidden(page, "based_on")}
    assert follow_up.send(confirm).status_code == 409


def test_whether_consent_was_asked_is_told_apart_from_its_answer(shoulder):
    from filiform.foundation.record.public import open_visit
    from filiform.journey.consent import public

    def told():
        with shoulder.practice.as_role():
            visit = open_visit(shoulder.visit, why="test")
            return public.asked(visit), public.given(visit), public.declined(visit)

    assert told() == (False, False, False)
    shoulder.send(shoulder.form())
    assert told() == (True, True, False)
    shoulder.send({"do": "withdraw", "why": "other"})
    assert told() == (True, False, True)
