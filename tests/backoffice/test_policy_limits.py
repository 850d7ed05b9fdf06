"""The owner rules on consent and needles: by the page, with a clinician who answers, taken back, in the file."""

from __future__ import annotations

import json

import pytest

from .test_policy import WHY, form, in_force, page, post, refused

CONSENT, CHEST = "/practice/policy/consent/form/", "/practice/policy/place/thorax/"
LONGEST, REACH = "/practice/policy/longest/rhomboids/", "/practice/policy/reach/rhomboids/"


def test_the_owner_rules_on_all_of_them_and_the_file_says_the_same(practice, other_practice):
    from filiform.knowledge.needling import check_plan
    from filiform.knowledge.screening import screen_case
    from filiform.knowledge.screening.book import examples

    clinician = str(practice.users["practitioner"])
    for address, fields in (
        (CONSENT, {"weight": "verbal"}), (CHEST, {"weight": "named", "people": [clinician]}),
        (LONGEST, {"value": "25"}), (REACH, {"value": "19"}),
    ):  # fmt: skip
        answer = post(practice, address, **form(practice, **fields))
        assert answer.status_code == 302, answer.content.decode()
        assert "Practitioner Person answers for it." in page(practice, address)
    text = page(practice)
    for words in ("By word of mouth", "Only by those named: Practitioner Person", "At most 25 mm", "Short of 19 mm"):
        assert words in text, words
    assert "At most 25 mm" in page(practice, "/practice/policy/structure/rhomboids/", "auditor")
    told = json.loads(practice.client_for("auditor").get("/practice/policy.json").content)
    assert told["consent"] == "verbal"
    assert told["needling"] == {
        "places": {"thorax": [clinician]}, "longest_mm": {"rhomboids": 25.0}, "keep_short_of_mm": {"rhomboids": 19.0},
    }  # fmt: skip
    assert screen_case({**examples()["healthy"], "on": "2026-06-01"}, told)["consent_asked"]["by"] == "policy"
    found = check_plan({"site": "left rhomboids", "length_mm": 40, "practitioner": {"id": clinician}}, told)
    ours = {each["code"] for each in found["findings"] if each["by_policy"]}
    assert ours == {"policy-longest", "policy-reach"}
    assert in_force(other_practice).version == ""
    assert "At most 25 mm" not in page(other_practice)


def test_it_is_taken_back_and_stays_to_be_read(practice):
    assert post(practice, LONGEST, **form(practice, value="25")).status_code == 302
    standing = in_force(practice).decisions[0].id
    back = {"do": "take-back", "based_on": str(standing), "why_back": "The course covers it now."}
    assert post(practice, LONGEST, **back).status_code == 302
    assert in_force(practice).version == ""
    assert "The course covers it now." in page(practice)


@pytest.mark.parametrize(
    ("address", "fields", "field", "says"),
    [
        (CONSENT, {}, "weight", "Choose how consent may be given."),
        (CONSENT, {"weight": "verbal", "clinician": ""}, "clinician", "Name the practitioner"),
        (CONSENT, {"weight": "verbal", "clinician": "x"}, "clinician", "Choose a practitioner of this practice."),
        (CONSENT, {"weight": "verbal", "reason": ""}, "reason", "Write why"),
        (CHEST, {}, "weight", "Choose whether and how it is needled."),
        (CHEST, {"weight": "named"}, "people", "Choose one or more practitioners"),
        (CHEST, {"weight": "named", "people": "x"}, "people", "Choose practitioners of this practice."),
        (LONGEST, {"value": "4"}, "value", "Write millimetres from 5 to 150."),
        (REACH, {"value": "nan"}, "value", "Write"),
        (REACH, {"value": ""}, "value", "Write millimetres from 5 to 150."),
    ],
)
def test_what_is_missing_is_told_at_its_field(practice, address, fields, field, says):
    answer = post(practice, address, **form(practice, **fields))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f"id_{field}" in text
    assert says in text
    assert in_force(practice).version == ""


