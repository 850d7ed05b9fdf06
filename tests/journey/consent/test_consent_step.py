"""The consent step in the browser's terms: what it shows, records and refuses."""

import re

import pytest

from tests.journey.consent.stage import CALF, SHOULDER, hidden, stage


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
