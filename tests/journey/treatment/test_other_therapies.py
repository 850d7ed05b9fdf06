"""Therapies beside needles or instead of them, stimulation, and visits without needles."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest


def therapy(**more):
    """A therapy's form, filled."""
    fields = {
        "do": "modality", "event": str(uuid4()), "kind": "stretching", "here": "yes",
        "what": "Calf stretch on a step, 3 x 30 s", **more,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


def test_an_earlier_injection_is_kept_with_what_where_when_and_by_whom(bare):
    fields = therapy(
        kind="injection", here="no", what="Triamcinolone 20 mg", where="right Achilles tendon",
        on="2026-03-02", by_whom="Dr Walsh",
    )  # fmt: skip
    assert bare.post(fields).status_code == 302
    page = bare.get().content.decode()
    assert "Injection, Triamcinolone 20 mg, right Achilles tendon, 2026-03-02, Dr Walsh" in page
    from filiform.journey.treatment.public import needles_step

    with bare.practice.as_role():
        (noted,) = needles_step.note(bare.file())["other_therapies"]
    assert (noted["kind"], noted["on"], noted["here"]) == ("injection", "2026-03-02", False)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "injection"}, "where"),
        ({"here": "no", "by_whom": "x"}, "on"),
        ({"here": "no", "when_text": "in spring"}, "by_whom"),
        ({"on": "2026-02-31"}, "on"),
        ({"on": "1802-02-03"}, "on"),
        ({"what": None}, "what"),
        ({"minutes": "-5"}, "minutes"),
        ({"note": "a\x00"}, "note"),
    ],
)
def test_what_is_missing_or_cannot_be_is_told_at_its_field(bare, fields, field):
    answer = bare.post(therapy(**fields))
    assert answer.status_code == 422
    assert f'href="#id_other_{field}"' in answer.content.decode()


def test_a_day_still_to_come_is_refused(bare):
    from filiform.foundation.tenancy.clock import today

    answer = bare.post(therapy(on=str(today() + timedelta(days=2))))
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()


def test_a_therapy_entered_in_error_is_taken_back(bare):
    from filiform.journey.treatment import therapies

    bare.post(therapy())
    with bare.practice.as_role():
        (row,) = therapies.modalities(bare.visit)
    answer = bare.post({"do": "modality-back", "insertion": str(row.id), "reason": "Other patient."})
    assert answer.status_code == 302
    with bare.practice.as_role():
        assert therapies.modalities(bare.visit) == []


def test_a_visit_without_needles_says_why_and_what_was_done_instead(bare):
    answer = bare.post({"do": "without", "reason": "declined"})
    assert answer.status_code == 422
    answer = bare.post({"do": "without", "reason": "declined", "instead": "Massage of the calf"})
    assert answer.status_code == 302
    with bare.practice.as_role():
        from filiform.journey.treatment import public

        assert public.without_needles(bare.file())["instead"] == "Massage of the calf"
        assert public.count_closed(bare.file())
    assert "Massage of the calf" in bare.get().content.decode()
    assert bare.leave().status_code == 302


def test_needles_after_all_take_the_reason_back(ready):
    from filiform.journey.treatment import public

    ready.post({"do": "without", "reason": "other-therapy", "instead": "Exercise"})
    ready.post({"do": "after-all"})
    ready.place()
    with ready.practice.as_role():
        assert public.without_needles(ready.file()) is None
    answer = ready.post({"do": "without", "reason": "declined", "instead": "x"})
    assert answer.status_code == 422
    assert "Needles are on record in this visit" in answer.content.decode()


def test_last_needles_are_shown_to_compare_and_print_as_one_line(ready):
    from filiform.foundation.tenancy.clock import now
    from filiform.journey.treatment.public import last_needles

    ready.place(do="in-out", dwell=None, depth_mm="22", twitches="0")
    later = ready.practice.make_visit(ready.patient, starts_at=now() + timedelta(days=7))
    page = ready.get(f"/visits/{later}/needles/").content.decode()
    assert "22 mm deep" in page
    assert "twitches: none" in page
    other = ready.practice.make_patient(given_name="Other", birth_date=date(1999, 1, 1))
    with ready.practice.as_role():
        assert not last_needles(other)
        assert "Tibialis anterior" in str(last_needles(ready.patient))


def test_the_note_holds_every_needle_and_the_count(ready):
    from filiform.foundation.record.public import canonical
    from filiform.journey.treatment.public import count_step, needles_step

    insertion = ready.place(depth_mm="18.5", twitches="3", tolerance="well", note="Calm.")
    ready.tap("out", insertion)
    ready.count(1)
    with ready.practice.as_role():
        needles, count = needles_step.note(ready.file()), count_step.note(ready.file())
    (one,) = needles["insertions"]
    assert (one["structure"], one["side"], one["depth_mm"], one["twitches"]) == ("tibialis-anterior", "left", 18.5, 3)
    assert (one["lot"], one["tolerance"], one["notes"]) == ("A1", "well", ["Calm."])
    assert (count["placed"], count["removed"], count["balanced"]) == (1, 1, True)
    assert canonical(needles)
    assert canonical(count)


def test_a_lot_leads_to_its_patients_and_their_phones(ready):
    from filiform.foundation.record.public import edit_patient, newest_details

    ready.place()
    ready.place(where="right tibialis-anterior")
    patients = f"/practice/stock/lots/{ready.lot}/patients/"
    page = ready.get(patients, role="owner").content.decode()
    assert "Cian Murphy" in page
    assert 'href="tel:' in page
    assert page.count("Cian Murphy") == 1
    assert re.search(r"Tibialis anterior, (left|right); Tibialis anterior, (left|right)", page)
    with ready.practice.as_role("receptionist"):
        told = newest_details([ready.patient])[ready.patient]
        edit_patient(patient=ready.patient, based_on=told.id, reason="New phone", phone="+353 (0)87 123 4567")
    page = ready.get(patients, role="owner").content.decode()
    assert '<a href="tel:+353871234567">+353 (0)87 123 4567</a>' in page
    with ready.practice.as_role("receptionist"):
        told = newest_details([ready.patient])[ready.patient]
        edit_patient(patient=ready.patient, based_on=told.id, reason="Given up", phone="")
    assert "none on record" in ready.get(patients, role="practitioner").content.decode()
    for role in ("receptionist", "auditor"):
        assert ready.get(patients, role=role).status_code == 403


def test_the_visit_follows_when_needles_are_used_after_all(ready):
    from filiform.core.followup import State
    from filiform.core.followup import Step as Code
    from filiform.journey.visit.translate import progress

    def count_step():
        with ready.practice.as_role():
            return next(one for one in progress(ready.file()) if one.step is Code.COUNT).state

    ready.post({"do": "without", "reason": "declined", "instead": "Exercise"})
    assert count_step() is State.SKIPPED
    ready.post({"do": "after-all"})
    ready.place()
    assert count_step() is not State.SKIPPED