def test_the_actions_refuse_what_the_forms_do(practice, other_practice):
    from filiform.backoffice.policy import public as policy

    def act(what, **more):
        with practice.as_role(more.pop("role", "owner")):
            return what(**{**WHY, "clinician": practice.users["practitioner"], **more})

    theirs = other_practice.users["practitioner"]
    assert refused(act, policy.rule_consent, weight="nod") == ["weight"]
    assert refused(act, policy.rule_consent, weight="verbal", clinician=None) == ["clinician"]
    assert refused(act, policy.rule_consent, weight="verbal", clinician=theirs) == ["clinician"]
    assert refused(act, policy.rule_item, item="needle-phobia", weight="weigh", clinician=theirs) == ["clinician"]
    assert refused(act, policy.rule_place, place="moon", weight="never") == ["no-subject"]
    assert refused(act, policy.rule_place, place="thorax", weight="often") == ["weight"]
    assert refused(act, policy.rule_place, place="thorax", weight="named", people=[theirs]) == ["people"]
    assert refused(act, policy.set_limit, about="longest", structure="thorax", value=30) == ["no-subject"]
    assert refused(act, policy.set_limit, about="reach", structure="rhomboids", value=200) == ["out-of-range"]
    for write in (policy.rule_consent, policy.rule_place, policy.set_limit):
        assert refused(act, write, role="practitioner", **_whole(write.__name__)) == ["role"]
    assert in_force(practice).version == ""


def _whole(name):
    return {
        "rule_consent": {"weight": "verbal"},
        "rule_place": {"place": "thorax", "weight": "never"},
        "set_limit": {"about": "longest", "structure": "rhomboids", "value": 30},
    }[name]


@pytest.mark.parametrize(
    "broken",
    [
        {"clinician_id": None}, {"weight": "named"}, {"weight": "stop"}, {"value": 3.0}, {"about": "longest"},
        {"about": "consent"}, {"kind": "withdrawn"},
    ],
)  # fmt: skip
def test_the_database_takes_no_half_limit(practice, broken):
    from django.db import IntegrityError

    from filiform.backoffice.policy.models import PolicyDecision
    from filiform.foundation.tenancy.clock import today

    whole = {
        "about": "place", "subject": "thorax", "kind": "ruled", "weight": "never", "since": today(),
        "clinician_id": practice.users["practitioner"], "knowledge_version": "x", **WHY,
    }  # fmt: skip
    with pytest.raises(IntegrityError), practice.as_role("owner"):
        PolicyDecision.objects.create(**{**whole, **broken})


@pytest.mark.parametrize("address", ["consent/other", "place/moon", "longest/thorax", "structure/moon", "reach/moon"])
def test_what_there_is_not_is_not_found(practice, address):
    assert practice.client_for("owner").get(f"/practice/policy/{address}/").status_code == 404


def test_every_page_of_limits_opens_and_a_place_that_is_gone_is_told(practice):
    from filiform.backoffice.policy import limits
    from filiform.backoffice.policy.models import PolicyDecision
    from filiform.foundation.tenancy.clock import today
    from filiform.knowledge.screening import places

    assert {code for code, _name in limits.wide()} == set(limits.PLACES) == set(places.NAMES)
    assert all(limits.find("place", code).title for code in places.members())
    assert "In writing, by law for: physiotherapist" in limits.find("consent", "form", "US-CO").start
    assert "Published, and no safe depth for one person:" in page(practice, REACH)
    with practice.as_role("owner"):
        PolicyDecision.objects.create(
            about="place", subject="gone", kind="ruled", weight="never", since=today(), knowledge_version="x",
            clinician_id=practice.users["practitioner"], **WHY,
        )  # fmt: skip
    assert in_force(practice).policy("IE").needling.places == ()
    assert "no longer has “gone”" in page(practice)


def test_the_page_asks_no_more_for_each_place_that_is_ruled(practice):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        client = practice.client_for("owner")
        client.get("/practice/policy/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/practice/policy/")
        return len(queries)

    named = {"weight": "named", "people": [str(practice.users["practitioner"])]}
    counts = []
    for place in ("thorax", "knee", "foot"):
        assert post(practice, f"/practice/policy/place/{place}/", **form(practice, **named)).status_code == 302
        counts.append(asked())
    assert len(set(counts)) == 1, counts
