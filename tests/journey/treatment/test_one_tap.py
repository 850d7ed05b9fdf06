"""One tap places a needle as it is usual here, and asks where something is not known."""

from __future__ import annotations

from uuid import uuid4

from tests.journey.treatment.buttons import USUAL_LEFT as LEFT
from tests.journey.treatment.buttons import button, described, offer, press, shown

BOTH = "In and out: Tibialis anterior, left (1)"


def test_where_nothing_is_usual_the_tap_opens_the_form(ready):
    page = shown(ready)
    assert "Nothing is usual here yet." in offer(page, "site-1")
    assert described(page, "site-1") == {"site": ["left tibialis-anterior"]}
    form = ready.get(f"{ready.needles_url}?site=right+tibialis-anterior").content.decode()
    chosen = form[form.index('name="where"') :]
    assert 'value="right tibialis-anterior" id="id_where_1" checked' in chosen.replace(" required", "")


def test_a_habit_makes_one_tap_enough_and_takes_nothing_of_the_patient(usual):
    part = offer(shown(usual), "site-1")
    assert "Deep, left still, Landmarks, 0.25 × 40 mm, lot A1, 8 min" in part
    assert "your usual here" in part
    assert "anterior tibial artery and deep fibular nerve beneath" in part
    answer = press(usual, LEFT)
    assert answer.status_code == 302
    assert answer["Location"] == f"{usual.needles_url}#site-1"
    entry = usual.entries()[-1]
    assert (entry.state, str(entry.site), entry.insertion.planned_dwell) == ("in", "left tibialis-anterior", 480)
    assert (entry.insertion.technique, entry.insertion.lot_id) == ("deep-static", usual.lot)
    assert (entry.depth_mm, entry.twitches, entry.sensation, entry.notes) == (None, None, (), ())


def test_two_times_the_same_are_no_habit_but_today_s_way_is_named_as_such(ready):
    ready.place(technique="superficial")
    ready.place(technique="superficial")
    part = offer(shown(ready), "site-2")
    assert "as needle 2 today" in part
    press(ready, "In: Tibialis anterior, right (2)")
    assert ready.entries()[-1].insertion.technique == "superficial"


def test_a_colleague_s_habit_is_the_practice_s(usual):
    """The owner needles too, and never did here."""
    from filiform.foundation.tenancy.scope import Actor, enter
    from filiform.journey.treatment.onetap.usual import usual_in

    kit = usual.practice
    colleague = Actor(user=kit.users["owner"], roles=frozenset({"owner", "practitioner"}), name="owner")
    with enter(practice=kit.id, actor=colleague, origin="test"):
        found = usual_in(["tibialis-anterior", "piriformis"])
    assert str(found["tibialis-anterior"].whose) == "practice"
    assert found["piriformis"] is None


def test_what_was_taken_back_or_barred_makes_no_habit(ready):
    ready.place()
    wrong = [ready.place() for _time in range(2)]
    for insertion in wrong:
        ready.post({"do": "void", "insertion": str(insertion), "reason": "Wrong side."})
    other = {"where": "other", "structure": "piriformis left", "happened": "on", "why": "Was so."}
    for _time in range(3):
        ready.place(**other)
    with ready.practice.as_role():
        from filiform.journey.treatment.onetap.usual import usual_in

        assert usual_in(["tibialis-anterior", "piriformis"]) == {"tibialis-anterior": None, "piriformis": None}


def test_another_practice_s_habits_are_not_ours(usual, other_practice):
    from filiform.journey.treatment.onetap.usual import usual_in

    with other_practice.as_role():
        assert usual_in(["tibialis-anterior"]) == {"tibialis-anterior": None}


def test_a_needle_that_is_drawn_out_by_hand_takes_one_entry_without_a_clock(ready):
    for _time in range(3):
        ready.place(do="in-out", technique="deep-pistoning", dwell=None)
    answer = press(ready, BOTH)
    assert answer.status_code == 302
    entry = ready.entries()[-1]
    assert (entry.state, entry.since, entry.dwell) == ("out", None, None)


def test_the_same_needle_goes_in_again_by_one_tap_and_is_counted_once(ready):
    ready.place(do="in-out", technique="deep-pistoning", dwell=None)
    press(ready, "Same needle, again: needle 1 at another point of Tibialis anterior, left")
    assert [entry.number for entry in ready.entries()] == [1, 1]
    assert ready.entries()[1].insertion.lot_id == ready.lot
    assert ready.state().placed == 1


def test_twitches_are_added_by_one_tap_and_the_count_is_shown(usual):
    press(usual, "Twitch at Tibialis anterior, left (1), one more")
    assert usual.entries()[0].twitches == 4
    assert "Twitch <strong>4</strong>" in offer(shown(usual), "site-1")


def test_the_same_tap_twice_places_one_needle(usual):
    form = button(usual, LEFT)
    sent = form.fill()
    for _time in range(2):
        assert usual.post(sent, form.action).status_code == 302
    assert usual.post(form.fill(), form.action).status_code == 302
    assert len(usual.entries()) == 4


