"""The practice's policy: appended decisions with reason and source, floors that hold, and the owner's pages."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

ASPIRIN, FEAR, FLAG = "antiplatelet-aspirin", "needle-phobia", "rf-cauda-equina"
WHY = {"reason": "Pressure for two minutes is our routine.", "source": "Munoz 2022"}


def rule(practice, item=ASPIRIN, weight="note", role="owner", **more):
    from filiform.backoffice.policy.public import rule_item

    with practice.as_role(role):
        return rule_item(item=item, weight=weight, **{**WHY, **more})


def limit(practice, name="inr_high", value=2.5, **more):
    from filiform.backoffice.policy.public import set_threshold

    with practice.as_role("owner"):
        return set_threshold(threshold=name, value=value, **{**WHY, **more})


def in_force(practice, days=0, moment=None):
    from filiform.backoffice.policy.public import in_force
    from filiform.foundation.tenancy.clock import today

    with practice.as_role("practitioner"):
        return in_force(today() + timedelta(days=days), moment)


def refused(call, *args, **more):
    from filiform.foundation.tenancy.refusal import Refused

    with pytest.raises(Refused) as found:
        call(*args, **more)
    return [reason.code for reason in found.value.reasons]


def test_decisions_stand_from_their_day_and_the_newest_replaces_the_one_before(practice):
    assert in_force(practice).version == ""
    first = rule(practice)
    limit(practice)
    core = in_force(practice).policy("IE")
    assert (dict(core.rulings), dict(core.thresholds)) == ({ASPIRIN: "note"}, {"inr_high": 2.5})
    assert in_force(practice, days=-1).policy("IE").rulings is None
    before = in_force(practice)
    second = rule(practice, weight="stop", based_on=first.id)
    after = in_force(practice)
    assert after.policy("IE").rulings == {ASPIRIN: "stop"}
    assert second.replaces_id == first.id
    assert len({before.version, after.version, ""}) == 3
    # What was on record at a moment can always be told again.
    assert in_force(practice, moment=first.recorded_at).policy("IE").rulings == {ASPIRIN: "note"}


def test_a_decision_for_a_day_to_come_waits_and_can_be_taken_back_before(practice):
    from filiform.backoffice.policy.public import take_back
    from filiform.foundation.tenancy.clock import today

    first = rule(practice)
    later = rule(practice, weight="stop", since=today() + timedelta(days=30), based_on=first.id)
    assert in_force(practice).policy("IE").rulings == {ASPIRIN: "note"}
    assert in_force(practice, days=30).policy("IE").rulings == {ASPIRIN: "stop"}
    with practice.as_role("owner"):
        take_back(about="item", subject=ASPIRIN, reason="The guideline has changed.", based_on=later.id)
    assert in_force(practice, days=40).version == in_force(practice).version == ""


def test_what_no_practice_may_rule_is_refused(practice):
    assert refused(rule, practice, FLAG, "weigh") == ["too-mild"]
    assert refused(rule, practice, "tumour-at-site", "weigh") == ["too-mild"]
    assert refused(rule, practice, FEAR, "note") == ["too-mild"]
    assert refused(rule, practice, "no-such", "stop") == ["unknown-item"]
    assert refused(rule, practice, FEAR, "ignore") == ["weight"]
    assert refused(limit, practice, value=30) == ["out-of-range"]
    assert refused(limit, practice, "trauma_days", 10) == ["too-mild"]
    assert refused(limit, practice, "adult_age", 12) == ["not-settable"]
    assert refused(rule, practice, reason=" ", source="") == ["reason", "source"]
    assert refused(rule, practice, role="practitioner") == ["role"]
    assert in_force(practice).version == ""


def test_the_refusal_names_its_reason_and_the_sources(practice):
    from filiform.foundation.tenancy.refusal import Refused

    with pytest.raises(Refused) as found:
        rule(practice, "tumour-at-site", "weigh")
    (reason,) = found.value.reasons
    assert reason.text == "This may not be milder than “Stop”. All sources that class it call it absolute."
    assert {source.tag for source in reason.sources} == {"WHO99", "ICTMJC"}


def test_a_policy_begins_neither_in_the_past_nor_in_two_years(practice):
    from filiform.foundation.tenancy.clock import today

    assert refused(rule, practice, since=today() - timedelta(days=1)) == ["past"]
    assert refused(rule, practice, since=today() + timedelta(days=700)) == ["far"]


def test_two_who_rule_on_one_page_do_not_hide_each_other(practice):
    from filiform.backoffice.policy.public import take_back

    rule(practice)
    assert refused(rule, practice, weight="stop") == ["overtaken"]
    assert in_force(practice).policy("IE").rulings == {ASPIRIN: "note"}
    with practice.as_role("owner"):
        assert refused(take_back, about="threshold", subject="inr_high", reason="Why not") == ["nothing-ruled"]


def test_rows_are_appended_audited_and_seen_by_their_practice_alone(practice, other_practice):
    from django.db import DatabaseError

    from filiform.backoffice.policy.models import PolicyDecision
    from filiform.foundation.audit.models import AuditEntry

    row = rule(practice)
    for write in (lambda rows: rows.update(weight="stop"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), practice.as_role("owner"):
            write(PolicyDecision.objects.filter(id=row.id))
    with practice.as_role("owner"):
        (entry,) = AuditEntry.objects.filter(what="policy.policydecision", object_id=row.id)
        assert (entry.act, entry.actor) == ("insert", str(practice.users["owner"]))
    with other_practice.as_role("owner"):
        assert not PolicyDecision.objects.filter(id=row.id).exists()
    assert in_force(other_practice).version == ""


@pytest.mark.parametrize(
    "broken",
    [
        {"weight": ""}, {"weight": "ignore"}, {"value": 3.0}, {"about": "threshold"}, {"kind": "withdrawn"},
        {"reason": ""}, {"source": ""},
    ],
)  # fmt: skip
def test_the_database_takes_no_half_decision(practice, broken):
    from django.db import IntegrityError

    from filiform.backoffice.policy.models import PolicyDecision
    from filiform.foundation.tenancy.clock import today

    whole = {"about": "item", "subject": ASPIRIN, "kind": "ruled", "weight": "stop", "since": today(), **WHY}
    with pytest.raises(IntegrityError), practice.as_role("owner"):
        PolicyDecision.objects.create(knowledge_version="x", **{**whole, **broken})


def page(practice, address="/practice/policy/", role="owner"):
    answer = practice.client_for(role).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def post(practice, address, **fields):
    return practice.client_for("owner").post(address, fields)


ITEM, INR = f"/practice/policy/item/{ASPIRIN}/", "/practice/policy/threshold/inr_high/"


def form(practice, **more):
    from filiform.foundation.tenancy.clock import today

    clinician = str(practice.users["practitioner"])
    return {"do": "rule", "based_on": "", "since": today().isoformat(), "clinician": clinician, **WHY, **more}


def test_the_owner_rules_and_takes_back_by_the_page_and_everybody_reads(practice):
    answer = post(practice, ITEM, **form(practice, weight="note"))
    assert answer.status_code == 302, answer.content.decode()
    for role in ("owner", "practitioner", "receptionist", "auditor"):
        text = page(practice, role=role)
        assert WHY["reason"] in text
        assert "Munoz 2022" in text
        line = page(practice, ITEM, role)
        assert "ruled by the practice since" in line
        assert ('name="weight"' in line) == (role == "owner")
    row = json.loads(practice.client_for("auditor").get("/practice/policy.json").content)
    assert row["rulings"] == {ASPIRIN: "note"}
    standing = in_force(practice).decisions[0].id
    back = {"do": "take-back", "based_on": str(standing)}
    assert post(practice, ITEM, **back, why_back="").status_code == 422
    assert post(practice, ITEM, **back, why_back="The prescriber asked us to.").status_code == 302
    assert in_force(practice).version == ""
    text = page(practice)
    assert "The prescriber asked us to." in text
    assert WHY["reason"] in text, "what was decided before stays to be read"


def test_a_threshold_is_set_by_the_page(practice):
    assert post(practice, INR, **form(practice, value="2.5")).status_code == 302
    assert dict(in_force(practice).policy("IE").thresholds) == {"inr_high": 2.5}
    assert "2.5" in page(practice, INR)
    assert "2.5" in page(practice)


@pytest.mark.parametrize(
    ("address", "fields", "field", "says"),
    [
        (ITEM, {}, "weight", "Choose how it is weighed."),
        (ITEM, {"weight": "ignore"}, "weight", "Choose one of the weights shown."),
        (ITEM, {"weight": "stop", "reason": ""}, "reason", "Write why"),
        (ITEM, {"weight": "stop", "reason": "  "}, "reason", "Write why"),
        (ITEM, {"weight": "stop", "source": ""}, "source", "Name the source"),
        (ITEM, {"weight": "stop", "source": "a\x00b"}, "source", "cannot be kept"),
        (ITEM, {"weight": "stop", "since": "2020-01-01"}, "since", "cannot begin in the past"),
        (ITEM, {"weight": "stop", "since": "soon"}, "since", "year-month-day"),
        (INR, {"value": "40"}, "value", "Write a number from 1.5 to 4."),
        ("/practice/policy/threshold/surgery_months/", {"value": "3"}, "value", "Write a number from 4 to 52."),
        (INR, {"value": "nan"}, "value", "Write a number"),
        (INR, {"value": ""}, "value", "Write a number from 1.5 to 4."),
        ("/practice/policy/threshold/trauma_days/", {"value": "10"}, "value", "only be made stricter: 30 to 365"),
        (f"/practice/policy/item/{FEAR}/", {"weight": "note"}, "weight", "Choose one of the weights shown."),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(practice, address, fields, field, says):
    answer = post(practice, address, **form(practice, **fields))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f"id_{field}" in text
    assert says in text
    assert "reason" in fields or WHY["reason"] in text
    assert in_force(practice).version == ""


def test_an_emergency_has_a_page_without_a_form_and_takes_none(practice):
    address = f"/practice/policy/item/{FLAG}/"
    text = page(practice, address)
    assert "No practice can make this milder." in text
    assert 'name="weight"' not in text
    assert post(practice, address, **form(practice, weight="weigh")).status_code == 422
    assert in_force(practice).version == ""


def test_somebody_else_ruled_meanwhile(practice):
    rule(practice)
    answer = post(practice, ITEM, **form(practice, weight="stop"))
    assert answer.status_code == 422
    assert "decided on this at" in answer.content.decode()
    assert in_force(practice).policy("IE").rulings == {ASPIRIN: "note"}


@pytest.mark.parametrize("address", ["item/no-such", "threshold/adult_age", "moon/inr_high", "item/inr_high"])
def test_a_line_that_is_not_there_is_not_found(practice, address):
    assert practice.client_for("owner").get(f"/practice/policy/{address}/").status_code == 404


def test_nobody_else_writes(practice):
    for role in ("practitioner", "receptionist", "auditor"):
        assert practice.client_for(role).post(ITEM, form(practice, weight="note")).status_code == 403
    assert in_force(practice).version == ""


def test_every_line_of_the_book_is_on_the_page_with_its_sources(practice):
    from filiform.knowledge.screening import load

    text = page(practice)
    for item in {one.item for one in load().book.rules}:
        assert f"/practice/policy/item/{item}/" in text
    line = page(practice, ITEM)
    assert "Sources disagree." in line
    assert "source read" in line or "recalled" in line


def test_law_of_the_place_is_fixed_there_and_open_elsewhere():
    from tests.support.practice import make_practice

    there, here = make_practice("There", "ZA"), make_practice("Here", "IE")
    assert refused(rule, there, "bilateral-thorax", "weigh") == ["too-mild"]
    assert "It is law here." in page(there, "/practice/policy/item/bilateral-thorax/")
    assert rule(here, "bilateral-thorax", "stop").weight == "stop"


def test_the_file_of_a_policy_is_what_the_command_reads(practice):
    from filiform.knowledge.screening import screen_case
    from filiform.knowledge.screening.book import examples

    rule(practice, weight="stop")
    limit(practice)
    given = json.loads(practice.client_for("owner").get("/practice/policy.json").content)
    verdict = screen_case({**examples()["healthy"], "on": "2026-06-01", "medications": ["aspirin"]}, given)
    assert (verdict["verdict"], verdict["policy_version"]) == ("stop", in_force(practice).version)
