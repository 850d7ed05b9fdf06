"""The consent step in the browser's terms: what it shows, records and refuses."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.journey.consent.stage import CALF, SHOULDER, hidden, stage
from tests.support.practice import make_practice


@pytest.fixture
def shoulder(practice):
    scene = stage(practice)
    scene.plan(*SHOULDER)
    return scene


@pytest.fixture
def calf(practice):
    scene = stage(practice)
    scene.plan(*CALF)
    return scene


def items(page):
    return set(re.findall(r'data-item="([^"]+)"', page))


def test_the_lung_is_explained_for_a_shoulder_and_not_for_a_calf(shoulder, calf):
    assert {"pneumothorax", "thorax-separate-tick"} <= items(shoulder.page())
    assert "pneumothorax" not in items(calf.page())
    assert {"common-reactions", "faint", "may-withdraw"} <= items(calf.page())


def test_figures_and_sources_stand_beside_each_risk(shoulder):
    page = shoulder.page()
    assert "7.55%" in page
    assert "Brady" in page
    assert "not yet reviewed" in page


def test_a_missing_answer_is_explained_like_a_yes(practice):
    scene = stage(practice)
    scene.plan(*CALF, medications=None)
    assert "deep-bleeding" in items(scene.page())


def test_warfarin_and_pregnancy_bring_their_risks(practice):
    scene = stage(practice)
    scene.plan(
        *CALF,
        medications={
            "present": ["anticoagulant", "vitamin-k-antagonist"],
            "absent": [],
            "uncertain": [],
            "complete": True,
        },
        pregnant="yes",
        gestation_weeks=9,
    )
    assert {"deep-bleeding", "pregnancy", "pregnancy-separate-text"} <= items(scene.page())


def test_a_complete_consent_is_valid_and_kept_word_for_word(shoulder):
    assert shoulder.codes() == {"none"}
    answer = shoulder.send(shoulder.form())
    assert answer.status_code == 302, answer.content.decode()
    assert shoulder.state().valid
    (row,) = shoulder.rows()
    assert (row.kind, row.form, row.copy_given, row.signed_name) == ("given", "written", True, "Nóra Murphy")
    assert "pneumothorax" in row.risks
    copy = shoulder.practice.client_for("practitioner").get(f"/consents/{row.id}/copy/").content.decode()
    assert "pneumothorax" in items(copy)
    assert row.signed_name in copy


def test_the_text_kept_matches_its_digest(shoulder):
    import hashlib

    from filiform.journey.consent.models import ExplainedText

    shoulder.send(shoulder.form())
    with shoulder.practice.as_role():
        (text,) = ExplainedText.objects.all()
    assert hashlib.sha256(text.body.encode()).hexdigest() == text.digest


def test_ticking_each_risk_is_as_good_as_all(shoulder):
    page = shoulder.page()
    each = re.findall(r'name="explained" value="([^"]+)"', page)
    assert len(each) >= 6
    assert shoulder.send(shoulder.form(page, everything=None, explained=each)).status_code == 302
    assert shoulder.state().valid


WRONG = {
    "no answer": {"kind": None},
    "an unknown answer": {"kind": "maybe"},
    "nothing explained": {"everything": None},
    "one risk explained": {"everything": None, "explained": ["faint"]},
    "an unknown risk": {"everything": None, "explained": ["nonsense"]},
    "lung not ticked by itself": {"tick_thorax-separate-tick": None},
    "no region": {"regions": []},
    "a region of somebody else": {"regions": ["leg"]},
    "nobody answers": {"by": ""},
    "a guardian for an adult": {"by": "guardian", "speaker": "Ann Murphy", "relation": "mother"},
    "capacity not said": {"capacity": None},
    "capacity in doubt": {"capacity": "doubt"},
    "no capacity, yet the patient signs": {"capacity": "no", "capacity_note": "confused today"},
    "a substitute for somebody who can decide": {"by": "substitute", "speaker": "A", "relation": "b"},
    "interpreter not said": {"interpreter": None},
    "interpreter needed and absent": {"interpreter": "absent"},
    "interpreter without a name": {"interpreter": "present"},
    "no signature": {"signed_name": ""},
    "somebody else's name": {"signed_name": "John Smith"},
    "copy not said": {"copy_given": None},
    "form not said": {"form": None},
    "a NUL in the name": {"signed_name": "Nóra\x00Murphy"},
    "a megabyte of note": {"reason": "x" * 1_000_000},
    "text that was not on the page": {"shown": "0" * 64},
    "no text at all": {"shown": ""},
}


@pytest.fixture(scope="module")
def untouched(database):
    """A scene whose answers are all refused, so that one serves all of them, with its page."""
    scene = stage(make_practice())
    scene.plan(*SHOULDER)
    return scene, scene.page()


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_wrong_or_missing_input_never_makes_a_consent(untouched, wrong):
    scene, page = untouched
    answer = scene.send(scene.form(page, **wrong))
    assert answer.status_code in (400, 409, 422), answer.status_code
    assert not scene.rows()
    assert not scene.state().valid


def test_errors_stand_at_the_field_and_what_was_typed_is_still_there(shoulder):
    answer = shoulder.send(shoulder.form(capacity="doubt", reason="Asked about bruises"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_capacity' in page
    assert "Asked about bruises" in page
    assert "Nóra Murphy" in page


def test_a_new_answer_in_the_case_history_asks_to_read_again(shoulder):
    fields = shoulder.form()
    shoulder.plan(*SHOULDER, pregnant="yes", gestation_weeks=20)
    answer = shoulder.send(fields)
    assert answer.status_code == 422
    assert "Read it again" in answer.content.decode()
    assert not shoulder.rows()


def test_a_refusal_is_recorded_and_forbids(shoulder):
    answer = shoulder.send(shoulder.form(kind="declined", signed_name="", reason="Does not like needles"))
    assert answer.status_code == 302, answer.content.decode()
    assert shoulder.codes() == {"declined"}


def test_spoken_consent_is_recorded_and_does_not_suffice(shoulder):
    assert shoulder.send(shoulder.form(form="verbal", signed_name="", copy_given=None)).status_code == 302
    assert shoulder.codes() == {"verbal-only"}


def test_a_new_site_asks_for_a_new_consent(shoulder):
    shoulder.send(shoulder.form())
    shoulder.plan(*SHOULDER, "left gluteus-medius-posterior")
    assert "region-not-covered" in shoulder.codes()
    shoulder.plan(*SHOULDER, electrical_stimulation=True)
    assert shoulder.codes() == {"risk-not-explained"}


def test_no_site_no_consent(practice):
    scene = stage(practice)
    assert scene.codes() == {"sites-missing"}
    assert scene.send({"do": "record", "kind": "given"}).status_code == 409
    assert "No site is planned yet" in scene.page()


def test_a_site_that_the_knowledge_lost_is_not_covered(shoulder):
    shoulder.send(shoulder.form())
    shoulder.plan(*SHOULDER, "left no-such-muscle")
    assert "site-unknown" in shoulder.codes()
    assert "no-such-muscle is not in the knowledge" in shoulder.page()


def test_the_same_form_twice_is_one_answer(shoulder):
    fields = shoulder.form() | {"_key": "11111111-aaaa"}
    client = shoulder.practice.client_for("practitioner")
    first, second = client.post(shoulder.url, fields), client.post(shoulder.url, fields)
    assert (first.status_code, second.status_code) == (302, 302)
    assert len(shoulder.rows()) == 1


def test_two_people_at_one_visit_see_each_other(shoulder):
    fields = shoulder.form()
    assert shoulder.send(fields).status_code == 302
    answer = shoulder.send(fields | {"kind": "declined"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Practitioner Person recorded" in page
    assert len(shoulder.rows()) == 1
    again = shoulder.form(page, kind="declined")
    assert shoulder.send(again).status_code == 302
    assert len(shoulder.rows()) == 2


def test_only_a_practitioner_records(shoulder):
    fields = shoulder.form()
    shoulder.role = "owner"
    assert shoulder.send(fields).status_code == 403
    assert not shoulder.rows()


def test_withdrawing_wins_and_is_one_click(shoulder):
    shoulder.send(shoulder.form())
    assert shoulder.send({"do": "withdraw", "why": "no-reason"}).status_code == 302
    assert shoulder.codes() == {"withdrawn"}
    assert shoulder.send({"do": "withdraw"}).status_code == 422


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


def test_a_consent_runs_out(practice, shoulder):
    from filiform.foundation.tenancy.clock import telling

    with telling(timezone.now() - timedelta(days=120)), practice.as_role():
        old = practice.make_visit(shoulder.patient, starts_at=timezone.now() - timedelta(days=120))
    past = type(shoulder)(practice, shoulder.patient, old)
    past.plan(*SHOULDER)
    fields = past.form()
    from filiform.foundation.record.public import open_visit
    from filiform.journey.consent.actions import record_answer
    from filiform.journey.consent.forms import ConsentForm
    from filiform.journey.consent.sheet import sheet_of

    with telling(timezone.now() - timedelta(days=120)), practice.as_role():
        visit = open_visit(old, why="test")
        sheet = sheet_of(visit)
        from django.http import QueryDict

        data = QueryDict(mutable=True)
        for name, value in fields.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        form = ConsentForm(data, explanation=sheet.explanation, patient=visit.patient)
        assert form.is_valid(), form.errors
        record_answer(visit=visit, answer=form.answer(), explanation=sheet.explanation, based_on="")
    assert shoulder.codes() == {"expired"}


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
    confirm = {"do": "confirm", "shown": hidden(page, "shown"), "based_on": hidden(page, "based_on")}
    assert follow_up.send(confirm).status_code == 409


def test_another_practice_sees_nothing(shoulder, other_practice):
    shoulder.send(shoulder.form())
    (row,) = shoulder.rows()
    stranger = other_practice.client_for("practitioner")
    assert stranger.get(f"/consents/{row.id}/copy/").status_code == 404
    assert stranger.get(f"/patients/{shoulder.patient}/consent/").status_code == 404
    assert stranger.post(f"/patients/{shoulder.patient}/consent/", {"why": "other"}).status_code == 404
    assert stranger.post(shoulder.url, {"do": "withdraw", "why": "other"}).status_code == 404


def test_a_draft_comes_back_and_rests_on_what_stands_now(shoulder):
    client = shoulder.practice.client_for("practitioner")
    kept = client.post(
        "/drafts/",
        {"_page": shoulder.url, "reason": "Half a sentence", "explained": ["faint", "infection"], "shown": "0" * 64},
    )
    assert kept.status_code == 200
    page = shoulder.page()
    assert "Half a sentence" in page
    assert len(re.findall(r'name="explained"[^>]*checked', page)) == 2
    assert hidden(page, "shown") != "0" * 64


def test_the_note_holds_every_answer_of_the_visit(shoulder):
    from filiform.foundation.record.public import canonical, open_visit
    from filiform.journey.consent import public

    shoulder.send(shoulder.form())
    with shoulder.practice.as_role():
        note = public.step.note(open_visit(shoulder.visit, why="test"))
    assert canonical(note)
    assert note["valid"]
    assert [each["kind"] for each in note["answers"]] == ["given"]
    assert len(note["answers"][0]["explained_digest"]) == 64


def test_the_database_itself_refuses_a_consent_without_signature(shoulder):
    from django.db import IntegrityError

    from filiform.foundation.tenancy.clock import now
    from filiform.journey.consent.models import ConsentEvent

    def unsigned():
        with shoulder.practice.as_role():
            ConsentEvent.objects.create(
                patient_id=shoulder.patient, visit_id=shoulder.visit, kind="given", form="written", at=now()
            )

    with pytest.raises(IntegrityError):
        unsigned()


def test_every_reason_has_a_sentence():
    from filiform.core.reasons import Reason, params
    from filiform.journey.consent.words import say

    for code in ("none", "sites-missing", "verbal-only", "not-confirmed-today", "invalid", "unheard-of"):
        assert say(Reason(code)).endswith(".")
        assert say(Reason(f"consent-{code}")) == say(Reason(code))
    assert "chest" in say(Reason("region-not-covered", params(region="thorax")))
    assert "1 Mar 2026" in say(Reason("expired", params(until="2026-03-01")))
