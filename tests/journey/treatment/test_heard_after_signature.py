"""A needle of before the signature that is heard of afterwards is kept beside the note, and looked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages

from tests.journey.treatment import told_late
from tests.journey.treatment.stage import Stage, ready_stage
from tests.journey.treatment.told_late import ago, tap
from tests.support.practice import PracticeKit


@pytest.fixture
def signed(gone: Stage) -> Stage:
    """One needle went in and out, was counted, the patient left, the note was signed."""
    from filiform.foundation.record.public import sign

    with gone.practice.as_role():
        sign(visit=gone.file().visit, note={"needles": 1})
    return gone


def line(stage: Stage, **more: str) -> Any:
    return told_late.line(stage, **{"words": "stiff", **more})


def form(stage: Stage, **more: str) -> Any:
    return told_late.form(stage, **{"depth_mm": "20", "note": "Slow to release.", **more})


WAYS_IN = pytest.mark.parametrize("sent", [tap, line, form])


def _beside(stage: Stage, do: str = "placed") -> list[Any]:
    from filiform.foundation.record.public import facts

    with stage.practice.as_role():
        return [one.value for one in facts(stage.patient, "needle-after-signature") if one.value["do"] == do]


def _amendments(stage: Stage) -> list[str]:
    from filiform.foundation.record.public import amendments

    with stage.practice.as_role():
        return [one.text for one in amendments(stage.visit)]


def _sealed(stage: Stage) -> tuple[str, str, int]:
    with stage.practice.as_role():
        signature = stage.file().signature
        return signature.snapshot, signature.digest, len(stage.file().events)


@WAYS_IN
def test_it_is_kept_beside_the_note_with_an_incident_and_the_seal_unchanged(signed: Stage, sent: Any) -> None:
    before = _sealed(signed)
    answer = sent(signed, at=ago(minutes=5))
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == f"/visits/{signed.visit}/sign/"
    assert any("signed and stays as it is" in str(one) for one in get_messages(answer.wsgi_request))
    assert _sealed(signed) == before
    assert len(signed.entries()) == 1
    (kept,) = _beside(signed)
    assert (kept["structure"], kept["side"], kept["technique"]) == ("tibialis-anterior", "left", "deep-static")
    assert (kept["lot_id"], kept["against"]) == (str(signed.lot), [])
    (incident,) = signed.incidents()
    assert (incident.kind, incident.detail["insertion"]) == ("retained-needle", kept["insertion"])
    text = signed.get(f"/visits/{signed.visit}/sign/").content.decode()
    for words in ("Tibialis anterior, left", "0.25 × 40 mm", "A1", "A device told it after the note was signed"):
        assert words in text
    assert f"/incidents/{incident.id}/" in text
    for role in ("practitioner", "owner"):
        assert f"/incidents/{incident.id}/" in signed.get("/unsigned/", role).content.decode()
    assert "steps to record" in text
    if sent is tap:
        _record_all(signed, incident)
    told = " ".join(_amendments(signed))
    assert ("stiff" in told) == (sent is line)
    assert ("20 mm" in told and "Slow to release." in told) == (sent is form)


def _record_all(stage: Stage, incident: Any) -> None:
    """Its steps are recorded one by one; it waits until the last."""
    from filiform.journey.treatment import queries
    from filiform.journey.treatment.actions.counting import record_incident_step
    from filiform.knowledge import load

    steps = [step.id for step in load().incident_steps[incident.kind].steps if step.required]
    for left, step in zip(range(len(steps), 0, -1), steps, strict=True):
        with stage.practice.as_role():
            assert [(row.id, n) for row, n in queries.waiting(None)] == [(incident.id, left)]
            record_incident_step(incident=incident.id, step=step, note="Done.")
    with stage.practice.as_role():
        assert queries.waiting(None) == []


@WAYS_IN
def test_sent_twice_it_is_kept_once_and_another_content_is_refused(signed: Stage, sent: Any) -> None:
    event, at = str(uuid4()), ago(minutes=5)
    assert [sent(signed, event=event, at=at).status_code for _time in range(2)] == [302, 302]
    assert (len(_beside(signed)), len(signed.incidents())) == (1, 1)
    told = len(_amendments(signed))
    if sent is tap:
        assert sent(signed, event=event, at=at, site="right tibialis-anterior").status_code == 409
    assert (len(_beside(signed)), len(_amendments(signed))) == (1, told)


@WAYS_IN
def test_what_is_of_no_time_or_of_a_later_one_is_still_refused(signed: Stage, sent: Any) -> None:
    for at in ("", ago(seconds=0), "2020-02-02T10:00:00Z"):
        answer = sent(signed, at=at)
        assert answer.status_code in (403, 409, 422), at
        assert "signed and locked" in answer.content.decode()
    assert (_beside(signed), signed.incidents(), _amendments(signed)) == ([], [], [])


def test_its_way_out_and_its_twitches_follow_by_the_devices_id(signed: Stage) -> None:
    event, out = str(uuid4()), str(uuid4())
    tap(signed, event=event, at=ago(minutes=5))
    twitch = {"do": "twitch", "_key": str(uuid4()), "event": str(uuid4()), "insertion": event, "at": ago(minutes=4)}
    assert signed.post(twitch, signed.tap_url).status_code == 302
    for key in (out, out, str(uuid4())):
        sent = {"do": "out", "_key": str(uuid4()), "event": key, "insertion": event, "at": ago(minutes=3)}
        answer = signed.post(sent, signed.tap_url)
        assert answer.status_code == 302
    assert any("was out already" in str(one) for one in get_messages(answer.wsgi_request))
    assert [one["event"] for one in _beside(signed, "removed")] == [out]
    assert [one["said"] for one in _beside(signed, "noted")] == [{"more_twitches": 1}]
    assert [text.split(" at ")[0] for text in _amendments(signed)][::2] == ["In", "Out"]
    # The incident stays: its steps are recorded by a person.
    assert [one.kind for one in signed.incidents()] == ["retained-needle"]
    detail = {"do": "detail", "_key": str(uuid4()), "event": str(uuid4()), "insertion": event, "depth_mm": "15"}
    assert signed.post(detail).status_code == 302
    assert "15 mm" in _amendments(signed)[-1]
    # No deeper than the needle is long; an id is of one thing only.
    told = _amendments(signed)
    assert signed.post(detail | {"_key": str(uuid4()), "event": str(uuid4()), "depth_mm": "60"}).status_code == 422
    other = str(uuid4())
    tap(signed, event=other, at=ago(minutes=5), site="right tibialis-anterior")
    for do, used in (("out", out), ("twitch", out), ("out", event)):
        sent = {"do": do, "_key": str(uuid4()), "event": used, "insertion": other, "at": ago(minutes=3)}
        assert signed.post(sent, signed.tap_url).status_code == 409
    assert len(_amendments(signed)) == len(told) + 1


def test_a_needle_of_the_note_itself_is_not_moved_after_the_signature(signed: Stage) -> None:
    (entry,) = signed.entries()
    answer = signed.post({"do": "out", "_key": "k", "event": str(uuid4()), "insertion": str(entry.id)}, signed.tap_url)
    assert answer.status_code == 409
    assert signed.post({"do": "detail", "insertion": str(entry.id), "depth_mm": "9", "_key": "d"}).status_code == 409


def test_in_and_out_at_once_is_kept_and_nothing_is_looked_for(signed: Stage) -> None:
    assert tap(signed, at=ago(minutes=5), technique="deep-pistoning").status_code == 302
    assert _beside(signed)[0]["out_too"] is True
    assert signed.incidents() == []
    assert _amendments(signed)[0].startswith("In and out at ")


def test_what_barred_it_is_kept_with_it_and_the_next_screening_knows_the_place(signed: Stage) -> None:
    from filiform.foundation.record.public import facts

    assert tap(signed, at=ago(minutes=5), site="left rhomboids").status_code == 302
    assert "site-not-screened" in {one["code"] for one in _beside(signed)[0]["against"]}
    assert {one.kind for one in signed.incidents()} == {"retained-needle", "despite-refusal"}
    with signed.practice.as_role():
        newest = facts(signed.patient, "needled").first()
        assert newest.value["sites"] == ["left tibialis-anterior", "left rhomboids"]
    rows = signed.get(f"/practice/stock/lots/{signed.lot}/patients/", "owner")
    assert "homboid" in rows.content.decode()


def test_another_practice_can_neither_send_nor_see_it(signed: Stage, other_practice: PracticeKit) -> None:
    theirs = ready_stage(other_practice)
    event = str(uuid4())
    fields = {
        "_key": str(uuid4()), "event": event, "site": "left tibialis-anterior", "technique": "deep-static",
        "guidance": "landmark", "lot": str(theirs.lot), "at": ago(minutes=5),
    }  # fmt: skip
    assert other_practice.client_for().post(f"{signed.needles_url}now/", fields).status_code == 404
    assert tap(signed, event=event, lot=str(theirs.lot), at=ago(minutes=5)).status_code in (404, 422)
    assert (_beside(signed), signed.incidents(), _amendments(signed)) == ([], [], [])
    # The same id of a device there is another needle here.
    assert tap(signed, event=event, at=ago(minutes=5)).status_code == 302
    assert _beside(theirs) == []
    with other_practice.as_role():
        from filiform.journey.treatment.actions import beside

        assert beside.sent_as(UUID(event)) is None
        assert beside.of_lot(signed.lot) == []