def test_a_tap_that_comes_late_says_when_it_was(usual):
    from datetime import timedelta

    from filiform.foundation.tenancy.clock import now

    moment = (now() - timedelta(minutes=5)).replace(microsecond=0)
    press(usual, LEFT, at=moment.isoformat())
    assert usual.entries()[-1].since == moment


SPOILT: tuple[dict[str, str], ...] = (
    {"site": "left zygomatic"}, {"site": "tibialis-anterior"}, {"site": "left " + "x" * 5000}, {"technique": "magic"},
    {"guidance": ""}, {"lot": "x"}, {"lot": str(uuid4())}, {"needle": str(uuid4())}, {"event": ""}, {"dwell": "-3"},
    {"dwell": "999999999999"}, {"dwell": "NaN"}, {"at": "yesterday"}, {"point": "x" * 3000},
)  # fmt: skip


def test_a_spoilt_tap_is_told_and_records_nothing(usual):
    form = button(usual, LEFT)
    client = usual.practice.client_for("practitioner")
    for spoilt in SPOILT:
        answer = client.post(form.action, form.fill(**spoilt))
        assert answer.status_code == (409 if "needle" in spoilt else 422), spoilt
        assert "Nothing was saved." in answer.content.decode()
    assert len(usual.entries()) == 3


def test_a_site_that_was_not_screened_is_refused_by_name_and_can_be_recorded_in_the_form(usual):
    page = shown(usual, f"{usual.needles_url}?find=piriformis+left")
    part = offer(page, "found-1")
    assert "Not in the plan that was screened" in part
    answer = press(usual, LEFT, site="left piriformis")
    assert answer.status_code == 409
    assert "was not part of the plan that was screened" in answer.content.decode()
    assert len(usual.entries()) == 3


def test_a_refused_tap_is_on_the_audit_log(usual):
    from filiform.foundation.audit.models import AuditEntry

    press(usual, LEFT, site="left piriformis")
    with usual.practice.as_role():
        assert AuditEntry.objects.filter(
            act="refused", what="treatment.place", why__contains="site-not-screened"
        ).exists()


def test_a_muscle_is_looked_up_by_any_name_with_both_sides(usual):
    page = shown(usual, f"{usual.needles_url}?find=tib+ant")
    assert "Tibialis anterior, left" in offer(page, "found-1")
    assert "Tibialis anterior, right" in offer(page, "found-2")
    answer = press(usual, "In: Tibialis anterior, right (2)", f"{usual.needles_url}?find=tib+ant")
    assert answer["Location"] == f"{usual.needles_url}?find=tib+ant#found-2"


def test_a_name_that_leads_nowhere_is_told_at_the_field(ready):
    client = ready.practice.client_for("practitioner")
    for words in ("zygomatic bozo", "x" * 4000, "neck, back, leg, arm", "<b>"):
        answer = client.get(ready.needles_url, {"find": words})
        assert answer.status_code == 200
        assert 'id="find-fault"' in answer.content.decode(), words


def test_muscles_found_active_are_offered_beside_the_planned_ones(ready):
    from filiform.core.people import YesNo
    from filiform.journey.examination.models import Examination, MuscleFinding

    yes = dict.fromkeys(("taut_band", "tender_spot", "referred_pain", "recognised"), YesNo.YES)
    with ready.practice.as_role():
        saved = Examination.objects.create(patient_id=ready.patient, visit_id=ready.visit, phase="before")
        of_it = {"patient_id": ready.patient, "visit_id": ready.visit, "examination": saved}
        MuscleFinding.objects.create(structure="gastrocnemius-medial", side="left", **of_it, **yes)
        MuscleFinding.objects.create(structure="piriformis", side="left", **of_it)
    page = shown(ready)
    assert "left" in offer(page, "site-3")
    assert "Piriformis" not in page.partition('id="next-needle"')[0]


def test_half_typed_words_stay_a_draft_while_needles_go_in_by_taps(usual):
    client = usual.practice.client_for("practitioner")
    client.post("/drafts/", {"_page": usual.needles_url, "point": "by the edge of the tibia"})
    press(usual, LEFT)
    assert "by the edge of the tibia" in shown(usual)
    asked = shown(usual, f"{usual.needles_url}?site=right+tibialis-anterior")
    assert "by the edge of the tibia" not in asked
    assert "A needle that you began to describe is kept." in asked


def test_a_reader_gets_no_buttons(usual):
    page = usual.get(role="auditor").content.decode()
    assert "needles/now/" not in page
    assert usual.post(button(usual, LEFT).fill(), f"{usual.needles_url}now/", role="auditor").status_code == 403
    assert len(usual.entries()) == 3


def test_an_address_with_strange_wishes_opens_the_page_as_it_is(usual):
    client = usual.practice.client_for("practitioner")
    wishes = (
        {"set": "x"},
        {"set": str(uuid4())},
        {"site": "up down"},
        {"site": "left"},
        {"dwell": "9" * 900, "site": "a"},
    )
    for wish in wishes:
        assert client.get(usual.needles_url, wish).status_code == 200
